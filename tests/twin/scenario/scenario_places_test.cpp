// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/scenario/scenario_places.h"

#include <gtest/gtest.h>

#include "tests/twin/io/io_fixture.h"
#include "tests/twin/network/road_fixture.h"
#include "twin/scenario/road_events.h"

using namespace twin;

namespace {

RoadNetwork network()
{
    RoadNetworkParts parts = roads::freeway();
    parts.stations = {roads::station("400001", StationKind::Mainline, roads::at(0, 500)),
                      roads::station("400002", StationKind::Mainline, roads::at(0, 2500)),
                      roads::station("400003", StationKind::Mainline, roads::at(-30, 2500), 'S')};
    return roads::build(std::move(parts));
}

std::vector<std::string> idsAt(const Place& place, const RoadNetwork& roads)
{
    std::vector<std::string> ids;
    for (const LinkIndex link : linksAt(place, roads)) {
        ids.push_back(roads.link(link).id);
    }
    return ids;
}

const UtcTime kZero{};

Scenario withEvent(Action action)
{
    return {.name = "a",
            .story = "b",
            .end = kZero + std::chrono::hours(2),
            .events = {{kZero, kZero + std::chrono::hours(1), "", std::move(action)}}};
}

using Ids = std::vector<std::string>;

} // namespace

TEST(Places, FitEverythingThatTheySay)
{
    const RoadNetwork roads = network();
    EXPECT_EQ(idsAt({}, roads).size(), 6U);
    EXPECT_EQ(idsAt({.links = {"cd", "ab"}}, roads), (Ids{"ab", "cd"})) << "in the order of the network";
    EXPECT_EQ(idsAt({.freeway = 101, .direction = 'S'}, roads), Ids{"hg"});
    EXPECT_EQ(idsAt({.stations = {"400002"}}, roads), Ids{"cd"});
    EXPECT_EQ(idsAt({.direction = 'S', .near = Vicinity{roads::at(0, 1500), 100.0}}, roads), Ids{"hg"});
    EXPECT_TRUE(idsAt({.near = Vicinity{roads::at(5000, 0), 500.0}}, roads).empty());
}

TEST(Places, OfReadingsBecomeStations)
{
    const RoadNetwork roads = network();
    const Place near{.near = Vicinity{roads::at(0, 2600), 300.0}};
    const auto settled = settle(withEvent(SensorFault{near, SensorFaultKind::Zero}), roads, "scenario.json");
    ASSERT_TRUE(settled) << settled.error().message;
    EXPECT_EQ(placeOf(settled->events[0].action)->stations, (Ids{"400002", "400003"}));
    EXPECT_FALSE(placeOf(settled->events[0].action)->near);
}

TEST(Places, AreRefusedWhereTheNetworkHasNone)
{
    const RoadNetwork roads = network();
    const std::vector<std::pair<Action, std::string>> cases{
        {LinkClosure{{.links = {"ab", "xy"}}},
         "events[0].where.links[1]: found \"xy\", expected the id of a link of test"},
        {SensorFault{{.stations = {"9"}}},
         "events[0].where.stations[0]: found \"9\", expected the id of a station of test"},
        {LinkClosure{{.freeway = 880}}, "events[0].where: found a place where there is no link"},
        {LaneClosure{{.links = {"ab"}}, 3}, "events[0].lanes: found 3, expected less than the 3 lanes of link \"ab\""},
        {RampMetering{{.links = {"ab"}}}, "events[0].where: found a place without on-ramp"},
        {SensorFault{{.freeway = 101, .direction = 'E'}}, "events[0].where: found a place without station"}};
    for (const auto& [action, says] : cases) {
        const auto checked = checkAgainst(withEvent(action), roads, "scenario.json");
        ASSERT_FALSE(checked) << says;
        EXPECT_EQ(checked.error().code, ErrorCode::InvalidInput);
        EXPECT_MENTIONS(checked.error().message, "scenario.json: " + says);
    }
    EXPECT_TRUE(checkAgainst(withEvent(RampMetering{}), roads, "scenario.json"));
}

TEST(RoadEvents, BecomeControlsWhileTheyLastAndLeaveNothingBehind)
{
    const RoadNetwork roads = network();
    Scenario scenario = withEvent(LaneClosure{{.links = {"ab"}}, 2});
    scenario.events.push_back({kZero, kZero + std::chrono::hours(1), "", Weather{WeatherKind::HeavyRain}});
    scenario.events.push_back({kZero, kZero + std::chrono::hours(2), "", Incident{{.links = {"ab"}}, 1}});
    scenario.events.push_back({kZero, kZero + std::chrono::hours(2), "", DemandFactor{{}, 3.0, Onset::Gradual}});
    scenario.events.push_back({kZero, kZero + std::chrono::hours(1), "", RampMetering{{}, 0.25}});
    RoadEvents events(scenario.events, roads);
    const std::size_t ab = roads.linkNamed("ab")->value;
    const std::size_t on = roads.linkNamed("on")->value;
    EXPECT_TRUE(events.moveTo(kZero));
    EXPECT_EQ(events.controls()[ab].closedLanes, 2);
    EXPECT_DOUBLE_EQ(events.controls()[ab].capacityFactor, 0.86 * 0.49);
    EXPECT_DOUBLE_EQ(events.controls()[on].capacityFactor, 0.86);
    EXPECT_EQ(events.controls()[on].outflowLimit_vps, 0.25);
    EXPECT_TRUE(std::isinf(events.controls()[ab].outflowLimit_vps)) << "only ramps are metered";
    EXPECT_EQ(events.demandFactors()[on], 1.0);
    EXPECT_TRUE(events.moveTo(kZero + std::chrono::hours(1)));
    EXPECT_EQ(events.controls()[ab].closedLanes, 0);
    EXPECT_EQ(events.demandFactors()[on], 2.0);
    EXPECT_TRUE(events.moveTo(kZero + std::chrono::hours(2)));
    EXPECT_EQ(events.controls()[ab], LinkControl{});
    EXPECT_FALSE(events.moveTo(kZero + std::chrono::hours(3))) << "nothing can have changed";
}
