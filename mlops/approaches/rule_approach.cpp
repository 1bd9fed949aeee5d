// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/approaches/rule_approach.h"

#include <utility>

#include "mlops/mapek/drift_rules.h"
#include "mlops/mapek/switching_rules.h"

namespace mlops {

namespace {

class RuleApproach final : public Approach {
public:
    RuleApproach(ApproachTraits traits, const Fidelity& fidelity) : m_traits(std::move(traits)), m_fidelity(fidelity) {}

    [[nodiscard]] const ApproachTraits& traits() const override { return m_traits; }
    [[nodiscard]] DecisionMap defaultMap() const override { return harmoneMap(); }
    [[nodiscard]] bool skipsAnalysis(const Situation& situation, const Draws& draws) const override
    {
        return situation.check == CheckKind::Cycle && m_fidelity.has(Flaw::ExplorationIsBlind) &&
               explores(situation, draws, m_fidelity);
    }
    [[nodiscard]] Analysis analyze(const Situation& situation) const override
    {
        switch (situation.check) {
        case CheckKind::Cycle:
            return analyzeWindow(situation, m_fidelity);
        case CheckKind::Drift:
            return analyzeDrift(situation, m_fidelity);
        default:
            return {.crossed = {}, .trace = {}, .next = situation.knowledge};
        }
    }
    [[nodiscard]] Plan plan(const Situation& situation, const Analysis& analysis, const Draws& draws) const override
    {
        switch (situation.check) {
        case CheckKind::Cycle:
            return planSwitch(situation, analysis, draws, m_traits.families, m_fidelity);
        case CheckKind::Drift:
            return planDriftResponse(situation, analysis, m_fidelity);
        default:
            return planPeriodic(situation);
        }
    }

private:
    ApproachTraits m_traits;
    Fidelity m_fidelity;
};

} // namespace

std::unique_ptr<Approach> ruleApproach(ApproachTraits traits, const Fidelity& fidelity)
{
    return std::make_unique<RuleApproach>(std::move(traits), fidelity);
}

} // namespace mlops
