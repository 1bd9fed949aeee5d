// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/registry/hold_out.h"

#include <algorithm>
#include <memory>
#include <vector>

#include "mlops/metrics/error_accumulator.h"

namespace mlops {

namespace {

/// The past as it was when `known` rows were known.
Past pastAt(const SeriesView& series, std::size_t known)
{
    return {series.flows.first(known * series.stations), series.stations,
            series.axis.slotAt(static_cast<twin::Tick>(known) - 1)};
}

/// "Every station's reading may be learned from." (A vector of bool has no span.)
class AllUsable {
public:
    explicit AllUsable(std::size_t stations) : m_flags(std::make_unique<bool[]>(stations)), m_stations(stations)
    {
        std::fill_n(m_flags.get(), stations, true);
    }
    [[nodiscard]] std::span<const bool> flags() const { return {m_flags.get(), m_stations}; }

private:
    std::unique_ptr<bool[]> m_flags;
    std::size_t m_stations;
};

} // namespace

HoldOut evaluate(Forecaster& model, const SeriesView& series, std::size_t from, WhileJudged learning)
{
    const AllUsable usable(series.stations);
    const auto ahead = static_cast<std::size_t>(model.traits().horizons.front());
    std::vector<float> forecast(model.traits().horizons.size() * series.stations);
    ErrorAccumulator own;
    ErrorAccumulator persistence;
    for (std::size_t target = std::max(from, model.traits().minimumRows + ahead - 1); target < series.rows();
         ++target) {
        const Past past = pastAt(series, target - ahead + 1);
        model.predict(past, forecast);
        for (std::size_t station = 0; station < series.stations; ++station) {
            const double truth = series.flows[target * series.stations + station];
            own.add(truth, forecast[station]);
            persistence.add(truth, past.flow(0, station));
        }
        if (learning == WhileJudged::Learns) {
            model.learn(pastAt(series, target + 1), usable.flags());
        }
    }
    return {own.count(), own.mae(), own.rmse(), own.r2(), persistence.mae(), persistence.rmse()};
}

void catchUp(Forecaster& model, const TimeSplit& split)
{
    if (!model.traits().learnsOnline) {
        return;
    }
    const SeriesView& series = split.whole();
    const AllUsable usable(series.stations);
    for (std::size_t row = split.cut(); row < series.rows(); ++row) {
        model.learn(pastAt(series, row + 1), usable.flags());
    }
}

} // namespace mlops
