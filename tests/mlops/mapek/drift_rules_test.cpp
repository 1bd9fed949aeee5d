// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/mapek/drift_rules.h"

#include <gtest/gtest.h>

using namespace mlops;

namespace {

struct DriftRules : ::testing::Test {
    DecisionMap map = harmoneMap();
    Situation situation;

    void SetUp() override
    {
        situation.check = CheckKind::Drift;
        situation.now = 3000;
        situation.map = &map;
        situation.knowledge.active = Family::Svr;
        DriftEvidence& drift = situation.evidence.drift;
        drift = {
            .have = 2400, .need = 2400, .ready = true, .distance = 1.2, .referenceCount = 1200, .currentCount = 1200};
    }
    Plan planWith(const Fidelity& fidelity)
    {
        return planDriftResponse(situation, analyzeDrift(situation, fidelity), fidelity);
    }
};

} // namespace

TEST_F(DriftRules, SayNothingWhileTooLittleDataIsThere)
{
    situation.evidence.drift = {.have = 640, .need = 2400, .ready = false, .distance = 99.0};
    const Plan plan = planWith(Fidelity::corrected());
    EXPECT_TRUE(std::holds_alternative<Keep>(plan.tactic));
    EXPECT_FALSE(plan.trigger);
    EXPECT_EQ(describe(plan.trace.steps().front()), "collecting: 640 of 2400 samples, no distance yet");
}

TEST_F(DriftRules, RetrainWhereNoArchivedVersionFits)
{
    situation.evidence.drift.archive = {{1, 5.0, true}, {2, 0.9, false}};
    const Plan plan = planWith(Fidelity::corrected());
    const auto* retrain = std::get_if<Retrain>(&plan.tactic);
    ASSERT_NE(retrain, nullptr);
    EXPECT_EQ(retrain->window, 1200U);
    EXPECT_EQ(retrain->reason, TrainingReason::Drift);
}

TEST_F(DriftRules, ReuseTheClosestVersionThatDoesNotServeAlready)
{
    situation.evidence.drift.archive = {{1, 0.30, false}, {2, 0.10, true}, {3, 0.20, false}};
    const Plan plan = planWith(Fidelity::corrected());
    const auto* reuse = std::get_if<ReuseVersion>(&plan.tactic);
    ASSERT_NE(reuse, nullptr);
    EXPECT_EQ(reuse->number, 3U);
}

TEST_F(DriftRules, DoOnlyWhatThePolicyAllowsInItsOrder)
{
    situation.evidence.drift.archive = {{1, 0.30, false}, {2, 0.10, true}};
    Boundary& boundary = map.boundaries.back();
    ASSERT_EQ(boundary.metric, Metric::DriftDistance);
    boundary.tactics = {"retrain", "reuse-version"};
    EXPECT_TRUE(std::holds_alternative<Retrain>(planWith(Fidelity::corrected()).tactic));
    boundary.tactics = {"keep"};
    const Plan plan = planWith(Fidelity::corrected());
    EXPECT_TRUE(std::holds_alternative<Keep>(plan.tactic));
    EXPECT_TRUE(plan.candidates.front().chosen);
    EXPECT_EQ(plan.candidates.back().feasibility, Feasibility::NotAllowed);
}

TEST_F(DriftRules, RetrainAtOnceWithOneVersionAsPublished)
{
    situation.evidence.drift.archive = {{1, 0.1, true}};
    EXPECT_TRUE(std::holds_alternative<Retrain>(planWith(Fidelity::reference()).tactic));
    situation.evidence.drift.archive = {{1, 0.581, true}, {2, 0.666, false}};
    const Plan plan = planWith(Fidelity::reference());
    const auto* reuse = std::get_if<ReuseVersion>(&plan.tactic);
    ASSERT_NE(reuse, nullptr);
    EXPECT_EQ(reuse->number, 1U) << "the published rule may choose the version in service";
}

TEST_F(DriftRules, PauseAsPublishedOrLatch)
{
    situation.evidence.drift.archive = {{1, 5.0, true}};
    EXPECT_EQ(planWith(Fidelity::reference()).next.quietUntil, 3000 + situation.timing.driftPause);
    Plan plan = planWith(Fidelity::corrected());
    EXPECT_EQ(plan.next.quietUntil, 0);
    EXPECT_TRUE(plan.next.driftLatch.isLatched);
    situation.knowledge = plan.next;
    situation.now += 19;
    plan = planWith(Fidelity::corrected());
    EXPECT_TRUE(std::holds_alternative<Keep>(plan.tactic)) << "one drift is answered once";
    for (int poll = 0; poll < 3; ++poll) {
        situation.knowledge = plan.next;
        situation.now += 19;
        situation.evidence.drift.distance = 0.1;
        plan = planWith(Fidelity::corrected());
    }
    EXPECT_FALSE(plan.next.driftLatch.isLatched);
    situation.knowledge = plan.next;
    situation.evidence.drift.distance = 1.2;
    EXPECT_TRUE(planWith(Fidelity::corrected()).trigger) << "and the next one again";
}

TEST_F(DriftRules, RetrainPeriodicallyOnTheNewestData)
{
    situation.check = CheckKind::Periodic;
    const Plan plan = planPeriodic(situation);
    const auto* retrain = std::get_if<Retrain>(&plan.tactic);
    ASSERT_NE(retrain, nullptr);
    EXPECT_EQ(retrain->window, 1500U);
    EXPECT_EQ(retrain->family, Family::Svr);
}
