// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <limits>

#include "tests/source_dir.h"
#include "tests/twin/io/io_fixture.h"
#include "tests/twin/network/road_fixture.h"
#include "twin/io/gmns_reader.h"
#include "twin/io/network_files.h"
#include "twin/io/pems_metadata.h"
#include "twin/io/sumo_net_reader.h"
#include "twin/io/sumo_writer.h"
#include "twin/io/text_file.h"

using namespace twin;

namespace {

/// What netconvert 1.15 writes, shortened: a motorway, its exit, a street, a footpath and the inside of a junction.
std::string smallNet(const std::string& projection, const std::string& offset)
{
    const auto edge = [](const std::string& attributes, const std::string& lanes) {
        return "<edge " + attributes + ">" + lanes + "</edge>\n";
    };
    const auto lane = [](const std::string& attributes, const std::string& shape) {
        return "<lane " + attributes + " length=\"1000.00\" shape=\"" + shape + "\"/>";
    };
    const std::string fast = "speed=\"29.06\"";
    return "<?xml version=\"1.0\"?>\n<!-- made by hand -->\n<net version=\"1.9\">\n<location netOffset=\"" + offset +
           "\" projParameter=\"" + projection + "\"/>\n" +
           edge("id=\":b_0\" function=\"internal\"", lane(fast, "0,0 1,1")) +
           edge("id=\"m1\" from=\"a\" to=\"b\" type=\"highway.motorway\" name=\"A 1\"",
                lane(fast + " allow=\"pedestrian\"", "0,-6 1000,-6") + lane(fast, "0,-3 1000,-3") +
                    lane(fast + " disallow=\"tram\"", "0,0 1000,0")) +
           edge("id=\"m2\" from=\"b\" to=\"c\" type=\"highway.motorway\"", lane(fast, "1000,0 2000,0")) +
           edge("id=\"exit\" from=\"b\" to=\"d\" type=\"highway.motorway_link\"",
                lane("speed=\"15\"", "1000,0 2000,-300")) +
           edge("id=\"yard\" from=\"d\" to=\"e\" spreadType=\"center\"",
                lane("speed=\"1.39\"", "2000,-302 3000,-302")) +
           edge("id=\"loop\" from=\"e\" to=\"e\"", lane("speed=\"9\"", "0,0 1,1")) +
           edge("id=\"path\" from=\"d\" to=\"e\"", lane("speed=\"2\" disallow=\"all\"", "0,0 1,1")) +
           "<junction id=\"a\" x=\"0\" y=\"0\"/><junction id=\"b\" x=\"1000\" y=\"0\"/><junction id=\"c\" x=\"2000\" "
           "y=\"0\"/><junction id=\"d\" x=\"2000\" y=\"-300\"/><junction id=\"e\" x=\"3000\" y=\"-300\"/><junction "
           "id=\":b_0_0\" type=\"internal\" x=\"1\" y=\"1\"/></net>\n";
}

const std::string kZone10 = "+proj=utm +zone=10 +ellps=WGS84 +datum=WGS84 +units=m +no_defs";
const std::string kOffset = "-597489.42,-4128720.33"; // latitude 37.3, longitude -121.9

LinkStates evenStates(std::size_t links)
{
    LinkStates states;
    states.resize(links);
    states.density_vpm.assign(links, 0.05F);
    states.speed_mps.assign(links, 20.0F);
    states.flow_vps.assign(links, 1.0F);
    return states;
}

bool hasNetconvert() { return std::system("netconvert --version >/dev/null 2>&1") == 0; }

} // namespace

class Sumo : public FolderTest {};

TEST_F(Sumo, NetGivesLinksWhereCarsDriveAndSaysWhatItAssumed)
{
    const auto read = readSumoNet(write("small.net.xml", smallNet(kZone10, kOffset)));
    ASSERT_TRUE(read) << read.error().message;
    const RoadNetwork& network = read->network;
    EXPECT_EQ(network.name(), "small");
    ASSERT_EQ(network.links().size(), 4U);
    ASSERT_EQ(network.nodes().size(), 5U);
    const Link& motorway = network.links()[0];
    EXPECT_EQ(motorway.id, "m1");
    EXPECT_EQ(motorway.name, "A 1");
    EXPECT_EQ(motorway.kind, LinkKind::Freeway);
    EXPECT_EQ(motorway.lanes, 2); // the footpath is none
    EXPECT_DOUBLE_EQ(motorway.freeSpeed_mps, 29.06);
    EXPECT_DOUBLE_EQ(motorway.length_m, 1000.0);
    EXPECT_NEAR(network.nodes()[0].at.lat_deg, 37.3, 1e-6);
    EXPECT_NEAR(network.nodes()[0].at.lon_deg, -121.9, 1e-6);
    EXPECT_NEAR(shapeLength_m(motorway.shape), 1000.0, 4.0); // the earth is a sphere to us
    EXPECT_EQ(network.links()[2].kind, LinkKind::OffRamp);
    const Link& yard = network.links()[3];
    EXPECT_EQ(yard.shape.front(), network.nodes()[yard.from.value].at); // centred, without a shape of its own
    EXPECT_LT(yard.capacity_vps, yard.freeSpeed_mps * yard.jamDensity_vpm);
    ASSERT_EQ(read->report.notes.size(), 5U);
    EXPECT_EQ(read->report.notes[0], "1 edges are closed to cars and were passed over.");
    EXPECT_EQ(read->report.notes[1], "1 edges lead back to the junction they come from and were left out.");
    EXPECT_EQ(read->report.notes[2], "4 links have no capacity: the usual one of their kind is taken.");
    EXPECT_MENTIONS(read->report.notes[4], "2 freeway links have no route number");
}

TEST_F(Sumo, NetMayBeGzippedSimplyProjectedOrNowhere)
{
    const auto zipped = readSumoNet(write("a.net.xml.gz", gzipped(smallNet(kZone10, kOffset))));
    ASSERT_TRUE(zipped) << zipped.error().message;
    // 37.3 x 111136 and -121.9 x 111320 x cos 37.3.
    const auto simple = readSumoNet(write("b.net.xml", smallNet("-", "10794501.95,-4145372.80")));
    ASSERT_TRUE(simple) << simple.error().message;
    EXPECT_NEAR(simple->network.nodes()[0].at.lat_deg, 37.3, 1e-6);
    EXPECT_NEAR(simple->network.nodes()[0].at.lon_deg, -121.9, 1e-6);
    const auto nowhere = readSumoNet(write("c.net.xml", smallNet("!", kOffset)));
    ASSERT_TRUE(nowhere) << nowhere.error().message;
    EXPECT_NEAR(shapeLength_m(nowhere->network.links()[1].shape), 1000.0, 1e-3);
    EXPECT_MENTIONS(nowhere->report.notes[0], "does not say where it lies");
}

TEST_F(Sumo, NetconvertMakesOfTheBundledCityTheSameLinks)
{
    if (!hasNetconvert()) {
        GTEST_SKIP() << "netconvert is not installed (package sumo)";
    }
    const auto city = readGmns(sourceDirectory() / "data" / "city-san-jose");
    ASSERT_TRUE(city);
    const auto written = writeSumo(city->network, folder());
    ASSERT_TRUE(written) << written.error().message;
    ASSERT_EQ(std::system((written->netconvert + " >/dev/null 2>&1").c_str()), 0) << written->netconvert;
    const auto back = readSumoNet(folder() / "network.net.xml");
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_TRUE(back->report.notes.empty()) << back->report.notes.front();
    ASSERT_EQ(back->network.links().size(), city->network.links().size());
    EXPECT_EQ(back->network.corridors().size(), city->network.corridors().size());
    for (const Link& was : city->network.links()) {
        const auto index = back->network.linkNamed(was.id);
        ASSERT_TRUE(index) << was.id;
        const Link& is = back->network.link(*index);
        EXPECT_EQ(is.name, was.name);
        EXPECT_EQ(is.kind, was.kind);
        EXPECT_EQ(is.lanes, was.lanes);
        EXPECT_EQ(is.freeway, was.freeway);
        EXPECT_EQ(is.direction, was.direction);
        EXPECT_NEAR(is.length_m, was.length_m, 1e-6);
        EXPECT_NEAR(is.freeSpeed_mps, was.freeSpeed_mps, 1e-6);
        EXPECT_NEAR(is.capacity_vps, was.capacity_vps, 1e-9);
        EXPECT_NEAR(is.jamDensity_vpm, was.jamDensity_vpm, 1e-9);
        EXPECT_LT(distance_m(is.shape.front(), was.shape.front()), 0.01) << was.id;
        EXPECT_LT(distance_m(is.shape.back(), was.shape.back()), 0.01) << was.id;
    }
}

TEST_F(Sumo, NetconvertTakesRoadsWithoutNames)
{
    RoadNetworkParts parts = roads::freeway();
    for (Link& link : parts.links) {
        link.name.clear();
    }
    const RoadNetwork network = roads::build(std::move(parts));
    const auto written = writeSumo(network, folder());
    ASSERT_TRUE(written) << written.error().message;
    EXPECT_EQ(readText(written->files[1])->find("name="), std::string::npos);
    if (!hasNetconvert()) {
        GTEST_SKIP() << "netconvert is not installed (package sumo)";
    }
    ASSERT_EQ(std::system((written->netconvert + " >/dev/null 2>&1").c_str()), 0) << written->netconvert;
    const auto back = readSumoNet(folder() / "network.net.xml");
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(back->network.links().size(), network.links().size());
}

TEST_F(Sumo, WriterRefusesIdsThatSumoCannotTellApart)
{
    RoadNetworkParts parts = roads::freeway();
    parts.links[0].id = "a b";
    parts.links[1].id = "a_b";
    const auto written = writeSumo(roads::build(std::move(parts)), folder());
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, ErrorCode::InvalidInput);
    EXPECT_MENTIONS(written.error().message, "found two links that SUMO would both call \"a_b\"");
    EXPECT_EQ(filesInFolder(), 0U);
    EXPECT_EQ(writeSumo(roads::build(roads::freeway()), folder() / "none").error().code, ErrorCode::NotFound);
}

TEST_F(Sumo, EdgeDataHasSumosUnits)
{
    RoadNetworkParts parts = roads::freeway();
    parts.links[0].id = "b&c";
    const RoadNetwork network = roads::build(std::move(parts));
    LinkStates states = evenStates(network.links().size());
    states.speed_mps[1] = 0.0F;
    states.flow_vps[2] = std::numeric_limits<float>::quiet_NaN();
    const EdgeDataInterval interval{.begin_s = 300, .end_s = 600, .id = "observed <1>", .states = &states};
    const auto path = folder() / "edges.xml";
    ASSERT_TRUE(writeSumoEdgeData(network, {&interval, 1}, path));
    const std::string text = contentOf(path);
    EXPECT_MENTIONS(text, "<interval begin=\"300\" end=\"600\" id=\"observed &lt;1&gt;\">");
    // 50 veh/km on 1 km for 300 s; 300 vehicles in 300 s; 1 km at 20 m/s.
    EXPECT_MENTIONS(text, "<edge id=\"b_c\" sampledSeconds=\"15000\" traveltime=\"50\" density=\"50\" "
                          "laneDensity=\"16.66667\" speed=\"20\" entered=\"300\" left=\"300\"/>");
    EXPECT_MENTIONS(text, "<edge id=\"ab\" sampledSeconds=\"15000\" density=\"50\"");
    EXPECT_EQ(text.find("nan"), std::string::npos);
    const std::string schema = "/usr/share/sumo/data/xsd/meandata_file.xsd";
    if (std::filesystem::exists(schema) && std::system("xmllint --version >/dev/null 2>&1") == 0) {
        EXPECT_EQ(
            std::system(
                ("xmllint --nonet --noout --schema " + schema + " " + path.string() + " >/dev/null 2>&1").c_str()),
            0);
    }
}

TEST_F(Sumo, NetworksAreToldApartByTheirContent)
{
    const auto net = write("whatever.txt", "\xEF\xBB\xBF\n" + smallNet(kZone10, kOffset));
    EXPECT_EQ(networkFormatOf(net), NetworkFormat::SumoNet);
    const auto city = sourceDirectory() / "data" / "city-san-jose";
    EXPECT_EQ(networkFormatOf(city), NetworkFormat::Gmns);
    const auto read = readNetwork(city);
    ASSERT_TRUE(read) << read.error().message;
    ASSERT_TRUE(writePemsMetadata(read->network.stations(), folder() / "meta.csv"));
    EXPECT_EQ(networkFormatOf(folder() / "meta.csv"), NetworkFormat::PemsMetadata);
    const auto built = readNetwork(folder() / "meta.csv");
    ASSERT_TRUE(built) << built.error().message;
    EXPECT_EQ(built->network.corridors().size(), 16U);
    EXPECT_MENTIONS(built->report.notes.back(), "Roads run straight from station to station");
    EXPECT_MENTIONS(networkFormatOf(folder()).error().message, "found no node.csv in it, expected a folder");
    EXPECT_MENTIONS(networkFormatOf(city / "link.csv").error().message, "For GMNS give the folder, not a file in it");
    EXPECT_EQ(networkFormatOf(folder() / "none").error().code, ErrorCode::NotFound);
}
