// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/experiment/tuning.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "mlops/forecasting/core_trainer.h"
#include "twin/core/text.h"

namespace mlops {

namespace {

using twin::concat;
using twin::Result;
using twin::significant;

constexpr std::size_t kParts = 10; ///< what was observed, in tenths
constexpr std::size_t kFirstJudged = 5;

struct FeatureChoice {
    std::string_view name;
    FeatureSpec spec;
};

const std::vector<FeatureChoice>& featureChoices()
{
    static const std::vector<FeatureChoice> choices{
        {"5 lags", {.lags = 5}},
        {"12 lags", {.lags = 12}},
        {"12 lags, day", {.lags = 12, .dailyHarmonics = 4}},
        {"12 lags, day, modulated", {.lags = 12, .dailyHarmonics = 4, .modulatedLags = 2}},
        {"12 lags, day, modulated, profile", {.lags = 12, .dailyHarmonics = 4, .modulatedLags = 2, .profileDays = 7}}};
    return choices;
}

class Grid {
public:
    explicit Grid(Family family) : m_family(family) {}

    template <typename Parameters>
    void add(const FeatureChoice& features, const Parameters& parameters, const std::string& label)
    {
        ModelSettings settings{m_family, "candidate", features.spec, {1}, parameters};
        m_rows.push_back({std::move(settings), concat(features.name, "; ", label), 0.0, 0.0, {}});
    }
    [[nodiscard]] std::vector<TuningRow> take() { return std::move(m_rows); }

private:
    Family m_family;
    std::vector<TuningRow> m_rows;
};

void addRidge(Grid& grid, const FeatureChoice& features)
{
    for (const double alpha : {0.03, 0.1, 0.3, 1.0, 3.0, 10.0}) {
        grid.add(features, RidgeSettings{alpha, alpha}, concat("alpha ", significant(alpha, 2)));
    }
}

void addRls(Grid& grid, const FeatureChoice& features)
{
    for (const double forgetting : {0.998, 0.999, 0.9995, 0.9999, 1.0}) {
        grid.add(features, RlsSettings{.forgetting = forgetting}, concat("forgetting ", significant(forgetting, 5)));
    }
}

void addSvr(Grid& grid, const FeatureChoice& features)
{
    for (const double cost : {0.1, 1.0, 10.0}) {
        for (const double tube : {0.01, 0.03, 0.1}) {
            grid.add(features, SvrSettings{.cost = cost, .tube = tube},
                     concat("C ", significant(cost, 2), ", tube ", significant(tube, 2)));
        }
    }
}

void addLstm(Grid& grid, const FeatureChoice& features)
{
    for (const int hidden : {16, 50}) {
        for (const double rate : {1e-3, 3e-3}) {
            grid.add(features, LstmSettings{.hidden = hidden, .learningRate = rate},
                     concat(hidden, " cells, rate ", significant(rate, 2)));
        }
    }
}

/// Adds one fold's errors to a candidate's row: squared errors and how many, in `squares` and `count`.
Result<HoldOut> judge(const TuningRow& row, const SeriesView& training, std::size_t cut, std::size_t end,
                      const TuningTools& tools)
{
    const TimeSplit split(training.slice(0, end), cut);
    const auto model = tools.trainer.train({.settings = row.settings,
                                            .data = split.train(),
                                            .scaler = Scaler::minMax(split.train()),
                                            .seed = tools.seed,
                                            .stop = tools.stop,
                                            .progress = {}});
    if (!model) {
        return twin::failIn(row.label, model.error());
    }
    const auto forecaster = makeForecaster(*model);
    if (!forecaster) {
        return tl::unexpected(forecaster.error());
    }
    return evaluate(**forecaster, split.whole(), split.cut(), WhileJudged::Learns);
}

} // namespace

std::vector<TuningRow> tuningGrid(Family family)
{
    Grid grid(family);
    for (const FeatureChoice& features : featureChoices()) {
        const bool lagsOnly = features.spec.size() == static_cast<std::size_t>(features.spec.lags);
        if (family == Family::Ridge) {
            addRidge(grid, features);
        } else if (family == Family::Rls) {
            addRls(grid, features);
        } else if (family == Family::Svr) {
            addSvr(grid, features);
        } else if (family == Family::Lstm && lagsOnly) {
            addLstm(grid, features);
        }
    }
    return grid.take();
}

Result<std::vector<TuningRow>> tune(std::vector<TuningRow> grid, const SeriesView& training, const TuningTools& tools)
{
    const std::size_t observed = training.observedRows();
    if (observed < kParts) {
        return twin::fail(twin::ErrorCode::InvalidInput,
                          concat("tuning: found ", observed, " observed intervals in the training part of ",
                                 training.rows(), ", expected at least ", kParts,
                                 ", one for each part of it; give a longer training part or one with fewer gaps"));
    }
    for (std::size_t i = 0; i < grid.size(); ++i) {
        double squares = 0.0;
        double persistenceSquares = 0.0;
        double count = 0.0;
        for (std::size_t part = kFirstJudged; part < kParts; ++part) {
            const std::size_t cut = training.rowAfter(observed * part / kParts);
            const std::size_t end = training.rowAfter(observed * (part + 1) / kParts);
            const auto fold = judge(grid[i], training, cut, end, tools);
            if (!fold) {
                return tl::unexpected(fold.error());
            }
            const auto n = static_cast<double>(fold->count);
            squares += n * fold->rmse * fold->rmse;
            persistenceSquares += n * fold->persistenceRmse * fold->persistenceRmse;
            count += n;
            grid[i].foldRmse.push_back(fold->rmse);
        }
        grid[i].rmse = std::sqrt(squares / count);
        grid[i].persistenceRmse = std::sqrt(persistenceSquares / count);
        if (tools.progress) {
            tools.progress(static_cast<double>(i + 1) / static_cast<double>(grid.size()));
        }
    }
    std::ranges::stable_sort(grid, {}, &TuningRow::rmse);
    return grid;
}

} // namespace mlops
