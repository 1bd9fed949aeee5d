// SPDX-License-Identifier: GPL-3.0-or-later
// What kinematic wave theory says on paper, and what the simulation makes of it.
#include <cmath>

#include <gtest/gtest.h>

#include "tests/twin/flow/small_roads.h"

namespace twin {
namespace {

using testing::fill;
using testing::flowAfter;
using testing::kCapacity_vps;
using testing::kCriticalDensity_vpm;
using testing::kFreeSpeed_mps;
using testing::kJamDensity_vpm;
using testing::kWaveSpeed_mps;
using testing::networkOf;
using testing::simulationOf;

constexpr double kRoad_m = 2000.0;

double density(const Simulation& simulation, std::size_t cell)
{
    return simulation.density_vpm(CellIndex(cell), MemberIndex());
}

/// Two densities on one road of `cells` cells, meeting in its middle; Courant number 0.5.
Simulation riemann(std::size_t cells, double left_vpm, double right_vpm)
{
    const double cell_m = kRoad_m / static_cast<double>(cells);
    auto simulation = simulationOf(networkOf({{0, 1, kRoad_m}}),
                                   {.timeStep_s = 0.5 * cell_m / kFreeSpeed_mps, .targetCellLength_m = cell_m});
    for (std::size_t cell = 0; cell < cells; ++cell) {
        simulation.setDensity(CellIndex(cell), MemberIndex(), cell < cells / 2 ? left_vpm : right_vpm);
    }
    return simulation;
}

/// Mean distance between simulated and exact cell densities, over the jump.
double shockError(std::size_t cells)
{
    const double left = 0.01;
    const double right = 0.085; // flows 0.2 and 0.2 would stand; 0.095 moves back
    auto simulation = riemann(cells, left, right + 0.01);
    simulation.setDemand(OriginIndex(0U), left * kFreeSpeed_mps);
    const double speed =
        (kWaveSpeed_mps * (kJamDensity_vpm - right - 0.01) - kFreeSpeed_mps * left) / (right + 0.01 - left);
    simulation.setControl(LinkIndex(0U), {.outflowLimit_vps = kWaveSpeed_mps * (kJamDensity_vpm - right - 0.01)});
    const double cell_m = kRoad_m / static_cast<double>(cells);
    simulation.run(static_cast<std::size_t>(std::llround(200.0 / simulation.settings().timeStep_s)));
    const double front_m = kRoad_m / 2.0 + speed * simulation.time_s();
    double error = 0.0;
    for (std::size_t cell = 0; cell < cells; ++cell) {
        const double start = static_cast<double>(cell) * cell_m;
        const double behind = std::clamp((start + cell_m - front_m) / cell_m, 0.0, 1.0);
        const double exact = left + behind * (right + 0.01 - left);
        error += std::abs(density(simulation, cell) - exact) * cell_m;
    }
    return error / kRoad_m / (right + 0.01 - left);
}

TEST(FreeFlow, TravelTimeIsLengthOverFreeSpeed)
{
    auto simulation = simulationOf(networkOf({{0, 1, kRoad_m}}), {.timeStep_s = 1.0});
    simulation.setDemand(OriginIndex(0U), 0.3);
    simulation.run(1000);
    const double travel_s = simulation.ledger(MemberIndex()).inNetwork_veh / 0.3;
    EXPECT_NEAR(travel_s, kRoad_m / kFreeSpeed_mps, 0.01 * kRoad_m / kFreeSpeed_mps);
}

TEST(Shock, MovesAtTheSpeedOfRankineAndHugoniot)
{
    // The jam holds more vehicles the further its tail has come: the tail's speed follows from the vehicles alone.
    const double left = 0.01;
    const double right = 0.105;
    auto simulation = riemann(20, left, right);
    simulation.setDemand(OriginIndex(0U), left * kFreeSpeed_mps);
    simulation.setControl(LinkIndex(0U), {.outflowLimit_vps = kWaveSpeed_mps * (kJamDensity_vpm - right)});
    const double exact_mps = (kWaveSpeed_mps * (kJamDensity_vpm - right) - kFreeSpeed_mps * left) / (right - left);
    const auto jam_m = [&] {
        return (simulation.ledger(MemberIndex()).inNetwork_veh - left * kRoad_m) / (right - left);
    };
    simulation.run(40);
    const double before_m = jam_m();
    const double before_s = simulation.time_s();
    simulation.run(100);
    const double speed_mps = -(jam_m() - before_m) / (simulation.time_s() - before_s);
    EXPECT_NEAR(speed_mps, exact_mps, 0.01 * std::abs(exact_mps));
}

TEST(Shock, FrontStandsWhereItShouldWithTwentyCells)
{
    auto simulation = riemann(20, 0.01, 0.105);
    simulation.setDemand(OriginIndex(0U), 0.2);
    simulation.setControl(LinkIndex(0U), {.outflowLimit_vps = kWaveSpeed_mps * 0.02});
    simulation.run(100); // 250 s
    const double front_m = kRoad_m / 2.0 + (0.1 - 0.2) / 0.095 * simulation.time_s();
    // Where the density crosses the mean of both states, between cell centres.
    double crossing_m = 0.0;
    for (std::size_t cell = 1; cell < 20; ++cell) {
        const double a = density(simulation, cell - 1);
        const double b = density(simulation, cell);
        if (a < 0.0575 && b >= 0.0575) {
            crossing_m = (static_cast<double>(cell) - 0.5 + (0.0575 - a) / (b - a)) * 100.0;
        }
    }
    EXPECT_NEAR(crossing_m, front_m, 0.01 * kRoad_m);
}

TEST(Rarefaction, DissolvesAJamAtTheWaveSpeedAndDischargesCapacity)
{
    auto simulation = riemann(20, kJamDensity_vpm, 0.0);
    const DetectorIndex end = simulation.addDetector(LinkIndex(0U), kRoad_m / 2.0);
    const double flow = flowAfter(simulation, end, 40);
    EXPECT_NEAR(flow, kCapacity_vps, 0.01 * kCapacity_vps);
    // The jam still standing has lost what the wave has reached: w per second.
    double jammed_veh = 0.0;
    for (std::size_t cell = 0; cell < 10; ++cell) {
        jammed_veh += density(simulation, cell) * 100.0;
    }
    const double reached_m = (kJamDensity_vpm * 1000.0 - jammed_veh) / (kJamDensity_vpm - kCriticalDensity_vpm);
    EXPECT_NEAR(reached_m, kWaveSpeed_mps * simulation.time_s(), 0.01 * kWaveSpeed_mps * simulation.time_s());
}

TEST(Queue, GrowsBehindABottleneckAsLongAsTheoryHasIt)
{
    auto simulation = simulationOf(networkOf({{0, 1, kRoad_m}}), {.timeStep_s = 5.0, .targetCellLength_m = 100.0});
    simulation.setDemand(OriginIndex(0U), 0.3);
    simulation.run(40);
    simulation.setControl(LinkIndex(0U), {.outflowLimit_vps = 0.1});
    simulation.run(100);
    const double queued = kJamDensity_vpm - 0.1 / kWaveSpeed_mps;
    const double exact_m = (0.3 - 0.1) / (queued - 0.3 / kFreeSpeed_mps) * 500.0;
    const double free = 0.3 / kFreeSpeed_mps;
    const double length_m = (simulation.ledger(MemberIndex()).inNetwork_veh - free * kRoad_m) / (queued - free);
    EXPECT_NEAR(length_m, exact_m, 0.01 * exact_m);
}

TEST(Refinement, ErrorOfAShockShrinksWithTheCells)
{
    const double coarse = shockError(40);
    const double fine = shockError(320);
    EXPECT_GE(std::log2(coarse / fine) / 3.0, 0.5) << coarse << " " << fine;
}

TEST(Refinement, ErrorOfASmoothWaveShrinksAtFirstOrder)
{
    const auto error = [](std::size_t cells) {
        const double cell_m = kRoad_m / static_cast<double>(cells);
        const auto bump = [](double x_m) { return 0.01 + 0.008 * std::exp(-std::pow((x_m - 500.0) / 150.0, 2)); };
        auto simulation = riemann(cells, 0.0, 0.0);
        for (std::size_t cell = 0; cell < cells; ++cell) {
            simulation.setDensity(CellIndex(cell), MemberIndex(), bump((static_cast<double>(cell) + 0.5) * cell_m));
        }
        simulation.setDemand(OriginIndex(0U), 0.01 * kFreeSpeed_mps);
        simulation.run(static_cast<std::size_t>(std::llround(40.0 / simulation.settings().timeStep_s)));
        double sum = 0.0;
        for (std::size_t cell = 0; cell < cells; ++cell) {
            const double x_m = (static_cast<double>(cell) + 0.5) * cell_m;
            sum += std::abs(density(simulation, cell) - bump(x_m - 40.0 * kFreeSpeed_mps)) * cell_m;
        }
        return sum;
    };
    EXPECT_GE(std::log2(error(800) / error(1600)), 0.9);
}

/// Two full roads of one and two lanes meet in one of `lanes` lanes.
TEST(Merge, SharesCapacityByTheCapacitiesOfThoseWhoWait)
{
    auto simulation = simulationOf(networkOf({{0, 2}, {1, 2, 1000.0, 2}, {2, 3, 1000.0, 2}}), {.timeStep_s = 5.0});
    const DetectorIndex narrow = simulation.addDetector(LinkIndex(0U), 1000.0);
    const DetectorIndex wide = simulation.addDetector(LinkIndex(1U), 1000.0);
    simulation.setDemand(OriginIndex(0U), 2.0);
    simulation.setDemand(OriginIndex(1U), 2.0);
    simulation.run(200);
    simulation.clearDetectors();
    simulation.run(100);
    EXPECT_NEAR(simulation.reading(narrow, MemberIndex()).flow_vps, 1.0 / 3.0, 1e-4);
    EXPECT_NEAR(simulation.reading(wide, MemberIndex()).flow_vps, 2.0 / 3.0, 1e-4);
}

TEST(Merge, LeavesToTheOtherWhatOneDoesNotWant)
{
    auto simulation = simulationOf(networkOf({{0, 2}, {1, 2, 1000.0, 2}, {2, 3, 1000.0, 2}}), {.timeStep_s = 5.0});
    const DetectorIndex narrow = simulation.addDetector(LinkIndex(0U), 1000.0);
    const DetectorIndex wide = simulation.addDetector(LinkIndex(1U), 1000.0);
    simulation.setDemand(OriginIndex(0U), 0.1);
    simulation.setDemand(OriginIndex(1U), 2.0);
    simulation.run(200);
    simulation.clearDetectors();
    simulation.run(100);
    EXPECT_NEAR(simulation.reading(narrow, MemberIndex()).flow_vps, 0.1, 1e-4);
    EXPECT_NEAR(simulation.reading(wide, MemberIndex()).flow_vps, 0.9, 1e-4);
}

TEST(Diverge, SplitsByItsSharesAndWaitsInOrder)
{
    auto simulation = simulationOf(networkOf({{0, 1, 1000.0, 2}, {1, 2}, {1, 3}}), {.timeStep_s = 5.0});
    const DetectorIndex left = simulation.addDetector(LinkIndex(1U), 0.0);
    const DetectorIndex right = simulation.addDetector(LinkIndex(2U), 0.0);
    simulation.setTurning(LinkIndex(0U), std::vector<double>{0.25, 0.75});
    simulation.setDemand(OriginIndex(0U), 0.6);
    simulation.run(100);
    simulation.clearDetectors();
    simulation.run(100);
    EXPECT_NEAR(simulation.reading(left, MemberIndex()).flow_vps, 0.15, 1e-4);
    EXPECT_NEAR(simulation.reading(right, MemberIndex()).flow_vps, 0.45, 1e-4);
    // The busier way blocks: the other gets only its share of what passes, though it has room.
    simulation.setControl(LinkIndex(2U), {.capacityFactor = 0.3});
    simulation.run(2000);
    simulation.clearDetectors();
    simulation.run(100);
    EXPECT_NEAR(simulation.reading(right, MemberIndex()).flow_vps, 0.15, 1e-4);
    EXPECT_NEAR(simulation.reading(left, MemberIndex()).flow_vps, 0.05, 1e-4);
}

TEST(Junction, IsInvariantToDemandThatCannotPassAnyway)
{
    // Invariance (Lebacque and Khoshyaran 2005): a queue as such must not attract flow. Flows do not change when a link
    // held back by supply is filled further.
    std::vector<double> flows;
    for (const double fill_vpm : {0.05, 0.08, 0.11}) {
        auto simulation = simulationOf(networkOf({{0, 2}, {1, 2, 1000.0, 2}, {2, 3}, {2, 4}}), {.timeStep_s = 5.0});
        simulation.setTurning(LinkIndex(0U), std::vector<double>{0.5, 0.5});
        simulation.setTurning(LinkIndex(1U), std::vector<double>{0.8, 0.2});
        fill(simulation, LinkIndex(0U), fill_vpm);
        fill(simulation, LinkIndex(1U), 2.0 * fill_vpm);
        const DetectorIndex end = simulation.addDetector(LinkIndex(0U), 1000.0);
        flows.push_back(flowAfter(simulation, end, 3));
    }
    EXPECT_NEAR(flows[0], flows[1], 1e-6);
    EXPECT_NEAR(flows[0], flows[2], 1e-6);
    // By hand: oriented capacities to node3 are 0.25 and 0.8; both wait for it, level 0.5 / 1.05.
    EXPECT_NEAR(flows[0], 0.5 * 0.5 / 1.05, 1e-3);
}

TEST(CapacityDrop, LowersWhatAJamDischarges)
{
    auto simulation = simulationOf(networkOf({{0, 1}, {1, 2}}), {.timeStep_s = 5.0, .capacityDrop = 0.2});
    fill(simulation, LinkIndex(0U), kJamDensity_vpm);
    const DetectorIndex end = simulation.addDetector(LinkIndex(0U), 1000.0);
    EXPECT_NEAR(flowAfter(simulation, end, 1), 0.8 * kCapacity_vps, 1e-4);
}

TEST(Control, ClosingALaneHalvesWhatPasses)
{
    auto simulation = simulationOf(networkOf({{0, 1, 1000.0, 2}, {1, 2, 1000.0, 2}}), {.timeStep_s = 5.0});
    const DetectorIndex end = simulation.addDetector(LinkIndex(1U), 1000.0);
    simulation.setDemand(OriginIndex(0U), 0.9);
    simulation.setControl(LinkIndex(1U), {.closedLanes = 1});
    simulation.run(200);
    EXPECT_NEAR(flowAfter(simulation, end, 100), kCapacity_vps, 1e-4);
    simulation.setControl(LinkIndex(1U), {.outflowLimit_vps = 0.2});
    simulation.run(100);
    EXPECT_NEAR(flowAfter(simulation, end, 100), 0.2, 1e-4);
}

} // namespace
} // namespace twin
