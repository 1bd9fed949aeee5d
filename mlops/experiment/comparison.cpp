// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/experiment/comparison.h"

#include <algorithm>

#include "mlops/approaches/catalogue.h"
#include "twin/core/text.h"

namespace mlops {

namespace {

template <typename Quantity>
double scaled(const std::optional<Quantity>& value, double factor)
{
    return value ? value->value * factor : 0.0;
}

} // namespace

MeanInterval ComparisonRow::over(double ComparisonCell::*quantity) const
{
    std::vector<double> values;
    values.reserve(cells.size());
    for (const ComparisonCell& cell : cells) {
        values.push_back(cell.*quantity);
    }
    return meanInterval(values);
}

const ComparisonRow* Comparison::row(std::string_view approach) const
{
    const auto found = std::ranges::find(rows, approach, &ComparisonRow::approach);
    return found == rows.end() ? nullptr : &*found;
}

twin::Result<void> add(Comparison& comparison, const RunSpec& spec, const RunOutcome& outcome)
{
    const auto r2 = outcome.summary.errors.r2();
    if (!r2) {
        return twin::fail(twin::ErrorCode::InvalidInput,
                          twin::concat(spec.approach, ", seed ", spec.seed, ": ", outcome.summary.samples,
                                       " forecasts were scored and the truth did not vary: no accuracy exists"));
    }
    auto found = std::ranges::find(comparison.rows, spec.approach, &ComparisonRow::approach);
    if (found == comparison.rows.end()) {
        const auto approach = makeApproach(spec.approach, spec.fidelity);
        comparison.rows.push_back({spec.approach,
                                   approach ? (*approach)->traits().title : spec.approach,
                                   std::string(outcome.fidelity.name()),
                                   {},
                                   {}});
        found = comparison.rows.end() - 1;
    }
    const RunSummary& summary = outcome.summary;
    found->seeds.push_back(spec.seed);
    found->cells.push_back({.r2 = *r2,
                            .mae = summary.errors.mae(),
                            .energy_mj = scaled(outcome.energyPerForecast(), 1e3),
                            .inference_mj = scaled(outcome.inferencePerForecast(), 1e3),
                            .leftOut_mj = scaled(outcome.leftOutPerForecast(), 1e3),
                            .latency_us = scaled(outcome.latency(), 1e6),
                            .switches = static_cast<double>(summary.switches),
                            .retrainings = static_cast<double>(summary.retrainings)});
    return {};
}

} // namespace mlops
