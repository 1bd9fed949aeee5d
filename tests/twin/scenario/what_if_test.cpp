// SPDX-License-Identifier: GPL-3.0-or-later
// Two branches of one state, with measures that can be worked out on paper.
#include <gtest/gtest.h>

#include "tests/twin/estimation/corridor_fixture.h"
#include "twin/scenario/what_if.h"

using namespace twin;

namespace {

constexpr UtcTime kNoon = UtcTime(std::chrono::hours(12));
constexpr double kRoad_m = corridor::kLinks * corridor::kLinkLength_m;

/// The freeway with 0.9 vehicles per second going straight through, in a steady state.
Simulation steadyBranch(const std::shared_ptr<const RoadNetwork>& network)
{
    Simulation branch = twin::testing::simulationOf(network, {.timeStep_s = 4.0, .targetCellLength_m = 130.0});
    branch.setTurning(LinkIndex(7), std::vector<double>{1.0, 0.0});
    branch.setDemand(*branch.originOf(LinkIndex(0)), 0.9);
    branch.run(300);
    return branch;
}

double demandOf(LinkIndex origin, double /*ahead_s*/) { return origin == LinkIndex(0) ? 0.9 : 0.0; }

Event during(std::chrono::minutes from, std::chrono::minutes to, Action action)
{
    return {.from = kNoon + from, .to = kNoon + to, .note = "", .action = std::move(action)};
}

WhatIf ask(const Simulation& branch, std::vector<Event> planned, std::vector<Event> extra)
{
    const auto answer = askWhatIf(branch, demandOf, planned, extra, {.start = kNoon});
    EXPECT_TRUE(answer) << (answer ? "" : answer.error().message);
    return answer.value();
}

using std::chrono_literals::operator""min;

} // namespace

TEST(WhatIf, MeasuresFreeTrafficAsOnPaper)
{
    const auto measures = ask(steadyBranch(corridor::network()), {}, {}).planned;
    EXPECT_NEAR(measures.vehicleMetres, 0.9 * 3600.0 * kRoad_m, 0.002 * measures.vehicleMetres);
    EXPECT_NEAR(measures.vehicleSeconds, measures.vehicleMetres / 29.0, 0.002 * measures.vehicleSeconds);
    EXPECT_NEAR(measures.travelTimeIndex, 60.0 * 0.44704 / 29.0, 0.005);
    for (const double delay_s : measures.delay_s) {
        EXPECT_NEAR(delay_s, 0.0, 1.0);
    }
    EXPECT_EQ(measures.longestQueue_m, 0.0);
    EXPECT_NEAR(measures.waiting_s, 0.0, 1.0);
}

TEST(WhatIf, NothingChangedIsNoDifference)
{
    const auto closure = during(0min, 30min, LaneClosure{.where = {.links = {"main9"}}, .lanes = 2});
    const BranchMeasures none = ask(steadyBranch(corridor::network()), {closure}, {}).difference();
    EXPECT_EQ(none.vehicleMetres, 0.0);
    EXPECT_EQ(none.vehicleSeconds, 0.0);
    EXPECT_EQ(none.delay_s.back(), 0.0);
}

TEST(WhatIf, AClosureCostsTheDelayOfItsQueue)
{
    // Two of three lanes closed leave 5/9 veh/s of the 0.9 that come: half an hour stores 620 vehicles, which clear in
    // 809 s at 5/3 veh/s. Cumulative curves: 620 * (1800 + 809) / 2 vehicle seconds are lost.
    const auto closure = during(0min, 30min, LaneClosure{.where = {.links = {"main9"}}, .lanes = 2});
    const WhatIf answer = ask(steadyBranch(corridor::network()), {}, {closure});
    const BranchMeasures cost = answer.difference();
    EXPECT_NEAR(cost.vehicleSeconds, 620.0 * (1800.0 + 808.7) / 2.0, 0.02 * cost.vehicleSeconds);
    EXPECT_NEAR(cost.vehicleMetres, 0.0, 1e-3 * answer.planned.vehicleMetres); // the hour is enough to clear
    EXPECT_GT(cost.travelTimeIndex, 0.3);
    EXPECT_GT(answer.changed.longestQueue_m, 2000.0);
    EXPECT_LE(answer.changed.longestQueue_m, 9 * corridor::kLinkLength_m);
    for (std::size_t t = 1; t < kDelayThresholds_mph.size(); ++t) {
        EXPECT_GE(answer.changed.delay_s[t], answer.changed.delay_s[t - 1]); // a faster threshold loses more
    }
}

TEST(WhatIf, TellsTheMeanSpeedOfEachRoadInBothBranches)
{
    const auto limit = during(0min, 60min, SpeedLimit{.where = {.links = {"main3"}}, .limit_mps = 20.0});
    const auto network = corridor::network();
    const WhatIf answer = ask(steadyBranch(network), {}, {limit});
    const std::size_t limited = network->linkNamed("main3")->value;
    ASSERT_EQ(answer.plannedSpeed_mps.size(), network->links().size());
    EXPECT_NEAR(answer.plannedSpeed_mps[limited], 29.0F, 0.1F);
    EXPECT_NEAR(answer.changedSpeed_mps[limited], 20.0F, 0.3F);
    const std::size_t before = network->linkNamed("main1")->value;
    EXPECT_NEAR(answer.changedSpeed_mps[before], answer.plannedSpeed_mps[before], 0.1F);
}

TEST(WhatIf, ASurgeBeyondCapacityWaitsBeforeTheRoad)
{
    // 0.9 + 1.0 veh/s on a road for 5/3: 0.233 veh/s wait, 140 veh after ten minutes.
    const auto surge = during(10min, 20min, DemandSurge{.where = {.links = {"main0"}}, .extra_vps = 1.0});
    const WhatIf answer = ask(steadyBranch(corridor::network()), {}, {surge});
    EXPECT_NEAR(answer.changed.longestWaiting_veh, 140.0, 3.0);
    EXPECT_NEAR(answer.planned.longestWaiting_veh, 0.0, 1e-3);
    EXPECT_GT(answer.difference().waiting_s, 0.0);
}

TEST(WhatIf, TheSpeedLimitSlowsAndTheRestOfTheHourDoesNot)
{
    const auto limit = during(0min, 60min, SpeedLimit{.where = {}, .limit_mps = 20.0});
    const BranchMeasures slow = ask(steadyBranch(corridor::network()), {}, {limit}).changed;
    EXPECT_NEAR(slow.travelTimeIndex, 60.0 * 0.44704 / 20.0, 0.02);
    EXPECT_NEAR(slow.delay_s[0], 0.0, 1.0); // 20 m/s is 44.7 mph: no delay at 35 and 40 mph
    EXPECT_NEAR(slow.delay_s[1], 0.0, 1.0);
    EXPECT_GT(slow.delay_s[2], 100.0);
}

TEST(WhatIf, TrafficThatKeepsToALowLimitIsNoQueue)
{
    const auto limit = during(0min, 60min, SpeedLimit{.where = {}, .limit_mps = 12.0}); // 27 mph
    const BranchMeasures slow = ask(steadyBranch(corridor::network()), {}, {limit}).changed;
    EXPECT_EQ(slow.longestQueue_m, 0.0);
    EXPECT_GT(slow.delay_s[0], 0.0) << "delay it is";
}

TEST(WhatIf, NothingIsLostOnARampAgainstASpeedThatNobodyMayDriveThere)
{
    const Simulation branch = steadyBranch(corridor::network(corridor::kLinks, 15.0)); // 34 mph
    const auto demand = [](LinkIndex origin, double ahead_s) {
        return origin == LinkIndex(corridor::kOnRamp) ? 0.2 : demandOf(origin, ahead_s);
    };
    const auto measures = measureBranch(branch, demand, {}, {.start = kNoon});
    ASSERT_TRUE(measures) << measures.error().message;
    EXPECT_LT(measures->delay_s.back(), 100.0); // where the ramp joins; against 60 mph it would be some 9 000
}

TEST(WhatIf, LeavesTheStateItBranchedFromAlone)
{
    const Simulation branch = steadyBranch(corridor::network());
    const std::uint64_t before = branch.digest();
    const WhatIf once = ask(branch, {}, {});
    EXPECT_EQ(branch.digest(), before);
    EXPECT_EQ(ask(branch, {}, {}).planned.vehicleSeconds, once.planned.vehicleSeconds);
}

TEST(WhatIf, RefusesWhatItCannotMeasure)
{
    const auto network = corridor::network();
    const Simulation branch = steadyBranch(network);
    EXPECT_FALSE(measureBranch(branch, demandOf, {}, {.start = kNoon, .duration_s = 100.0}));
    EXPECT_FALSE(measureBranch(branch, demandOf, {}, {.start = kNoon, .interval_s = 90.0}));
    const Simulation two = twin::testing::simulationOf(network, {.members = 2});
    EXPECT_FALSE(measureBranch(two, demandOf, {}, {.start = kNoon}));
    const Simulation uncounted = twin::testing::simulationOf(network, {.travel = TravelAccounts::None});
    EXPECT_FALSE(measureBranch(uncounted, demandOf, {}, {.start = kNoon}));
}
