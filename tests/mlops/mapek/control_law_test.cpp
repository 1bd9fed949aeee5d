// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/mapek/control_law.h"

#include <gtest/gtest.h>

using namespace mlops;

namespace {

Boundary energyBoundary(Law law)
{
    Boundary boundary{.id = "energy", .metric = Metric::NormalisedEnergy};
    boundary.crossing = Crossing::Above;
    boundary.reference = 1.0;
    boundary.law = law;
    return boundary;
}

} // namespace

TEST(ControlLaw, AStaticLimitStaysWhereItIs)
{
    const Boundary boundary = energyBoundary(Law::Static);
    const LawVerdict verdict = judge(boundary, initialState(boundary), 1.2);
    EXPECT_TRUE(verdict.crossed);
    EXPECT_EQ(verdict.next.limit, 1.0);
    EXPECT_FALSE(judge(boundary, verdict.next, 1.0).crossed) << "on the limit is within";
}

TEST(ControlLaw, ABankSavesWhatIsNotSpentAndJudgesByTheLimitBefore)
{
    Boundary boundary = energyBoundary(Law::EnergyBank);
    boundary.gain = 0.95;
    LawVerdict verdict = judge(boundary, initialState(boundary), 0.6);
    EXPECT_FALSE(verdict.crossed);
    EXPECT_DOUBLE_EQ(verdict.next.limit, 1.38);
    verdict = judge(boundary, verdict.next, 1.3);
    EXPECT_FALSE(verdict.crossed) << "1.3 is covered by what was saved";
    EXPECT_DOUBLE_EQ(verdict.limit, 1.38);
}

TEST(ControlLaw, ABankMayBeGivenAFloorAndACap)
{
    Boundary boundary = energyBoundary(Law::EnergyBank);
    boundary.gain = 0.95;
    boundary.floor = 0.5;
    boundary.cap = 1.5;
    LawState state = initialState(boundary);
    for (int i = 0; i < 20; ++i) {
        state = judge(boundary, state, 0.0).next;
    }
    EXPECT_EQ(state.limit, 1.5);
    for (int i = 0; i < 20; ++i) {
        state = judge(boundary, state, 5.0).next;
    }
    EXPECT_EQ(state.limit, 0.5);
}

TEST(ControlLaw, ADebtDecaysAndCrossesOnlyWhenItPilesUp)
{
    Boundary boundary = energyBoundary(Law::DecayingDebt);
    boundary.decay = 0.95;
    boundary.cap = 1.0;
    LawState state = initialState(boundary);
    int cycles = 0;
    for (; cycles < 100; ++cycles) {
        const LawVerdict verdict = judge(boundary, state, 1.3164);
        state = verdict.next;
        if (verdict.crossed) {
            break;
        }
    }
    EXPECT_EQ(cycles, 3) << "0.3164 a cycle, times 0.95 each: above 1 in the fourth";
    state = judge(boundary, state, 0.5).next;
    EXPECT_LT(state.debt, 1.2);
    EXPECT_GE(state.debt, 0.0);
}

TEST(ControlLaw, HistoryMustAgreeWithTheStaticLimit)
{
    Boundary boundary = energyBoundary(Law::RelativeToHistory);
    boundary.historyFactor = 1.5;
    LawState state = initialState(boundary);
    EXPECT_FALSE(judge(boundary, state, 9.0).crossed) << "nothing is known yet to compare with";
    for (int i = 0; i < 10; ++i) {
        state = judge(boundary, state, 2.0).next;
    }
    EXPECT_FALSE(judge(boundary, state, 2.5).crossed) << "above the static limit, but usual";
    EXPECT_TRUE(judge(boundary, state, 3.5).crossed);
}
