// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/pems_clearinghouse.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "tests/twin/io/io_fixture.h"
#include "twin/core/random.h"
#include "twin/io/pems_time.h"

using namespace twin;
using namespace std::chrono_literals;

namespace {

UtcTime midnightOf(int year, unsigned month, unsigned day)
{
    return std::chrono::sys_days{std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(day)} + 7h;
}

TimeAxis californiaFrom(UtcTime start)
{
    return {start, 300s, localClock("America/Los_Angeles", start, start).value()};
}

/// Readings of all qualities with values of no particular roundness.
Measurements madeUp(UtcTime start, std::size_t ticks)
{
    Measurements measured{.axis = californiaFrom(start), .stations = {}, .readings = {}};
    measured.stations = {{"401833", StationKind::Mainline, 4, 101, 'N', 5},
                         {"410094", StationKind::OffRamp, 4, 280, 'S', 1},
                         {"a,\"b", StationKind::Unknown, 0, 0, ' ', 0},
                         {"717000", StationKind::Hov, 7, 405, 'W', 10}};
    RandomStream random(1, "clearinghouse");
    for (std::size_t i = 0; i < ticks * measured.stations.size(); ++i) {
        Observation& reading = measured.readings.emplace_back();
        if (random.below(10) == 0) {
            continue;
        }
        const bool isWhole = random.below(2) == 0;
        reading.flow_veh = isWhole ? static_cast<float>(random.below(900)) : static_cast<float>(random.uniform() * 900);
        reading.occupancy = static_cast<float>(random.uniform());
        reading.speed_mps = static_cast<float>(random.uniform() * 40);
        reading.observed_pct = static_cast<std::uint8_t>(random.below(101));
    }
    return measured;
}

bool sameBits(float a, float b) { return std::memcmp(&a, &b, sizeof a) == 0 || (std::isnan(a) && std::isnan(b)); }

void expectEqual(const Measurements& a, const Measurements& b)
{
    ASSERT_EQ(a.stations.size(), b.stations.size());
    for (std::size_t i = 0; i < a.stations.size(); ++i) {
        EXPECT_EQ(a.stations[i].id, b.stations[i].id);
        EXPECT_EQ(a.stations[i].kind, b.stations[i].kind);
        EXPECT_EQ(a.stations[i].district, b.stations[i].district);
        EXPECT_EQ(a.stations[i].freeway, b.stations[i].freeway);
        EXPECT_EQ(a.stations[i].direction, b.stations[i].direction);
        EXPECT_EQ(a.stations[i].lanes, b.stations[i].lanes);
    }
    ASSERT_EQ(a.ticks(), b.ticks());
    EXPECT_EQ(a.axis.at(0), b.axis.at(0));
    for (std::size_t i = 0; i < a.readings.size(); ++i) {
        ASSERT_TRUE(sameBits(a.readings[i].flow_veh, b.readings[i].flow_veh)) << i;
        ASSERT_TRUE(sameBits(a.readings[i].occupancy, b.readings[i].occupancy)) << i;
        ASSERT_TRUE(sameBits(a.readings[i].speed_mps, b.readings[i].speed_mps)) << i;
        ASSERT_EQ(a.readings[i].observed_pct, b.readings[i].observed_pct) << i;
    }
}

} // namespace

class ClearinghouseWriter : public FolderTest {};

TEST_F(ClearinghouseWriter, WritesWhatTheReaderReadsBackToEqualValues)
{
    const Measurements written = madeUp(midnightOf(2022, 10, 4), 400);
    ASSERT_TRUE(writeClearinghouse(folder() / "a.txt", written));
    const auto read = readClearinghouse(std::vector{folder() / "a.txt"}, {});
    ASSERT_TRUE(read) << read.error().message;
    expectEqual(written, read->measurements);
    EXPECT_EQ(read->report.badRows.count, 0U);
}

TEST_F(ClearinghouseWriter, KeepsBothClockChanges)
{
    for (const UtcTime start : {midnightOf(2022, 11, 5), midnightOf(2022, 3, 12)}) {
        const Measurements written = madeUp(start, 3 * 288);
        ASSERT_TRUE(writeClearinghouse(folder() / "a.txt", written));
        const auto read = readClearinghouse(std::vector{folder() / "a.txt"}, {});
        ASSERT_TRUE(read) << read.error().message;
        expectEqual(written, read->measurements);
        EXPECT_EQ(read->report.duplicates, 0U);
        EXPECT_EQ(read->report.shiftedRows, 0U);
    }
}

TEST_F(ClearinghouseWriter, GivesTheSameBytesEveryTime)
{
    ASSERT_TRUE(writeClearinghouse(folder() / "a.txt", madeUp(midnightOf(2022, 10, 4), 50)));
    ASSERT_TRUE(writeClearinghouse(folder() / "b.txt", madeUp(midnightOf(2022, 10, 4), 50)));
    EXPECT_EQ(contentOf(folder() / "a.txt"), contentOf(folder() / "b.txt"));
    EXPECT_EQ(filesInFolder(), 2U);
}

TEST_F(ClearinghouseWriter, WritesRowsAsPemsDoes)
{
    Measurements measured{.axis = californiaFrom(midnightOf(2022, 10, 4)), .stations = {}, .readings = {}};
    measured.stations = {{"401833", StationKind::Mainline, 4, 101, 'N', 5},
                         {"410094", StationKind::OffRamp, 4, 101, 'N', 1}};
    measured.readings.resize(2);
    measured.readings[0] = {88.0F, 0.0129F, static_cast<float>(69.7 * 0.44704), 80};
    ASSERT_TRUE(writeClearinghouse(folder() / "a.txt", measured));
    EXPECT_EQ(contentOf(folder() / "a.txt"),
              "10/04/2022 00:00:00,401833,4,101,N,ML,,50,80,88,.0129,69.7,10,18,.0129,69.7,1,10,18,.0129,69.7,1,"
              "10,18,.0129,69.7,1,10,17,.0129,69.7,1,10,17,.0129,69.7,0,,,,,0,,,,,0,,,,,0\n"
              "10/04/2022 00:00:00,410094,4,101,N,FR,,0,0,,,,0,,,,0,,,,,0,,,,,0,,,,,0,,,,,0,,,,,0,,,,,0,,,,,0\n");
}

TEST_F(ClearinghouseWriter, WritesOnlyTheIntervalsAskedFor)
{
    const Measurements measured = madeUp(midnightOf(2022, 10, 4), 600);
    ASSERT_TRUE(
        writeClearinghouse(folder() / "a.txt", measured, {.laneBlocks = 2, .firstTick = 288, .tickCount = 288}));
    const std::string text = contentOf(folder() / "a.txt");
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 288 * 4);
    EXPECT_TRUE(text.starts_with("10/05/2022 00:00:00"));
    const std::string first = text.substr(0, text.find('\n'));
    EXPECT_EQ(std::count(first.begin(), first.end(), ','), 12 + 5 * 10 - 1); // the widest station has 10 lanes

    const auto nothing = writeClearinghouse(folder() / "b.txt", measured, {.firstTick = 600});
    ASSERT_FALSE(nothing);
    EXPECT_EQ(nothing.error().code, ErrorCode::InvalidInput);
}

TEST_F(ClearinghouseWriter, RefusesAnAxisWithoutDatesOrOfAnotherStepAndWritesNothing)
{
    Measurements measured = madeUp(midnightOf(2022, 10, 4), 3);
    measured.axis = TimeAxis::withoutDates(300s);
    const auto undated = writeClearinghouse(folder() / "a.txt", measured);
    ASSERT_FALSE(undated);
    EXPECT_MENTIONS(undated.error().message, "no dates");
    measured.axis = TimeAxis(midnightOf(2022, 10, 4), 60s, LocalClock{});
    const auto quick = writeClearinghouse(folder() / "a.txt", measured);
    ASSERT_FALSE(quick);
    EXPECT_MENTIONS(quick.error().message, "60 s");
    EXPECT_EQ(filesInFolder(), 0U);
}

TEST_F(ClearinghouseWriter, LanesAddUpToTheStation)
{
    const Measurements measured = madeUp(midnightOf(2022, 10, 4), 50);
    ASSERT_TRUE(writeClearinghouse(folder() / "a.txt", measured));
    std::ifstream file(folder() / "a.txt");
    for (std::string line; std::getline(file, line);) {
        if (line.find(",401833,") == std::string::npos) {
            continue;
        }
        std::vector<std::string> fields(1);
        for (const char letter : line) {
            letter == ',' ? void(fields.emplace_back()) : fields.back().push_back(letter);
        }
        double sum = 0.0;
        for (std::size_t lane = 0; lane < 5 && !fields[9].empty(); ++lane) {
            sum += std::stod(fields[13 + 5 * lane]);
        }
        EXPECT_NEAR(sum, fields[9].empty() ? 0.0 : std::stod(fields[9]), 1e-3) << line;
    }
}
