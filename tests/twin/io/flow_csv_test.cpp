// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/flow_csv.h"

#include "tests/twin/io/io_fixture.h"

using namespace twin;
using namespace std::chrono_literals;

class FlowCsv : public FolderTest {
protected:
    [[nodiscard]] Imported readText(std::string_view text, const ReadOptions& options = {}) const
    {
        auto imported = readFlowCsv(write("dataset.csv", text), options);
        EXPECT_TRUE(imported) << (imported ? "" : imported.error().message);
        return imported ? std::move(*imported) : Imported{};
    }
};

TEST_F(FlowCsv, ReadsOneStationWithoutDates)
{
    const Imported imported = readText("flow\n30\n37.5\n0\n");
    ASSERT_EQ(imported.measurements.ticks(), 3U);
    EXPECT_FALSE(imported.measurements.axis.hasDates());
    EXPECT_EQ(imported.measurements.axis.step(), 300s);
    EXPECT_EQ(imported.measurements.at(1, 0).flow_veh, 37.5F);
    EXPECT_EQ(imported.measurements.at(2, 0).observed_pct, 100);
    EXPECT_EQ(imported.measurements.stations[0].id, "dataset");
    EXPECT_EQ(readText("flow\n1\n", {.stationId = "x"}).measurements.stations[0].id, "x");
}

TEST_F(FlowCsv, ReadsAnyDress)
{
    for (const std::string& text :
         {std::string("\xef\xbb\xbf"
                      "FLOW\r\n1\r\n2\r\n"),
          std::string("\n\"flow\"\n\"1\"\n 2"), std::string("flow,\n1,\n2,\n\n\n"), gzipped("flow\n1\n2")}) {
        const Imported imported = readText(text);
        ASSERT_EQ(imported.measurements.ticks(), 2U) << text;
        EXPECT_EQ(imported.measurements.at(1, 0).flow_veh, 2.0F) << text;
    }
}

TEST_F(FlowCsv, KeepsAHoleAndABadRowInTheirPlaces)
{
    const Imported imported = readText("flow\n1\n\n3\nx\n5\n6\n7\n");
    ASSERT_EQ(imported.measurements.ticks(), 7U);
    EXPECT_EQ(imported.measurements.at(1, 0).quality(), Quality::Missing);
    EXPECT_EQ(imported.measurements.at(1, 0).observed_pct, 0);
    EXPECT_EQ(imported.measurements.at(3, 0).quality(), Quality::Missing);
    EXPECT_EQ(imported.measurements.at(4, 0).flow_veh, 5.0F);
    EXPECT_EQ(imported.report.badRows.count, 1U);
    EXPECT_EQ(imported.report.badRows.first[0].line, 5U);
    EXPECT_EQ(imported.report.rowsKept, 6U);
}

TEST_F(FlowCsv, KeepsFlowsBelowZeroAndSaysSo)
{
    const Imported imported = readText("flow\n1\n-32.6\n3\n");
    EXPECT_EQ(imported.measurements.at(1, 0).flow_veh, -32.6F);
    ASSERT_EQ(imported.report.notes.size(), 1U);
    EXPECT_MENTIONS(imported.report.notes[0], "1 flows");
}
