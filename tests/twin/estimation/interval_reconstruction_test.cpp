// SPDX-License-Identifier: GPL-3.0-or-later
// Where a queue begins and ends between two stations, which no line between them can say.
#include <algorithm>

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

TEST(IntervalReconstruction, KeepsASlowdownOfFreeTrafficNearTheStationThatSeesIt)
{
    const auto network = corridor::network();
    auto reconstruction = IntervalReconstruction::build(network, corridor::allStations(*network), {});
    ASSERT_TRUE(reconstruction.has_value());
    ObservationFrame frame;
    for (int s = 0; s < 6; ++s) {
        frame.readings.push_back(corridor::counted(0.6, s == 1 ? 24.5 : 28.0)); // the station on link 3 slows down
    }
    for (int interval = 0; interval < 3; ++interval) {
        (*reconstruction)->correct(frame);
    }
    const LinkStates states = (*reconstruction)->estimate();
    EXPECT_NEAR(states.speed_mps[3], 24.5F, 0.5F);
    EXPECT_GT(states.speed_mps[2], 27.0F); // a straight line would say 26.3
    EXPECT_GT(states.speed_mps[4], 27.0F);
    EXPECT_GT(states.speed_mps[5], 27.5F);
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
            const double load = flow_vps / 1.6667;
            frame.readings.push_back(corridor::counted(flow_vps, 29.0 * (1.0 - 0.2 * load * load)));
        }
        (*reconstruction)->correct(frame);
    }
    // Link 4 begins where the ramp joins: it has the flow of the stations beyond and drives no faster, not halfway.
    const LinkStates states = (*reconstruction)->estimate();
    EXPECT_LT(states.speed_mps[4], states.speed_mps[5] + 0.15F);
    EXPECT_GT(states.speed_mps[3] - states.speed_mps[5], 0.8F);
}

TEST(IntervalReconstruction, SlowsFreeTrafficDownBeforeALaneEnds)
{
    const auto network = corridor::network(10); // two lanes from link 10 on; links 8 and 9 are within half a mile of it
    auto reconstruction = IntervalReconstruction::build(network, corridor::allStations(*network), {});
    ASSERT_TRUE(reconstruction.has_value());
    ObservationFrame frame;
    for (int s = 0; s < 6; ++s) {
        frame.readings.push_back(corridor::counted(1.0, 28.0));
    }
    for (int interval = 0; interval < 3; ++interval) {
        (*reconstruction)->correct(frame);
    }
    // The stations see 28 everywhere. Link 8 is as full as link 9, for the two lanes that go on, and link 7 is not.
    const LinkStates states = (*reconstruction)->estimate();
    EXPECT_LT(states.speed_mps[8], 27.7F);
    EXPECT_NEAR(states.speed_mps[6], 28.0F, 0.15F);
    EXPECT_NEAR(states.speed_mps[10], 28.0F, 0.15F);
}

TEST(IntervalReconstruction, SlowsFullFreeTrafficDownWhereRampsJoinAndLeave)
{
    const auto network = corridor::network(); // a ramp joins where link 4 begins and leaves where link 7 ends
    const std::vector<StationIndex> stations = {StationIndex(0), StationIndex(4), StationIndex(5)};
    auto reconstruction = IntervalReconstruction::build(network, stations, {});
    ASSERT_TRUE(reconstruction.has_value());
    ObservationFrame frame;
    for (int s = 0; s < 6; ++s) {
        frame.readings.push_back(corridor::counted(1.5, 27.0)); // of a capacity of 1.67
    }
    for (int interval = 0; interval < 3; ++interval) {
        (*reconstruction)->correct(frame);
    }
    const LinkStates states = (*reconstruction)->estimate();
    EXPECT_LT(states.speed_mps[4], 26.0F);
    EXPECT_LT(states.speed_mps[7], 26.4F);
    EXPECT_GT(states.speed_mps[7], states.speed_mps[4]); // entering costs more than leaving
    EXPECT_NEAR(states.speed_mps[2], 27.0F, 0.3F);
    EXPECT_NEAR(states.speed_mps[10], 27.0F, 0.3F);
}

TEST(IntervalReconstruction, ReachesBackWithTheQueueThatTheFirstStationStandsIn)
{
    Blocked road;
    const std::vector<StationIndex> few = {StationIndex(3), StationIndex(4), StationIndex(5)}; // the first on link 7
    auto all = IntervalReconstruction::build(road.network, corridor::allStations(*road.network), {});
    auto without = IntervalReconstruction::build(road.network, few, {});
    ASSERT_TRUE(all.has_value() && without.has_value());
    for (int interval = 0; interval < 12; ++interval) {
        if (interval == 4) {
            road.block();
        }
        const ObservationFrame frame = road.next();
        (*all)->correct(frame);
        (*without)->correct(frame);
    }
    ASSERT_LT((*all)->estimate().speed_mps[1], 10.0F); // the queue has reached the first station
    EXPECT_LT(speedError((*all)->estimate(), road.truth, 0), 8.0);
    EXPECT_GT((*without)->estimate().speed_mps[0], 27.0F); // three kilometres back nobody can know
}

TEST(IntervalReconstruction, SeesNoDeepQueueBehindAStationThatIsAlmostFree)
{
    const auto network = corridor::network(8); // two lanes from link 8 on
    const std::vector<StationIndex> stations = {StationIndex(0), StationIndex(1), StationIndex(4), StationIndex(5)};
    const auto slowest = [&](double speed_mps) {
        auto reconstruction = IntervalReconstruction::build(network, stations, {});
        EXPECT_TRUE(reconstruction.has_value());
        ObservationFrame frame;
        for (const double seen_mps : {27.0, 27.0, 27.0, 27.0, speed_mps, 27.0}) {
            frame.readings.push_back(corridor::counted(1.08, seen_mps)); // about what two lanes pass
        }
        for (int interval = 0; interval < 4; ++interval) {
            (*reconstruction)->correct(frame);
        }
        const LinkStates states = (*reconstruction)->estimate();
        return std::min(states.speed_mps[6], states.speed_mps[7]);
    };
    EXPECT_GT(slowest(22.5), 20.0F); // at capacity the two lanes drive so, and three before them no slower
    EXPECT_LT(slowest(14.0), 12.0F); // a queue stands closer on three lanes than on two
}

TEST(IntervalReconstruction, BelievesNoStationAloneInTheFlowOfTheLine)
{
    const auto network = corridor::network();
    auto reconstruction = IntervalReconstruction::build(network, corridor::allStations(*network), {});
    ASSERT_TRUE(reconstruction.has_value());
    ObservationFrame frame;
    for (int s = 0; s < 6; ++s) {
        frame.readings.push_back(corridor::counted(s == 3 ? 1.4 : 1.0, s == 3 ? 20.0 : 28.0));
    }
    (*reconstruction)->correct(frame);
    // Stations are 1 km apart and weigh exp(-2) less each: 0.4 is divided by 1 + 2 exp(-2) + 2 exp(-4) + exp(-6).
    EXPECT_NEAR((*reconstruction)->line().flow_vps[7], 1.0 + 0.4 / 1.3098, 1e-3);
    EXPECT_NEAR((*reconstruction)->line().speed_mps[7], 20.0, 1e-3);
}
