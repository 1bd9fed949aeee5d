// SPDX-License-Identifier: GPL-3.0-or-later
// What tells reference from corrected behaviour, flaw by flaw.
#include "mlops/mapek/switching_rules.h"

#include <algorithm>

#include <gtest/gtest.h>

using namespace mlops;

namespace {

const std::vector<Family> kFamilies{Family::Lstm, Family::Ridge, Family::Svr};
constexpr Draws kNoChance{.explore = 0.99, .pick = 0.5};

struct SwitchingRules : ::testing::Test {
    DecisionMap map = harmoneMap();
    Situation situation;

    void SetUp() override
    {
        situation.check = CheckKind::Cycle;
        situation.now = 259;
        situation.map = &map;
        Knowledge& knowledge = situation.knowledge;
        knowledge.active = Family::Svr;
        for (std::size_t i = 0; i < kFamilyCount; ++i) {
            knowledge.beliefs[i].score = map.score.startScore[i];
        }
        knowledge.scoreLaw = initialState(*map.boundaryOn(Metric::Score));
        knowledge.energyLaw = initialState(*map.boundaryOn(Metric::NormalisedEnergy));
    }
    void window(Family family, std::size_t count, double r2, double energy_mj)
    {
        situation.evidence.window.byModel[static_cast<std::size_t>(family)] = {
            .count = count, .r2 = r2, .energy = twin::millijoules(energy_mj)};
    }
    void allOfIt(std::size_t count, double r2, double energy_mj)
    {
        situation.evidence.window.all = {.count = count, .r2 = r2, .energy = twin::millijoules(energy_mj)};
    }
    Plan planWith(const Fidelity& fidelity, const Draws& draws = kNoChance)
    {
        return planSwitch(situation, analyzeWindow(situation, fidelity), draws, kFamilies, fidelity);
    }
};

} // namespace

TEST_F(SwitchingRules, CreditEachModelForItsOwnForecastsOnly)
{
    window(Family::Lstm, 130, 0.95, 32.91);
    window(Family::Svr, 129, 0.50, 14.76);
    allOfIt(259, 0.75, 23.9);
    const Analysis corrected = analyzeWindow(situation, Fidelity::corrected());
    EXPECT_GT(corrected.next.belief(Family::Lstm).score, 0.85) << "the LSTM's good half is the LSTM's";
    EXPECT_LT(corrected.next.belief(Family::Svr).score, 0.60);
    const Analysis reference = analyzeWindow(situation, Fidelity::reference());
    EXPECT_EQ(reference.next.belief(Family::Lstm).score, map.score.startScore[5]);
    EXPECT_GT(reference.next.belief(Family::Svr).score, 0.70) << "all of it is put down to the model active now";
}

TEST_F(SwitchingRules, ExploreOnlyOutsideAHoldAndNeverTheModelInService)
{
    window(Family::Svr, 259, 0.9, 14.76);
    allOfIt(259, 0.9, 14.76);
    situation.knowledge.holdCycles = 2;
    const Draws draws{.explore = 0.01, .pick = 0.99};
    EXPECT_TRUE(std::holds_alternative<Keep>(planWith(Fidelity::corrected(), draws).tactic));
    const Plan reference = planWith(Fidelity::reference(), draws);
    EXPECT_TRUE(reference.byChance);
    EXPECT_TRUE(std::holds_alternative<Keep>(reference.tactic)) << "chance picked the model in service";
    situation.knowledge.holdCycles = 0;
    for (double pick = 0.0; pick < 1.0; pick += 0.05) {
        const Plan plan = planWith(Fidelity::corrected(), {.explore = 0.01, .pick = pick});
        ASSERT_TRUE(std::holds_alternative<SwitchModel>(plan.tactic));
        EXPECT_NE(plan.next.active, Family::Svr);
    }
}

TEST_F(SwitchingRules, AnswerAnEnergyCrossingWithACheaperModel)
{
    situation.knowledge.energyLaw.limit = 0.3; // deep in debt: even the SVM is over it
    situation.knowledge.belief(Family::Lstm).energy = twin::millijoules(32.91);
    situation.knowledge.belief(Family::Ridge).energy = twin::millijoules(12.12);
    window(Family::Svr, 259, 0.9, 14.76);
    allOfIt(259, 0.9, 14.76);
    const Plan corrected = planWith(Fidelity::corrected());
    EXPECT_EQ(corrected.next.active, Family::Ridge);
    const auto lstm = std::ranges::find(corrected.candidates, Family::Lstm, &Candidate::family);
    EXPECT_EQ(lstm->feasibility, Feasibility::CostsMore);
    EXPECT_EQ(planWith(Fidelity::reference()).next.active, Family::Lstm) << "the published rule takes the best score";
}

TEST_F(SwitchingRules, KeepTheBestModelEvenBelowTheBoundary)
{
    for (std::size_t i = 0; i < kFamilyCount; ++i) {
        situation.knowledge.beliefs[i].score = 0.2;
    }
    window(Family::Svr, 259, 0.5, 14.76);
    allOfIt(259, 0.5, 14.76);
    const Plan plan = planWith(Fidelity::corrected());
    ASSERT_TRUE(plan.trigger);
    EXPECT_EQ(plan.trigger->metric, Metric::Score);
    EXPECT_TRUE(std::holds_alternative<Keep>(plan.tactic));
}

TEST_F(SwitchingRules, GiveNoVerdictOnAWindowThatDoesNotVary)
{
    situation.evidence.window.all = {.count = 259, .r2 = {}, .energy = twin::millijoules(14.76)};
    situation.evidence.window.byModel[4] = situation.evidence.window.all;
    for (const Fidelity& fidelity : {Fidelity::reference(), Fidelity::corrected()}) {
        const Plan plan = planWith(fidelity);
        EXPECT_TRUE(std::holds_alternative<Keep>(plan.tactic));
        EXPECT_EQ(plan.next.belief(Family::Svr).score, map.score.startScore[4]);
        EXPECT_EQ(plan.trace.steps()[1].kind, StepKind::WindowTooShort);
    }
}

TEST_F(SwitchingRules, SayOfEveryCandidateWhyItWasNotChosen)
{
    window(Family::Svr, 259, 0.60, 14.76);
    allOfIt(259, 0.60, 14.76);
    const Plan plan = planWith(Fidelity::corrected());
    ASSERT_EQ(plan.candidates.size(), 3U);
    EXPECT_EQ(std::ranges::count_if(plan.candidates, &Candidate::chosen), 1);
    for (const Candidate& candidate : plan.candidates) {
        EXPECT_EQ(candidate.chosen, candidate.feasibility == Feasibility::Feasible);
        EXPECT_FALSE(describe(candidate.feasibility).empty());
    }
}
