// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/measurement_files.h"

#include "tests/twin/io/io_fixture.h"

using namespace twin;

namespace {

using Paths = std::vector<std::filesystem::path>;

constexpr std::string_view kDescriptions = "ID\tFwy\tDir\tDistrict\tCounty\n401833\t101\tN\t4\t85\n";

} // namespace

class MeasurementFiles : public FolderTest {};

TEST_F(MeasurementFiles, KnowsAFileByItsContentAndNotByItsName)
{
    EXPECT_EQ(detectFormat(write("flow.csv", ClearinghouseRow{}.text())), MeasurementFormat::Clearinghouse);
    EXPECT_EQ(detectFormat(write("d04_text_station_5min.txt", webExport({}))), MeasurementFormat::WebExport);
    EXPECT_EQ(detectFormat(write("week.gz", gzipped("flow\n1\n"))), MeasurementFormat::FlowColumn);
    EXPECT_EQ(detectFormat(write("a.csv", "broken first row\n" + ClearinghouseRow{}.text())),
              MeasurementFormat::Clearinghouse);
}

TEST_F(MeasurementFiles, ReadsEachKindWithItsReader)
{
    const auto station = readMeasurements(Paths{write("a.txt", ClearinghouseRow{}.text())}, {});
    ASSERT_TRUE(station) << station.error().message;
    EXPECT_EQ(station->measurements.stations[0].id, "401833");
    const auto table = readMeasurements(Paths{write("b.csv", webExport({"2019-03-08 00:00:00"}))}, {});
    ASSERT_TRUE(table) << table.error().message;
    EXPECT_EQ(table->measurements.stations[0].lanes, 3);
    const auto column = readMeasurements(Paths{write("c.csv", "flow\n1\n")}, {});
    ASSERT_TRUE(column) << column.error().message;
    EXPECT_FALSE(column->measurements.axis.hasDates());
}

TEST_F(MeasurementFiles, RefusesFilesOfDifferentKinds)
{
    const auto a = write("a.txt", ClearinghouseRow{}.text());
    const auto b = write("b.csv", webExport({"2019-03-08 00:00:00"}));
    const auto mixed = readMeasurements(Paths{a, b}, {});
    ASSERT_FALSE(mixed);
    EXPECT_EQ(mixed.error().code, ErrorCode::InvalidInput);
    EXPECT_MENTIONS(mixed.error().message, "a.txt is a PeMS Clearinghouse file, but ");
    EXPECT_MENTIONS(mixed.error().message, "b.csv is a table exported by PeMS");
}

TEST_F(MeasurementFiles, RefusesSeveralFilesWithoutTimes)
{
    const auto both = readMeasurements(Paths{write("a.csv", "flow\n1\n"), write("b.csv", "flow\n1\n")}, {});
    ASSERT_FALSE(both);
    EXPECT_MENTIONS(both.error().message, "without times");
}

TEST_F(MeasurementFiles, ReadsAFolderInTheOrderOfItsNumbers)
{
    for (const auto* name : {"week_10.csv", "week_2.csv", "week_1.csv", "Week_3.TXT", "notes.md", ".hidden.csv"}) {
        write(name, webExport({"2019-03-08 00:00:00"}));
    }
    write("week_02.csv.gz", gzipped(webExport({"2019-03-08 00:00:00"})));
    std::filesystem::create_directory(folder() / "below.csv");
    const auto files = measurementFilesIn(folder());
    ASSERT_TRUE(files) << files.error().message;
    std::vector<std::string> names;
    for (const auto& file : *files) {
        names.push_back(file.filename().string());
    }
    EXPECT_EQ(names,
              (std::vector<std::string>{"Week_3.TXT", "week_1.csv", "week_2.csv", "week_02.csv.gz", "week_10.csv"}));
    std::filesystem::remove_all(folder() / "below.csv");
    const auto imported = readMeasurements(Paths{folder()}, {});
    ASSERT_TRUE(imported) << imported.error().message;
    EXPECT_EQ(imported->report.files.size(), 5U);
    EXPECT_EQ(imported->report.duplicates, 4U);
}

TEST_F(MeasurementFiles, PassesOverDescriptionsOfStationsInAFolderOnly)
{
    const auto described = write("d04_text_meta_2022_10_04.txt", kDescriptions);
    write("d04_text_station_5min_2022_10_14.txt", ClearinghouseRow{}.text());
    const auto imported = readMeasurements(Paths{folder()}, {});
    ASSERT_TRUE(imported) << imported.error().message;
    EXPECT_EQ(imported->report.files.size(), 1U);
    EXPECT_MENTIONS(imported->report.notes.back(), "passed over");
    const auto asked = readMeasurements(Paths{described}, {});
    ASSERT_FALSE(asked);
    EXPECT_MENTIONS(asked.error().message, "descriptions of stations");
}

TEST_F(MeasurementFiles, SaysWhenThereIsNothingToRead)
{
    const auto none = readMeasurements(Paths{}, {});
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, ErrorCode::InvalidInput);
    const auto emptyFolder = readMeasurements(Paths{folder()}, {});
    ASSERT_FALSE(emptyFolder);
    EXPECT_MENTIONS(emptyFolder.error().message, "no *.csv, *.txt or *.gz");
    EXPECT_FALSE(measurementFilesIn(folder() / "nowhere"));
    write("d04_text_meta.txt", kDescriptions);
    EXPECT_FALSE(readMeasurements(Paths{folder()}, {}));
}

TEST_F(MeasurementFiles, ReadsNothingOfGoodFilesBesideABadOne)
{
    const auto good = write("good.txt", ClearinghouseRow{}.text());
    const auto bad = write("bad.txt", clearinghouse({{.flow = "x"}}));
    for (const Paths& paths : {Paths{good, bad}, Paths{bad, good}, Paths{folder()}}) {
        const auto imported = readMeasurements(paths, {});
        ASSERT_FALSE(imported);
        EXPECT_MENTIONS(imported.error().message, "bad.txt: line 1");
    }
}

TEST_F(MeasurementFiles, KeepsItsAccounts)
{
    std::string text;
    for (int i = 0; i < 60; ++i) {
        text += ClearinghouseRow{.time = "10/14/2022 0" + std::to_string(i % 10) + ":05:00",
                                 .station = i % 3 == 0 ? "1" : "2",
                                 .flow = i % 11 == 10 ? "?" : "5"}
                    .text();
    }
    const auto imported = readMeasurements(Paths{write("a.txt", text)}, {.stations = {"2"}});
    ASSERT_TRUE(imported) << imported.error().message;
    const ImportReport& report = imported->report;
    EXPECT_EQ(report.badRows.count, 5U);
    EXPECT_GT(report.duplicates, 0U);
    EXPECT_GT(report.filteredRows, 0U);
    EXPECT_EQ(report.rowsRead, report.rowsKept + report.duplicates + report.filteredRows + report.badRows.count);
}
