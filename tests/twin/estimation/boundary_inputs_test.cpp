// SPDX-License-Identifier: GPL-3.0-or-later
// What enters and leaves unseen, inferred from what the main line gains and loses; and readings that cannot be true.
#include <limits>

#include <gtest/gtest.h>

#include "tests/twin/estimation/corridor_fixture.h"
#include "twin/estimation/boundary_inputs.h"
#include "twin/estimation/reading_state.h"

using namespace twin;

namespace {

constexpr LinkIndex kFirst{0};
constexpr LinkIndex kOn{corridor::kOnRamp};
constexpr LinkIndex kOff{corridor::kOffRamp};

BoundaryInputs inputsOf(const std::shared_ptr<const RoadNetwork>& network)
{
    return BoundaryInputs(network, corridor::allStations(*network), {.interval_s = corridor::kInterval_s});
}

/// Six stations; the on-ramp joins between the second and the third, the off-ramp leaves between the fourth and fifth.
std::vector<Observation> readings(double before_vps, double between_vps, double after_vps)
{
    std::vector<Observation> frame;
    for (const double flow : {before_vps, before_vps, between_vps, between_vps, after_vps, after_vps}) {
        frame.push_back(corridor::counted(flow, 28.0));
    }
    return frame;
}

} // namespace

TEST(BoundaryInputs, TakesTheFirstStationForTheBeginningOfTheRoad)
{
    BoundaryInputs inputs = inputsOf(corridor::network());
    inputs.update(readings(1.0, 1.2, 1.1));
    EXPECT_NEAR(inputs.flow_vps(kFirst), 1.0, 1e-6);
    EXPECT_TRUE(inputs.isSensed(kFirst));
    EXPECT_FALSE(inputs.isSensed(kOn));
}

TEST(BoundaryInputs, InfersRampsFromWhatTheMainLineGainsAndLoses)
{
    BoundaryInputs inputs = inputsOf(corridor::network());
    for (int i = 0; i < 5; ++i) {
        inputs.update(readings(1.0, 1.2, 1.1));
    }
    EXPECT_NEAR(inputs.flow_vps(kOn), 0.2, 1e-5);
    EXPECT_NEAR(inputs.flow_vps(kOff), 0.1, 1e-5);
}

TEST(BoundaryInputs, SharesTheTrafficByWhatLeaves)
{
    const auto network = corridor::network();
    BoundaryInputs inputs = inputsOf(network);
    inputs.update(readings(1.0, 1.2, 1.08));
    LinkStates estimated;
    estimated.resize(network->links().size());
    estimated.flow_vps[7] = 1.2F;
    const auto shares = inputs.turning(LinkIndex(7), estimated);
    ASSERT_TRUE(shares.has_value());
    const auto ways = network->outgoing(network->link(LinkIndex(7)).to);
    for (std::size_t i = 0; i < ways.size(); ++i) {
        EXPECT_NEAR((*shares)[i], ways[i] == kOff ? 0.1 : 0.9, 1e-4);
    }
    EXPECT_FALSE(inputs.turning(LinkIndex(2), estimated).has_value());
}

TEST(BoundaryInputs, TakesNothingFromReadingsThatCannotBeTraffic)
{
    BoundaryInputs inputs = inputsOf(corridor::network());
    inputs.update(readings(1.0, 1.2, 1.1));
    const double first_vps = inputs.flow_vps(kFirst);
    const double on_vps = inputs.flow_vps(kOn);
    for (const double absurd :
         {-0.2, 1e9, std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
        inputs.update(readings(absurd, absurd, absurd));
        EXPECT_EQ(inputs.flow_vps(kFirst), first_vps) << absurd;
        EXPECT_EQ(inputs.flow_vps(kOn), on_vps) << absurd;
        EXPECT_FALSE(inputs.isSensed(kFirst)) << absurd;
    }
}

TEST(ReadingState, KnowsTheFlowEvenWhereTheSpeedCannotBe)
{
    for (const double absurd : {-3.0, 200.0, std::numeric_limits<double>::infinity()}) {
        const TrafficState state = stateOf(corridor::counted(1.0, absurd), corridor::kInterval_s);
        EXPECT_NEAR(state.flow_vps, 1.0, 1e-6);
        EXPECT_TRUE(std::isnan(state.speed_mps)) << absurd;
    }
}

TEST(ReadingState, BelievesNoMoreThanTwiceTheCapacity)
{
    const auto network = corridor::network();
    const Link& road = network->link(kFirst);
    const auto at = [&](double share) {
        return stateOf(corridor::counted(share * road.capacity_vps, 20.0), corridor::kInterval_s, road);
    };
    EXPECT_TRUE(at(1.9).known());
    EXPECT_FALSE(at(2.1).known());
}

TEST(ReadingState, PassesOverWhatWasImputed)
{
    Observation imputed = corridor::counted(1.0, 20.0);
    imputed.observed_pct = 0;
    EXPECT_FALSE(stateOf(imputed, corridor::kInterval_s).known());
}

TEST(BoundaryInputs, LeavesRampsAloneWhereTheRoadStoresVehicles)
{
    const auto network = corridor::network();
    BoundaryInputs inputs(network, corridor::allStations(*network),
                          {.interval_s = corridor::kInterval_s, .storingShare = 0.8});
    inputs.update(readings(1.0, 1.2, 1.1));
    std::vector<Observation> queued = readings(1.0, 0.7, 0.7);
    for (std::size_t s = 2; s < queued.size(); ++s) {
        queued[s].speed_mps = 6.0F;
    }
    for (int i = 0; i < 5; ++i) {
        inputs.update(queued);
    }
    EXPECT_NEAR(inputs.flow_vps(kOn), 0.2, 1e-5) << "what does not arrive stands in the queue, it has not left";
}
