// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/pems_web_export.h"

#include <algorithm>

#include "tests/twin/io/io_fixture.h"
#include "twin/core/quantity.h"

using namespace twin;
using namespace std::chrono_literals;

class WebExport : public FolderTest {
protected:
    [[nodiscard]] Imported read(const std::vector<std::filesystem::path>& paths, const ReadOptions& options = {}) const
    {
        auto imported = readWebExport(paths, options);
        EXPECT_TRUE(imported) << (imported ? "" : imported.error().message);
        return imported ? std::move(*imported) : Imported{};
    }

    [[nodiscard]] Imported readText(std::string_view text, const ReadOptions& options = {}) const
    {
        return read({write("a.csv", text)}, options);
    }

    static std::string startOf(const Imported& imported)
    {
        return isoTime(imported.measurements.axis.at(0), imported.measurements.axis.clock());
    }
};

TEST_F(WebExport, ReadsTotalsWithAnIndexColumnAndLanes)
{
    const Imported imported =
        readText(",5 Minutes,Lane 1 Flow (Veh/5 Minutes),Lane 1 Speed (mph),Lane 2 Flow (Veh/5 "
                 "Minutes),Lane 2 Speed (mph),Flow (Veh/5 Minutes),Speed (mph),Occupancy (%),# Lane "
                 "Points,% Observed\n"
                 "0,2019-03-08 00:00:00,10,71.9,4,69.7,14,67.3,2.5,2,100\n"
                 "1,2019-03-08 00:05:00,6,72.0,8,69.7,15,66.7,,2,0\n");
    ASSERT_EQ(imported.measurements.ticks(), 2U);
    const Observation& reading = imported.measurements.at(0, 0);
    EXPECT_EQ(reading.flow_veh, 14.0F);
    EXPECT_FLOAT_EQ(reading.speed_mps, static_cast<float>(67.3 * kMetresPerSecondPerMph));
    EXPECT_FLOAT_EQ(reading.occupancy, 0.025F);
    EXPECT_EQ(reading.observed_pct, 100);
    EXPECT_EQ(imported.measurements.at(1, 0).quality(), Quality::Imputed);
    EXPECT_TRUE(std::isnan(imported.measurements.at(1, 0).occupancy));
    EXPECT_EQ(imported.measurements.stations[0].lanes, 2);
    EXPECT_EQ(imported.measurements.stations[0].id, "a");
    EXPECT_TRUE(imported.report.notes.empty());
}

TEST_F(WebExport, AddsLanesUpWhereThereAreNoTotals)
{
    const Imported imported = readText("5 Minutes,Lane 1 Flow (Veh/5 Minutes),Lane 1 Speed (mph),Lane 2 Flow (Veh/5 "
                                       "Minutes),Lane 2 Speed (mph),Lane 1 Occ (%),Lane 2 Occ (%)\n"
                                       "2019-03-08 00:00:00,30,60,10,20,4,8\n"
                                       "2019-03-08 00:05:00,30,60,,,4,\n"
                                       "2019-03-08 00:10:00,,,,,,\n");
    EXPECT_EQ(imported.measurements.at(0, 0).flow_veh, 40.0F);
    EXPECT_FLOAT_EQ(imported.measurements.at(0, 0).speed_mps, static_cast<float>(50 * kMetresPerSecondPerMph));
    EXPECT_FLOAT_EQ(imported.measurements.at(0, 0).occupancy, 0.06F);
    EXPECT_EQ(imported.measurements.at(0, 0).observed_pct, 100);
    EXPECT_EQ(imported.measurements.at(1, 0).flow_veh, 30.0F);
    EXPECT_EQ(imported.measurements.at(2, 0).quality(), Quality::Missing);
    EXPECT_EQ(imported.measurements.at(2, 0).observed_pct, 0);
    ASSERT_EQ(imported.report.notes.size(), 1U);
    EXPECT_MENTIONS(imported.report.notes[0], "% Observed");
}

TEST_F(WebExport, ReadsAnyCaseSeparatorMarkQuotesAndTrailingCommas)
{
    const std::string plain = webExport({"03/14/2019 0:00", "03/14/2019 0:05"});
    std::string shouted = plain;
    std::transform(shouted.begin(), shouted.end(), shouted.begin(), [](unsigned char c) { return std::toupper(c); });
    std::string tabs = plain;
    std::replace(tabs.begin(), tabs.end(), ',', '\t');
    std::string semicolons = plain;
    std::replace(semicolons.begin(), semicolons.end(), ',', ';');
    std::string crlf;
    std::string trailing;
    for (const char letter : plain) {
        crlf += letter == '\n' ? "\r\n" : std::string(1, letter);
        trailing += letter == '\n' ? ",,\n" : std::string(1, letter);
    }
    std::string trailingHeader = plain;
    trailingHeader.insert(trailingHeader.find('\n'), ",,");
    std::string quoted(kWebHeader);
    quoted += "\"03/14/2019 0:00\",\"1\",3,100\n03/14/2019 00:05,2,3,\"100\"\n";
    for (const std::string& text : {plain, shouted, tabs, semicolons, crlf, trailing, trailingHeader, quoted,
                                    "\xef\xbb\xbf" + crlf, "\xef\xbb\xbf" + tabs, gzipped(plain)}) {
        const Imported imported = readText(text);
        ASSERT_EQ(imported.measurements.ticks(), 2U) << text;
        EXPECT_EQ(imported.measurements.at(1, 0).flow_veh, 2.0F) << text;
        EXPECT_EQ(imported.measurements.stations[0].lanes, 3) << text;
        EXPECT_EQ(startOf(imported), "2019-03-14T00:00:00-07:00") << text;
    }
}

TEST_F(WebExport, JoinsWeeksOnOneSpine)
{
    const auto first = write("week_1.csv", webExport({"2019-03-07 23:50:00", "2019-03-07 23:55:00"}));
    const auto second = write("week_2.csv", webExport({"2019-03-08 00:00:00", "2019-03-08 00:10:00"}));
    const Imported imported = read({second, first});
    ASSERT_EQ(imported.measurements.stations.size(), 1U);
    EXPECT_EQ(imported.measurements.ticks(), 5U);
    EXPECT_EQ(imported.report.missingIntervals, 1U);
    EXPECT_EQ(imported.measurements.at(2, 0).flow_veh, 1.0F);
    EXPECT_EQ(imported.measurements.stations[0].id, "week_2");
    EXPECT_MENTIONS(imported.report.notes.back(), "one station");
}

TEST_F(WebExport, TakesTheStationFromTheOptionElseFromTheName)
{
    const std::string text = webExport({"2019-03-08 00:00:00"});
    const auto numbered = write("pems_401833_20190308.csv", text);
    const auto other = write("401834.csv.gz", gzipped(text));
    EXPECT_EQ(read({numbered}).measurements.stations[0].id, "401833");
    EXPECT_EQ(read({numbered, other}).measurements.stations.size(), 2U);
    EXPECT_EQ(read({numbered, other}).report.duplicates, 0U);
    const Imported told = read({numbered, other}, {.stationId = "main street"});
    ASSERT_EQ(told.measurements.stations.size(), 1U);
    EXPECT_EQ(told.measurements.stations[0].id, "main street");
    EXPECT_EQ(told.report.duplicates, 1U);
}

TEST_F(WebExport, ResolvesDatesThatASpreadsheetHasTurnedRound)
{
    const Imported turned = readText(webExport({"04/01/2016 0:00", "05/01/2016 0:00", "06/01/2016 0:00"}));
    EXPECT_EQ(startOf(turned), "2016-01-04T00:00:00-08:00");
    EXPECT_EQ(turned.measurements.ticks(), 2U * 288 + 1);
    EXPECT_MENTIONS(turned.report.notes.front(), "day first");
    const Imported usual = readText(webExport({"04/01/2016 0:00", "04/02/2016 0:00"}));
    EXPECT_EQ(startOf(usual), "2016-04-01T00:00:00-07:00");
}

TEST_F(WebExport, AsksWhereBothOrdersOfADateFit)
{
    const auto path = write("train.csv", webExport({"04/01/2016 0:00", "04/01/2016 0:05"}));
    const auto asked = readWebExport(std::vector{path}, {});
    ASSERT_FALSE(asked);
    EXPECT_EQ(asked.error().code, ErrorCode::InvalidInput);
    EXPECT_MENTIONS(asked.error().message, "train.csv: line 2");
    EXPECT_MENTIONS(asked.error().message, "2016-04-01");
    EXPECT_MENTIONS(asked.error().message, "2016-01-04");
    EXPECT_EQ(startOf(read({path}, {.dateOrder = DateOrder::DayFirst})), "2016-01-04T00:00:00-08:00");
    EXPECT_EQ(startOf(read({path}, {.dateOrder = DateOrder::MonthFirst})), "2016-04-01T00:00:00-07:00");
}

TEST_F(WebExport, PassesOverUnknownColumnsWithANote)
{
    const Imported imported = readText("5 Minutes,Flow (Veh/5 Minutes),Truck Flow,% Observed,Lane x Flow,Lane 99 Flow "
                                       "(Veh/5 Minutes)\n2019-03-08 00:00:00,5,junk,100,junk,junk\n");
    EXPECT_EQ(imported.report.notes.size(), 3U);
    EXPECT_MENTIONS(imported.report.notes[0], "Truck Flow");
    EXPECT_EQ(imported.measurements.at(0, 0).flow_veh, 5.0F);
}

TEST_F(WebExport, WritesTheTableThatScriptsExpectAndReadsItBack)
{
    const Imported imported = readText("5 Minutes,Flow (Veh/5 Minutes),# Lane Points,% Observed\n"
                                       "2022-11-05 23:55:00,12,3,100\n2022-11-06 01:00:00,7.5,3,66\n"
                                       "2022-11-06 01:00:00,8,3,0\n2022-11-06 02:00:00,,3,0\n");
    const auto path = folder() / "out.csv";
    ASSERT_TRUE(writeWebExport(path, imported.measurements, 0));
    const std::string text = contentOf(path);
    EXPECT_TRUE(text.starts_with("5 Minutes,Flow (Veh/5 Minutes),# Lane Points,% Observed\n"
                                 "11/05/2022 23:55,12,3,100\n11/06/2022 00:00,,3,0\n"))
        << text;
    EXPECT_MENTIONS(text, "\n11/06/2022 01:00,7.5,3,66\n");
    const Imported again = read({path}, {.dateOrder = DateOrder::MonthFirst});
    ASSERT_EQ(again.measurements.ticks(), imported.measurements.ticks());
    EXPECT_EQ(again.measurements.axis.at(0), imported.measurements.axis.at(0));
    for (std::size_t tick = 0; tick < again.measurements.ticks(); ++tick) {
        const Observation& a = again.measurements.at(tick, 0);
        const Observation& b = imported.measurements.at(tick, 0);
        EXPECT_TRUE(a.flow_veh == b.flow_veh || (std::isnan(a.flow_veh) && std::isnan(b.flow_veh))) << tick;
        EXPECT_EQ(a.observed_pct, b.observed_pct) << tick;
    }
    EXPECT_EQ(again.measurements.stations[0].lanes, 3);
}

TEST_F(WebExport, WritesNothingWithoutDates)
{
    Measurements measured{.axis = TimeAxis::withoutDates(300s), .stations = {Station{}}, .readings = {Observation{}}};
    const auto written = writeWebExport(folder() / "out.csv", measured, 0);
    ASSERT_FALSE(written);
    EXPECT_MENTIONS(written.error().message, "out.csv");
    EXPECT_EQ(filesInFolder(), 0U);
}
