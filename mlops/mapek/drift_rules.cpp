// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/mapek/drift_rules.h"

#include <algorithm>

namespace mlops {

namespace {

/// Tells the latch of the distance. Returns whether this is an alarm that has not been answered yet.
bool pollLatch(const Situation& situation, const Boundary& boundary, Analysis& analysis)
{
    const DriftLatchSettings settings{.threshold = boundary.reference, .expiry = 2 * situation.timing.driftWindow};
    DriftLatch latch(settings, situation.knowledge.driftLatch);
    const LatchState state = latch.poll(situation.evidence.drift.distance, static_cast<std::size_t>(situation.now));
    analysis.next.driftLatch = latch.state();
    if (state == LatchState::Latched) {
        analysis.trace.add(StepKind::DriftLatched, false,
                           {situation.evidence.drift.distance, settings.rearmShare * settings.threshold});
    }
    return state == LatchState::Alarm;
}

/// The closest version that may be put into service, or null.
const VersionDistance* closest(const DriftEvidence& drift, bool mayServeNow)
{
    const VersionDistance* best = nullptr;
    for (const VersionDistance& version : drift.archive) {
        if ((mayServeNow || !version.serves) && (best == nullptr || version.distance < best->distance)) {
            best = &version;
        }
    }
    return best;
}

void addVersionCandidates(const Situation& situation, double limit, Plan& plan)
{
    for (const VersionDistance& version : situation.evidence.drift.archive) {
        Candidate candidate{.tactic = ReuseVersion{situation.knowledge.active, version.number},
                            .family = situation.knowledge.active};
        candidate.expectedEnergy = situation.knowledge.belief(candidate.family).energy;
        if (version.serves) {
            candidate.feasibility = Feasibility::ServesNow;
        } else if (version.distance >= limit) {
            candidate.feasibility = Feasibility::TooDifferent;
        }
        plan.candidates.push_back(candidate);
    }
}

void chooseVersion(Plan& plan, std::size_t number)
{
    for (Candidate& candidate : plan.candidates) {
        const auto* reuse = std::get_if<ReuseVersion>(&candidate.tactic);
        if (reuse != nullptr && reuse->number == number) {
            candidate.chosen = true;
            candidate.feasibility = Feasibility::Feasible;
            plan.tactic = candidate.tactic;
        }
    }
}

/// Retraining, or keeping where the policy does not allow it.
void offerRetraining(const Situation& situation, bool isAllowed, Plan& plan)
{
    Candidate candidate{.tactic =
                            Retrain{situation.knowledge.active, situation.timing.driftData, TrainingReason::Drift},
                        .family = situation.knowledge.active};
    candidate.chosen = isAllowed;
    if (isAllowed) {
        plan.tactic = candidate.tactic;
    } else {
        candidate.feasibility = Feasibility::NotAllowed;
        plan.candidates.front().chosen = true; // keep
    }
    plan.candidates.push_back(candidate);
}

void addKeep(const Situation& situation, bool chosen, Plan& plan)
{
    Candidate candidate{.tactic = Keep{}, .family = situation.knowledge.active};
    candidate.chosen = chosen;
    plan.candidates.push_back(candidate);
}

} // namespace

Analysis analyzeDrift(const Situation& situation, const Fidelity& fidelity)
{
    Analysis analysis{.crossed = {}, .trace = {}, .next = situation.knowledge};
    const DriftEvidence& drift = situation.evidence.drift;
    const Boundary& boundary = *situation.map->boundaryOn(Metric::DriftDistance);
    if (!drift.ready) {
        analysis.trace.add(StepKind::DriftCollecting, false,
                           {static_cast<double>(drift.have), static_cast<double>(drift.need)});
        return analysis;
    }
    const bool crossed = drift.distance > boundary.reference;
    analysis.trace.add(StepKind::DriftBoundary, crossed,
                       {drift.distance, boundary.reference, static_cast<double>(drift.referenceCount),
                        static_cast<double>(drift.currentCount)});
    const bool isNews = fidelity.has(Flaw::PausesInsteadOfLatch) ? crossed : pollLatch(situation, boundary, analysis);
    if (isNews) {
        analysis.crossed = Trigger{Metric::DriftDistance, boundary.crossing, drift.distance, boundary.reference};
    }
    return analysis;
}

Plan planDriftResponse(const Situation& situation, const Analysis& analysis, const Fidelity& fidelity)
{
    Plan plan;
    plan.next = analysis.next;
    plan.trace = analysis.trace;
    plan.trigger = analysis.crossed;
    addKeep(situation, !analysis.crossed, plan);
    if (!analysis.crossed) {
        return plan;
    }
    const DriftEvidence& drift = situation.evidence.drift;
    const double limit = analysis.crossed->limit;
    const bool asPublished = fidelity.has(Flaw::ReuseDoesNothing);
    const std::size_t fewest = asPublished ? 2 : 1;
    addVersionCandidates(situation, limit, plan);
    plan.trace.add(StepKind::VersionCount, drift.archive.size() >= fewest, {static_cast<double>(drift.archive.size())});
    const Boundary& boundary = *situation.map->boundaryOn(Metric::DriftDistance);
    const bool mayReuse = boundary.allows(kReuseVersion) && boundary.tactics.front() != kRetrain;
    const VersionDistance* best = mayReuse && drift.archive.size() >= fewest ? closest(drift, asPublished) : nullptr;
    if (best != nullptr) {
        plan.trace.add(StepKind::VersionDistance, best->distance < limit,
                       {static_cast<double>(best->number), best->distance, limit});
    }
    if (best != nullptr && best->distance < limit) {
        chooseVersion(plan, best->number);
    } else {
        offerRetraining(situation, boundary.allows(kRetrain), plan);
    }
    if (fidelity.has(Flaw::PausesInsteadOfLatch)) {
        plan.next.quietUntil = situation.now + situation.timing.driftPause;
    }
    return plan;
}

Plan planPeriodic(const Situation& situation)
{
    Plan plan;
    plan.next = situation.knowledge;
    plan.trace.add(StepKind::PeriodDue, true, {static_cast<double>(situation.timing.period)});
    Candidate candidate{
        .tactic = Retrain{situation.knowledge.active, situation.timing.periodicData, TrainingReason::Periodic},
        .family = situation.knowledge.active};
    candidate.chosen = true;
    plan.tactic = candidate.tactic;
    plan.candidates.push_back(candidate);
    return plan;
}

} // namespace mlops
