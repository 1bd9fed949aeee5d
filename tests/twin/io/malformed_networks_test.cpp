// SPDX-License-Identifier: GPL-3.0-or-later
#include <map>
#include <ostream>

#include "tests/twin/io/io_fixture.h"
#include "twin/io/gmns_reader.h"
#include "twin/io/pems_metadata.h"

using namespace twin;

namespace {

const std::string kNodes = "node_id,x_coord,y_coord\n1,-121.90,37.30\n2,-121.90,37.31\n";
const std::string kLinkHead = "link_id,from_node_id,to_node_id,directed,geometry,length,free_speed,lanes,capacity\n";
const std::string kLinks = kLinkHead + "a,1,2,1,,1112,65,3,2000\n";
const std::string kMetaHead = "ID\tFwy\tDir\tAbs_PM\tLatitude\tLongitude\tType\tLanes\n";

/// A folder in which one file is wrong, and what the refusal must say.
struct Malformed {
    std::string name;
    std::string file;
    std::string content;
    std::string says;
};

void PrintTo(const Malformed& network, std::ostream* out) { *out << network.name; }

std::string link(const std::string& row) { return kLinkHead + row + "\n"; }
std::string location(const std::string& row)
{
    return "loc_id,x_coord,y_coord,station_type,direction,lanes\n" + row + "\n";
}
std::string meta(const std::string& row) { return kMetaHead + row + "\n"; }

std::vector<Malformed> all()
{
    return {
        {"NodesEmpty", "node.csv", "", "line 1, column 1: found an empty file"},
        {"NodesWithoutX", "node.csv", "node_id,y_coord\n1,37\n", "no column named \"x_coord\""},
        {"NodesBinary", "node.csv", std::string("\x7f\0\1", 3), "found a zero byte"},
        {"NodeLetters", "node.csv", "node_id,x_coord,y_coord\n1,west,37\n",
         "line 2, column 3: found \"west\", expected a longitude"},
        {"NodeInMetres", "node.csv", "node_id,x_coord,y_coord\n1,598000,4130000\n",
         "expected a longitude from -180 to 180"},
        {"NodeWithoutPlace", "node.csv", "node_id,x_coord,y_coord\n1,NaN,37\n", "line 2, column 3: found \"NaN\""},
        {"NodeWithoutId", "node.csv", "node_id,x_coord,y_coord\n,-121,37\n", "expected the id of the node"},
        {"NodeTwice", "node.csv", kNodes + "2,-121,37\n", "line 4, column 1: found \"2\", expected every id once"},
        {"ColumnTwice", "node.csv", "node_id,x_coord,x_coord,y_coord\n",
         "column 17: found \"x_coord\", expected every column once"},
        {"FieldMissing", "node.csv", kNodes + "3,-121\n", "line 4, column 7: found 2 fields, expected 3"},
        {"FieldTooMany", "node.csv", kNodes + "3,-121,37,9\n", "found 4 fields, expected 3"},
        {"StrayQuote", "node.csv", kNodes + "\"3,-121,37\n", "line 4, column 1"},
        {"LinksEmpty", "link.csv", " \n", "link.csv: line 1, column 1: found an empty file"},
        {"LinksHeaderOnly", "link.csv", kLinkHead, "found no link, expected at least one"},
        {"LinksWithoutDirected", "link.csv", "link_id,from_node_id,to_node_id\n", "no column named \"directed\""},
        {"LinkFromNowhere", "link.csv", link("a,9,2,1,,,,,"),
         "line 2, column 3: found \"9\", expected the id of a node"},
        {"LinkToNowhere", "link.csv", link("a,1,,1,,,,,"), "column 5: found nothing, expected the id of a node"},
        {"LinkLoop", "link.csv", link("a,1,1,1,,,,,"), "expected another node"},
        {"LinkTwice", "link.csv", kLinks + "a,1,2,1,,,,,\n", "line 3, column 1: found \"a\", expected every id once"},
        {"LinkMaybeDirected", "link.csv", link("a,1,2,yes,,,,,"),
         "found \"yes\", expected whether the link is directed"},
        {"LinkPolygon", "link.csv", link("a,1,2,1,POLYGON ((1 2)),,,,"), "expected LINESTRING"},
        {"LinkOnePoint", "link.csv", link("a,1,2,1,LINESTRING (1 2),,,,"), "of at least 2 points"},
        {"LinkElsewhere", "link.csv", link("a,1,2,1,\"LINESTRING (1 2, 3 4)\",,,,"),
         "link \"a\": found a shape that begins"},
        {"LinkNegativeLength", "link.csv", link("a,1,2,1,,-5,,,"), "found \"-5\", expected a length above 0"},
        {"LinkNoSpeed", "link.csv", link("a,1,2,1,,,0,,"), "found \"0\", expected a free speed above 0"},
        {"LinkSpeedText", "link.csv", link("a,1,2,1,,,65 mph,,"), "found \"65 mph\""},
        {"LinkHalfALane", "link.csv", link("a,1,2,1,,,,2.5,"), "found \"2.5\", expected a number of lanes"},
        {"LinkNoLanes", "link.csv", link("a,1,2,1,,,,0,"), "found \"0\", expected a number of lanes"},
        {"LinkCapacityOfAllLanes", "link.csv", link("a,1,2,1,,,,3,6000"), "at most 4000"},
        {"ConfigUnit", "config.csv", "long_length\nfurlong\n",
         "line 2, column 1: found \"furlong\", expected a unit of length"},
        {"ConfigSpeed", "config.csv", "speed\nknots\n", "expected a unit of speed"},
        {"ConfigProjected", "config.csv", "crs\nEPSG:32610\n", "expected EPSG:4326"},
        {"GeometryText", "geometry.csv", "geometry_id,geometry\n1,here\n",
         "geometry.csv: line 2, column 3: found \"here\""},
        {"StationKind", "location.csv", location("1,-121.9,37.3,XX,N,3"), "found \"XX\", expected a lane type"},
        {"StationDirection", "location.csv", location("1,-121.9,37.3,ML,up,3"), "found \"up\", expected a direction"},
        {"StationLanes", "location.csv", location("1,-121.9,37.3,ML,N,x"), "found \"x\", expected a number of lanes"},
        {"StationTwice", "location.csv", location("1,-121.9,37.3,ML,N,3\n1,-121.9,37.3,ML,N,3"), "line 3, column 1"},
        {"MetaEmpty", "meta.txt", "", "found an empty file"},
        {"MetaHeaderOnly", "meta.txt", kMetaHead, "found no row, expected at least one station"},
        {"MetaCommas", "meta.txt", "ID,Fwy,Dir\n1,101,N\n", "no column named \"ID\""},
        {"MetaKind", "meta.txt", meta("1\t101\tN\t1\t37\t-121\tQQ\t3"), "found \"QQ\", expected a lane type"},
        {"MetaLatitude", "meta.txt", meta("1\t101\tN\t1\t370\t-121\tML\t3"), "line 2, column 11: found \"370\""},
        {"MetaTwice", "meta.txt", meta("1\t101\tN\t1\t37\t-121\tML\t3\n1\t101\tN\t1\t37\t-121\tML\t3"),
         "every id once"},
        {"MetaShortRow", "meta.txt", meta("1\t101"), "found 2 fields, expected 8"},
    };
}

} // namespace

class MalformedNetwork : public FolderTest, public ::testing::WithParamInterface<Malformed> {};

TEST_P(MalformedNetwork, IsRefusedWithASentenceThatSaysWhereAndWhat)
{
    const Malformed& wrong = GetParam();
    write("node.csv", kNodes);
    write("link.csv", kLinks);
    const auto path = write(wrong.file, wrong.content);
    Error error;
    if (wrong.file == "meta.txt") {
        const auto read = readPemsMetadata(path);
        ASSERT_FALSE(read);
        error = read.error();
    } else {
        const auto read = readGmns(folder());
        ASSERT_FALSE(read);
        error = read.error();
    }
    EXPECT_EQ(error.code, ErrorCode::InvalidInput);
    const std::string where = wrong.name == "LinksHeaderOnly" ? "link.csv" : path.string();
    EXPECT_NE(error.message.find(where), std::string::npos) << error.message;
    EXPECT_NE(error.message.find(wrong.says), std::string::npos) << error.message;
    EXPECT_NE(error.message.find("expected"), std::string::npos) << error.message;
}

INSTANTIATE_TEST_SUITE_P(All, MalformedNetwork, ::testing::ValuesIn(all()),
                         [](const auto& tested) { return tested.param.name; });

class GmnsUnitsTest : public FolderTest {};

TEST_F(GmnsUnitsTest, AreInferredWhereNotStatedAndSaid)
{
    write("node.csv", kNodes);
    write("link.csv", kLinks);
    const auto read = readGmns(folder());
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_DOUBLE_EQ(read->network.links()[0].length_m, 1112.0);
    EXPECT_DOUBLE_EQ(read->network.links()[0].freeSpeed_mps, 65 * 0.44704);
    ASSERT_GE(read->report.notes.size(), 2U);
    EXPECT_NE(read->report.notes[0].find("lengths are read as metres"), std::string::npos);
    EXPECT_NE(read->report.notes[1].find("speeds are read as mph"), std::string::npos);
}
