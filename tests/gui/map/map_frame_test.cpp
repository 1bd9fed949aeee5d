// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/map/map_frame.h"

#include <cmath>

#include <gtest/gtest.h>

#include "tests/gui/made_up_city.h"

namespace {

using gui::Known;
using gui::MapQuantity;
using gui::StationLook;

class MapFrameTest : public testing::Test {
protected:
    std::shared_ptr<const twin::RoadNetwork> city = gui_test::makeCity({.freeways = 2, .linksPerDirection = 40});
    gui::StationMatch match = gui_test::makeMatch(*city);
    mlops::TwinSnapshot snapshot = gui_test::makeSnapshot(*city, 0.0);

    [[nodiscard]] std::size_t linkOf(std::size_t reading) const { return city->station(*match[reading]).link->value; }
};

TEST_F(MapFrameTest, RoadsWithoutDetectorAreEstimatedNotObserved)
{
    const auto frame = gui::frameOf(*city, match, snapshot, {});
    ASSERT_EQ(frame.values.size(), city->links().size());
    EXPECT_EQ(frame.known[1], Known::Estimated); // stations stand on even links
    EXPECT_EQ(frame.known[linkOf(0)], Known::Observed);
    EXPECT_EQ(frame.known[linkOf(4)], Known::Imputed);
}

TEST_F(MapFrameTest, SpeedRatioIsPercentOfTheRoadsOwnFreeSpeed)
{
    snapshot.links.speed_mps[5] = 14.5F; // free: 29
    EXPECT_FLOAT_EQ(gui::frameOf(*city, match, snapshot, {}).values[5], 50.0F);
}

TEST_F(MapFrameTest, SpeedComesInTheUnitsAskedFor)
{
    snapshot.links.speed_mps[5] = 10.0F;
    const auto us = gui::frameOf(*city, match, snapshot, {.quantity = MapQuantity::Speed});
    const auto si =
        gui::frameOf(*city, match, snapshot, {.quantity = MapQuantity::Speed, .units = gui::UnitSystem::Metric});
    EXPECT_NEAR(us.values[5], 22.369F, 0.001F);
    EXPECT_FLOAT_EQ(si.values[5], 36.0F);
}

TEST_F(MapFrameTest, WithoutAnEstimateOnlyRoadsWithDetectorsHaveValues)
{
    snapshot.links = {};
    for (auto& reading : snapshot.readings) {
        reading.speed_mps = 29.0F;
    }
    const auto frame = gui::frameOf(*city, match, snapshot, {});
    EXPECT_TRUE(std::isnan(frame.values[1]));
    EXPECT_EQ(frame.known[1], Known::Nothing);
    EXPECT_FLOAT_EQ(frame.values[linkOf(0)], 100.0F);
}

TEST_F(MapFrameTest, StationsOutsideTheFeedAreUnsensed)
{
    const auto frame = gui::frameOf(*city, match, snapshot, {});
    EXPECT_EQ(frame.stations[8], StationLook::Unsensed);
    EXPECT_EQ(frame.stations[match[4]->value], StationLook::Imputed);
    EXPECT_EQ(frame.stations[match[7]->value], StationLook::Missing);
    EXPECT_EQ(frame.stations[match[11]->value], StationLook::Faulty);
}

TEST_F(MapFrameTest, ForecastErrorNeedsTheForecastThatWasMadeForNow)
{
    const gui::MapRequest blind{.quantity = MapQuantity::ForecastError};
    EXPECT_TRUE(std::isnan(gui::frameOf(*city, match, snapshot, blind).values[linkOf(0)]));
    const gui::MapRequest informed{.quantity = MapQuantity::ForecastError, .before = &snapshot};
    EXPECT_NEAR(gui::frameOf(*city, match, snapshot, informed).values[linkOf(0)], 10.0F, 0.01F); // 270 for 300
}

TEST_F(MapFrameTest, AForecastIsReadFromTheSpeedsOfItsHorizonWhichAreAllThatRunsKeep)
{
    const std::vector<float> slow(city->links().size(), 14.5F); // free: 29
    snapshot.ahead = {{.speed_mps = snapshot.links.speed_mps}, {.speed_mps = slow}};
    const auto frame = gui::frameOf(*city, match, snapshot, {.quantity = MapQuantity::Forecast, .horizon = 1});
    EXPECT_FLOAT_EQ(frame.values[1], 50.0F);
    EXPECT_EQ(frame.known[1], Known::Estimated);
    const auto beyond = gui::frameOf(*city, match, snapshot, {.quantity = MapQuantity::Forecast, .horizon = 2});
    EXPECT_TRUE(std::isnan(beyond.values[1]));
}

TEST_F(MapFrameTest, HealthColoursTheRoadByItsDetector)
{
    const auto frame = gui::frameOf(*city, match, snapshot, {.quantity = MapQuantity::DetectorHealth});
    EXPECT_EQ(frame.classes.text(frame.values[linkOf(11)]), QStringLiteral("faulty"));
    EXPECT_EQ(frame.classes.text(frame.values[linkOf(0)]), QStringLiteral("healthy"));
    EXPECT_TRUE(std::isnan(frame.values[1]));
}

TEST_F(MapFrameTest, DifferenceIsBranchLessBase)
{
    const auto base = gui::frameOf(*city, match, snapshot, {.quantity = MapQuantity::Speed});
    auto changed = snapshot;
    changed.links.speed_mps[3] -= 4.4704F; // 10 mph
    const auto branch = gui::frameOf(*city, match, changed, {.quantity = MapQuantity::Speed});
    const auto difference = gui::differenceOf(base, branch, gui::UnitSystem::UsCustomary);
    EXPECT_NEAR(difference.values[3], -10.0F, 1e-3F);
    EXPECT_FLOAT_EQ(difference.values[2], 0.0F);
    EXPECT_TRUE(difference.classes.isDifference);
}

} // namespace
