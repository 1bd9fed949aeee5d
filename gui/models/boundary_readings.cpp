// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/boundary_readings.h"

#include <cmath>

namespace gui {

namespace {

using mlops::Metric;
using mlops::StepKind;

/// Where in a step's numbers value and limit stand.
struct Place {
    Metric metric;
    std::size_t value;
    std::size_t limit;
};

std::optional<Place> placeOf(StepKind kind)
{
    switch (kind) {
    case StepKind::ScoreBoundary:
        return Place{Metric::Score, 0, 1};
    case StepKind::EnergyBoundary:
        return Place{Metric::NormalisedEnergy, 0, 1};
    case StepKind::DriftBoundary:
        return Place{Metric::DriftDistance, 0, 1};
    case StepKind::Skill:
        return Place{Metric::Skill, 2, 3};
    case StepKind::ErrorGrowth:
        return Place{Metric::ErrorGrowth, 2, 3};
    default:
        return std::nullopt;
    }
}

} // namespace

double BoundaryReading::closeness() const
{
    if (crossing == mlops::Crossing::Above) {
        return limit > 0.0 ? value / limit : (value > limit ? 1.0 + value - limit : 1.0 / (1.0 + limit - value));
    }
    // Scores and skills end at 1: the room is what lies between there and the limit.
    return limit < 1.0 ? (1.0 - value) / (1.0 - limit) : 1.0;
}

std::vector<BoundaryReading> readingsOf(const mlops::Plan& plan, twin::Tick tick)
{
    std::vector<BoundaryReading> readings;
    for (const mlops::TraceStep& step : plan.trace.steps()) {
        if (const auto place = placeOf(step.kind)) {
            const bool isBelow = place->metric == Metric::Score || place->metric == Metric::Skill;
            readings.push_back({.tick = tick,
                                .metric = place->metric,
                                .crossing = isBelow ? mlops::Crossing::Below : mlops::Crossing::Above,
                                .value = step.numbers[place->value],
                                .limit = step.numbers[place->limit],
                                .isCrossed = step.holds});
        }
    }
    return readings;
}

std::vector<BoundaryReading> readingsOf(const mlops::Decision& decision)
{
    return readingsOf(decision.plan, decision.tick);
}

void keepNewest(std::vector<BoundaryReading>& kept, const std::vector<BoundaryReading>& newer)
{
    for (const BoundaryReading& reading : newer) {
        std::erase_if(kept, [&](const BoundaryReading& older) { return older.metric == reading.metric; });
        kept.push_back(reading);
    }
}

std::vector<BoundaryReading> readingsOn(Metric metric, const std::vector<DecisionPtr>& decisions)
{
    std::vector<BoundaryReading> readings;
    for (const DecisionPtr& decision : decisions) {
        for (const BoundaryReading& reading : readingsOf(*decision)) {
            if (reading.metric == metric) {
                readings.push_back(reading);
            }
        }
    }
    return readings;
}

std::optional<Collecting> collectingAt(const RunHistory& history, twin::Tick tick)
{
    const auto& decisions = history.decisions();
    for (auto it = decisions.rbegin(); it != decisions.rend(); ++it) {
        const mlops::Decision& decision = **it;
        if (decision.tick > tick || decision.situation.check != mlops::CheckKind::Drift) {
            continue;
        }
        const mlops::DriftEvidence& drift = decision.situation.evidence.drift;
        return drift.ready ? std::nullopt : std::optional(Collecting{drift.have, drift.need});
    }
    return std::nullopt;
}

} // namespace gui
