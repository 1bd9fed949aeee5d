// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/date_order.h"

#include "tests/twin/io/io_fixture.h"

using namespace twin;

namespace {

/// Dates of one file, a line each.
FoundDates datesOf(const std::vector<std::string>& dates, const std::string& file = "a.csv")
{
    FoundDates found{.dates = {}, .files = {file}};
    for (const std::string& date : dates) {
        const auto time = parseWrittenTime(date + " 00:00");
        EXPECT_TRUE(time) << date;
        found.dates.push_back({.date = time->date, .file = 0, .line = found.dates.size() + 2});
    }
    return found;
}

DateOrder orderOf(const std::vector<std::string>& dates, DateOrder usual = DateOrder::Detect)
{
    const auto reading = decideDateOrder(datesOf(dates), DateOrder::Detect, usual);
    EXPECT_TRUE(reading) << (reading ? "" : reading.error().message);
    return reading ? reading->order : DateOrder::Detect;
}

} // namespace

TEST(DateOrderDetection, BelievesANumberAboveTwelve)
{
    EXPECT_EQ(orderOf({"01/04/2016", "13/04/2016"}), DateOrder::DayFirst);
    EXPECT_EQ(orderOf({"04/01/2016", "04/13/2016"}), DateOrder::MonthFirst);
}

TEST(DateOrderDetection, BelievesDaysThatFollowEachOther)
{
    EXPECT_EQ(orderOf({"04/01/2016", "05/01/2016", "06/01/2016"}), DateOrder::DayFirst);
    EXPECT_EQ(orderOf({"04/01/2016", "04/02/2016", "04/03/2016"}), DateOrder::MonthFirst);
}

TEST(DateOrderDetection, DoesNotLetTimeRunBackwards)
{
    EXPECT_EQ(orderOf({"04/01/2016", "03/04/2016"}), DateOrder::DayFirst);
    EXPECT_EQ(orderOf({"01/04/2016", "04/03/2016"}), DateOrder::MonthFirst);
}

TEST(DateOrderDetection, BelievesTheDateInTheNameOfTheFile)
{
    const auto reading = decideDateOrder(datesOf({"04/10/2022"}, "in/d04_text_station_5min_2022_10_04.txt"),
                                         DateOrder::Detect, DateOrder::MonthFirst);
    ASSERT_TRUE(reading);
    EXPECT_EQ(reading->order, DateOrder::DayFirst);
    EXPECT_MENTIONS(reading->note, "day first");
}

TEST(DateOrderDetection, DoesNotCareWhereBothReadingsAreTheSame)
{
    EXPECT_EQ(orderOf({"04/04/2016"}), DateOrder::MonthFirst);
    EXPECT_EQ(orderOf({"2016-04-01", "2016-05-01"}), DateOrder::MonthFirst);
}

TEST(DateOrderDetection, TakesNoEvidenceFromOneFileToTheNext)
{
    FoundDates found = datesOf({"04/01/2016", "05/01/2016", "06/01/2016"});
    found.files = {"a.csv", "b.csv", "c.csv"};
    found.dates[1].file = 1;
    found.dates[2].file = 2;
    EXPECT_FALSE(decideDateOrder(found, DateOrder::Detect, DateOrder::Detect));
    EXPECT_EQ(decideDateOrder(found, DateOrder::Detect, DateOrder::MonthFirst)->order, DateOrder::MonthFirst);
}

TEST(DateOrderDetection, AsksWithBothReadingsWhereNothingTells)
{
    const auto reading = decideDateOrder(datesOf({"04/01/2016"}), DateOrder::Detect, DateOrder::Detect);
    ASSERT_FALSE(reading);
    EXPECT_EQ(reading.error().code, ErrorCode::InvalidInput);
    const std::string& message = reading.error().message;
    EXPECT_MENTIONS(message, "a.csv: line 2");
    EXPECT_MENTIONS(message, "month first they run from 2016-04-01 to 2016-04-01");
    EXPECT_MENTIONS(message, "day first from 2016-01-04 to 2016-01-04");
    EXPECT_MENTIONS(message, "DateOrder::DayFirst");
    EXPECT_EQ(orderOf({"04/01/2016"}, DateOrder::MonthFirst), DateOrder::MonthFirst);
}

TEST(DateOrderDetection, RefusesDatesThatContradictEachOther)
{
    const auto reading =
        decideDateOrder(datesOf({"13/04/2016", "04/13/2016"}), DateOrder::Detect, DateOrder::MonthFirst);
    ASSERT_FALSE(reading);
    EXPECT_MENTIONS(reading.error().message, "line 2");
    EXPECT_MENTIONS(reading.error().message, "line 3");
}

TEST(DateOrderDetection, ObeysWhenToldAndSaysWhenItCannot)
{
    EXPECT_EQ(decideDateOrder(datesOf({"04/01/2016"}), DateOrder::DayFirst, DateOrder::MonthFirst)->order,
              DateOrder::DayFirst);
    const auto reading = decideDateOrder(datesOf({"04/01/2016", "04/13/2016"}), DateOrder::DayFirst, DateOrder::Detect);
    ASSERT_FALSE(reading);
    EXPECT_MENTIONS(reading.error().message, "a.csv: line 3");
    EXPECT_MENTIONS(reading.error().message, "4/13/2016");
}
