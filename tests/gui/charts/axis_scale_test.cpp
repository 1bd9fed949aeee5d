// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/charts/axis_scale.h"

#include <cmath>

#include <gtest/gtest.h>

namespace {

using gui::roundScale;

TEST(AxisScale, HoldsTheRangeInRoundSteps)
{
    for (const auto& [least, greatest] : {std::pair(0.0, 7312.0), {-3.4, 2.2}, {0.712, 0.84}, {1e-6, 3e-6}}) {
        const auto scale = roundScale(least, greatest, 5);
        EXPECT_LE(scale.from, least);
        EXPECT_GE(scale.to, greatest);
        const double steps = (scale.to - scale.from) / scale.step;
        EXPECT_NEAR(steps, std::round(steps), 1e-6);
        EXPECT_LE(steps, 8.0);
    }
}

TEST(AxisScale, GivesASingleValueRoom)
{
    const auto scale = roundScale(42.0, 42.0, 5);
    EXPECT_LT(scale.from, 42.0);
    EXPECT_GT(scale.to, 42.0);
}

TEST(AxisScale, HasBothEndsAmongItsValues)
{
    const auto values = roundScale(0.0, 0.7, 8).values();
    ASSERT_EQ(values.size(), 8U);
    EXPECT_EQ(values.front(), 0.0);
    EXPECT_NEAR(values.back(), 0.7, 1e-12);
}

TEST(AxisScale, WritesAsManyDigitsAsTheStepNeeds)
{
    EXPECT_EQ(roundScale(0.0, 1.0, 5).text(0.2), QStringLiteral("0.2"));
    EXPECT_EQ(roundScale(0.0, 5000.0, 5).decimals(), 0);
    EXPECT_EQ(roundScale(0.0, 0.05, 5).decimals(), 2);
}

TEST(TimeTicks, FallOnRoundHoursOfThePlaceNotOfUtc)
{
    const gui::TimeText kathmandu(twin::LocalClock("Asia/Kathmandu", {{twin::UtcTime{}, std::chrono::minutes(345)}}));
    const double start = 1664820900.0; // 2022-10-04 00:00 there
    const auto ticks = gui::timeTicks(start, start + 86'400.0, 8, kathmandu);
    ASSERT_EQ(ticks.size(), 9U);
    EXPECT_EQ(ticks[0].text, QStringLiteral("Tue 4 Oct"));
    EXPECT_TRUE(ticks[0].isDay);
    EXPECT_EQ(ticks[1].text, QStringLiteral("03:00"));
}

TEST(FigureText, HasThreeDigitsAndADashForNothing)
{
    EXPECT_EQ(gui::figureText(0.01234), QStringLiteral("0.012"));
    EXPECT_EQ(gui::figureText(12.34), QStringLiteral("12.3"));
    EXPECT_EQ(gui::figureText(std::nan("")), QString(QChar(0x2013)));
}

} // namespace
