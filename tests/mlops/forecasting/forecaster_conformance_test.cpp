// SPDX-License-Identifier: GPL-3.0-or-later
// What every forecaster must do, whatever stands behind it.
#include <algorithm>
#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "mlops/forecasting/core_trainer.h"
#include "twin/core/random.h"

using namespace mlops;

namespace {

constexpr std::size_t kStations = 3;
constexpr std::size_t kRows = 900;

/// Daily waves with noise, a scale of its own for each station.
std::vector<float> madeUpFlows()
{
    twin::RandomStream random(11, "conformance");
    std::vector<float> flows;
    for (std::size_t tick = 0; tick < kRows; ++tick) {
        const double wave = std::sin(2.0 * std::numbers::pi * static_cast<double>(tick) / 288.0);
        for (std::size_t station = 0; station < kStations; ++station) {
            const double scale = 50.0 * static_cast<double>(station + 1);
            flows.push_back(static_cast<float>(scale * (1.5 + wave + 0.05 * random.normal())));
        }
    }
    return flows;
}

/// A random network of the right shapes: serving must not depend on how it was trained.
TrainedModel untrainedLstm(const ModelSettings& settings, const Scaler& scaler)
{
    const auto hidden = static_cast<std::size_t>(std::get<LstmSettings>(settings.parameters).hidden);
    twin::RandomStream random(3, "weights");
    const auto array = [&](const char* name, std::vector<std::size_t> shape, std::size_t size) {
        WeightArray weights{name, std::move(shape), {}};
        for (std::size_t i = 0; i < size; ++i) {
            weights.values.push_back(0.2 * random.normal());
        }
        return weights;
    };
    const std::size_t horizons = settings.horizons.size();
    return {.settings = settings,
            .scaler = scaler,
            .weights = {array("weight_ih", {4 * hidden, 1}, 4 * hidden),
                        array("weight_hh", {4 * hidden, hidden}, 4 * hidden * hidden),
                        array("bias_ih", {4 * hidden}, 4 * hidden), array("bias_hh", {4 * hidden}, 4 * hidden),
                        array("head_weight", {horizons, hidden}, horizons * hidden),
                        array("head_bias", {horizons}, horizons)}};
}

struct Case {
    Family family;
    const char* set;
};

class ForecasterConformance : public ::testing::TestWithParam<Case> {
protected:
    std::vector<float> m_flows = madeUpFlows();
    SeriesView m_series{m_flows, kStations, twin::TimeAxis::withoutDates(std::chrono::seconds(300))};
    Scaler m_scaler = Scaler::minMax(TimeSplit::allForTraining(m_series).train());
    CoreTrainer m_trainer{{}};

    ModelSettings settings() const
    {
        ModelSettings settings = *shippedSettings(GetParam().set, GetParam().family);
        settings.horizons = {1, 3, 6};
        return settings;
    }
    TrainedModel model()
    {
        if (GetParam().family == Family::Lstm) {
            return untrainedLstm(settings(), m_scaler);
        }
        auto trained =
            m_trainer.train({.settings = settings(), .data = TimeSplit(m_series, 700).train(), .scaler = m_scaler});
        EXPECT_TRUE(trained) << trained.error().message;
        return *trained;
    }
    Past past(std::size_t rows) const
    {
        return {std::span(m_flows).first(rows * kStations), kStations,
                m_series.axis.slotAt(static_cast<twin::Tick>(rows) - 1)};
    }
};

} // namespace

TEST_P(ForecasterConformance, ForecastsAreFiniteAndComplete)
{
    const auto forecaster = makeForecaster(model());
    ASSERT_TRUE(forecaster) << forecaster.error().message;
    const ForecasterTraits& traits = (*forecaster)->traits();
    EXPECT_EQ(traits.horizons, settings().horizons);
    std::vector<float> forecast(3 * kStations, std::nanf(""));
    for (std::size_t rows = traits.minimumRows; rows < kRows; rows += 37) {
        (*forecaster)->predict(past(rows), forecast);
        for (const float value : forecast) {
            ASSERT_TRUE(std::isfinite(value)) << "at " << rows << " rows";
        }
    }
}

TEST_P(ForecasterConformance, ArePureBetweenLearnings)
{
    const auto forecaster = makeForecaster(model());
    std::vector<float> first(3 * kStations);
    std::vector<float> second(3 * kStations);
    (*forecaster)->predict(past(800), first);
    (*forecaster)->predict(past(500), second);
    (*forecaster)->predict(past(800), second);
    EXPECT_EQ(first, second);
}

TEST_P(ForecasterConformance, TreatStationsIndependently)
{
    // Without online learning a station's forecast must not depend on what stands beside it.
    const auto forecaster = makeForecaster(model());
    std::vector<float> together(3 * kStations);
    (*forecaster)->predict(past(800), together);
    std::vector<float> changed = m_flows;
    for (std::size_t i = 0; i < changed.size(); i += kStations) {
        changed[i] *= 1.3F; // the first station only
    }
    std::vector<float> other(3 * kStations);
    (*forecaster)->predict({std::span(changed).first(800 * kStations), kStations, past(800).slot}, other);
    for (std::size_t h = 0; h < 3; ++h) {
        EXPECT_EQ(together[h * kStations + 1], other[h * kStations + 1]);
        EXPECT_EQ(together[h * kStations + 2], other[h * kStations + 2]);
    }
}

TEST_P(ForecasterConformance, LearnOnlyIfTheySaySo)
{
    const auto forecaster = makeForecaster(model());
    std::vector<float> before(3 * kStations);
    std::vector<float> after(3 * kStations);
    (*forecaster)->predict(past(800), before);
    for (std::size_t rows = 701; rows < 790; ++rows) {
        (*forecaster)->learn(past(rows));
    }
    (*forecaster)->predict(past(800), after);
    EXPECT_EQ(before != after, (*forecaster)->traits().learnsOnline);
}

TEST_P(ForecasterConformance, LearnNothingFromReadingsThatWereNotObserved)
{
    const auto forecaster = makeForecaster(model());
    std::vector<float> before(3 * kStations);
    std::vector<float> after(3 * kStations);
    (*forecaster)->predict(past(800), before);
    Past now = past(750);
    std::vector<std::uint8_t> marks(now.flows.size(), 1);
    std::fill_n(marks.end() - kStations, kStations, std::uint8_t{0});
    now.observed = marks;
    (*forecaster)->learn(now);
    (*forecaster)->predict(past(800), after);
    EXPECT_EQ(before, after) << "the truth was filled in";
    std::ranges::fill(marks, std::uint8_t{0});
    std::fill_n(marks.end() - kStations, kStations, std::uint8_t{1});
    (*forecaster)->learn(now);
    (*forecaster)->predict(past(800), after);
    EXPECT_EQ(before != after, (*forecaster)->traits().learnsOnline) << "what it was forecast from may be filled in";
}

TEST_P(ForecasterConformance, RefuseDamagedWeights)
{
    TrainedModel damaged = model();
    if (damaged.weights.empty()) {
        GTEST_SKIP() << "has no weights";
    }
    for (std::size_t i = 0; i < damaged.weights.size(); ++i) {
        TrainedModel missing = damaged;
        missing.weights.erase(missing.weights.begin() + static_cast<std::ptrdiff_t>(i));
        EXPECT_FALSE(makeForecaster(missing));
        TrainedModel cut = damaged;
        cut.weights[i].values.pop_back();
        const auto result = makeForecaster(cut);
        ASSERT_FALSE(result);
        EXPECT_EQ(result.error().code, twin::ErrorCode::Corrupt);
        EXPECT_NE(result.error().message.find("expected"), std::string::npos) << result.error().message;
    }
}

INSTANTIATE_TEST_SUITE_P(AllFamilies, ForecasterConformance,
                         ::testing::Values(Case{Family::Persistence, "tuned"}, Case{Family::SeasonalNaive, "tuned"},
                                           Case{Family::Ridge, "harmone-2025"}, Case{Family::Ridge, "tuned"},
                                           Case{Family::Rls, "tuned"}, Case{Family::Svr, "harmone-2025"},
                                           Case{Family::Svr, "tuned"}, Case{Family::Lstm, "harmone-2025"},
                                           Case{Family::Lstm, "tuned"}),
                         [](const auto& each) {
                             std::string name = std::string(nameOf(each.param.family)) + "_" + each.param.set;
                             std::ranges::replace(name, '-', '_');
                             return name;
                         });
