// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/mapek/boundary_choices.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

using namespace mlops;

TEST(BoundaryChoices, HoldWhatTheShippedMapsSay)
{
    for (const DecisionMap& map : {harmoneMap(), frugalMap()}) {
        for (const Boundary& boundary : map.boundaries) {
            const BoundaryChoices choices = choicesAt(boundary.metric);
            EXPECT_EQ(choices.crossing, boundary.crossing) << boundary.id;
            EXPECT_NE(std::ranges::find(choices.laws, boundary.law), choices.laws.end()) << boundary.id;
            for (const std::string& tactic : boundary.tactics) {
                EXPECT_TRUE(tactic == kKeep || std::ranges::find(choices.tactics, tactic) != choices.tactics.end())
                    << boundary.id << ": " << tactic;
            }
            EXPECT_TRUE(boundary.holdCycles == 0 || choices.holds) << boundary.id;
        }
    }
}

TEST(BoundaryChoices, ShipABoundaryForEveryMetric)
{
    for (const Metric metric :
         {Metric::Score, Metric::NormalisedEnergy, Metric::DriftDistance, Metric::Skill, Metric::ErrorGrowth}) {
        EXPECT_EQ(shippedBoundary(metric).metric, metric);
    }
}

TEST(BoundaryChoices, AnotherLawTakesTheParametersOfTheLastAway)
{
    const Boundary bank = shippedBoundary(Metric::NormalisedEnergy);
    ASSERT_EQ(bank.law, Law::EnergyBank);
    const Boundary debt = underLaw(bank, Law::DecayingDebt);
    EXPECT_TRUE(std::isfinite(debt.cap)) << "a debt without a cap is never crossed";
    EXPECT_LT(debt.decay, 1.0);
    EXPECT_EQ(debt.gain, 0.0);
    const Boundary again = underLaw(debt, Law::EnergyBank);
    EXPECT_EQ(again.cap, bank.cap) << "the debt's cap would stop the bank from saving";
    EXPECT_EQ(again.gain, bank.gain);
    EXPECT_EQ(again.reference, bank.reference);
    EXPECT_GT(underLaw(bank, Law::RelativeToHistory).historyFactor, 1.0);
    EXPECT_LT(underLaw(shippedBoundary(Metric::Score), Law::RelativeToHistory).historyFactor, 1.0) << "bad is below";
}

TEST(BoundaryChoices, TacticsStandInTheOrderInWhichTheyAreTried)
{
    Boundary drift = shippedBoundary(Metric::DriftDistance);
    drift = allowing(drift, kReuseVersion, false);
    EXPECT_EQ(drift.tactics, std::vector<std::string>{std::string(kRetrain)});
    drift = allowing(drift, kReuseVersion, true);
    EXPECT_EQ(drift.tactics, (std::vector<std::string>{std::string(kReuseVersion), std::string(kRetrain)}));
    drift = allowing(allowing(drift, kReuseVersion, false), kRetrain, false);
    EXPECT_EQ(drift.tactics, std::vector<std::string>{std::string(kKeep)}) << "nothing may be done: said, not empty";
    EXPECT_EQ(allowing(drift, kRetrain, true).tactics, std::vector<std::string>{std::string(kRetrain)});
}
