// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/pems_clearinghouse.h"

#include "tests/twin/io/io_fixture.h"
#include "twin/core/quantity.h"

using namespace twin;
using namespace std::chrono_literals;

class Clearinghouse : public FolderTest {
protected:
    [[nodiscard]] Imported read(const std::vector<std::filesystem::path>& paths, const ReadOptions& options = {}) const
    {
        auto imported = readClearinghouse(paths, options);
        EXPECT_TRUE(imported) << (imported ? "" : imported.error().message);
        return imported ? std::move(*imported) : Imported{};
    }

    [[nodiscard]] Imported readText(std::string_view text, const ReadOptions& options = {}) const
    {
        return read({write("a.txt", text)}, options);
    }

    /// Rows of one station at the given minutes after midnight, flows counting up from 1.
    static std::string rowsAt(const std::string& date, const std::vector<int>& minutes)
    {
        std::string text;
        int flow = 0;
        for (const int minute : minutes) {
            char time[16];
            std::snprintf(time, sizeof time, " %02d:%02d:00", minute / 60 % 24, minute % 60);
            text += ClearinghouseRow{.time = date + time, .flow = std::to_string(++flow)}.text();
        }
        return text;
    }
};

TEST_F(Clearinghouse, ReadsStationsAndReadingsInSiUnits)
{
    const Imported imported = readText(clearinghouse(
        {{.flow = "88", .occupancy = ".0129", .speed = "70"}, {.station = "410094", .kind = "FR", .flow = "7"}}));
    const Measurements& measured = imported.measurements;
    ASSERT_EQ(measured.stations.size(), 2U);
    EXPECT_EQ(measured.ticks(), 1U);
    EXPECT_EQ(measured.stations[0].id, "401833");
    EXPECT_EQ(measured.stations[0].kind, StationKind::Mainline);
    EXPECT_EQ(measured.stations[0].district, 4);
    EXPECT_EQ(measured.stations[0].freeway, 101);
    EXPECT_EQ(measured.stations[0].direction, 'N');
    EXPECT_EQ(measured.stations[0].lanes, 2);
    EXPECT_EQ(measured.stations[1].kind, StationKind::OffRamp);
    const Observation& reading = measured.at(0, 0);
    EXPECT_EQ(reading.flow_veh, 88.0F);
    EXPECT_EQ(reading.occupancy, 0.0129F);
    EXPECT_EQ(reading.speed_mps, static_cast<float>(70 * kMetresPerSecondPerMph));
    EXPECT_EQ(reading.observed_pct, 100);
    EXPECT_EQ(isoTime(measured.axis.at(0), measured.axis.clock()), "2022-10-14T00:00:00-07:00");
}

TEST_F(Clearinghouse, TellsImputedFromMissingWhereNothingWasObserved)
{
    const Imported imported =
        readText(clearinghouse({{.station = "1", .percent = "0"},
                                {.station = "2", .percent = "0", .flow = "", .occupancy = "", .speed = ""},
                                {.station = "3", .percent = "80"}}));
    EXPECT_EQ(imported.measurements.at(0, 0).quality(), Quality::Imputed);
    EXPECT_EQ(imported.measurements.at(0, 1).quality(), Quality::Missing);
    EXPECT_EQ(imported.measurements.at(0, 2).quality(), Quality::Observed);
    EXPECT_DOUBLE_EQ(imported.report.imputedShare, 0.5);
}

TEST_F(Clearinghouse, CountsTheLanesAStationEverFills)
{
    const std::string absent = ",,,,0,,,,,0";
    const Imported imported =
        readText(clearinghouse({{.station = "1", .lanes = absent},
                                {.station = "2", .lanes = "10,,,,0,,,,,0"},
                                {.station = "3", .lanes = absent},
                                {.time = "10/14/2022 00:05:00", .station = "3"},
                                {.time = "10/14/2022 00:10:00", .station = "3", .lanes = absent}}));
    EXPECT_EQ(imported.measurements.stations[0].lanes, 0);
    EXPECT_EQ(imported.measurements.stations[1].lanes, 1);
    EXPECT_EQ(imported.measurements.stations[2].lanes, 2);
}

TEST_F(Clearinghouse, LaysASpineSoThatAMissingTimestampIsNoShift)
{
    const Imported imported = readText(rowsAt("10/14/2022", {0, 5, 20}));
    ASSERT_EQ(imported.measurements.ticks(), 5U);
    EXPECT_EQ(imported.report.missingIntervals, 2U);
    EXPECT_EQ(imported.measurements.at(1, 0).flow_veh, 2.0F);
    EXPECT_EQ(imported.measurements.at(2, 0).quality(), Quality::Missing);
    EXPECT_EQ(imported.measurements.at(4, 0).flow_veh, 3.0F);
}

TEST_F(Clearinghouse, LetsTheLastOfTwoRowsWinAndCountsTheOther)
{
    const Imported imported =
        readText(clearinghouse({{.flow = "1"}, {.station = "2", .flow = "5"}, {.flow = "2"}, {.flow = "3"}}));
    EXPECT_EQ(imported.measurements.at(0, 0).flow_veh, 3.0F);
    EXPECT_EQ(imported.report.duplicates, 2U);
    EXPECT_EQ(imported.report.rowsRead, 4U);
    EXPECT_EQ(imported.report.rowsKept, 2U);
}

TEST_F(Clearinghouse, JoinsDaysAndDistricts)
{
    const auto first = write("d04.txt", rowsAt("10/14/2022", {1430, 1435}));
    const auto second = write("d04b.txt.gz", gzipped(rowsAt("10/15/2022", {0})));
    const auto other = write("d07.txt", clearinghouse({{.time = "10/14/2022 23:55:00", .station = "700001"}}));
    const Imported imported = read({first, second, other});
    ASSERT_EQ(imported.measurements.stations.size(), 2U);
    ASSERT_EQ(imported.measurements.ticks(), 3U);
    EXPECT_EQ(imported.report.files.size(), 3U);
    EXPECT_EQ(imported.report.missingIntervals, 0U);
    EXPECT_EQ(imported.measurements.at(2, 0).flow_veh, 1.0F);
    EXPECT_EQ(imported.measurements.at(1, 1).flow_veh, 60.0F);
    EXPECT_EQ(imported.measurements.at(2, 1).quality(), Quality::Missing);
}

TEST_F(Clearinghouse, KeepsOnlyTheStationsAndKindsAskedFor)
{
    const std::string text = clearinghouse({{.station = "1"}, {.station = "2", .kind = "OR"}, {.station = "3"}});
    const Imported byId = readText(text, {.stations = {"3", "2"}});
    ASSERT_EQ(byId.measurements.stations.size(), 2U);
    EXPECT_EQ(byId.measurements.stations[0].id, "2");
    EXPECT_EQ(byId.report.filteredRows, 1U);
    const Imported byKind = readText(text, {.kinds = {StationKind::OnRamp}});
    ASSERT_EQ(byKind.measurements.stations.size(), 1U);
    EXPECT_EQ(byKind.report.rowsKept + byKind.report.filteredRows, byKind.report.rowsRead);

    const auto none = readClearinghouse(std::vector{write("a.txt", text)}, {.stations = {"99"}});
    ASSERT_FALSE(none);
    EXPECT_MENTIONS(none.error().message, "3 stations such as 1");
}

TEST_F(Clearinghouse, ReadsThroughMarksCrlfTabsSemicolonsQuotesAndTrailingCommas)
{
    std::string tabs = ClearinghouseRow{}.text();
    std::string semicolons = tabs;
    std::replace(tabs.begin(), tabs.end(), ',', '\t');
    std::replace(semicolons.begin(), semicolons.end(), ',', ';');
    std::string crlf = ClearinghouseRow{}.text();
    crlf.insert(crlf.size() - 1, "\r");
    std::string trailing = ClearinghouseRow{}.text();
    trailing.insert(trailing.size() - 1, ",,");
    for (const std::string& text :
         {tabs, semicolons, crlf, trailing, "\xef\xbb\xbf" + crlf,
          ClearinghouseRow{.station = "\"401833\"", .flow = "\"60\""}.text(),
          ClearinghouseRow{.flow = " 60 ", .speed = "60\t"}.text(), "\n\n" + ClearinghouseRow{}.text() + "\n\n"}) {
        const Imported imported = readText(text);
        ASSERT_EQ(imported.measurements.readings.size(), 1U) << text;
        EXPECT_EQ(imported.measurements.at(0, 0).flow_veh, 60.0F) << text;
        EXPECT_EQ(imported.measurements.stations[0].id, "401833") << text;
        EXPECT_EQ(imported.report.rowsRead, 1U) << text;
    }
}

TEST_F(Clearinghouse, CountsAndShowsBadRowsAndKeepsTheRest)
{
    std::string text = rowsAt("10/14/2022", {0, 5, 10, 15, 20, 25});
    text.replace(text.find(",3,.05"), 2, ",x"); // the flow of the third row
    const Imported imported = readText(text);
    ASSERT_EQ(imported.report.badRows.count, 1U);
    const BadRow& bad = imported.report.badRows.first.front();
    EXPECT_EQ(bad.file, (folder() / "a.txt").string());
    EXPECT_EQ(bad.line, 3U);
    EXPECT_EQ(text.substr(text.find('x') - bad.column + 1, 19), "10/14/2022 00:10:00");
    EXPECT_EQ(bad.found, "\"x\"");
    EXPECT_MENTIONS(bad.expected, "total flow");
    EXPECT_EQ(imported.measurements.at(2, 0).quality(), Quality::Missing);
    EXPECT_EQ(imported.report.rowsKept, 5U);
    EXPECT_EQ(imported.report.missingIntervals, 1U);
}

TEST_F(Clearinghouse, ShowsOnlyTheFirstTwentyBadRows)
{
    std::string text;
    for (int i = 0; i < 288; ++i) {
        char time[32];
        std::snprintf(time, sizeof time, "10/14/2022 %02d:%02d:00", i / 12, i % 12 * 5);
        text += ClearinghouseRow{.time = time, .percent = i % 10 == 0 ? "101" : "100"}.text();
    }
    const Imported imported = readText(text);
    EXPECT_EQ(imported.report.badRows.count, 29U);
    EXPECT_EQ(imported.report.badRows.first.size(), BadRows::kShown);
    EXPECT_EQ(imported.report.badRows.first[1].line, 11U);
    const Imported twice = read({write("b.txt", text), write("c.txt", text)});
    EXPECT_EQ(twice.report.badRows.count, 58U);
    EXPECT_EQ(twice.report.badRows.first.size(), BadRows::kShown);
}

TEST_F(Clearinghouse, DoesNotInventAStationOutOfABadRow)
{
    std::string text = rowsAt("10/14/2022", {0, 5, 10, 15, 20, 25});
    text += ClearinghouseRow{.station = "999999", .flow = "-1"}.text();
    EXPECT_EQ(readText(text).measurements.stations.size(), 1U);
}

TEST_F(Clearinghouse, NotesAStationThatChangesItsDescription)
{
    const Imported imported = readText(clearinghouse({{},
                                                      {.time = "10/14/2022 00:05:00", .kind = "HV"},
                                                      {.time = "10/14/2022 00:10:00"},
                                                      {.time = "10/14/2022 00:15:00", .kind = "HV"}}));
    ASSERT_EQ(imported.report.notes.size(), 1U);
    EXPECT_MENTIONS(imported.report.notes[0], "401833");
    EXPECT_EQ(imported.measurements.stations[0].kind, StationKind::Mainline);
}

TEST_F(Clearinghouse, PlacesTheHourPassedTwiceByFileOrder)
{
    // 2022-11-06: 01:00 to 01:55 comes twice. In true order, and as sorted by the clock on the wall.
    const std::string trueOrder = rowsAt("11/06/2022", {55, 60, 90, 115, 60, 90, 115, 120});
    const std::string sorted = rowsAt("11/06/2022", {55, 60, 60, 90, 90, 115, 115, 120});
    for (const auto& [text, second] : {std::pair(trueOrder, 5.0F), std::pair(sorted, 3.0F)}) {
        const Imported imported = readText(text);
        ASSERT_EQ(imported.measurements.ticks(), 26U);
        EXPECT_EQ(imported.report.foldedRows, 6U);
        EXPECT_EQ(imported.report.duplicates, 0U);
        EXPECT_EQ(imported.measurements.at(1, 0).flow_veh, 2.0F);
        EXPECT_EQ(imported.measurements.at(13, 0).flow_veh, second);
        EXPECT_EQ(imported.measurements.at(25, 0).flow_veh, 8.0F);
        EXPECT_EQ(isoTime(imported.measurements.axis.at(13), imported.measurements.axis.clock()),
                  "2022-11-06T01:00:00-08:00");
    }
}

TEST_F(Clearinghouse, KeepsTheSecondPassWhereTheFirstHasHoles)
{
    const Imported imported = readText(rowsAt("11/06/2022", {55, 60, 115, 60, 90, 120}));
    EXPECT_EQ(imported.measurements.at(7, 0).quality(), Quality::Missing);
    EXPECT_EQ(imported.measurements.at(13 + 6, 0).flow_veh, 5.0F);
}

TEST_F(Clearinghouse, ReadsADayTwiceAsDuplicatesAlsoInTheHourPassedTwice)
{
    const std::string text = rowsAt("11/06/2022", {55, 60, 90, 60, 90, 120});
    const std::string again = rowsAt("11/06/2022", {50, 55, 60, 90, 60, 90, 120}); // flows are one higher
    const Imported imported = read({write("a.txt", text), write("b.txt", again)});
    EXPECT_EQ(imported.report.duplicates, 6U);
    EXPECT_EQ(imported.report.rowsKept, 7U);
    EXPECT_EQ(imported.measurements.at(2, 0).flow_veh, 3.0F);
    EXPECT_EQ(imported.measurements.at(14, 0).flow_veh, 5.0F);
}

TEST_F(Clearinghouse, TakesAnHourGivenOnceForItsFirstPass)
{
    const Imported imported = readText(rowsAt("11/06/2022", {55, 60, 115, 120}));
    EXPECT_EQ(imported.measurements.at(1, 0).flow_veh, 2.0F);
    EXPECT_EQ(imported.measurements.at(13, 0).quality(), Quality::Missing);
    EXPECT_EQ(imported.measurements.at(25, 0).flow_veh, 4.0F);
}

TEST_F(Clearinghouse, ShiftsTheHourThatTheClockSkips)
{
    // 2022-03-13: 02:00 to 02:55 does not exist; such rows count as an hour later, unless those are there as well.
    const Imported shifted = readText(rowsAt("03/13/2022", {115, 120, 125, 190}));
    EXPECT_EQ(shifted.report.shiftedRows, 2U);
    ASSERT_EQ(shifted.measurements.ticks(), 4U);
    EXPECT_EQ(shifted.measurements.at(1, 0).flow_veh, 2.0F);
    EXPECT_EQ(shifted.report.missingIntervals, 0U);

    const Imported both = readText(rowsAt("03/13/2022", {115, 180, 120, 185}));
    EXPECT_EQ(both.measurements.at(1, 0).flow_veh, 2.0F);
    EXPECT_EQ(both.report.duplicates, 1U);
}

TEST_F(Clearinghouse, HasAsManyIntervalsAsTheDayIsLong)
{
    const std::vector<int> wholeDay = [] {
        std::vector<int> minutes;
        for (int minute = 0; minute < 1440; minute += 5) {
            minutes.push_back(minute);
        }
        return minutes;
    }();
    EXPECT_EQ(readText(rowsAt("11/06/2022", wholeDay)).measurements.ticks(), 300U);
    EXPECT_EQ(readText(rowsAt("03/13/2022", wholeDay)).measurements.ticks(), 276U);
    EXPECT_EQ(readText(rowsAt("11/06/2022", wholeDay), {.zone = "UTC"}).measurements.ticks(), 288U);
}

TEST_F(Clearinghouse, TakesTheMonthFirstUnlessTheFileTellsOtherwise)
{
    const Imported usual = readText(clearinghouse({{.time = "10/04/2022 00:00:00"}}));
    EXPECT_EQ(isoTime(usual.measurements.axis.at(0), usual.measurements.axis.clock()), "2022-10-04T00:00:00-07:00");
    const Imported told =
        readText(clearinghouse({{.time = "10/04/2022 00:00:00"}}), {.dateOrder = DateOrder::DayFirst});
    EXPECT_EQ(isoTime(told.measurements.axis.at(0), told.measurements.axis.clock()), "2022-04-10T00:00:00-07:00");
    const Imported seen = readText(rowsAt("25/10/2022", {0, 5}));
    EXPECT_EQ(isoTime(seen.measurements.axis.at(0), seen.measurements.axis.clock()), "2022-10-25T00:00:00-07:00");
    EXPECT_EQ(seen.report.notes.size(), 1U);
}

TEST_F(Clearinghouse, NotesAnAxisThatIsNearlyEmpty)
{
    const Imported odd = readText(clearinghouse({{}, {.time = "10/14/2012 00:00:00"}}));
    ASSERT_EQ(odd.report.notes.size(), 1U);
    EXPECT_MENTIONS(odd.report.notes[0], "Only 2 of ");
    EXPECT_MENTIONS(odd.report.notes[0], "from 2012-10-14T00:00:00-07:00 to 2022-10-14T00:00:00-07:00");
    EXPECT_TRUE(readText(clearinghouse({{}, {.time = "10/14/2022 00:30:00"}})).report.notes.empty());
}

TEST_F(Clearinghouse, RefusesASpanTooLongToBeTrue)
{
    const auto path = write("a.txt", clearinghouse({{}, {.time = "10/14/1922 00:00:00"}}));
    const auto imported = readClearinghouse(std::vector{path}, {});
    ASSERT_FALSE(imported);
    EXPECT_MENTIONS(imported.error().message, "line 2");
    EXPECT_MENTIONS(imported.error().message, "1922-10-14");
}
