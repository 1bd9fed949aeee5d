// SPDX-License-Identifier: GPL-3.0-or-later
// The bundled city: whole, drivable, and where the real roads are.
#include <algorithm>
#include <map>
#include <set>

#include "tests/pems_data.h"
#include "tests/source_dir.h"
#include "tests/twin/io/io_fixture.h"
#include "twin/core/text.h"
#include "twin/io/gmns_reader.h"
#include "twin/io/gmns_writer.h"
#include "twin/network/link_grid.h"

using namespace twin;

namespace {

const std::filesystem::path kCity = sourceDirectory() / "data" / "city-san-jose";

RoadNetwork city()
{
    auto read = readGmns(kCity);
    EXPECT_TRUE(read) << (read ? "" : read.error().message);
    return std::move(read.value().network);
}

/// The nodes that can be reached from `start`, along the links or against them.
enum class Way { Along, Against };
std::vector<bool> reached(const RoadNetwork& network, NodeIndex start, Way way)
{
    std::vector<bool> isReached(network.nodes().size(), false);
    std::vector<NodeIndex> open = {start};
    isReached[start.value] = true;
    while (!open.empty()) {
        const NodeIndex node = open.back();
        open.pop_back();
        for (const LinkIndex link : way == Way::Along ? network.outgoing(node) : network.incoming(node)) {
            const NodeIndex next = way == Way::Along ? network.link(link).to : network.link(link).from;
            if (!isReached[next.value]) {
                isReached[next.value] = true;
                open.push_back(next);
            }
        }
    }
    return isReached;
}

} // namespace

class SanJose : public FolderTest {};

TEST_F(SanJose, IsReadWithoutAGuess)
{
    const auto read = readGmns(kCity);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_TRUE(read->report.notes.empty()) << read->report.notes.front();
    EXPECT_EQ(read->network.links().size(), 578U);
    EXPECT_EQ(read->network.stations().size(), 119U);
}

TEST_F(SanJose, EveryFreewayIsOneCorridorADirection)
{
    const RoadNetwork network = city();
    std::vector<std::string> names;
    std::size_t links = 0;
    for (const Corridor& corridor : network.corridors()) {
        names.push_back(corridor.name);
        links += corridor.links.size();
        EXPECT_GE(corridor.stations.size(), 2U) << corridor.name;
        for (std::size_t at = 1; at < corridor.links.size(); ++at) {
            EXPECT_EQ(network.link(corridor.links[at - 1]).to, network.link(corridor.links[at]).from);
        }
    }
    EXPECT_EQ(names, (std::vector<std::string>{"SR-17 N", "SR-17 S", "SR-85 N", "SR-85 S", "SR-87 N", "SR-87 S",
                                               "US-101 N", "US-101 S", "SR-237 E", "SR-237 W", "I-280 N", "I-280 S",
                                               "I-680 N", "I-680 S", "I-880 N", "I-880 S"}));
    const auto isFreeway = [](const Link& link) { return link.kind == LinkKind::Freeway; };
    EXPECT_EQ(static_cast<long>(links), std::count_if(network.links().begin(), network.links().end(), isFreeway));
}

TEST_F(SanJose, FromEveryInterchangeTheWholeCityIsReachedUnlessTheRoadLeavesIt)
{
    const RoadNetwork network = city();
    std::vector<NodeIndex> begins;
    std::vector<NodeIndex> ends;
    for (const Link& link : network.links()) {
        if (link.kind == LinkKind::Connector) {
            begins.push_back(link.from);
            ends.push_back(link.to);
        }
    }
    ASSERT_EQ(begins.size(), 84U);
    std::size_t leaving = 0;
    for (const NodeIndex end : ends) {
        const std::vector<bool> isReached = reached(network, end, Way::Along);
        const auto count =
            std::count_if(begins.begin(), begins.end(), [&](NodeIndex at) { return isReached[at.value]; });
        // 11 begin on roads that come into the city, before their first interchange.
        EXPECT_TRUE(count == 0 || count == 73) << network.nodes()[end.value].id << " reaches " << count;
        leaving += count == 0 ? 1 : 0;
    }
    EXPECT_EQ(leaving, 11U); // two to each outer end behind a crossing, one behind a fork
}

TEST_F(SanJose, EveryOriginHasADestinationAhead)
{
    const RoadNetwork network = city();
    for (std::size_t node = 0; node < network.nodes().size(); ++node) {
        const bool isOrigin = network.incoming(NodeIndex(node)).empty();
        const std::vector<bool> isReached =
            isOrigin ? reached(network, NodeIndex(node), Way::Along) : std::vector<bool>();
        bool arrives = !isOrigin;
        for (std::size_t other = 0; other < isReached.size(); ++other) {
            arrives = arrives || (isReached[other] && network.outgoing(NodeIndex(other)).empty());
        }
        EXPECT_TRUE(arrives) << network.nodes()[node].id;
    }
}

TEST_F(SanJose, OnlyRampsAndTheEndsOfFreewaysBeginOrEndNowhere)
{
    const RoadNetwork network = city();
    std::size_t openEnds = 0;
    for (const Link& link : network.links()) {
        const bool beginsNowhere = network.incoming(link.from).empty();
        const bool endsNowhere = network.outgoing(link.to).empty();
        EXPECT_EQ(beginsNowhere && link.kind != LinkKind::Freeway, link.kind == LinkKind::OnRamp) << link.id;
        EXPECT_EQ(endsNowhere && link.kind != LinkKind::Freeway, link.kind == LinkKind::OffRamp) << link.id;
        openEnds += (link.kind == LinkKind::Freeway && (beginsNowhere || endsNowhere)) ? 1 : 0;
    }
    EXPECT_EQ(openEnds, 14U); // the outer ends of 101 (two), 280, 680, 880, 17 and 237, both ways
}

TEST_F(SanJose, ShapesMeetAtTheirNodesAndAreAsLongAsStated)
{
    const RoadNetwork network = city();
    for (const Link& link : network.links()) {
        EXPECT_LT(distance_m(link.shape.front(), network.nodes()[link.from.value].at), 0.2) << link.id;
        EXPECT_LT(distance_m(link.shape.back(), network.nodes()[link.to.value].at), 0.2) << link.id;
        EXPECT_NEAR(link.length_m, shapeLength_m(link.shape), 0.2) << link.id;
        EXPECT_GE(link.length_m, 200.0) << link.id;
    }
}

TEST_F(SanJose, EveryStationStandsOnItsRoadInPostmileOrder)
{
    const RoadNetwork network = city();
    for (const PlacedStation& placed : network.stations()) {
        ASSERT_TRUE(placed.link) << placed.station.id;
        EXPECT_LT(placed.distance_m, 15.0) << placed.station.id;
        EXPECT_EQ(network.link(*placed.link).freeway, placed.station.freeway) << placed.station.id;
        EXPECT_TRUE(placed.station.id.starts_with("91")) << placed.station.id;
    }
    for (const Corridor& corridor : network.corridors()) {
        const double sign = corridor.direction == 'N' || corridor.direction == 'E' ? 1.0 : -1.0;
        for (std::size_t at = 1; at < corridor.stations.size(); ++at) {
            EXPECT_LT(sign * network.station(corridor.stations[at - 1]).absPostmile.value(),
                      sign * network.station(corridor.stations[at]).absPostmile.value())
                << corridor.name;
        }
    }
}

TEST_F(SanJose, SurvivesWritingAndReadingExactly)
{
    const RoadNetwork network = city();
    ASSERT_TRUE(writeGmns(network, folder()));
    const auto again = readGmns(folder());
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_TRUE(again->report.notes.empty());
    EXPECT_EQ(again->network.name(), network.name());
    ASSERT_EQ(again->network.links().size(), network.links().size());
    for (std::size_t index = 0; index < network.links().size(); ++index) {
        const Link& before = network.links()[index];
        const Link& after = again->network.links()[index];
        EXPECT_EQ(after.id, before.id);
        EXPECT_EQ(after.name, before.name);
        EXPECT_EQ(after.kind, before.kind);
        EXPECT_EQ(after.from, before.from);
        EXPECT_EQ(after.lanes, before.lanes);
        EXPECT_EQ(after.length_m, before.length_m);
        EXPECT_EQ(after.freeSpeed_mps, before.freeSpeed_mps);
        EXPECT_EQ(after.capacity_vps, before.capacity_vps);
        EXPECT_EQ(after.jamDensity_vpm, before.jamDensity_vpm);
        EXPECT_EQ(after.shape, before.shape);
    }
    ASSERT_EQ(again->network.stations().size(), network.stations().size());
    for (std::size_t index = 0; index < network.stations().size(); ++index) {
        EXPECT_EQ(again->network.stations()[index].station.id, network.stations()[index].station.id);
        EXPECT_EQ(again->network.stations()[index].at, network.stations()[index].at);
        EXPECT_EQ(again->network.stations()[index].offset_m, network.stations()[index].offset_m);
        EXPECT_EQ(again->network.stations()[index].absPostmile, network.stations()[index].absPostmile);
    }
}

TEST_F(SanJose, LiesWhereTheStationsOfTheResearchSetStand)
{
    const std::filesystem::path places = "bay-sensors/graph_sensor_locations_bay.csv";
    SKIP_WITHOUT_PEMS(places);
    const RoadNetwork network = city();
    const LinkGrid grid(network.links(), network.plane());
    const std::string text = contentOf(pemsDirectory() / places);
    std::vector<double> distances_m;
    for (const std::string_view row : split(text, '\n')) {
        const auto fields = split(trim(row), ',');
        if (fields.size() == 3) {
            const GeoPoint at{.lat_deg = parseNumber(fields[1]).value(), .lon_deg = parseNumber(fields[2]).value()};
            const auto foot = grid.nearest(at, 5000.0, [](const Link&) { return true; });
            distances_m.push_back(foot ? foot->distance_m : 5000.0);
        }
    }
    ASSERT_EQ(distances_m.size(), 325U); // all are within the network's extent
    std::sort(distances_m.begin(), distances_m.end());
    const double median_m = distances_m[distances_m.size() / 2];
    const double ninth_m = distances_m[distances_m.size() * 9 / 10];
    RecordProperty("median_m", fixed(median_m, 1));
    RecordProperty("nine_in_ten_m", fixed(ninth_m, 1));
    EXPECT_LT(median_m, 150.0);
    EXPECT_LT(ninth_m, 400.0);
}
