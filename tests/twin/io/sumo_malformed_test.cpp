// SPDX-License-Identifier: GPL-3.0-or-later
#include <ostream>

#include "tests/twin/io/io_fixture.h"
#include "twin/io/sumo_net_reader.h"

using namespace twin;

namespace {

const std::string kLocation = "<location netOffset=\"-500000,-4128000\" projParameter=\"+proj=utm +zone=10\"/>\n";
const std::string kJunctions = "<junction id=\"a\" x=\"0\" y=\"0\"/>\n<junction id=\"b\" x=\"1000\" y=\"0\"/>\n";
const std::string kLane = "<lane id=\"e_0\" index=\"0\" speed=\"13.9\" length=\"1000\" shape=\"0,0 1000,0\"/>";

std::string net(const std::string& inside) { return "<net>\n" + inside + "</net>\n"; }
std::string located(const std::string& attributes) { return net("<location " + attributes + "/>\n" + kJunctions); }
std::string edge(const std::string& attributes, const std::string& inside = kLane)
{
    return net(kLocation + kJunctions + "<edge " + attributes + ">" + inside + "</edge>\n");
}
std::string lane(const std::string& attributes)
{
    return edge("id=\"e\" from=\"a\" to=\"b\"", "<lane " + attributes + "/>");
}
std::string param(const std::string& key, const std::string& value)
{
    return edge("id=\"e\" from=\"a\" to=\"b\"", kLane + "<param key=\"" + key + "\" value=\"" + value + "\"/>");
}

struct MalformedNet {
    std::string name;
    std::string content;
    std::string says;
};

void PrintTo(const MalformedNet& net, std::ostream* out) { *out << net.name; }

std::vector<MalformedNet> all()
{
    const std::string ab = "id=\"e\" from=\"a\" to=\"b\"";
    return {
        {"Empty", "", "line 1, column 1: found an empty file, expected the element <net>"},
        {"Binary", std::string("<net\0>", 6), "zero byte"},
        {"Text", "not XML", "found no well-formed XML (No document element found)"},
        {"Truncated", "<net>\n<edge id=\"e\">\n", "found no well-formed XML"},
        {"CrossedTags", "<net>\n<edge>\n</net>\n</edge>",
         "line 3, column 3: found no well-formed XML (Start-end tags mismatch)"},
        {"StrayQuote", net("<junction id=\"a\" x=\"0/>\n"), "found no well-formed XML"},
        {"Routes", "<routes></routes>", "line 1, column 1: found the element <routes>, expected <net>"},
        {"NoLocation", net(kJunctions), "line 1, column 1: found no <location>"},
        {"OffsetText", located("netOffset=\"here\" projParameter=\"!\""),
         "line 2, column 1: found \"here\" as netOffset"},
        {"OffsetNaN", located("netOffset=\"nan,0\" projParameter=\"!\""), "found \"nan,0\" as netOffset"},
        {"OtherProjection", located("netOffset=\"0,0\" projParameter=\"+proj=tmerc +lat_0=1\""),
         "found \"+proj=tmerc +lat_0=1\" as projParameter of <location>, expected !, - or +proj=utm"},
        {"NoZone", located("netOffset=\"0,0\" projParameter=\"+proj=utm\""), "expected !, - or +proj=utm with +zone"},
        {"ZoneTooHigh", located("netOffset=\"0,0\" projParameter=\"+proj=utm +zone=61\""), "with +zone=1 to 60"},
        {"OtherEllipsoid", located("netOffset=\"0,0\" projParameter=\"+proj=utm +zone=10 +ellps=bessel\""), "on WGS84"},
        {"JunctionWithoutId", net(kLocation + "<junction x=\"0\" y=\"0\"/>"),
         "line 3, column 1: found nothing as id of <junction>"},
        {"JunctionLetters", net(kLocation + "<junction id=\"a\" x=\"west\" y=\"0\"/>"),
         "found \"west\" as x of <junction>, expected a number of metres"},
        {"JunctionNaN", net(kLocation + "<junction id=\"a\" x=\"0\" y=\"nan\"/>"), "found \"nan\" as y"},
        {"JunctionTwice", net(kLocation + kJunctions + "<junction id=\"b\" x=\"9\" y=\"0\"/>"),
         "line 5, column 1: found \"b\" as id of <junction>, expected every id once"},
        {"NoEdges", net(kLocation + kJunctions), "found no edge on which cars may drive, expected at least one"},
        {"OnlyFootpaths", lane("speed=\"1\" length=\"9\" allow=\"pedestrian\""),
         "found no edge on which cars may drive"},
        {"EdgeWithoutId", edge("from=\"a\" to=\"b\""), "line 5, column 1: found nothing as id of <edge>"},
        {"EdgeFromNowhere", edge("id=\"e\" from=\"z\" to=\"b\""),
         "found \"z\" as from of <edge>, expected the id of a junction"},
        {"EdgeToNowhere", edge("id=\"e\" from=\"a\""), "found nothing as to of <edge>, expected the id of a junction"},
        {"EdgeTwice",
         net(kLocation + kJunctions + "<edge " + ab + ">" + kLane + "</edge>\n<edge " + ab + ">" + kLane + "</edge>"),
         "line 6, column 1: found \"e\" as id of <edge>, expected every id once"},
        {"EdgeWithoutLanes", edge(ab, ""), "found an <edge> without lanes, expected at least one <lane>"},
        {"SpeedText", lane("speed=\"50 km/h\" length=\"9\" shape=\"0,0 9,0\""),
         "found \"50 km/h\" as speed of <lane>, expected a speed"},
        {"SpeedZero", lane("speed=\"0\" length=\"9\" shape=\"0,0 9,0\""), "found \"0\" as speed"},
        {"SpeedOfLight", lane("speed=\"300000\" length=\"9\" shape=\"0,0 9,0\""), "at most 100 m/s"},
        {"LengthMissing", lane("speed=\"9\" shape=\"0,0 9,0\""),
         "found nothing as length of <lane>, expected a length"},
        {"LengthNegative", lane("speed=\"9\" length=\"-9\" shape=\"0,0 9,0\""), "found \"-9\" as length"},
        {"ShapeMissing", lane("speed=\"9\" length=\"9\""), "found nothing as shape of <lane>"},
        {"ShapeOnePoint", lane("speed=\"9\" length=\"9\" shape=\"0,0\""), "at least 2 points"},
        {"ShapeText", lane("speed=\"9\" length=\"9\" shape=\"0,0 east\""), "found \"0,0 east\" as shape"},
        {"ShapeElsewhere", lane("speed=\"9\" length=\"9\" shape=\"50000,0 60000,0\""),
         "link \"e\": found a shape that begins"},
        {"KindUnknown", param("kind", "alley"), "found \"alley\" as value of <param>, expected freeway, on_ramp"},
        {"CapacityOfAllLanes", param("capacity", "6000"),
         "found \"6000\" as value of <param>, expected a capacity per lane"},
        {"CapacityBeyondJam",
         edge(ab, kLane + "<param key=\"capacity\" value=\"2000\"/><param key=\"jamDensity\" value=\"1\"/>"),
         "link \"e\": found capacity of"},
        {"FreewayText", param("freeway", "US-101"), "found \"US-101\" as value of <param>, expected the number"},
        {"DirectionText", param("direction", "up"), "found \"up\" as value of <param>, expected a direction"},
    };
}

} // namespace

class MalformedSumoNet : public FolderTest, public ::testing::WithParamInterface<MalformedNet> {};

TEST_P(MalformedSumoNet, IsRefusedWithASentenceThatSaysWhereAndWhat)
{
    const auto path = write("city.net.xml", GetParam().content);
    const auto read = readSumoNet(path);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, ErrorCode::InvalidInput);
    EXPECT_TRUE(read.error().message.starts_with(path.string())) << read.error().message;
    EXPECT_MENTIONS(read.error().message, GetParam().says);
    EXPECT_MENTIONS(read.error().message, "expected");
}

INSTANTIATE_TEST_SUITE_P(All, MalformedSumoNet, ::testing::ValuesIn(all()),
                         [](const auto& tested) { return tested.param.name; });
