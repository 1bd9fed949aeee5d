// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/mapek/switching_rules.h"

#include <algorithm>

namespace mlops {

namespace {

double number(Family family) { return static_cast<double>(family); }

/// One model's share of the window becomes its belief. Returns the normalised energy.
double updateBelief(const Situation& situation, Family family, const WindowScore& score, Analysis& analysis)
{
    const ScoreRule& rule = situation.map->score;
    const twin::Joules energy = score.energy.value_or(rule.energyFloor);
    const double e = rule.normalised(energy);
    const double s = rule.beta * *score.r2 + (1.0 - rule.beta) * (1.0 - e);
    ModelBelief& belief = analysis.next.belief(family);
    const double updated = rule.gamma * s + (1.0 - rule.gamma) * belief.score;
    Trace& trace = analysis.trace;
    trace.add(StepKind::WindowAccuracy, true, {static_cast<double>(score.count), *score.r2});
    trace.add(StepKind::NormalisedEnergy, true,
              {energy.value * 1e3, rule.energyFloor.value * 1e3, rule.energyCeiling.value * 1e3, e});
    trace.add(StepKind::Score, true, {rule.beta, *score.r2, e, s});
    trace.add(StepKind::Belief, true, {rule.gamma, s, belief.score, updated});
    belief.score = updated;
    belief.energy = score.energy ? score.energy : belief.energy;
    belief.seenAt = situation.now;
    return e;
}

/// Beliefs of the models that were not in service at the end of the window but made some of its forecasts.
void creditOthers(const Situation& situation, Analysis& analysis)
{
    for (std::size_t i = 0; i < kFamilyCount; ++i) {
        const auto family = static_cast<Family>(i);
        const WindowScore& score = situation.evidence.window.byModel[i];
        if (family != situation.knowledge.active && score.count >= kFewestJudged && score.r2) {
            Analysis aside{.crossed = {}, .trace = {}, .next = analysis.next};
            static_cast<void>(updateBelief(situation, family, score, aside));
            analysis.next = aside.next;
        }
    }
}

void judgeEnergy(const Situation& situation, double e, bool onHold, Analysis& analysis)
{
    const Boundary& boundary = *situation.map->boundaryOn(Metric::NormalisedEnergy);
    const LawVerdict verdict = judge(boundary, situation.knowledge.energyLaw, e);
    analysis.next.energyLaw = verdict.next;
    if (!onHold) {
        analysis.trace.add(StepKind::EnergyBoundary, verdict.crossed, {e, verdict.limit});
        if (verdict.crossed) {
            analysis.crossed = Trigger{Metric::NormalisedEnergy, boundary.crossing, e, verdict.limit};
            analysis.next.holdCycles = boundary.holdCycles;
        }
    }
    if (boundary.law == Law::EnergyBank) {
        analysis.trace.add(
            StepKind::EnergyBank, true,
            {situation.knowledge.energyLaw.limit, boundary.gain, boundary.reference, e, verdict.next.limit});
    } else if (boundary.law == Law::DecayingDebt) {
        analysis.trace.add(StepKind::EnergyDebt, verdict.crossed, {verdict.next.debt, boundary.cap});
    }
}

void judgeScore(const Situation& situation, Analysis& analysis)
{
    const Boundary& boundary = *situation.map->boundaryOn(Metric::Score);
    const double belief = analysis.next.belief(situation.knowledge.active).score;
    const LawVerdict verdict = judge(boundary, situation.knowledge.scoreLaw, belief);
    analysis.next.scoreLaw = verdict.next;
    analysis.trace.add(StepKind::ScoreBoundary, verdict.crossed, {belief, verdict.limit});
    if (verdict.crossed) {
        analysis.crossed = Trigger{Metric::Score, boundary.crossing, belief, verdict.limit};
    }
}

/// The candidate rows of a switching decision, before one is chosen.
std::vector<Candidate> candidatesOf(const Situation& situation, const Knowledge& knowledge,
                                    const std::vector<Family>& families)
{
    std::vector<Candidate> candidates;
    candidates.reserve(families.size());
    for (const Family family : families) {
        const ModelBelief& belief = knowledge.belief(family);
        Candidate candidate{.tactic = SwitchModel{family}, .family = family};
        candidate.expectedScore = belief.score;
        candidate.expectedEnergy = belief.energy;
        if (family == situation.knowledge.active) {
            candidate.tactic = Keep{};
            candidate.feasibility = Feasibility::ServesNow;
        }
        candidates.push_back(candidate);
    }
    return candidates;
}

void choose(Plan& plan, Candidate& candidate)
{
    candidate.chosen = true;
    candidate.feasibility = Feasibility::Feasible;
    plan.tactic = candidate.tactic;
    plan.next.active = candidate.family;
}

void keep(Plan& plan, Family active, Feasibility whyNotOthers)
{
    plan.tactic = Keep{};
    for (Candidate& candidate : plan.candidates) {
        candidate.chosen = candidate.family == active;
        if (!candidate.chosen && candidate.feasibility == Feasibility::Feasible) {
            candidate.feasibility = whyNotOthers;
        }
    }
}

bool costsMore(const Candidate& candidate, const Knowledge& knowledge)
{
    const auto& active = knowledge.belief(knowledge.active).energy;
    return candidate.expectedEnergy && active && *candidate.expectedEnergy >= *active;
}

/// The best-scored candidate that is allowed, or null.
Candidate* bestOf(std::vector<Candidate>& candidates)
{
    Candidate* best = nullptr;
    for (Candidate& candidate : candidates) {
        if (candidate.feasibility == Feasibility::Feasible || candidate.feasibility == Feasibility::ServesNow) {
            if (best == nullptr || *candidate.expectedScore > *best->expectedScore) {
                best = &candidate;
            }
        }
    }
    return best;
}

void planExploration(const Situation& situation, const Draws& draws, const Fidelity& fidelity, Plan& plan)
{
    std::vector<Candidate*> open;
    for (Candidate& candidate : plan.candidates) {
        if (candidate.family != situation.knowledge.active || fidelity.has(Flaw::ExplorationIgnoresHold)) {
            open.push_back(&candidate);
        }
    }
    plan.byChance = true;
    if (open.empty()) {
        keep(plan, situation.knowledge.active, Feasibility::NotDue);
        return;
    }
    const auto pick = static_cast<std::size_t>(draws.pick * static_cast<double>(open.size()));
    choose(plan, *open[std::min(pick, open.size() - 1)]);
}

void planAfterCrossing(const Situation& situation, const Trigger& crossed, const Fidelity& fidelity, Plan& plan)
{
    const bool isEnergy = crossed.metric == Metric::NormalisedEnergy;
    if (!situation.map->boundaryOn(crossed.metric)->allows(isEnergy ? kSwitchToBestOther : kSwitchToBest)) {
        keep(plan, situation.knowledge.active, Feasibility::NotAllowed);
        return;
    }
    for (Candidate& candidate : plan.candidates) {
        const bool serves = candidate.family == situation.knowledge.active;
        if (isEnergy && (serves || (!fidelity.has(Flaw::EnergyMayRise) && costsMore(candidate, plan.next)))) {
            candidate.feasibility = Feasibility::CostsMore;
        }
    }
    Candidate* best = bestOf(plan.candidates);
    if (best == nullptr || best->family == situation.knowledge.active) {
        const ModelBelief& active = plan.next.belief(situation.knowledge.active);
        plan.trace.add(StepKind::NoBetterModel, true, {number(situation.knowledge.active), active.score});
        keep(plan, situation.knowledge.active, Feasibility::LowerScore);
        return;
    }
    plan.trace.add(StepKind::BestModel, true, {number(best->family), *best->expectedScore});
    for (Candidate& candidate : plan.candidates) {
        if (candidate.feasibility == Feasibility::Feasible || candidate.feasibility == Feasibility::ServesNow) {
            candidate.feasibility = Feasibility::LowerScore;
        }
    }
    choose(plan, *best);
}

} // namespace

Analysis analyzeWindow(const Situation& situation, const Fidelity& fidelity)
{
    Analysis analysis{.crossed = {}, .trace = {}, .next = situation.knowledge};
    const WindowEvidence& window = situation.evidence.window;
    const Family active = situation.knowledge.active;
    const bool creditAll = fidelity.has(Flaw::CreditsCurrentModel);
    const WindowScore& judged = creditAll ? window.all : window.byModel[static_cast<std::size_t>(active)];
    if (!judged.r2 || judged.count < kFewestJudged) {
        analysis.trace.add(StepKind::WindowTooShort, false,
                           {static_cast<double>(judged.count), static_cast<double>(kFewestJudged)});
        return analysis;
    }
    const double ownEnergy = updateBelief(situation, active, judged, analysis);
    if (!creditAll) {
        creditOthers(situation, analysis);
    }
    // The bank is charged with what the window really cost, whichever models served in it.
    const double e = window.all.energy ? situation.map->score.normalised(*window.all.energy) : ownEnergy;
    const bool onHold = situation.knowledge.holdCycles > 0;
    analysis.trace.add(StepKind::Hold, onHold, {static_cast<double>(std::max(0, situation.knowledge.holdCycles - 1))});
    if (onHold) {
        --analysis.next.holdCycles;
    } else {
        judgeScore(situation, analysis);
    }
    judgeEnergy(situation, e, onHold, analysis);
    return analysis;
}

bool explores(const Situation& situation, const Draws& draws, const Fidelity& fidelity)
{
    const bool held = situation.knowledge.holdCycles > 0 && !fidelity.has(Flaw::ExplorationIgnoresHold);
    return !held && draws.explore < situation.map->score.exploration;
}

Plan planSwitch(const Situation& situation, const Analysis& analysis, const Draws& draws,
                const std::vector<Family>& families, const Fidelity& fidelity)
{
    Plan plan;
    plan.next = analysis.next;
    plan.trigger = analysis.crossed;
    plan.candidates = candidatesOf(situation, plan.next, families);
    const bool chance = explores(situation, draws, fidelity);
    plan.trace.add(StepKind::Exploration, chance, {draws.explore, situation.map->score.exploration});
    plan.trace.append(analysis.trace);
    if (chance) {
        plan.trigger.reset();
        planExploration(situation, draws, fidelity, plan);
    } else if (analysis.crossed) {
        planAfterCrossing(situation, *analysis.crossed, fidelity, plan);
    } else {
        keep(plan, situation.knowledge.active,
             situation.knowledge.holdCycles > 0 ? Feasibility::OnHold : Feasibility::NotDue);
    }
    return plan;
}

} // namespace mlops
