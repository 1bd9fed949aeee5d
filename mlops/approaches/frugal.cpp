// SPDX-License-Identifier: GPL-3.0-or-later

// Ours. One linear model that learns from every truth it meets, so there is nothing to switch and seldom anything to
// retrain. Two boundaries watch it each cycle:
//   error growth - its error, relative to what persistence makes of the same samples, against its own running mean.
//     Scale and shift of the input change both alike and cancel out; a changed relation does not. While it is crossed
//     the model forgets faster, afterwards it goes back.
//   skill - it must beat persistence. If it does not, it forgets faster too; if it still does not a cycle later, it is
//     fitted anew to the latest data.

#include <algorithm>

#include "mlops/approaches/catalogue.h"
#include "mlops/mapek/switching_rules.h"

namespace mlops {

namespace {

/// Forgetting while the error grows: the memory of 250 samples, most of a day of five-minute data.
constexpr double kFastForgetting = 0.996;
/// Weight of the newest window in the running mean of the relative error, a cycle being most of a day.
constexpr double kUsualWeight = 0.1;
/// Cycles before the running mean is trusted.
constexpr std::size_t kFewestCycles = 3;

class Frugal final : public Approach {
public:
    Frugal()
    {
        m_traits.name = "frugal";
        m_traits.title = "Frugal";
        m_traits.summary = "one linear model that learns online, watched for skill and error growth";
        m_traits.start = Family::Rls;
        m_traits.families = {Family::Rls};
        m_traits.hasCycle = true;
        m_traits.learnsOnline = true;
        m_traits.settings = "tuned";
        m_traits.isPublished = false;
    }

    [[nodiscard]] const ApproachTraits& traits() const override { return m_traits; }
    [[nodiscard]] DecisionMap defaultMap() const override { return frugalMap(); }
    [[nodiscard]] Analysis analyze(const Situation& situation) const override;
    [[nodiscard]] Plan plan(const Situation& situation, const Analysis& analysis, const Draws& draws) const override;

private:
    ApproachTraits m_traits;
};

void judgeGrowth(const Situation& situation, double relative, Analysis& analysis)
{
    const Boundary* boundary = situation.map->boundaryOn(Metric::ErrorGrowth);
    const Knowledge& before = situation.knowledge;
    if (boundary != nullptr && before.usualRelativeErrorCount >= kFewestCycles) {
        const double growth = relative / before.usualRelativeError;
        const bool crossed = growth > boundary->reference;
        analysis.trace.add(StepKind::ErrorGrowth, crossed,
                           {relative, before.usualRelativeError, growth, boundary->reference});
        if (crossed) {
            analysis.crossed = Trigger{Metric::ErrorGrowth, boundary->crossing, growth, boundary->reference};
            return; // an unusual window does not become part of what is usual
        }
    }
    Knowledge& next = analysis.next;
    ++next.usualRelativeErrorCount;
    const double weight = std::max(kUsualWeight, 1.0 / static_cast<double>(next.usualRelativeErrorCount));
    next.usualRelativeError += weight * (relative - next.usualRelativeError);
}

Analysis Frugal::analyze(const Situation& situation) const
{
    Analysis analysis{.crossed = {}, .trace = {}, .next = situation.knowledge};
    const WindowEvidence& window = situation.evidence.window;
    if (window.all.count < kFewestJudged || window.persistence.rmse <= 0.0) {
        analysis.trace.add(StepKind::WindowTooShort, false,
                           {static_cast<double>(window.all.count), static_cast<double>(kFewestJudged)});
        return analysis;
    }
    ModelBelief& belief = analysis.next.belief(Family::Rls);
    belief = {window.all.r2.value_or(belief.score), window.all.energy, situation.now};
    const double relative = window.all.rmse / window.persistence.rmse;
    judgeGrowth(situation, relative, analysis);
    if (const Boundary* boundary = situation.map->boundaryOn(Metric::Skill)) {
        const double skill = 1.0 - relative * relative;
        const bool crossed = skill < boundary->reference;
        analysis.trace.add(StepKind::Skill, crossed,
                           {window.all.rmse, window.persistence.rmse, skill, boundary->reference});
        if (crossed) {
            analysis.crossed = Trigger{Metric::Skill, boundary->crossing, skill, boundary->reference};
        }
    }
    return analysis;
}

/// Why a tactic was not chosen.
Feasibility whyNot(const Tactic& tactic, const Situation& situation, const Analysis& analysis)
{
    if (analysis.trace.find(StepKind::WindowTooShort) != nullptr) {
        return Feasibility::NotReady;
    }
    if (!analysis.crossed) {
        return Feasibility::NotDue;
    }
    if (std::holds_alternative<Keep>(tactic)) {
        return Feasibility::HasToAct;
    }
    const bool isTraining = std::holds_alternative<Retrain>(tactic);
    const Boundary& boundary = *situation.map->boundaryOn(analysis.crossed->metric);
    if (!boundary.allows(isTraining ? kRetrain : kForgetFaster)) {
        return Feasibility::NotAllowed;
    }
    return isTraining ? Feasibility::CheaperFirst : Feasibility::ServesNow;
}

Plan Frugal::plan(const Situation& situation, const Analysis& analysis, const Draws& /*draws*/) const
{
    Plan plan;
    plan.next = analysis.next;
    plan.trace = analysis.trace;
    plan.trigger = analysis.crossed;
    const ModelBelief& belief = plan.next.belief(Family::Rls);
    const auto offer = [&](Tactic tactic, bool chosen) {
        Candidate candidate{.tactic = tactic, .family = Family::Rls};
        candidate.expectedEnergy = belief.energy;
        candidate.feasibility = chosen ? Feasibility::Feasible : whyNot(tactic, situation, analysis);
        candidate.chosen = chosen;
        if (std::holds_alternative<Keep>(tactic)) {
            candidate.expectedScore = belief.score;
        }
        plan.candidates.push_back(candidate);
        if (chosen) {
            plan.tactic = tactic;
        }
    };
    // Forgetting costs nothing, so it is tried first.
    const Knowledge& before = situation.knowledge;
    const bool isFast = before.forgetting < before.usualForgetting;
    const Boundary* boundary = analysis.crossed ? situation.map->boundaryOn(analysis.crossed->metric) : nullptr;
    const bool losing =
        isFast && boundary != nullptr && boundary->metric == Metric::Skill && boundary->allows(kRetrain);
    const bool hurries = boundary != nullptr && boundary->allows(kForgetFaster);
    const double wanted = hurries ? std::min(before.usualForgetting, kFastForgetting) : before.usualForgetting;
    const bool change = !losing && wanted != before.forgetting;
    offer(Retrain{Family::Rls, situation.timing.periodicData, TrainingReason::Skill}, losing);
    offer(SetForgetting{change ? wanted : kFastForgetting}, change);
    offer(Keep{}, !losing && !change);
    if (change) {
        plan.trace.add(StepKind::Forgetting, true, {before.forgetting, wanted});
        plan.next.forgetting = wanted;
    }
    return plan;
}

} // namespace

std::unique_ptr<Approach> makeFrugal(const Fidelity& /*fidelity*/) { return std::make_unique<Frugal>(); }

} // namespace mlops
