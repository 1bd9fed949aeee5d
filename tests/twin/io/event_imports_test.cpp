// SPDX-License-Identifier: GPL-3.0-or-later
// Incidents and work zones of made-up files on the small freeway of road_fixture.h.
#include <gtest/gtest.h>

#include "tests/twin/io/io_fixture.h"
#include "tests/twin/network/road_fixture.h"
#include "twin/core/text.h"
#include "twin/io/chp_incidents.h"
#include "twin/io/scenario_json.h"
#include "twin/io/wzdx.h"

using namespace twin;

namespace {

RoadNetwork networkWithPostmiles()
{
    RoadNetworkParts parts = roads::freeway();
    parts.stations.push_back(roads::station("s1", StationKind::Mainline, roads::at(0, 500)));
    parts.stations.push_back(roads::station("s2", StationKind::Mainline, roads::at(0, 2500)));
    parts.stations[0].absPostmile = 380.0;
    parts.stations[1].absPostmile = 381.0;
    return roads::build(std::move(parts));
}

std::string degrees(double x_m, double y_m, char separator)
{
    const GeoPoint at = roads::at(x_m, y_m);
    return separator == ',' ? concat(at.lat_deg, ',', at.lon_deg) : concat('[', at.lon_deg, ", ", at.lat_deg, ']');
}

/// The fields of one incident; those at `changes` are replaced.
struct Row {
    std::string id = "22000001";
    std::string time = "05/07/2024 08:10:00";
    std::string description = "1183-Trfc Collision-Unkn Inj";
    std::string latLon = degrees(10, 1500, ',');
    std::string freeway = "101";
    std::string direction = "N";
    std::string postmile = "380.4";
    std::string duration = "35";

    [[nodiscard]] std::string text() const
    {
        return id + ",HQ,0417," + time + "," + description + ",Us101 N / Story Rd,San Jose,Z1,1:2," + latLon +
               ",4,85,68000," + freeway + "," + direction + ",35.1," + postmile + ",," + duration + "\n";
    }
};

class EventImports : public FolderTest {
protected:
    RoadNetwork network = networkWithPostmiles();
    EventPlaces places{network};

    Result<EventImport> chp(const std::string& text) const
    {
        return readChpIncidents(write("chp.txt", text), places, "America/Los_Angeles");
    }
    /// The sentence with which a file is refused.
    std::string refusal(const std::string& text) const
    {
        const auto read = chp(text);
        return read ? "it was read" : read.error().message;
    }
};

/// A work zone feed with one feature.
struct Feed {
    std::string version = R"("4.2")";
    std::string kind = R"("work-zone")";
    std::string roads = R"(["US-101"])";
    std::string direction = R"("northbound")";
    std::string start = R"("2024-05-07T04:00:00Z")";
    std::string end = R"("2024-05-07T12:00:00Z")";
    std::string impact = R"("some-lanes-closed-merge-left")";
    std::string more;
    std::string geometry =
        R"({"type": "LineString", "coordinates": [)" + degrees(8, 1100, ' ') + ", " + degrees(8, 2900, ' ') + "]}";

    [[nodiscard]] std::string text() const
    {
        return R"({"type": "FeatureCollection", "feed_info": {"publisher": "made up", "version": )" + version +
               "},\n\"features\": [{\"id\": \"1\", \"type\": \"Feature\", \"properties\": {\"core_details\": "
               "{\"event_type\": " +
               kind + ", \"road_names\": " + roads + ", \"direction\": " + direction + "},\n\"start_date\": " + start +
               ", \"end_date\": " + end + ", \"vehicle_impact\": " + impact + more + "},\n\"geometry\": " + geometry +
               "}]}";
    }
};

const std::string kLanes = R"(, "lanes": [{"order": 1, "type": "general", "status": "open"},
    {"order": 2, "type": "general", "status": "closed"}, {"order": 3, "type": "general", "status": "closed"},
    {"order": 4, "type": "shoulder", "status": "closed"}])";

} // namespace

TEST_F(EventImports, ACollisionBlocksALaneOfTheLinkItsCoordinatesSay)
{
    const auto read = chp(Row{}.text());
    ASSERT_TRUE(read) << read.error().message;
    ASSERT_EQ(read->events.size(), 1U);
    const Event& event = read->events.front();
    const auto* incident = std::get_if<Incident>(&event.action);
    ASSERT_NE(incident, nullptr);
    EXPECT_EQ(incident->where.links, std::vector<std::string>{"bc"});
    EXPECT_EQ(incident->lanesBlocked, 1);
    EXPECT_EQ(isoTime(event.from), "2024-05-07T15:10:00Z"); // 08:10 in Pacific daylight time
    EXPECT_EQ(event.to - event.from, std::chrono::minutes(35));
    EXPECT_NE(event.note.find("Us101 N / Story Rd"), std::string::npos);
}

TEST_F(EventImports, AnIncidentWithoutCoordinatesStandsAtItsPostmile)
{
    const auto read = chp(Row{.latLon = ",", .postmile = "380.9"}.text()); // y = 2300, on "cd"
    ASSERT_TRUE(read) << read.error().message;
    ASSERT_EQ(read->events.size(), 1U);
    EXPECT_EQ(std::get<Incident>(read->events.front().action).where.links, std::vector<std::string>{"cd"});
}

TEST_F(EventImports, AHazardIsOnTheShoulderAndAClosureCloses)
{
    const auto read = chp(Row{.description = "1125-Traffic Hazard"}.text() +
                          Row{.id = "2", .description = "CLOSURE of a Road", .direction = "S"}.text());
    ASSERT_TRUE(read) << read.error().message;
    ASSERT_EQ(read->events.size(), 2U);
    EXPECT_EQ(std::get<Incident>(read->events[0].action).lanesBlocked, 0);
    EXPECT_EQ(std::get<LinkClosure>(read->events[1].action).where.links, std::vector<std::string>{"hg"});
}

TEST_F(EventImports, WhatCannotBePlacedIsCountedWithItsReason)
{
    const auto read =
        chp(Row{}.text() + Row{.id = "2", .freeway = ""}.text() + Row{.id = "3", .freeway = "580"}.text() +
            Row{.id = "4", .latLon = "37.9,-121.0"}.text() + Row{.id = "5", .duration = ""}.text() +
            Row{.id = "6", .latLon = ",", .postmile = "99"}.text());
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->entries, 6U);
    EXPECT_EQ(read->events.size(), 1U);
    const std::map<std::string, std::size_t> expected{{"near no road of the network", 2},
                                                      {"on a freeway that the network does not have", 1},
                                                      {"on no freeway", 1},
                                                      {"without a duration", 1}};
    EXPECT_EQ(read->passedOver, expected);
}

TEST_F(EventImports, EventsOutsideTheScenariosTimeAreLeftOutAndCounted)
{
    auto read = chp(Row{}.text() + Row{.id = "2", .time = "05/09/2024 08:10:00"}.text());
    ASSERT_TRUE(read);
    const UtcTime from = read->events.front().from;
    keepWithin(from, from + std::chrono::hours(24), *read);
    EXPECT_EQ(read->events.size(), 1U);
    EXPECT_EQ(read->passedOver["outside the scenario's time"], 1U);
}

TEST_F(EventImports, AGzippedFileIsReadTheSame)
{
    const auto read = readChpIncidents(write("chp.txt.gz", gzipped(Row{}.text())), places, "America/Los_Angeles");
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->events.size(), 1U);
}

TEST_F(EventImports, MalformedIncidentsAreRefusedWithLineAndColumn)
{
    const std::string good = Row{.id = "1"}.text();
    const std::vector<std::pair<std::string, std::string>> cases{
        {"1,2,3\n", "line 2, column 1: found 3 fields"},
        {good.substr(0, good.size() - 1) + ",more\n", "line 2, column 1: found 21 fields"},
        {Row{.id = ""}.text(), "line 2, column 1: found nothing, expected the id"},
        {Row{.id = "1"}.text(), "line 2, column 1: found \"1\", expected every incident once"},
        {Row{.time = "yesterday"}.text(), "line 2, column 18: found \"yesterday\", expected a time"},
        {Row{.time = "13/45/2024 08:10:00"}.text(), "expected a time"},
        {Row{.time = ""}.text(), "found nothing, expected a time"},
        {Row{.latLon = "north,-121"}.text(), "found \"north\", expected a latitude"},
        {Row{.latLon = "95,-121"}.text(), "found \"95\", expected a latitude"},
        {Row{.latLon = "37,-1210"}.text(), "found \"-1210\", expected a longitude"},
        {Row{.latLon = "nan,-121"}.text(), "expected a latitude"},
        {Row{.freeway = "US-101"}.text(), "found \"US-101\", expected the number of a freeway"},
        {Row{.freeway = "-5"}.text(), "expected the number of a freeway"},
        {Row{.direction = "Q"}.text(), "found \"Q\", expected a direction"},
        {Row{.direction = "North"}.text(), "found \"North\", expected a direction"},
        {Row{.postmile = "R12"}.text(), "found \"R12\", expected an absolute postmile"},
        {Row{.duration = "soon"}.text(), "found \"soon\", expected a duration"},
        {Row{.duration = "-3"}.text(), "expected a duration"},
        {Row{.description = "\"open"}.text(), "found"},
        {"{\"type\": \"FeatureCollection\"}\n", "line 2, column 1: found 1 fields"},
    };
    for (const auto& [row, sentence] : cases) {
        const std::string said = refusal(good + row);
        EXPECT_NE(said.find("chp.txt"), std::string::npos) << row;
        EXPECT_NE(said.find("line 2"), std::string::npos) << said;
        EXPECT_NE(said.find(sentence), std::string::npos) << said;
    }
    EXPECT_NE(refusal(std::string("\x1f\x8b\x08 broken", 10)).find("chp.txt"), std::string::npos);
    EXPECT_FALSE(readChpIncidents(folder() / "none.txt", places, "America/Los_Angeles"));
    EXPECT_FALSE(readChpIncidents(write("ok.txt", good), places, "Mars/Olympus"));
}

TEST_F(EventImports, AWorkZoneClosesTheLanesItListsOnTheLinksItFollows)
{
    const auto read = parseWzdx(Feed{.more = kLanes}.text(), "zone.json", places);
    ASSERT_TRUE(read) << read.error().message;
    ASSERT_EQ(read->events.size(), 1U);
    const auto* closure = std::get_if<LaneClosure>(&read->events.front().action);
    ASSERT_NE(closure, nullptr);
    EXPECT_EQ(closure->lanes, 2);
    EXPECT_EQ(closure->where.links, (std::vector<std::string>{"bc", "cd"}));
    EXPECT_EQ(isoTime(read->events.front().from), "2024-05-07T04:00:00Z");
}

TEST_F(EventImports, AWorkZoneWithoutDirectionFollowsTheWayItIsDrawn)
{
    const std::string southward =
        R"({"type": "LineString", "coordinates": [)" + degrees(-20, 2900, ' ') + ", " + degrees(-20, 1100, ' ') + "]}";
    const auto read = parseWzdx(Feed{.direction = R"("unknown")", .geometry = southward}.text(), "zone.json", places);
    ASSERT_TRUE(read) << read.error().message;
    ASSERT_EQ(read->events.size(), 1U);
    EXPECT_EQ(placeOf(read->events.front().action)->links, std::vector<std::string>{"hg"});
}

TEST_F(EventImports, ImpactsBecomeClosuresCapacitiesAndLimits)
{
    const auto eventsOf = [&](const Feed& feed) { return parseWzdx(feed.text(), "zone.json", places)->events; };
    EXPECT_TRUE(std::holds_alternative<LinkClosure>(eventsOf({.impact = R"("all-lanes-closed")"})[0].action));
    EXPECT_TRUE(std::holds_alternative<CapacityFactor>(eventsOf({.impact = R"("flagging")"})[0].action));
    const auto limited = eventsOf({.impact = R"("all-lanes-open")", .more = R"(, "reduced_speed_limit_kph": 72)"});
    ASSERT_EQ(limited.size(), 1U);
    EXPECT_NEAR(std::get<SpeedLimit>(limited[0].action).limit_mps, 20.0, 1e-9);
    // Three lanes cannot lose three: one stays open, or it would be a closure of the road.
    const auto wide =
        eventsOf({.more = R"(, "lanes": [{"status": "closed"}, {"status": "closed"}, {"status": "closed"}])"});
    EXPECT_EQ(std::get<LaneClosure>(wide[0].action).lanes, 2);
}

TEST_F(EventImports, WorkZonesThatChangeNothingHereAreCounted)
{
    const auto reasonOf = [&](const Feed& feed) {
        const auto read = parseWzdx(feed.text(), "zone.json", places);
        return read && read->events.empty() && read->passedOver.size() == 1 ? read->passedOver.begin()->first : "none";
    };
    EXPECT_EQ(reasonOf({.kind = R"("detour")"}), "not a work zone");
    EXPECT_EQ(reasonOf({.roads = R"(["Main Street"])"}), "on no freeway");
    EXPECT_EQ(reasonOf({.roads = R"(["I-580"])"}), "on a freeway that the network does not have");
    EXPECT_EQ(reasonOf({.impact = R"("all-lanes-open")"}), "all lanes open");
    EXPECT_EQ(reasonOf({.impact = R"("unknown")"}), "without a known impact on vehicles");
    EXPECT_EQ(reasonOf({.geometry = R"({"type": "LineString", "coordinates": [[-120.0, 36.0], [-120.1, 36.0]]})"}),
              "near no road of the network");
}

TEST_F(EventImports, MalformedWorkZonesAreRefusedWithPathAndPlace)
{
    const std::vector<std::pair<std::string, std::string>> cases{
        {"", "line 1, column 1"},
        {"{", "line 1"},
        {"[]", "found a list"},
        {R"({"type": "Feature"})", "type (line 1, column 10): found \"Feature\""},
        {R"({"type": "FeatureCollection"})", "feed_info"},
        {R"({"type": "FeatureCollection", "feed_info": 4})", "feed_info (line 1, column 44): found 4"},
        {Feed{.version = "4.2"}.text(), "feed_info.version"},
        {Feed{.version = R"("3.1")"}.text(), "found \"3.1\", expected version 4.x"},
        {R"({"type": "FeatureCollection", "feed_info": {"version": "4.2"}})", "features"},
        {R"({"type": "FeatureCollection", "feed_info": {"version": "4.2"}, "features": {}})", "features"},
        {R"({"type": "FeatureCollection", "feed_info": {"version": "4.2"}, "features": [7]})", "features[0]"},
        {R"({"type": "FeatureCollection", "feed_info": {"version": "4.2"}, "features": [{}]})",
         "features[0].properties"},
        {Feed{.kind = "null"}.text(), "features[0].properties.core_details.event_type (line 2"},
        {Feed{.roads = R"("US-101")"}.text(), "features[0].properties.core_details.road_names"},
        {Feed{.direction = "5"}.text(), "features[0].properties.core_details.direction"},
        {Feed{.start = R"("tomorrow")"}.text(), "features[0].properties.start_date (line 3"},
        {Feed{.start = R"("2024-05-07T04:00:00")"}.text(), "features[0].properties.start_date"},
        {Feed{.end = "null"}.text(), "features[0].properties.end_date"},
        {Feed{.end = R"("2024-05-07T03:00:00Z")"}.text(), "expected a work zone that ends after it starts"},
        {Feed{.impact = R"("slow")"}.text(), "features[0].properties.vehicle_impact"},
        {Feed{.more = R"(, "lanes": {})"}.text(), "features[0].properties.lanes"},
        {Feed{.more = R"(, "lanes": [{"order": 1}])"}.text(), "features[0].properties.lanes[0].status"},
        {Feed{.more = R"(, "reduced_speed_limit_kph": "slow")"}.text(),
         "features[0].properties.reduced_speed_limit_kph"},
        {Feed{.more = R"(, "reduced_speed_limit_kph": -5)"}.text(), "features[0].properties.reduced_speed_limit_kph"},
        {Feed{.geometry = "null"}.text(), "features[0].geometry"},
        {Feed{.geometry = R"({"type": "Polygon", "coordinates": []})"}.text(), "features[0].geometry.type"},
        {Feed{.geometry = R"({"type": "LineString"})"}.text(), "features[0].geometry.coordinates"},
        {Feed{.geometry = R"({"type": "LineString", "coordinates": [[1, 2]]})"}.text(),
         "features[0].geometry.coordinates"},
        {Feed{.geometry = R"({"type": "LineString", "coordinates": [[1, 2], ["a", 2]]})"}.text(),
         "features[0].geometry.coordinates[1]"},
        {Feed{.geometry = R"({"type": "LineString", "coordinates": [[1, 2], [37.3, -121.9]]})"}.text(),
         "features[0].geometry.coordinates[1] (line 4"},
    };
    for (const auto& [text, sentence] : cases) {
        const auto read = parseWzdx(text, "zone.json", places);
        ASSERT_FALSE(read) << text;
        EXPECT_EQ(read.error().code, ErrorCode::InvalidInput);
        EXPECT_NE(read.error().message.find("zone.json"), std::string::npos) << read.error().message;
        EXPECT_NE(read.error().message.find(sentence), std::string::npos) << read.error().message;
    }
}

TEST(RouteNumber, IsFoundInTheNamesPublishersUse)
{
    EXPECT_EQ(routeNumberIn("US-101"), 101);
    EXPECT_EQ(routeNumberIn("I 880"), 880);
    EXPECT_EQ(routeNumberIn("Interstate 280 North"), 280);
    EXPECT_EQ(routeNumberIn("CA-17"), 17);
    EXPECT_FALSE(routeNumberIn("Main Street"));
    EXPECT_FALSE(routeNumberIn("Route 12345"));
}

TEST(EventsAlone, LastAsLongAsAskedWhereTheyDoNotSay)
{
    const UtcTime from = UtcTime{} + std::chrono::hours(8);
    const UtcTime to = from + std::chrono::hours(1);
    const auto read = parseEvents(R"([{"kind": "incident", "where": {"links": ["a"]}, "lanes_blocked": 2},
        {"kind": "weather", "weather": "rain", "to": "1970-01-01T08:30:00Z"}])",
                                  "events.json", from, to);
    ASSERT_TRUE(read) << read.error().message;
    ASSERT_EQ(read->size(), 2U);
    EXPECT_EQ((*read)[0].from, from);
    EXPECT_EQ((*read)[0].to, to);
    EXPECT_EQ((*read)[1].to, from + std::chrono::minutes(30));
    EXPECT_FALSE(parseEvents(R"({"events": 3})", "events.json", from, to));
    EXPECT_FALSE(parseEvents(R"([{"kind": "meteor"}])", "events.json", from, to));
    EXPECT_TRUE(parseEvents(R"({"name": "x", "events": [{"kind": "weather", "weather": "fog"}]})", "e", from, to));
}
