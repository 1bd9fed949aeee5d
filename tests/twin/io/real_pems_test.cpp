// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of real files. They may not be redistributed; without them these tests skip.
#include "twin/io/measurement_files.h"

#include <algorithm>
#include <numeric>

#include "tests/pems_data.h"
#include "tests/twin/io/io_fixture.h"
#include "twin/io/pems_clearinghouse.h"
#include "twin/io/pems_web_export.h"

using namespace twin;

namespace {

Imported readReal(const std::vector<std::filesystem::path>& relative)
{
    std::vector<std::filesystem::path> paths;
    for (const auto& each : relative) {
        paths.push_back(pemsDirectory() / each);
    }
    auto imported = readMeasurements(paths, {});
    EXPECT_TRUE(imported) << (imported ? "" : imported.error().message);
    return imported ? std::move(*imported) : Imported{};
}

std::size_t countOf(const Measurements& measured, std::size_t station, Quality quality)
{
    std::size_t count = 0;
    for (std::size_t tick = 0; tick < measured.ticks(); ++tick) {
        count += measured.at(tick, station).quality() == quality ? 1 : 0;
    }
    return count;
}

const std::string kTuesday = "us101n-2022/d04_text_station_5min_2022_10_04.txt";

} // namespace

class RealPems : public FolderTest {};

TEST_F(RealPems, ATuesdayHasSixStationsOf288Intervals)
{
    SKIP_WITHOUT_PEMS(kTuesday);
    const Imported imported = readReal({kTuesday});
    const Measurements& measured = imported.measurements;
    ASSERT_EQ(measured.stations.size(), 6U);
    EXPECT_EQ(measured.ticks(), 288U);
    EXPECT_EQ(measured.stations[0].id, "401833");
    EXPECT_EQ(measured.stations[1].id, "401834");
    EXPECT_EQ(measured.stations[0].lanes, 5);
    EXPECT_EQ(measured.stations[1].lanes, 4);
    EXPECT_EQ(measured.stations[4].kind, StationKind::OffRamp);
    EXPECT_EQ(measured.stations[5].kind, StationKind::OnRamp);
    EXPECT_EQ(imported.report.rowsKept, 1728U);
    EXPECT_EQ(imported.report.badRows.count, 0U);
    EXPECT_EQ(isoTime(measured.axis.at(0), measured.axis.clock()), "2022-10-04T00:00:00-07:00");
    EXPECT_EQ(measured.at(0, 0).flow_veh, 88.0F);
    EXPECT_EQ(measured.at(0, 0).observed_pct, 80);
}

TEST_F(RealPems, OneMainlineStationIsWhollyImputedAndTheRampsAreEmpty)
{
    SKIP_WITHOUT_PEMS(kTuesday);
    const Imported imported = readReal({kTuesday});
    EXPECT_EQ(countOf(imported.measurements, 1, Quality::Imputed), 288U);
    EXPECT_EQ(countOf(imported.measurements, 0, Quality::Observed), 288U);
    EXPECT_EQ(countOf(imported.measurements, 4, Quality::Missing), 288U);
    EXPECT_EQ(countOf(imported.measurements, 5, Quality::Missing), 288U);
    EXPECT_DOUBLE_EQ(imported.report.imputedShare, 0.25);
}

TEST_F(RealPems, AFolderOfTuesdaysLiesOnOneAxisThroughAClockChange)
{
    SKIP_WITHOUT_PEMS("us101n-2022");
    const Imported imported = readReal({"us101n-2022"});
    const Measurements& measured = imported.measurements;
    EXPECT_EQ(imported.report.files.size(), 7U);
    EXPECT_EQ(imported.report.rowsKept, 7U * 1728);
    EXPECT_EQ(measured.ticks(), 43U * 288 + 12); // 4 October to 15 November; 6 November has 25 hours
    EXPECT_EQ(imported.report.missingIntervals, 36U * 288 + 12);
    const std::size_t lastDay = 42 * 288 + 12;
    EXPECT_EQ(isoTime(measured.axis.at(static_cast<Tick>(lastDay)), measured.axis.clock()),
              "2022-11-15T00:00:00-08:00");
    EXPECT_EQ(measured.at(lastDay, 0).quality(), Quality::Observed);
    EXPECT_EQ(measured.at(lastDay - 1, 0).quality(), Quality::Missing);
}

TEST_F(RealPems, ATuesdayWrittenAndReadAgainIsTheSameDay)
{
    SKIP_WITHOUT_PEMS(kTuesday);
    const Imported imported = readReal({kTuesday});
    ASSERT_TRUE(writeClearinghouse(folder() / "a.txt", imported.measurements));
    const auto again = readClearinghouse(std::vector{folder() / "a.txt"}, {});
    ASSERT_TRUE(again) << again.error().message;
    ASSERT_EQ(again->measurements.readings.size(), imported.measurements.readings.size());
    const auto same = [](float a, float b) { return a == b || (std::isnan(a) && std::isnan(b)); };
    for (std::size_t i = 0; i < imported.measurements.readings.size(); ++i) {
        const Observation& a = imported.measurements.readings[i];
        const Observation& b = again->measurements.readings[i];
        ASSERT_TRUE(same(a.flow_veh, b.flow_veh) && same(a.occupancy, b.occupancy) && same(a.speed_mps, b.speed_mps))
            << i;
        ASSERT_EQ(a.observed_pct, b.observed_pct) << i;
    }
    // The writer finds PeMS' own numbers again, not longer ones that mean the same.
    EXPECT_TRUE(
        contentOf(folder() / "a.txt").starts_with("10/04/2022 00:00:00,401833,4,101,N,ML,,50,80,88,.0129,70,10,"));
}

TEST_F(RealPems, ThreeWeeksOfOneStationJoinWithTheirMissingRows)
{
    SKIP_WITHOUT_PEMS("harmone-2019/week_1.csv");
    const Imported imported =
        readReal({"harmone-2019/week_1.csv", "harmone-2019/week_2.csv", "harmone-2019/week_3.csv"});
    const Measurements& measured = imported.measurements;
    ASSERT_EQ(measured.stations.size(), 1U);
    EXPECT_EQ(measured.stations[0].lanes, 3);
    EXPECT_EQ(imported.report.rowsRead, 2016U + 2004 + 2015);
    EXPECT_EQ(measured.ticks(), 2016U + 2004 + 2016); // 10 March has 23 hours
    EXPECT_EQ(imported.report.missingIntervals, 1U);
    EXPECT_EQ(countOf(measured, 0, Quality::Imputed), 7U + 9);
    EXPECT_EQ(isoTime(measured.axis.at(0), measured.axis.clock()), "2019-03-01T00:00:00-08:00");
    const auto last = static_cast<Tick>(measured.ticks() - 1);
    EXPECT_EQ(isoTime(measured.axis.at(last), measured.axis.clock()), "2019-03-21T23:55:00-07:00");
    EXPECT_EQ(measured.at(0, 0).flow_veh, 30.0F);
}

TEST_F(RealPems, HarmoneStreamsHaveAllTheirSamples)
{
    SKIP_WITHOUT_PEMS("harmone-2019/flow_data_train.csv");
    const Imported train = readReal({"harmone-2019/flow_data_train.csv"});
    EXPECT_EQ(train.measurements.ticks(), 1900U);
    EXPECT_EQ(train.measurements.at(0, 0).flow_veh, 30.0F);
    const Imported test = readReal({"harmone-2019/flow_data_test.csv"});
    EXPECT_EQ(test.measurements.ticks(), 14501U);
    EXPECT_EQ(test.report.badRows.count, 0U);
    EXPECT_EQ(countOf(test.measurements, 0, Quality::Observed), 14501U); // also where drift took flows below zero
    const Imported whole = readReal({"harmone-2019/flow_data_test_no_drift.csv"});
    EXPECT_EQ(whole.measurements.ticks(), 14501U);
    EXPECT_EQ(whole.measurements.at(14500, 0).flow_veh, test.measurements.at(14500, 0).flow_veh);
}

TEST_F(RealPems, AFolderOfDifferentKindsIsRefused)
{
    SKIP_WITHOUT_PEMS("harmone-2019/week_1.csv");
    const auto mixed = readMeasurements(std::vector{pemsDirectory() / "harmone-2019"}, {});
    ASSERT_FALSE(mixed);
    EXPECT_MENTIONS(mixed.error().message, "different kinds");
}
