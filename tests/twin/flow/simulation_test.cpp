// SPDX-License-Identifier: GPL-3.0-or-later
// Vehicles are neither made nor lost, members and simulations keep to themselves, and a step too long is refused.
#include "twin/flow/simulation.h"

#include <cmath>

#include <gtest/gtest.h>

#include "tests/twin/flow/small_roads.h"
#include "twin/core/random.h"
#include "twin/flow/link_state.h"

namespace twin {
namespace {

using testing::fill;
using testing::missing_veh;
using testing::networkOf;
using testing::simulationOf;

/// Two origins that merge, a ring with a diverge on it, and two sinks; cells of different numbers.
std::shared_ptr<const RoadNetwork> tangle()
{
    return networkOf({{0, 2, 300.0},
                      {1, 2, 500.0, 2},
                      {2, 3, 800.0, 2},
                      {3, 4, 400.0},
                      {3, 5, 350.0},
                      {5, 2, 900.0},
                      {5, 6, 200.0},
                      {3, 2, 250.0}});
}

void load(Simulation& simulation, double demand_vps)
{
    for (std::size_t o = 0; o < simulation.origins().size(); ++o) {
        simulation.setDemand(OriginIndex(o), demand_vps * static_cast<double>(o + 1));
    }
    simulation.setTurning(LinkIndex(2), std::vector<double>{0.3, 0.5, 0.1});
    simulation.setTurning(LinkIndex(4), std::vector<double>{0.6, 0.4});
}

TEST(Conservation, HoldsAtEveryStepUnderChangingDemandAndControl)
{
    for (const std::size_t members : {1U, 3U, 16U}) {
        auto simulation = simulationOf(tangle(), {.timeStep_s = 2.0, .members = members, .capacityDrop = 0.1});
        RandomStream random(7, "conservation");
        for (int step = 0; step < 1500; ++step) {
            if (step % 100 == 0) {
                load(simulation, random.uniform() * 0.6);
                simulation.setControl(LinkIndex(4), {.capacityFactor = random.uniform()});
                simulation.setControl(LinkIndex(2), MemberIndex(members - 1), {.closedLanes = step / 100 % 2});
            }
            simulation.step();
            for (std::size_t member = 0; member < members; ++member) {
                ASSERT_EQ(missing_veh(simulation, MemberIndex(member)), 0.0) << step << " " << member;
            }
        }
        EXPECT_GT(simulation.ledger(MemberIndex()).left_veh, 100.0);
    }
}

TEST(Conservation, IsExactOverAMillionSteps)
{
    auto simulation =
        simulationOf(networkOf({{0, 1, 120.0}, {1, 0, 200.0}, {1, 2, 100.0}, {2, 1, 80.0}}), {.timeStep_s = 2.0});
    fill(simulation, LinkIndex(0), 0.1);
    fill(simulation, LinkIndex(2), 0.05);
    const double before_veh = simulation.ledger(MemberIndex()).inNetwork_veh;
    simulation.run(1'000'000);
    EXPECT_EQ(simulation.ledger(MemberIndex()).inNetwork_veh, before_veh);
}

TEST(Conservation, QueuesBeforeOriginsHoldWhatTheRoadCannotTake)
{
    auto simulation = simulationOf(networkOf({{0, 1, 500.0}}), {.timeStep_s = 5.0});
    simulation.setDemand(OriginIndex(0U), 0.8);
    simulation.run(200);
    const VehicleLedger ledger = simulation.ledger(MemberIndex());
    EXPECT_NEAR(ledger.demanded_veh, 0.8 * 1000.0, 1e-6);
    EXPECT_NEAR(ledger.queued_veh, (0.8 - testing::kCapacity_vps) * 1000.0, 0.01);
    simulation.setDemand(OriginIndex(0U), 0.0);
    simulation.run(300);
    EXPECT_NEAR(simulation.ledger(MemberIndex()).left_veh, 800.0, 0.01);
}

TEST(Densities, StayWithinTheRoad)
{
    auto simulation = simulationOf(tangle(), {.timeStep_s = 2.0});
    load(simulation, 1.0);
    simulation.setControl(LinkIndex(3), {.outflowLimit_vps = 0.01});
    for (int step = 0; step < 600; ++step) {
        simulation.step();
        for (std::size_t cell = 0; cell < simulation.cells().size(); ++cell) {
            const double density = simulation.density_vpm(CellIndex(cell), MemberIndex());
            const Link& link = simulation.network().link(simulation.cells().linkOf(CellIndex(cell)));
            ASSERT_GE(density, 0.0);
            ASSERT_LE(density, link.jamDensity_vpm * (1.0 + 1e-6));
        }
    }
}

TEST(Independence, TwoSimulationsInTurnsGiveWhatEachGivesAlone)
{
    const auto make = [](double demand) {
        auto simulation = simulationOf(tangle(), {.timeStep_s = 2.0});
        load(simulation, demand);
        return simulation;
    };
    auto first = make(0.3);
    auto second = make(0.9);
    for (int step = 0; step < 500; ++step) {
        first.step();
        second.step();
    }
    auto firstAlone = make(0.3);
    auto secondAlone = make(0.9);
    firstAlone.run(500);
    secondAlone.run(500);
    EXPECT_EQ(first.digest(), firstAlone.digest());
    EXPECT_EQ(second.digest(), secondAlone.digest());
    EXPECT_NE(first.digest(), second.digest());
}

TEST(Independence, AMemberOfAnEnsembleIsTheSimulationItWouldBeAlone)
{
    constexpr std::size_t kMembers = 11;
    auto ensemble = simulationOf(tangle(), {.timeStep_s = 2.0, .members = kMembers});
    load(ensemble, 0.1);
    for (std::size_t o = 0; o < ensemble.origins().size(); ++o) {
        std::vector<double> demands(kMembers);
        for (std::size_t member = 0; member < kMembers; ++member) {
            demands[member] = 0.1 * static_cast<double>(member + o);
        }
        ensemble.setDemand(OriginIndex(o), demands);
    }
    ensemble.setControl(LinkIndex(2), MemberIndex(9U), {.capacityFactor = 0.5});
    ensemble.run(400);
    for (const std::size_t member : {0U, 5U, 9U, 10U}) {
        auto alone = simulationOf(tangle(), {.timeStep_s = 2.0});
        load(alone, 0.1);
        for (std::size_t o = 0; o < alone.origins().size(); ++o) {
            alone.setDemand(OriginIndex(o), 0.1 * static_cast<double>(member + o));
        }
        if (member == 9) {
            alone.setControl(LinkIndex(2), {.capacityFactor = 0.5});
        }
        alone.run(400);
        for (std::size_t cell = 0; cell < alone.cells().size(); ++cell) {
            ASSERT_EQ(ensemble.density_vpm(CellIndex(cell), MemberIndex(member)),
                      alone.density_vpm(CellIndex(cell), MemberIndex()));
        }
    }
}

TEST(Independence, ACopyGoesItsOwnWay)
{
    auto simulation = simulationOf(tangle(), {.timeStep_s = 2.0});
    load(simulation, 0.4);
    simulation.run(100);
    Simulation branch = simulation;
    EXPECT_EQ(branch.digest(), simulation.digest());
    branch.setControl(LinkIndex(2), {.closedLanes = 1});
    branch.run(100);
    simulation.run(100);
    EXPECT_NE(branch.digest(), simulation.digest());
}

TEST(Assimilation, WhatIsWrittenIsReadAndStandsInTheLedger)
{
    constexpr std::size_t kMembers = 5;
    auto simulation = simulationOf(tangle(), {.timeStep_s = 2.0, .members = kMembers});
    const std::vector<float> written{0.01F, 0.02F, -0.5F, 0.04F, 9.0F};
    std::vector<float> read(kMembers);
    simulation.setDensities(CellIndex(3U), written);
    simulation.densities(CellIndex(3U), read);
    EXPECT_NEAR(read[0], 0.01, 1e-6);
    EXPECT_NEAR(read[3], 0.04, 1e-6);
    EXPECT_EQ(read[2], 0.0F);
    EXPECT_NEAR(read[4], testing::kJamDensity_vpm, 1e-6);
    EXPECT_GT(simulation.ledger(MemberIndex(3U)).corrected_veh, 0.0);
    simulation.run(50);
    for (std::size_t member = 0; member < kMembers; ++member) {
        EXPECT_EQ(missing_veh(simulation, MemberIndex(member)), 0.0);
    }
}

TEST(Assimilation, AStateMovesBetweenSimulationsOfOtherCellsAndMembers)
{
    const auto network = tangle();
    auto ensemble = simulationOf(network, {.timeStep_s = 2.0, .members = 9});
    load(ensemble, 0.7);
    ensemble.run(200);
    auto coarse = simulationOf(network, {.timeStep_s = 4.0});
    copyState(ensemble, MemberIndex(8U), coarse, MemberIndex());
    const VehicleLedger from = ensemble.ledger(MemberIndex(8U));
    const VehicleLedger to = coarse.ledger(MemberIndex());
    EXPECT_NEAR(to.inNetwork_veh, from.inNetwork_veh, 1e-4);
    EXPECT_NEAR(to.queued_veh, from.queued_veh, 1e-6);
}

TEST(Settings, AStepThatBreaksTheCflConditionIsRefusedWithTheStepThatWouldDo)
{
    const auto network = networkOf({{0, 1, 1000.0}, {1, 2, 90.0}});
    const auto tooLong = Simulation::build(network, {.timeStep_s = 5.0});
    ASSERT_FALSE(tooLong.has_value());
    EXPECT_EQ(tooLong.error().code, ErrorCode::InvalidInput);
    EXPECT_NE(tooLong.error().message.find("link1"), std::string::npos) << tooLong.error().message;
    EXPECT_NE(tooLong.error().message.find("at most 4.5 s"), std::string::npos) << tooLong.error().message;
    EXPECT_DOUBLE_EQ(CellGrid::largestTimeStep_s(*network), 4.5);
    EXPECT_TRUE(Simulation::build(network, {.timeStep_s = 4.5}).has_value());
    EXPECT_FALSE(Simulation::build(network, {.timeStep_s = 2.0, .targetCellLength_m = 30.0}).has_value());
}

TEST(Settings, OutsideTheirRangesAreRefused)
{
    const auto network = networkOf({{0, 1}});
    EXPECT_FALSE(Simulation::build(network, {.timeStep_s = 0.0}).has_value());
    EXPECT_FALSE(Simulation::build(network, {.timeStep_s = std::nan("")}).has_value());
    EXPECT_FALSE(Simulation::build(network, {.targetCellLength_m = -1.0}).has_value());
    EXPECT_FALSE(Simulation::build(network, {.members = 0}).has_value());
    EXPECT_FALSE(Simulation::build(network, {.capacityDrop = 1.0}).has_value());
    EXPECT_FALSE(Simulation::build(network, {.innerOrigins = {LinkIndex(9U)}}).has_value());
}

TEST(Detectors, AddedLaterLeaveTheEarlierOnesCounting)
{
    // Both detectors and both links share a batch where links stand side by side: adding one sorts all anew.
    auto simulation = simulationOf(networkOf({{0, 1, 2000.0}, {1, 2, 2000.0}}), {.timeStep_s = 5.0});
    simulation.setDemand(OriginIndex(0U), 0.3);
    const DetectorIndex first = simulation.addDetector(LinkIndex(0U), 500.0);
    const DetectorIndex second = simulation.addDetector(LinkIndex(1U), 500.0);
    const DetectorIndex third = simulation.addDetector(LinkIndex(0U), 500.0);
    simulation.run(200);
    simulation.clearDetectors();
    simulation.run(60);
    for (const DetectorIndex detector : {first, second, third}) {
        EXPECT_NEAR(simulation.reading(detector, MemberIndex()).flow_vps, 0.3, 1e-5);
    }
}

TEST(Detectors, CountWhatPasses)
{
    auto simulation = simulationOf(networkOf({{0, 1, 2000.0}}), {.timeStep_s = 5.0});
    const DetectorIndex detector = simulation.addDetector(LinkIndex(0U), 950.0);
    simulation.setDemand(OriginIndex(0U), 0.3);
    simulation.run(100);
    simulation.clearDetectors();
    simulation.run(60);
    const DetectorReading reading = simulation.reading(detector, MemberIndex());
    EXPECT_DOUBLE_EQ(reading.duration_s, 300.0);
    EXPECT_NEAR(reading.flow_vps, 0.3, 1e-5);
    EXPECT_NEAR(reading.speed_mps, testing::kFreeSpeed_mps, 1e-3);
    EXPECT_NEAR(reading.occupancy(7.0, 1), 0.3 / 20.0 * 7.0, 1e-5);
}

TEST(TravelAccounts, CountVehicleMetresAndSeconds)
{
    auto simulation = simulationOf(networkOf({{0, 1, 2000.0}}), {.timeStep_s = 5.0});
    simulation.setDemand(OriginIndex(0U), 0.3);
    simulation.run(100);
    simulation.clearTravel();
    simulation.run(200);
    const TravelAccount travel = simulation.travel(LinkIndex(0U), MemberIndex());
    EXPECT_NEAR(travel.vehicleMetres, 0.3 * 1000.0 * 2000.0, 10.0);
    EXPECT_NEAR(travel.vehicleSeconds, 0.3 * 1000.0 * 100.0, 1.0);
    EXPECT_NEAR(simulation.queueSeconds(MemberIndex()), 0.0, 1e-2);
}

} // namespace
} // namespace twin
