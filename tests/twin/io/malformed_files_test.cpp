// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/measurement_files.h"

#include <ostream>

#include "tests/twin/io/io_fixture.h"
#include "twin/io/flow_csv.h"
#include "twin/io/pems_clearinghouse.h"
#include "twin/io/pems_web_export.h"

using namespace twin;

namespace {

/// A file that must be refused, and what the refusal must say beside the file's name.
struct Malformed {
    std::string name;
    std::string content;
    std::string place; ///< empty where a file has none, such as a broken archive
    std::string says;
};

/// For the list of tests: without it, GoogleTest prints the bytes of the struct.
void PrintTo(const Malformed& file, std::ostream* out) { *out << file.name; }

std::string cut(std::string text, std::size_t bytes) { return text.substr(0, text.size() - bytes); }

std::string row(const ClearinghouseRow& fields) { return fields.text(); }

std::string web(const std::string& rows) { return std::string(kWebHeader) + rows; }

std::vector<Malformed> stationFiles()
{
    const std::string good = ClearinghouseRow{}.text();
    const std::string wholeHours = [] {
        std::string text;
        for (int hour = 0; hour < 20; ++hour) {
            text += ClearinghouseRow{.time = "10/14/2022 " + std::to_string(hour) + ":00:00"}.text();
        }
        return text;
    }();
    return {
        {"TooFewFields", "10/14/2022 00:00:00,401833,4\n", "line 1, column 1",
         "found 3 fields, expected 12 fields and 5"},
        {"OneFieldTooMany", cut(good, 1) + ",7\n", "line 1, column 1", "found 23 fields"},
        {"LanesNotWhole", cut(good, 3) + "\n", "line 1, column 1", "found 21 fields"},
        {"RawThirtySeconds", "10/14/2022 00:00:00,401833" + std::string(24, ',') + "\n", "line 1", "found 26 fields"},
        {"LanesChange", good + row({.lanes = "10,30,.05,60,1"}), "line 2", "found 17 fields, expected 22 fields"},
        {"LettersInFlow", row({.flow = "6o"}), "line 1, column 51", "found \"6o\", expected total flow"},
        {"NegativeFlow", row({.flow = "-1"}), "line 1, column 51", "found \"-1\", expected total flow"},
        {"InfiniteFlow", row({.flow = "inf"}), "line 1, column 51", "found \"inf\""},
        {"FlowNotANumber", row({.flow = "nan"}), "line 1, column 51", "found \"nan\""},
        {"HexadecimalFlow", row({.flow = "0x10"}), "line 1", "found \"0x10\""},
        {"PercentAbove100", row({.percent = "101"}), "line 1, column 47", "found \"101\", expected % observed"},
        {"NegativePercent", row({.percent = "-5"}), "line 1, column 47", "from 0 to 100"},
        {"OccupancyAbove1", row({.occupancy = "5.1"}), "line 1", "average occupancy: a number from 0 to 1"},
        {"DecimalComma", row({.occupancy = "\"0,05\""}), "line 1", "found \"0,05\""},
        {"NegativeSpeed", row({.speed = "-60"}), "line 1", "average speed"},
        {"UnknownKind", row({.kind = "XX"}), "line 1", "expected a lane type: CD, CH"},
        {"NoStation", row({.station = ""}), "line 1, column 21", "found nothing, expected the id of a station"},
        {"LettersInLane", row({.lanes = "10,3x,.05,60,1,10,30,.05,60,1"}), "line 1",
         "found \"3x\", expected a number for"},
        {"LaneFlagNotZeroOrOne", row({.lanes = "10,30,.05,60,7,10,30,.05,60,1"}), "line 1",
         "found \"7\", expected whether"},
        {"TimeOffTheGrid", good + row({.time = "10/14/2022 00:00:30"}), "line 2, column 1", "a whole 5 minutes"},
        {"NoSuchDay", good + row({.time = "02/30/2022 00:00:00"}), "line 2", "found \"02/30/2022 00:00:00\""},
        {"TimeWithoutDate", good + row({.time = "00:05:00"}), "line 2", "expected a time"},
        {"StrayQuote", good + row({.flow = "\"60"}), "line 2", "quotes are closed"},
        {"WholeHoursOnly", wholeHours, "line 1", "expected a row every 5 minutes"},
        {"DatesContradict", good + row({.time = "14/10/2022 00:05:00"}), "line 2", "day and month in the same order"},
        {"SpanOfACentury", good + row({.time = "10/14/2122 00:00:00"}), "line 2", "2122-10-14"},
    };
}

std::vector<Malformed> otherFiles()
{
    const std::string packed = gzipped(ClearinghouseRow{}.text());
    return {
        {"Empty", "", "line 1", "found an empty file"},
        {"OnlyBlankLines", "\n \r\n\n", "line 1", "found nothing, expected the first row of a known kind"},
        {"OnlyCommas", ",,,\n,,,\n", "line 1", "expected the first row of a known kind"},
        {"ByteOrderMarkOnly", "\xef\xbb\xbf", "line 1", "found an empty file"},
        {"BinaryGarbage",
         std::string("\x7f"
                     "ELF\x02\x01\x00\x00\x00",
                     9),
         "line 1, column 7", "found a zero byte"},
        {"HighBytes", "\xfa\xfb\xfc\xfd\n\x81\x82", "line 1", "\"????\""},
        {"Utf16",
         std::string("\xff\xfe"
                     "f\0",
                     4),
         "line 1", "UTF-16"},
        {"Workbook", "PK\x03\x04...", "line 1", ".xlsx"},
        {"TruncatedGzip", cut(packed, 9), "", "end too early"},
        {"GzipHeaderOnly", packed.substr(0, 10), "", "end too early"},
        {"BrokenGzip", packed.substr(0, 12) + "xxxxxxxx" + packed.substr(20), "", "not a whole gzip file"},
        {"WebPage", "<!DOCTYPE html>\n<html>Please log in</html>\n", "line 1", "found \"<!DOCTYPE html>\""},
        {"Prose", "Dear reader,\nthis is no data.\n", "line 1", "expected the first row of a known kind"},
        {"Descriptions", "ID\tFwy\tDir\n1\t101\tN\n", "line 1", "found descriptions of stations"},
        {"WebHeaderOnly", std::string(kWebHeader), "line 1", "found no row of data, expected at least one"},
        {"WebHourly", "Hour,Flow (Veh/Hour),% Observed\n03/14/2019 00:00,5,100\n", "line 1",
         "a column named \"5 Minutes\""},
        {"WebWithoutFlow", "5 Minutes,Speed (mph),% Observed\n03/14/2019 00:00,5,100\n", "line 1",
         "a column named \"Flow (Veh/5 Minutes)\""},
        {"WebFieldMissing", web("2019-03-14 00:00,5,3\n"), "line 2, column 21", "as many fields as the header"},
        {"WebFieldTooMany", web("2019-03-14 00:00,5,3,100,9\n"), "line 2, column 26", "found \"9\", expected no more"},
        {"WebLetters", web("2019-03-14 00:00,five,3,100\n"), "line 2, column 18", "found \"five\", expected flow"},
        {"WebNegative", web("2019-03-14 00:00,-5,3,100\n"), "line 2, column 18", "found \"-5\""},
        {"WebPercent", web("2019-03-14 00:00,5,3,100.5\n"), "line 2", "% observed: a number from 0 to 100"},
        {"WebNoTime", web(",5,3,100\n"), "line 2, column 1", "found nothing, expected a time"},
        {"WebAmPm", web("03/14/2019 12:05 AM,5,3,100\n"), "line 2", "found \"03/14/2019 12:05 AM\""},
        {"WebAmbiguousDates", web("04/01/2016 0:00,5,3,100\n"), "line 2", "fit both orders"},
        {"WebMostRowsBad", web("2019-03-14 00:00,5,3,100\nx,5,3,100\n2019-03-14 00:10,5,3,100\n"), "line 3",
         "1 of 3 rows cannot be read, too many"},
        {"FlowHeaderOnly", "flow\n", "line 1", "found no row of data"},
        {"FlowLetters", "flow\n1\ntwo\n", "line 3, column 1", "found \"two\""},
        {"FlowTwoColumns", "flow\n1,2\n3,4\n", "line 2, column 3", "found \"2\", expected one field only"},
        {"FlowTwoHeaders", "flow,speed\n1,2\n", "line 2, column 3", "one field only"},
        {"FlowInfinite", "flow\n1e999\n", "line 2", "found \"1e999\""},
    };
}

std::vector<Malformed> allMalformed()
{
    std::vector<Malformed> all = stationFiles();
    for (Malformed& each : otherFiles()) {
        all.push_back(std::move(each));
    }
    return all;
}

} // namespace

class MalformedFile : public FolderTest, public ::testing::WithParamInterface<Malformed> {};

TEST_P(MalformedFile, IsRefusedWithASentenceThatSaysWhereAndWhat)
{
    const Malformed& file = GetParam();
    const auto path = write(file.name, file.content);
    const auto imported = readMeasurements(std::vector{path}, {});
    ASSERT_FALSE(imported);
    EXPECT_EQ(imported.error().code, ErrorCode::InvalidInput);
    const std::string& message = imported.error().message;
    EXPECT_TRUE(message.starts_with(path.string() + ": ")) << message;
    EXPECT_MENTIONS(message, file.place);
    EXPECT_MENTIONS(message, file.says);
    EXPECT_TRUE(file.place.empty() || message.find("expected") != std::string::npos) << message;
    EXPECT_NE(message.find(". "), std::string::npos) << "says what to do: " << message;
    for (const char letter : message) {
        EXPECT_TRUE(letter >= ' ' && letter <= '~') << message; // nothing of a binary file reaches a log
    }
}

INSTANTIATE_TEST_SUITE_P(Files, MalformedFile, ::testing::ValuesIn(allMalformed()),
                         [](const auto& file) { return file.param.name; });

class MalformedPath : public FolderTest {};

TEST_F(MalformedPath, IsRefusedAlsoWhenItCannotBeRead)
{
    for (const auto& path : {folder() / "nowhere.csv", folder() / "nowhere" / "a.csv"}) {
        const auto imported = readMeasurements(std::vector{path}, {});
        ASSERT_FALSE(imported);
        EXPECT_EQ(imported.error().code, ErrorCode::InvalidInput);
        EXPECT_MENTIONS(imported.error().message, path.string() + ": cannot be opened");
        EXPECT_EQ(readClearinghouse(std::vector{path}, {}).error().code, ErrorCode::InvalidInput);
        EXPECT_EQ(readWebExport(std::vector{path}, {}).error().code, ErrorCode::InvalidInput);
        EXPECT_EQ(readFlowCsv(path, {}).error().code, ErrorCode::InvalidInput);
    }
}

TEST_F(MalformedPath, IsRefusedWithAnUnknownZone)
{
    const auto path = write("a.txt", ClearinghouseRow{}.text());
    const auto imported = readMeasurements(std::vector{path}, {.zone = "Nowhere/Land"});
    ASSERT_FALSE(imported);
    EXPECT_EQ(imported.error().code, ErrorCode::InvalidInput);
    EXPECT_MENTIONS(imported.error().message, "Nowhere/Land");
}

TEST_F(MalformedPath, IsRefusedAtMoreThanAFifthOfBadRowsAndNotBefore)
{
    const auto withBadRows = [this](int bad) {
        std::string text;
        for (int i = 0; i < 10; ++i) {
            text += ClearinghouseRow{.time = "10/14/2022 00:0" + std::string(i % 2 == 0 ? "0" : "5"),
                                     .station = std::to_string(i / 2),
                                     .flow = i < bad ? "x" : "1"}
                        .text();
        }
        return readMeasurements(std::vector{write("a.txt", text)}, {});
    };
    EXPECT_TRUE(withBadRows(2));
    EXPECT_FALSE(withBadRows(3));
}
