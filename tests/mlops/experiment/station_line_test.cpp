// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "mlops/experiment/estimation_study.h"
#include "mlops/experiment/station_line.h"

using namespace mlops;

namespace {

/// Four stations, the third of which is not on the line; two intervals, and one between in which nobody observed.
twin::Measurements measured()
{
    twin::Measurements data;
    for (const char* id : {"a", "b", "other", "c"}) {
        data.stations.push_back(
            {.id = id, .kind = twin::StationKind::Mainline, .freeway = 101, .direction = 'N', .lanes = 3});
    }
    data.stations[3].lanes = 0;
    for (int tick = 0; tick < 3; ++tick) {
        for (int station = 0; station < 4; ++station) {
            const bool isSeen = tick != 1 || station == 2;
            data.readings.push_back({.flow_veh = static_cast<float>(100 * tick + station),
                                     .speed_mps = 25.0F,
                                     .observed_pct = static_cast<std::uint8_t>(isSeen ? 100 : 0)});
        }
    }
    return data;
}

StationLine abc() { return {.stations = {"a", "b", "c"}, .positions_m = {0.0, 400.0, 1400.0}}; }

std::string refusal(const StationLine& line)
{
    const auto made = layStationLine(measured(), line);
    EXPECT_FALSE(made);
    return made ? std::string() : made.error().message;
}

} // namespace

TEST(StationLine, CutsTheRoadHalfwayBetweenItsStations)
{
    const auto made = layStationLine(measured(), abc());
    ASSERT_TRUE(made) << made.error().message;
    const twin::RoadNetwork& network = *made->network;
    ASSERT_EQ(network.links().size(), 3U);
    EXPECT_NEAR(network.links()[0].length_m, 300.0 + 200.0, 1e-6);
    EXPECT_NEAR(network.links()[1].length_m, 200.0 + 500.0, 1e-6);
    EXPECT_NEAR(network.links()[2].length_m, 500.0 + 300.0, 1e-6);
    EXPECT_EQ(network.links()[0].lanes, 3);
    EXPECT_EQ(network.links()[2].lanes, 4); // the file does not say
    for (std::size_t s = 0; s < 3; ++s) {
        ASSERT_TRUE(network.stations()[s].link);
        EXPECT_EQ(network.stations()[s].link->value, s);
    }
    EXPECT_NEAR(network.stations()[1].offset_m, 200.0, 1.0);
    ASSERT_EQ(network.corridors().size(), 1U);
    EXPECT_EQ(network.corridors()[0].stations.size(), 3U);
}

TEST(StationLine, KeepsTheIntervalsInWhichOneOfItsOwnStationsObserved)
{
    const auto made = layStationLine(measured(), abc());
    ASSERT_TRUE(made);
    ASSERT_EQ(made->frames.size(), 2U);
    EXPECT_FLOAT_EQ(made->frames[0].readings[2].flow_veh, 3.0F); // of c, not of the station between
    EXPECT_FLOAT_EQ(made->frames[1].readings[1].flow_veh, 201.0F);
    EXPECT_EQ(made->truth.size(), 2U);
    EXPECT_TRUE(made->truth[0].empty());
}

TEST(StationLine, CountsDaysByTheClockOfTheMeasurements)
{
    twin::Measurements data = measured(); // 23:55 to 0:05 there, a morning of UTC
    const twin::UtcTime start{std::chrono::hours(6) + std::chrono::minutes(55)};
    data.axis = twin::TimeAxis(start, std::chrono::minutes(5),
                               twin::LocalClock("Somewhere", {{.from = {}, .offset = std::chrono::hours(-7)}}));
    const auto made = layStationLine(data, abc());
    ASSERT_TRUE(made);
    EXPECT_EQ(made->days, (std::vector<std::size_t>{0, 1}));
}

TEST(StationLine, RefusesWhatIsNoLine)
{
    StationLine two = abc();
    two.stations.pop_back();
    EXPECT_NE(refusal(two).find("at least three stations"), std::string::npos);
    StationLine near = abc();
    near.positions_m[1] = 100.0;
    EXPECT_NE(refusal(near).find("station b at 100 m"), std::string::npos);
    StationLine unknown = abc();
    unknown.stations[1] = "x";
    EXPECT_NE(refusal(unknown).find("station x is not in the files"), std::string::npos);
}

TEST(StationLine, IsACaseThatEstimatorsAreMeasuredOn)
{
    twin::Measurements data = measured();
    data.readings.clear();
    for (int tick = 0; tick < 12; ++tick) {
        for (int station = 0; station < 4; ++station) {
            data.readings.push_back(
                {.flow_veh = 300.0F, .speed_mps = station == 1 ? 26.0F : 27.0F, .observed_pct = 100});
        }
    }
    const auto made = layStationLine(data, abc());
    ASSERT_TRUE(made);
    const auto study = studyEstimators(*made, {.removed = {twin::StationIndex(1)}});
    ASSERT_TRUE(study) << study.error().message;
    EXPECT_EQ(study->removed, std::vector<std::string>{"b"});
    EXPECT_NEAR(study->atRemoved[0].speed_mps, 1.0, 1e-3); // its neighbours both see a metre per second more
    EXPECT_EQ(study->atRemoved[0].count, 8U);
    EXPECT_NEAR(study->atRemoved[2].speed_mps, 1.0, 0.2);
    EXPECT_GT(study->spreadOverError(), 0.0);
    ASSERT_EQ(study->days.size(), 1U); // an hour of one day
    EXPECT_DOUBLE_EQ(study->days[0][2].speed_mps, study->atRemoved[2].speed_mps);
    EXPECT_EQ(study->days[0][2].count, 8U);
}
