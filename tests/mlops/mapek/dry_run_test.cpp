// SPDX-License-Identifier: GPL-3.0-or-later
// An edited policy over recorded decisions: the same policy changes nothing, another one what it should, orders stay.
#include <gtest/gtest.h>

#include "mlops/approaches/catalogue.h"
#include "mlops/mapek/dry_run.h"

using namespace mlops;

namespace {

struct DryRunOfHarmone : ::testing::Test {
    DecisionMap map = harmoneMap();
    std::unique_ptr<Approach> approach = *makeApproach("harmone", Fidelity::corrected());
    Knowledge knowledge = start();
    std::vector<std::shared_ptr<const Decision>> decisions;

    Knowledge start() const
    {
        Knowledge first;
        first.active = Family::Lstm;
        for (std::size_t i = 0; i < kFamilyCount; ++i) {
            first.beliefs[i].score = map.score.startScore[i];
        }
        first.scoreLaw = initialState(*map.boundaryOn(Metric::Score));
        first.energyLaw = initialState(*map.boundaryOn(Metric::NormalisedEnergy));
        return first;
    }
    /// A cycle that measured so much accuracy and energy, decided as the run would have.
    void cycle(double r2, double energy_mj)
    {
        auto decision = std::make_shared<Decision>();
        decision->id = static_cast<std::int64_t>(decisions.size()) + 1;
        decision->draws = {.explore = 0.9, .pick = 0.1};
        Situation& situation = decision->situation;
        situation.check = CheckKind::Cycle;
        situation.now = 259 * decision->id;
        situation.map = &map;
        situation.knowledge = knowledge;
        WindowScore score{.count = 259, .r2 = r2, .mae = 12.5, .rmse = 18.0, .energy = twin::millijoules(energy_mj)};
        situation.evidence.window.all = score;
        situation.evidence.window.byModel[static_cast<std::size_t>(knowledge.active)] = score;
        decision->plan = decide(*approach, situation, decision->draws);
        knowledge = decision->plan.next;
        decisions.push_back(std::move(decision));
    }
};

} // namespace

TEST_F(DryRunOfHarmone, ChangesNothingUnderTheSamePolicy)
{
    for (const double energy : {20.0, 33.0, 18.0, 12.0, 41.0, 9.0}) {
        cycle(0.85, energy);
    }
    const DryRun run = dryRun(*approach, map, decisions);
    EXPECT_EQ(run.decisions.size(), decisions.size());
    EXPECT_EQ(run.differing, 0U);
    EXPECT_GT(run.countOf("switch").recorded, 0U) << "the recorded run did act";
}

TEST_F(DryRunOfHarmone, SwitchesLessUnderAMoreGenerousEnergyLimit)
{
    cycle(0.91, 33.0);
    DecisionMap edited = map;
    edited.boundaries[1].reference = 4.0;
    const DryRun run = dryRun(*approach, edited, decisions);
    ASSERT_EQ(run.decisions.size(), 1U);
    EXPECT_TRUE(run.decisions.front().differs);
    EXPECT_EQ(run.countOf("switch").recorded, 1U);
    EXPECT_EQ(run.countOf("switch").planned, 0U);
}

TEST_F(DryRunOfHarmone, PassesOverOrdersOfTheUser)
{
    cycle(0.91, 20.0);
    auto order = std::make_shared<Decision>(*decisions.front());
    order->actor = Actor::User;
    decisions.push_back(std::move(order));
    EXPECT_EQ(dryRun(*approach, map, decisions).decisions.size(), 1U);
}

TEST(SameTactic, LooksAtTheDeedAndNotAtItsReason)
{
    EXPECT_TRUE(sameTactic(SwitchModel{Family::Svr}, SwitchModel{Family::Svr}));
    EXPECT_FALSE(sameTactic(SwitchModel{Family::Svr}, SwitchModel{Family::Lstm}));
    EXPECT_FALSE(sameTactic(Keep{}, SwitchModel{Family::Svr}));
    EXPECT_TRUE(
        sameTactic(Retrain{Family::Svr, 100, TrainingReason::Drift}, Retrain{Family::Svr, 100, TrainingReason::User}));
}
