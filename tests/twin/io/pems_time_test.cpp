// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/pems_time.h"

#include <gtest/gtest.h>

#include "twin/io/json_fields.h"

using namespace twin;
using namespace std::chrono_literals;

namespace {

const std::string kCalifornia = "America/Los_Angeles";

LocalDay day(int year, unsigned month, unsigned dayOfMonth)
{
    return LocalDay{std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(dayOfMonth)};
}

UtcTime utc(LocalDay date, std::chrono::seconds clock) { return UtcTime{date.time_since_epoch()} + clock; }

LocalClock californiaIn2022()
{
    return localClock(kCalifornia, utc(day(2022, 1, 1), 0s), utc(day(2022, 12, 31), 0s)).value();
}

} // namespace

TEST(ParseWrittenTime, ReadsPaddedAndUnpaddedTimes)
{
    const WrittenTime padded{{2016, 4, 1, false}, 8 * 3600 + 5 * 60};
    for (const auto* text : {"04/01/2016 08:05", "4/1/2016 8:05", "04/01/2016 08:05:00", "4/01/2016 08:05:00"}) {
        const auto time = parseWrittenTime(text);
        ASSERT_TRUE(time) << text;
        EXPECT_EQ(time->date, padded.date) << text;
        EXPECT_EQ(time->secondOfDay, padded.secondOfDay) << text;
    }
    EXPECT_EQ(parseWrittenTime("10/04/2022 23:59:59")->secondOfDay, 86399);
}

TEST(ParseWrittenTime, ReadsIsoTimes)
{
    for (const auto* text : {"2019-03-08 00:05:00", "2019-03-08T00:05", "2019-3-8 0:05"}) {
        const auto time = parseWrittenTime(text);
        ASSERT_TRUE(time) << text;
        EXPECT_EQ(time->date, (WrittenDate{2019, 3, 8, true})) << text;
        EXPECT_EQ(time->secondOfDay, 300) << text;
    }
}

TEST(ParseIsoTime, DropsPartsOfASecondAndRefusesWhatIsNoTime)
{
    const UtcTime expected = utc(day(2024, 5, 6), 15h + 35min);
    for (const auto* text : {"2024-05-06T08:35:00-07:00", "2024-05-06T15:35Z", "2024-05-06T15:35:00.999Z"}) {
        EXPECT_EQ(parseIsoTime(text), expected) << text;
    }
    for (const auto* text :
         {"2024-05-06T15:35:00", "2024-05-06T15:35:00.Z", "2024-05-06T15:35:00.later-07:00", "Z", ""}) {
        EXPECT_EQ(parseIsoTime(text), std::nullopt) << text;
    }
}

TEST(ParseWrittenTime, RefusesWhatIsNoTime)
{
    for (const auto* text : {"",
                             "04/01/2016",
                             "04/01/2016 ",
                             "04/01/2016 8",
                             "04/01/2016 24:00",
                             "04/01/2016 08:60",
                             "04/01/2016 08:05:60",
                             "04/01/16 08:05",
                             "04/01/2016 08:05 PM",
                             "13/13/2016 08:05",
                             "02/30/2016 08:05",
                             "04/31/2016 00:00",
                             "00/01/2016 00:00",
                             "02/29/2022 00:00",
                             "2016-13-01 00:00",
                             "2016-30-04 00:00",
                             "04-01-2016 00:00",
                             "04/01/20166 00:00",
                             "4/1/2016T08:05",
                             "04/01/2016 8:5",
                             "flow",
                             "123",
                             "04/01/2016 08:05:00x"}) {
        EXPECT_FALSE(parseWrittenTime(text)) << text;
    }
}

TEST(DayOf, FollowsTheOrderExceptForIso)
{
    EXPECT_EQ(dayOf({2016, 4, 1, false}, DateOrder::MonthFirst), day(2016, 4, 1));
    EXPECT_EQ(dayOf({2016, 4, 1, false}, DateOrder::DayFirst), day(2016, 1, 4));
    EXPECT_EQ(dayOf({2016, 4, 1, true}, DateOrder::DayFirst), day(2016, 4, 1));
    EXPECT_FALSE(dayOf({2016, 13, 1, false}, DateOrder::MonthFirst));
    EXPECT_EQ(dayOf({2016, 2, 29, false}, DateOrder::MonthFirst), day(2016, 2, 29));
}

TEST(LocalClockOf, KnowsTheChangesOfAYear)
{
    const LocalClock clock = californiaIn2022();
    EXPECT_EQ(clock.zone(), kCalifornia);
    EXPECT_EQ(clock.offsetAt(utc(day(2022, 3, 13), 9h + 59min)), -8h);
    EXPECT_EQ(clock.offsetAt(utc(day(2022, 3, 13), 10h)), -7h);
    EXPECT_EQ(clock.offsetAt(utc(day(2022, 11, 6), 8h + 59min)), -7h);
    EXPECT_EQ(clock.offsetAt(utc(day(2022, 11, 6), 9h)), -8h);
    // Runs go on beyond their data: the next spring is known too.
    EXPECT_EQ(clock.offsetAt(utc(day(2023, 7, 1), 0h)), -7h);
}

TEST(LocalClockOf, IsUtcForUtcAndRefusesUnknownZones)
{
    EXPECT_EQ(localClock("UTC", UtcTime{}, UtcTime{}).value().zone(), "UTC");
    const auto unknown = localClock("America/Atlantis", UtcTime{}, UtcTime{});
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().code, ErrorCode::InvalidInput);
    EXPECT_NE(unknown.error().message.find("America/Atlantis"), std::string::npos);
}

TEST(InstantsOf, IsOnceOnOrdinaryDays)
{
    const Instants summer = instantsOf(day(2022, 7, 1) + 8h, californiaIn2022());
    EXPECT_EQ(summer.kind, Instants::Kind::Once);
    EXPECT_EQ(summer.earlier, utc(day(2022, 7, 1), 15h));
    const Instants winter = instantsOf(day(2022, 12, 1) + 8h, californiaIn2022());
    EXPECT_EQ(winter.earlier, utc(day(2022, 12, 1), 16h));
}

TEST(InstantsOf, IsTwiceForTheHourPassedTwice)
{
    const LocalClock clock = californiaIn2022();
    const LocalDay change = day(2022, 11, 6);
    EXPECT_EQ(instantsOf(change + 59min, clock).kind, Instants::Kind::Once);
    EXPECT_EQ(instantsOf(change + 2h, clock).kind, Instants::Kind::Once);
    EXPECT_EQ(instantsOf(change + 2h, clock).earlier, utc(change, 10h));
    for (const auto minute : {0min, 30min, 59min}) {
        const Instants twice = instantsOf(change + 1h + minute, clock);
        EXPECT_EQ(twice.kind, Instants::Kind::Twice);
        EXPECT_EQ(twice.earlier, utc(change, 8h + minute));
        EXPECT_EQ(twice.later, utc(change, 9h + minute));
    }
}

TEST(InstantsOf, IsNeverForTheHourSkippedAndReadsItAsAnHourLater)
{
    const LocalClock clock = californiaIn2022();
    const LocalDay change = day(2022, 3, 13);
    EXPECT_EQ(instantsOf(change + 1h + 59min, clock).kind, Instants::Kind::Once);
    EXPECT_EQ(instantsOf(change + 3h, clock).kind, Instants::Kind::Once);
    const Instants never = instantsOf(change + 2h + 30min, clock);
    EXPECT_EQ(never.kind, Instants::Kind::Never);
    EXPECT_EQ(never.earlier, instantsOf(change + 3h + 30min, clock).earlier);
}

TEST(PemsTimeText, IsWhatPemsWrites)
{
    std::string text;
    appendPemsTime(text, day(2022, 10, 4) + 8h + 5min, SecondsShown::Yes);
    EXPECT_EQ(text, "10/04/2022 08:05:00");
    text.clear();
    appendPemsTime(text, day(2022, 1, 9) + 23h + 55min, SecondsShown::No);
    EXPECT_EQ(text, "01/09/2022 23:55");
    EXPECT_EQ(isoDay(day(2022, 1, 9)), "2022-01-09");
}
