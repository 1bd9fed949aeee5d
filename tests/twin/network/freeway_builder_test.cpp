// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/network/freeway_builder.h"

#include "tests/source_dir.h"
#include "tests/twin/io/io_fixture.h"
#include "tests/twin/network/road_fixture.h"
#include "twin/io/gmns_reader.h"
#include "twin/io/pems_metadata.h"

using namespace twin;

namespace {

PlacedStation standing(std::string id, StationKind kind, double north_m, double postmile, char direction = 'N')
{
    PlacedStation placed = roads::station(std::move(id), kind, roads::at(0, north_m), direction);
    placed.absPostmile = postmile;
    return placed;
}

} // namespace

TEST(FreewayBuilder, JoinsStationsInTheOrderOfDriving)
{
    const std::vector<PlacedStation> stations = {
        standing("b", StationKind::Mainline, 1609.344, 11), standing("c", StationKind::Mainline, 3218.7, 12),
        standing("a", StationKind::Mainline, 0, 10), standing("x", StationKind::Mainline, 0, 10, 'S'),
        standing("y", StationKind::Mainline, 1609.344, 11, 'S')};
    const auto built = buildFreeways("test", stations);
    ASSERT_TRUE(built) << built.error().message;
    const auto corridors = built->network.corridors();
    ASSERT_EQ(corridors.size(), 2U);
    EXPECT_EQ(corridors[0].name, "US-101 N");
    EXPECT_EQ(corridors[0].links.size(), 2U);
    std::vector<std::string> order;
    for (const Corridor& corridor : corridors) {
        for (const StationIndex index : corridor.stations) {
            order.push_back(built->network.station(index).station.id);
        }
    }
    EXPECT_EQ(order, (std::vector<std::string>{"a", "b", "c", "y", "x"})); // southbound postmiles fall
    EXPECT_EQ(built->network.link(corridors[0].links[0]).lanes, 3);
    EXPECT_NEAR(built->network.link(corridors[0].links[0]).length_m, 1609.3, 1.0);
}

TEST(FreewayBuilder, RampsDivideAStretchAtTheirPostmile)
{
    const std::vector<PlacedStation> stations = {
        standing("a", StationKind::Mainline, 0, 10), standing("b", StationKind::Mainline, 1609.344, 11),
        standing("on", StationKind::OnRamp, 804, 10.5), standing("off", StationKind::OffRamp, 402, 10.25)};
    const auto built = buildFreeways("test", stations);
    ASSERT_TRUE(built) << built.error().message;
    EXPECT_EQ(built->network.links().size(), 5U);
    EXPECT_EQ(built->network.corridors()[0].links.size(), 3U);
    const auto on = built->network.stationNamed("on");
    ASSERT_TRUE(built->network.station(*on).link);
    EXPECT_EQ(built->network.link(*built->network.station(*on).link).kind, LinkKind::OnRamp);
    EXPECT_NEAR(built->network.link(built->network.corridors()[0].links[1]).length_m, 402.3, 1.0);
}

TEST(FreewayBuilder, SaysWhatItLeavesOutAndRefusesNothingAtAll)
{
    const auto lonely = buildFreeways("test", {standing("a", StationKind::Mainline, 0, 10)});
    ASSERT_FALSE(lonely);
    EXPECT_NE(lonely.error().message.find("found no freeway with two mainline stations"), std::string::npos);
    PlacedStation unknown = standing("c", StationKind::Mainline, 500, 0);
    unknown.absPostmile.reset();
    const auto built = buildFreeways(
        "test", {standing("a", StationKind::Mainline, 0, 10), standing("b", StationKind::Mainline, 1609, 11), unknown});
    ASSERT_TRUE(built);
    ASSERT_EQ(built->notes.size(), 1U);
    EXPECT_NE(built->notes[0].find("Station c has no postmile"), std::string::npos);
}

TEST(FreewayBuilder, GoesOnToRampsBeyondTheOutermostStations)
{
    const std::vector<PlacedStation> stations = {
        standing("a", StationKind::Mainline, 0, 10), standing("b", StationKind::Mainline, 1609.344, 11),
        standing("first", StationKind::OnRamp, -804.7, 9.5), standing("last", StationKind::OffRamp, 2414, 11.5)};
    const auto built = buildFreeways("test", stations);
    ASSERT_TRUE(built) << built.error().message;
    EXPECT_TRUE(built->notes.empty());
    const RoadNetwork& network = built->network;
    ASSERT_EQ(network.corridors().size(), 1U);
    EXPECT_EQ(network.corridors()[0].links.size(), 5U); // before the on-ramp, to a, to b, to the off-ramp, and on
    double length_m = 0.0;
    for (const LinkIndex link : network.corridors()[0].links) {
        length_m += network.link(link).length_m;
    }
    EXPECT_NEAR(length_m, 2.5 * 1609.344, 1.0); // a quarter of a mile beyond each
    for (const PlacedStation& placed : network.stations()) {
        EXPECT_TRUE(placed.link) << placed.station.id;
    }
}

TEST(FreewayBuilder, SaysWhichRampsAndStationsAreTooFarAway)
{
    const auto built = buildFreeways(
        "test", {standing("a", StationKind::Mainline, 0, 10), standing("b", StationKind::Mainline, 1609.344, 11),
                 standing("far", StationKind::OnRamp, 8000, 15), standing("lone", StationKind::Mainline, 80000, 60)});
    ASSERT_TRUE(built) << built.error().message;
    ASSERT_EQ(built->notes.size(), 2U);
    EXPECT_EQ(built->notes[0], "Station lone has no other mainline station of US-101 N within 20 miles and joins no "
                               "stretch.");
    EXPECT_EQ(built->notes[1], "Ramp station far stands more than 2 miles beyond the mainline stations of US-101 N and "
                               "is on no road.");
}

class PemsMetadata : public FolderTest {};

TEST_F(PemsMetadata, OfTheBundledCityIsReadBackAndBuildsItsFreewaysAlone)
{
    const auto city = readGmns(sourceDirectory() / "data" / "city-san-jose");
    ASSERT_TRUE(city);
    const auto path = folder() / "d04_text_meta_2022_10_01.txt";
    ASSERT_TRUE(writePemsMetadata(city->network.stations(), path));
    const auto list = readPemsMetadata(path);
    ASSERT_TRUE(list) << list.error().message;
    ASSERT_EQ(list->stations.size(), city->network.stations().size());
    EXPECT_EQ(list->stations[5].at, city->network.stations()[5].at);
    EXPECT_EQ(list->stations[5].absPostmile, city->network.stations()[5].absPostmile);
    EXPECT_TRUE(compareStations(city->network.stations(), list->stations).empty());
    const auto built = buildFreeways("from stations", list->stations);
    ASSERT_TRUE(built) << built.error().message;
    EXPECT_EQ(built->network.corridors().size(), 16U);
    EXPECT_TRUE(built->notes.empty()) << built->notes.front();
    for (const PlacedStation& placed : built->network.stations()) {
        EXPECT_TRUE(placed.link) << placed.station.id;
    }
}

TEST_F(PemsMetadata, NamesHoldStrayQuotes)
{
    const auto path = write("m.txt", "ID\tFwy\tDir\tAbs_PM\tLatitude\tLongitude\tType\tLanes\tName\n"
                                     "1\t101\tN\t10\t37.1\t-121.9\tML\t3\tN OF \"A ST\n2\t101\tN\t11\t\t\tML\t3\tB\n");
    const auto list = readPemsMetadata(path);
    ASSERT_TRUE(list) << list.error().message;
    ASSERT_EQ(list->stations.size(), 1U);
    EXPECT_EQ(list->stations[0].name, "N OF \"A ST");
    EXPECT_EQ(list->notes.size(), 1U);
}

TEST_F(PemsMetadata, TheLatestFileAtOrBeforeADayIsInForceUnlessItIsEmpty)
{
    write("d04_text_meta_2022_09_01.txt", "x");
    write("d04_text_meta_2022_10_01.txt", "\n");
    write("d04_text_meta_2022_10_05.txt", "x");
    write("d07_text_meta_2022_10_02.txt", "x");
    const auto found = pemsMetadataFor(folder(), 4, {2022, 10, 4});
    ASSERT_TRUE(found) << found.error().message;
    EXPECT_EQ(found->filename(), "d04_text_meta_2022_09_01.txt");
    EXPECT_EQ(pemsMetadataFor(folder(), 4, {2022, 8, 31}).error().code, ErrorCode::NotFound);
}

TEST_F(PemsMetadata, StationsThatMovedAreSaid)
{
    const std::vector<PlacedStation> earlier = {standing("a", StationKind::Mainline, 0, 10),
                                                standing("b", StationKind::Mainline, 0, 10)};
    const std::vector<PlacedStation> later = {standing("a", StationKind::Mainline, 100, 10),
                                              standing("c", StationKind::Mainline, 0, 10)};
    EXPECT_EQ(
        compareStations(earlier, later),
        (std::vector<std::string>{"Station a moved by 100 m.", "Station c is new.", "Station b is no longer there."}));
}
