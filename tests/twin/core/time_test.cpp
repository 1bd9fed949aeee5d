// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/core/time.h"

#include <gtest/gtest.h>

using namespace twin;
using namespace std::chrono_literals;

namespace {

UtcTime utc(int year, unsigned month, unsigned day, std::chrono::seconds clock)
{
    return std::chrono::sys_days{std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(day)} + clock;
}

LocalClock california() { return {"America/Los_Angeles", {{utc(2022, 3, 13, 10h), -7h}, {utc(2022, 11, 6, 9h), -8h}}}; }

} // namespace

TEST(TimeAxis, CountsTicksFromItsStart)
{
    const TimeAxis axis(utc(2022, 10, 4, 7h), 300s, california());
    EXPECT_EQ(axis.slotAt(0).slotOfDay, 0);
    EXPECT_EQ(axis.slotAt(0).dayOfWeek, 2);
    EXPECT_EQ(axis.slotAt(287).slotOfDay, 287);
    EXPECT_EQ(axis.slotAt(288).slotOfDay, 0);
    EXPECT_EQ(axis.slotAt(288).dayOfWeek, 3);
    EXPECT_EQ(axis.from(12).slotAt(0).slotOfDay, 12);
}

TEST(TimeAxis, FollowsTheClockOnTheWallThroughAChange)
{
    // 2022-11-06: clocks go back at 09:00 UTC; the day has 300 intervals and the hour from 01:00 comes twice.
    const TimeAxis axis(utc(2022, 11, 6, 7h), 300s, california());
    EXPECT_EQ(axis.slotAt(12).slotOfDay, 12);
    EXPECT_EQ(axis.slotAt(24).slotOfDay, 12);
    EXPECT_EQ(axis.slotAt(299).slotOfDay, 287);
    EXPECT_EQ(axis.slotAt(300).slotOfDay, 0);
}

TEST(TimeAxis, SaysWhetherItKnowsDates)
{
    EXPECT_FALSE(TimeAxis::withoutDates(300s).hasDates());
    EXPECT_EQ(TimeAxis::withoutDates(300s).slotAt(289).slotOfDay, 1);
}

TEST(IsoTime, WritesTheOffsetOfTheZone)
{
    EXPECT_EQ(isoTime(utc(2022, 10, 4, 15h + 35min), california()), "2022-10-04T08:35:00-07:00");
    EXPECT_EQ(isoTime(utc(2022, 10, 4, 15h + 35min)), "2022-10-04T15:35:00Z");
}
