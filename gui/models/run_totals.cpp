// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/run_totals.h"

#include <algorithm>
#include <cmath>

namespace gui {

namespace {

/// Calls use(truth, forecast, persistence) for every forecast that met an observed truth at `tick`.
template <typename Use>
void forEachMet(const RunHistory& history, twin::Tick tick, Use&& use)
{
    for (std::size_t station = 0; station < history.stations(); ++station) {
        const auto forecast = history.forecast(tick - 1, station);
        if (forecast && history.quality(tick, station) == twin::Quality::Observed) {
            use(history.flow(tick, station), *forecast, history.flow(tick - 1, station));
        }
    }
}

void countDecisions(const RunHistory& history, twin::Tick end, RunTotals& totals)
{
    for (const DecisionPtr& decision : history.decisions()) {
        if (decision->tick >= end) {
            break;
        }
        ++totals.checks;
        const mlops::Tactic& tactic = decision->plan.tactic;
        totals.switches += std::holds_alternative<mlops::SwitchModel>(tactic) ? 1U : 0U;
        totals.retrainings += std::holds_alternative<mlops::Retrain>(tactic) && !decision->refusal ? 1U : 0U;
        totals.reuses += std::holds_alternative<mlops::ReuseVersion>(tactic) ? 1U : 0U;
    }
}

void addEnergy(const RunHistory& history, twin::Tick end, RunTotals& totals)
{
    if (end <= 0) {
        return;
    }
    const mlops::EnergyLedger ledger = history.ledgerAt(end - 1);
    totals.energy_j = ledger.total().value;
    totals.leftOut_j = ledger.total(mlops::Booking::LeftOut).value;
    totals.inference_j = ledger.phaseTotal(mlops::Phase::Inference).energy.value;
    for (std::size_t phase = 0; phase < mlops::kPhaseCount; ++phase) {
        for (std::size_t family = 0; family < mlops::kFamilyCount; ++family) {
            const auto& entry = ledger.entry(static_cast<mlops::Phase>(phase), static_cast<mlops::Family>(family));
            const bool isKnown = std::ranges::find(totals.sources, entry.source) != totals.sources.end();
            if (entry.energy.value > 0.0 && !isKnown) {
                totals.sources.push_back(entry.source);
            }
        }
    }
}

} // namespace

std::optional<double> RunTotals::energyPerForecast() const
{
    return forecasts == 0 ? std::nullopt : std::optional(energy_j / static_cast<double>(forecasts));
}

RunTotals totalsOf(const RunHistory& history, twin::Tick end)
{
    RunTotals totals;
    for (twin::Tick tick = 0; tick < end; ++tick) {
        if (history.forecast(tick, 0)) {
            totals.forecasts += history.stations();
            totals.latency_s += history.latency(tick);
            ++totals.served[static_cast<std::size_t>(history.model(tick).family)];
        }
        if (tick > 0) {
            forEachMet(history, tick, [&](float truth, float forecast, float before) {
                totals.errors.add(truth, forecast);
                totals.persistence.add(truth, before);
            });
        }
    }
    countDecisions(history, end, totals);
    addEnergy(history, end, totals);
    return totals;
}

std::optional<mlops::ComparisonCell> cellOf(const RunTotals& totals)
{
    const auto r2 = totals.errors.r2();
    if (!r2 || totals.forecasts == 0) {
        return std::nullopt;
    }
    const auto each = [&](double sum) { return sum / static_cast<double>(totals.forecasts); };
    return mlops::ComparisonCell{.r2 = *r2,
                                 .mae = totals.errors.mae(),
                                 .energy_mj = each(totals.energy_j) * 1e3,
                                 .inference_mj = each(totals.inference_j) * 1e3,
                                 .leftOut_mj = each(totals.leftOut_j) * 1e3,
                                 .latency_us = each(totals.latency_s) * 1e6,
                                 .switches = static_cast<double>(totals.switches),
                                 .retrainings = static_cast<double>(totals.retrainings)};
}

std::vector<RollingError> rollingErrors(const RunHistory& history, twin::Tick window, twin::Tick step)
{
    struct Sum {
        double model = 0.0;
        double naive = 0.0;
        std::size_t count = 0;
    };
    std::vector<Sum> upTo(static_cast<std::size_t>(history.ticks()) + 1);
    std::vector<RollingError> errors;
    for (twin::Tick tick = 0; tick < history.ticks(); ++tick) {
        Sum sum = upTo[static_cast<std::size_t>(tick)];
        if (tick > 0) {
            forEachMet(history, tick, [&](float truth, float forecast, float before) {
                sum.model += std::fabs(truth - forecast);
                sum.naive += std::fabs(truth - before);
                ++sum.count;
            });
        }
        upTo[static_cast<std::size_t>(tick) + 1] = sum;
        const Sum& old = upTo[static_cast<std::size_t>(std::max<twin::Tick>(0, tick + 1 - window))];
        if (tick % step == 0 && sum.count > old.count) {
            const auto n = static_cast<double>(sum.count - old.count);
            errors.push_back({tick, (sum.model - old.model) / n, (sum.naive - old.naive) / n});
        }
    }
    return errors;
}

} // namespace gui
