// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/mapek/dry_run.h"

#include <algorithm>

namespace mlops {

namespace {

/// What the edited policy carries from one decision to the next.
struct OwnState {
    LawState score;
    LawState energy;
    int holdCycles = 0;
    DriftLatch::State latch;
    SampleCount quietUntil = 0;

    explicit OwnState(const DecisionMap& map)
    {
        if (const Boundary* boundary = map.boundaryOn(Metric::Score)) {
            score = initialState(*boundary);
        }
        if (const Boundary* boundary = map.boundaryOn(Metric::NormalisedEnergy)) {
            energy = initialState(*boundary);
        }
    }
    void putInto(Knowledge& knowledge) const
    {
        knowledge.scoreLaw = score;
        knowledge.energyLaw = energy;
        knowledge.holdCycles = holdCycles;
        knowledge.driftLatch = latch;
        knowledge.quietUntil = quietUntil;
    }
    void takeFrom(const Knowledge& knowledge)
    {
        score = knowledge.scoreLaw;
        energy = knowledge.energyLaw;
        holdCycles = knowledge.holdCycles;
        latch = knowledge.driftLatch;
        quietUntil = knowledge.quietUntil;
    }
};

struct SameDeed {
    bool operator()(const Keep& /*a*/, const Keep& /*b*/) const { return true; }
    bool operator()(const SwitchModel& a, const SwitchModel& b) const { return a.to == b.to; }
    bool operator()(const ReuseVersion& a, const ReuseVersion& b) const
    {
        return a.family == b.family && a.number == b.number;
    }
    bool operator()(const Retrain& a, const Retrain& b) const { return a.family == b.family && a.window == b.window; }
    bool operator()(const SetForgetting& a, const SetForgetting& b) const { return a.factor == b.factor; }
    template <typename A, typename B>
    bool operator()(const A& /*a*/, const B& /*b*/) const
    {
        return false;
    }
};

} // namespace

bool sameTactic(const Tactic& a, const Tactic& b) { return std::visit(SameDeed{}, a, b); }

DryRun::Count DryRun::countOf(std::string_view tactic) const
{
    Count count;
    for (const ReplannedDecision& decision : decisions) {
        count.recorded += nameOf(decision.recorded) == tactic ? 1 : 0;
        count.planned += nameOf(decision.planned.tactic) == tactic ? 1 : 0;
    }
    return count;
}

DryRun dryRun(const Approach& approach, const DecisionMap& edited,
              const std::vector<std::shared_ptr<const Decision>>& decisions, const std::stop_token& stop)
{
    DryRun run;
    OwnState own(edited);
    for (const auto& decision : decisions) {
        if (stop.stop_requested()) {
            break;
        }
        if (decision->actor != Actor::Loop) {
            continue;
        }
        Situation situation = decision->situation;
        situation.map = &edited;
        own.putInto(situation.knowledge);
        ReplannedDecision replanned{.id = decision->id, .tick = decision->tick, .recorded = decision->plan.tactic};
        replanned.planned = decide(approach, situation, decision->draws);
        own.takeFrom(replanned.planned.next);
        replanned.differs = !sameTactic(replanned.recorded, replanned.planned.tactic);
        run.differing += replanned.differs ? 1 : 0;
        run.decisions.push_back(std::move(replanned));
    }
    return run;
}

} // namespace mlops
