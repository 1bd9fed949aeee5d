// SPDX-License-Identifier: GPL-3.0-or-later
// Where a queue begins and ends between two stations, which no line between them can say.
#include <gtest/gtest.h>

#include "tests/twin/estimation/corridor_fixture.h"
#include "twin/estimation/interval_reconstruction.h"

using namespace twin;

namespace {

/// Stations stand on links 1, 3, 5, 7, 9, 11. Link 8 is cut to half its capacity: a queue grows upstream of it.
struct Blocked {
    std::shared_ptr<const RoadNetwork> network = corridor::network();
    corridor::Traffic truth{network};

    ObservationFrame next() { return truth.next(1.3, 0.0); }
    void block() { truth.simulation().setControl(LinkIndex(8), {.capacityFactor = 0.5}); }
};

double speedError(const LinkStates& states, corridor::Traffic& truth, std::size_t link)
{
    const LinkState now = linkState(truth.simulation(), LinkIndex(link));
    return std::abs(static_cast<double>(states.speed_mps[link]) - now.flow_vps / std::max(now.density_vpm, 1e-6));
}

} // namespace

TEST(IntervalReconstruction, KnowsTheLinkBeyondABottleneckToBeFree)
{
    Blocked road;
    std::vector<StationIndex> without9; // the gap from link 7, slow, to link 11, free, holds the head of the queue
    for (const std::size_t s : {0U, 1U, 2U, 3U, 5U}) {
        without9.emplace_back(s);
    }
    auto reconstruction = IntervalReconstruction::build(road.network, without9, {});
    ASSERT_TRUE(reconstruction.has_value());
    InterpolatingEstimator line(road.network, without9, {.interval_s = corridor::kInterval_s});
    double ours = 0.0;
    double theirs = 0.0;
    for (int interval = 0; interval < 12; ++interval) {
        if (interval == 4) {
            road.block();
        }
        const ObservationFrame frame = road.next();
        (*reconstruction)->correct(frame);
        line.correct(frame);
        if (interval >= 7) {
            ours += speedError((*reconstruction)->estimate(), road.truth, 9);
            theirs += speedError(line.estimate(), road.truth, 9);
        }
    }
    EXPECT_LT(ours, 0.5 * theirs);
}

TEST(IntervalReconstruction, LetsNoQueueStandBetweenStationsThatAreFree)
{
    Blocked road;
    auto reconstruction = IntervalReconstruction::build(road.network, corridor::allStations(*road.network), {});
    ASSERT_TRUE(reconstruction.has_value());
    road.block();
    for (int interval = 0; interval < 8; ++interval) {
        (*reconstruction)->correct(road.next());
    }
    ASSERT_LT((*reconstruction)->estimate().speed_mps[6], 20.0F);
    ObservationFrame free = road.next();
    for (Observation& reading : free.readings) {
        reading = corridor::counted(1.0, 28.0);
    }
    (*reconstruction)->correct(free);
    for (std::size_t link = 0; link < corridor::kLinks; ++link) {
        EXPECT_GT((*reconstruction)->estimate().speed_mps[link], 25.0F) << "link " << link;
    }
}

TEST(IntervalReconstruction, HoldsACellToWhatItsStationSaw)
{
    const auto network = corridor::network();
    auto reconstruction = IntervalReconstruction::build(network, corridor::allStations(*network), {});
    ASSERT_TRUE(reconstruction.has_value());
    ObservationFrame frame;
    for (int s = 0; s < 6; ++s) {
        frame.readings.push_back(corridor::counted(0.9, 27.0));
    }
    for (int interval = 0; interval < 3; ++interval) {
        (*reconstruction)->correct(frame);
    }
    const LinkStates states = (*reconstruction)->estimate();
    for (std::size_t link = 1; link < corridor::kLinks; link += 2) {
        EXPECT_NEAR(states.flow_vps[link], 0.9, 0.01) << "link " << link;
        EXPECT_NEAR(states.speed_mps[link], 27.0, 0.3) << "link " << link;
    }
}

TEST(IntervalReconstruction, ReadsASlowdownBeforeARampToTheRampAndNotBeyond)
{
    const auto network = corridor::network(); // an on-ramp joins where link 4 begins, stations stand on 3 and 5
    auto reconstruction = IntervalReconstruction::build(network, corridor::allStations(*network), {});
    ASSERT_TRUE(reconstruction.has_value());
    ObservationFrame frame;
    for (int s = 0; s < 6; ++s) {
        frame.readings.push_back(corridor::counted(1.0, s == 1 ? 24.5 : 28.0)); // the station on link 3 slows down
    }
    for (int interval = 0; interval < 3; ++interval) {
        (*reconstruction)->correct(frame);
    }
    const LinkStates states = (*reconstruction)->estimate();
    EXPECT_NEAR(states.speed_mps[3], 24.5F, 0.5F);
    EXPECT_LT(states.speed_mps[4], states.speed_mps[3]); // what holds traffic up is worse than its beginning
    EXPECT_GT(states.speed_mps[5], 27.0F);
    EXPECT_GT(states.speed_mps[2], 27.0F);
}

TEST(IntervalReconstruction, LetsFreeTrafficDriveSlowerTheMoreOfItThereIs)
{
    const auto network = corridor::network();
    auto reconstruction = IntervalReconstruction::build(network, corridor::allStations(*network), {});
    ASSERT_TRUE(reconstruction.has_value());
    for (int interval = 0; interval < 60; ++interval) {
        ObservationFrame frame;
        const double level = 0.5 + 0.3 * (interval % 3); // 0.5 to 1.1 a second, of a capacity of 1.67
        for (int s = 0; s < 6; ++s) {
            const double flow_vps = s < 2 ? level - 0.3 : level; // the ramp between stations 1 and 2 adds 0.3
            frame.readings.push_back(corridor::counted(flow_vps, 29.0 * (1.0 - 0.2 * flow_vps / 1.6667)));
        }
        (*reconstruction)->correct(frame);
    }
    // Link 4 begins where the ramp joins: it has the flow of the stations beyond, and their speed, not one halfway.
    const LinkStates states = (*reconstruction)->estimate();
    EXPECT_NEAR(states.speed_mps[4], states.speed_mps[5], 0.15F);
    EXPECT_GT(states.speed_mps[3] - states.speed_mps[5], 0.8F);
}
