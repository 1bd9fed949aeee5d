// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/registry/hold_out.h"

#include <algorithm>
#include <vector>

#include "mlops/metrics/error_accumulator.h"

namespace mlops {

namespace {

/// The past as it was when `known` rows were known.
Past pastAt(const SeriesView& series, std::size_t known)
{
    const std::size_t size = known * series.stations;
    return {series.flows.first(size), series.stations, series.axis.slotAt(static_cast<twin::Tick>(known) - 1),
            series.observed.empty() ? series.observed : series.observed.first(size)};
}

} // namespace

HoldOut evaluate(Forecaster& model, const SeriesView& series, std::size_t from, WhileJudged learning)
{
    const auto ahead = static_cast<std::size_t>(model.traits().horizons.front());
    std::vector<float> forecast(model.traits().horizons.size() * series.stations);
    ErrorAccumulator own;
    ErrorAccumulator persistence;
    for (std::size_t target = std::max(from, model.traits().minimumRows + ahead - 1); target < series.rows();
         ++target) {
        const Past past = pastAt(series, target - ahead + 1);
        model.predict(past, forecast);
        for (std::size_t station = 0; station < series.stations; ++station) {
            if (!series.wasObserved(target, station)) {
                continue;
            }
            const double truth = series.flows[target * series.stations + station];
            own.add(truth, forecast[station]);
            persistence.add(truth, past.flow(0, station));
        }
        if (learning == WhileJudged::Learns) {
            model.learn(pastAt(series, target + 1));
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
    for (std::size_t row = split.cut(); row < series.rows(); ++row) {
        model.learn(pastAt(series, row + 1));
    }
}

} // namespace mlops
