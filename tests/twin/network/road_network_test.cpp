// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/network/road_network.h"

#include <cmath>
#include <functional>
#include <limits>
#include <ostream>

#include "tests/twin/network/road_fixture.h"

using namespace twin;

namespace {

std::vector<std::string> idsOf(const RoadNetwork& network, std::span<const LinkIndex> links)
{
    std::vector<std::string> ids;
    for (const LinkIndex index : links) {
        ids.push_back(network.link(index).id);
    }
    return ids;
}

using Ids = std::vector<std::string>;

/// Something wrong with a freeway, and what the refusal must say.
struct Flaw {
    std::string name;
    std::function<void(RoadNetworkParts&)> make;
    std::string says;
};

void PrintTo(const Flaw& flaw, std::ostream* out) { *out << flaw.name; }

const double kNan = std::numeric_limits<double>::quiet_NaN();

std::vector<Flaw> flaws()
{
    using Parts = RoadNetworkParts;
    return {
        {"NoLink", [](Parts& parts) { parts.links.clear(); }, "found no link, expected at least one"},
        {"NodeTwice", [](Parts& parts) { parts.nodes[3].id = "a"; }, "node \"a\": found it twice"},
        {"NodeWithoutId", [](Parts& parts) { parts.nodes[3].id.clear(); }, "found no id, expected every node"},
        {"NodeOffTheEarth", [](Parts& parts) { parts.nodes[3].at.lat_deg = 370; }, "node \"d\": found latitude 370"},
        {"NodeNowhere", [](Parts& parts) { parts.nodes[3].at.lon_deg = kNan; }, "node \"d\": found latitude"},
        {"LinkTwice", [](Parts& parts) { parts.links[1].id = "bc"; }, "link \"bc\": found it twice"},
        {"NoSuchNode", [](Parts& parts) { parts.links[1].to = NodeIndex(99); },
         "link \"ab\": found a node that does not"},
        {"Loop", [](Parts& parts) { parts.links[1].to = parts.links[1].from; }, "found node \"a\" at both ends"},
        {"NoLanes", [](Parts& parts) { parts.links[1].lanes = 0; }, "link \"ab\": found 0 lanes, expected 1 to 32"},
        {"NoLength", [](Parts& parts) { parts.links[1].length_m = 0; }, "found length of 0 m, expected more than 0"},
        {"LengthNotANumber", [](Parts& parts) { parts.links[1].length_m = kNan; }, "found length of nan m"},
        {"NegativeSpeed", [](Parts& parts) { parts.links[1].freeSpeed_mps = -1; }, "found free speed of -1 m/s"},
        {"NoCapacity", [](Parts& parts) { parts.links[1].capacity_vps = 0; }, "found capacity of 0 veh/h"},
        {"CapacityOutOfReach", [](Parts& parts) { parts.links[1].jamDensity_vpm = 0.05; },
         "found capacity of 6000 veh/h at a jam density of 50 veh/km, expected a capacity below 5220 veh/h"},
        {"UnknownDirection", [](Parts& parts) { parts.links[1].direction = 'X'; }, "found direction \"X\""},
        {"OnePoint", [](Parts& parts) { parts.links[1].shape.pop_back(); }, "found 1 points of shape"},
        {"ShapeElsewhere", [](Parts& parts) { parts.links[1].shape[1] = roads::at(0, 3000); },
         "found a shape that ends 2000 m from node \"b\""},
        {"StationTwice",
         [](Parts& parts) { parts.stations.assign(2, roads::station("1", StationKind::Mainline, roads::at(0, 0))); },
         "station \"1\": found it twice"},
        {"StationNowhere",
         [](Parts& parts) { parts.stations = {roads::station("1", StationKind::Mainline, {.lat_deg = kNan})}; },
         "station \"1\": found latitude nan"},
    };
}

} // namespace

class FlawedNetwork : public ::testing::TestWithParam<Flaw> {};

TEST_P(FlawedNetwork, IsRefusedWithItsIdWhatWasFoundAndWhatWasExpected)
{
    RoadNetworkParts parts = roads::freeway();
    GetParam().make(parts);
    const auto built = RoadNetwork::build(parts);
    ASSERT_FALSE(built);
    EXPECT_EQ(built.error().code, ErrorCode::InvalidInput);
    EXPECT_NE(built.error().message.find(GetParam().says), std::string::npos) << built.error().message;
    EXPECT_NE(built.error().message.find("expected"), std::string::npos) << built.error().message;
}

INSTANTIATE_TEST_SUITE_P(All, FlawedNetwork, ::testing::ValuesIn(flaws()),
                         [](const auto& tested) { return tested.param.name; });

TEST(RoadNetworkTest, LinksAreGroupedByTheNodesTheyLeaveAndEnter)
{
    const RoadNetwork network = roads::build(roads::freeway());
    EXPECT_EQ(idsOf(network, network.outgoing(NodeIndex(2))), (Ids{"cd", "off"}));
    EXPECT_EQ(idsOf(network, network.incoming(NodeIndex(1))), (Ids{"ab", "on"}));
    EXPECT_TRUE(network.outgoing(NodeIndex(3)).empty());
    EXPECT_TRUE(network.incoming(NodeIndex(0)).empty());
}

TEST(RoadNetworkTest, LinksAndStationsAreFoundById)
{
    RoadNetworkParts parts = roads::freeway();
    parts.stations = {roads::station("7", StationKind::Mainline, roads::at(0, 0))};
    const RoadNetwork network = roads::build(std::move(parts));
    EXPECT_EQ(network.linkNamed("cd"), LinkIndex(2));
    EXPECT_EQ(network.linkNamed("c"), std::nullopt);
    EXPECT_EQ(network.stationNamed("7"), StationIndex(0));
    EXPECT_EQ(network.stationNamed(""), std::nullopt);
}

TEST(RoadNetworkTest, CorridorsRunInDrivingOrder)
{
    const RoadNetwork network = roads::build(roads::freeway());
    ASSERT_EQ(network.corridors().size(), 2U);
    EXPECT_EQ(network.corridors()[0].name, "US-101 N");
    EXPECT_EQ(idsOf(network, network.corridors()[0].links), (Ids{"ab", "bc", "cd"}));
    EXPECT_EQ(network.corridors()[1].name, "US-101 S");
    EXPECT_EQ(idsOf(network, network.corridors()[1].links), (Ids{"hg"}));
}

TEST(RoadNetworkTest, AnInterruptedFreewayIsTwoCorridors)
{
    RoadNetworkParts parts = roads::freeway();
    parts.links.erase(parts.links.begin());
    const RoadNetwork network = roads::build(std::move(parts));
    EXPECT_EQ(network.corridors().size(), 3U);
}

TEST(RoadNetworkTest, ARingIsOneCorridorThatEndsWhereItBegan)
{
    RoadNetworkParts parts = roads::freeway();
    parts.links.push_back(roads::link("da", 3, 0, parts.nodes));
    const RoadNetwork network = roads::build(std::move(parts));
    EXPECT_EQ(idsOf(network, network.corridors()[0].links), (Ids{"bc", "cd", "da", "ab"}));
}

TEST(StationSnapping, PutsAStationOnTheCarriagewayOfItsOwnDirection)
{
    RoadNetworkParts parts = roads::freeway();
    // Nearer to the southbound road than to its own.
    parts.stations = {roads::station("1", StationKind::Mainline, roads::at(-25, 1400))};
    const RoadNetwork network = roads::build(std::move(parts));
    const PlacedStation& placed = network.stations()[0];
    ASSERT_TRUE(placed.link);
    EXPECT_EQ(network.link(*placed.link).id, "bc");
    EXPECT_NEAR(placed.offset_m, 400.0, 0.5);
    EXPECT_NEAR(placed.distance_m, 25.0, 0.1);
}

TEST(StationSnapping, PutsRampStationsOnRampsOnly)
{
    RoadNetworkParts parts = roads::freeway();
    parts.stations = {roads::station("1", StationKind::OnRamp, roads::at(0, 900)),
                      roads::station("2", StationKind::OffRamp, roads::at(0, 2050)),
                      roads::station("3", StationKind::FreewayToFreeway, roads::at(0, 900))};
    const RoadNetwork network = roads::build(std::move(parts));
    EXPECT_EQ(network.link(*network.stations()[0].link).id, "on");
    EXPECT_EQ(network.link(*network.stations()[1].link).id, "off");
    EXPECT_EQ(network.stations()[2].link, std::nullopt); // there is no connector
}

TEST(StationSnapping, LeavesStationsOfOtherFreewaysAndFarOnesUnplaced)
{
    RoadNetworkParts parts = roads::freeway();
    parts.stations = {roads::station("1", StationKind::Mainline, roads::at(0, 500)),
                      roads::station("2", StationKind::Mainline, roads::at(kStationReach_m + 1, 500)),
                      roads::station("3", StationKind::Mainline, roads::at(kStationReach_m - 1, 500)),
                      roads::station("4", StationKind::Mainline, {.lat_deg = -37.0, .lon_deg = 100.0})};
    parts.stations[0].station.freeway = 280;
    const RoadNetwork network = roads::build(std::move(parts));
    EXPECT_EQ(network.stations()[0].link, std::nullopt);
    EXPECT_EQ(network.stations()[1].link, std::nullopt);
    EXPECT_TRUE(network.stations()[2].link);
    EXPECT_EQ(network.stations()[3].link, std::nullopt);
}

TEST(StationSnapping, MeasuresOffsetsInTheSurveyedLengthOfTheLink)
{
    RoadNetworkParts parts = roads::freeway();
    parts.links[0].length_m = 1100.0; // the shape is 1000 m long
    parts.stations = {roads::station("1", StationKind::Mainline, roads::at(0, 1500)),
                      roads::station("2", StationKind::Mainline, roads::at(0, 3100))};
    const RoadNetwork network = roads::build(std::move(parts));
    EXPECT_NEAR(network.stations()[0].offset_m, 550.0, 0.5);
    EXPECT_LE(network.stations()[1].offset_m, network.link(*network.stations()[1].link).length_m);
}

TEST(StationSnapping, AgreesWithASearchOverAllLinks)
{
    RoadNetworkParts parts = roads::freeway();
    for (int step = 0; step < 400; ++step) {
        const double x_m = -480.0 + 37.0 * (step % 26);
        const double y_m = -300.0 + 9.0 * step;
        parts.stations.push_back(roads::station(std::to_string(step), StationKind::Mainline, roads::at(x_m, y_m)));
    }
    const RoadNetwork network = roads::build(std::move(parts));
    for (const PlacedStation& placed : network.stations()) {
        const PlanePoint station = network.plane().toPlane(placed.at);
        const PlanePoint road = network.plane().toPlane(roads::at(0, 0));
        const double north_m = station.y_m - road.y_m;
        const double beyond_m = std::max({0.0, -north_m, north_m - 3000.0});
        const double expected_m = std::hypot(station.x_m - road.x_m, beyond_m);
        EXPECT_EQ(placed.link.has_value(), expected_m <= kStationReach_m) << placed.station.id;
        EXPECT_NEAR(placed.distance_m, placed.link ? expected_m : 0.0, 0.5);
    }
}

TEST(CorridorStations, AreMainlineOnlyAndInDrivingOrder)
{
    RoadNetworkParts parts = roads::freeway();
    parts.stations = {roads::station("far", StationKind::Mainline, roads::at(0, 2800)),
                      roads::station("ramp", StationKind::OnRamp, roads::at(100, 900)),
                      roads::station("second", StationKind::Mainline, roads::at(0, 700)),
                      roads::station("first", StationKind::Mainline, roads::at(0, 200))};
    const RoadNetwork network = roads::build(std::move(parts));
    std::vector<std::string> ids;
    for (const StationIndex index : network.corridors()[0].stations) {
        ids.push_back(network.station(index).station.id);
    }
    EXPECT_EQ(ids, (Ids{"first", "second", "far"}));
    EXPECT_TRUE(network.corridors()[1].stations.empty());
}
