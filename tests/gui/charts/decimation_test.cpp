// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/charts/decimation.h"

#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

namespace {

using gui::decimated;

std::vector<double> upTo(std::size_t count)
{
    std::vector<double> x(count);
    std::iota(x.begin(), x.end(), 0.0);
    return x;
}

TEST(Decimation, KeepsASpikeOfOneSampleAmongAHundredThousand)
{
    const auto x = upTo(100'000);
    std::vector<float> y(x.size(), 10.0F);
    y[61'234] = 900.0F;
    y[31'777] = -900.0F;
    const auto runs = decimated(x, y, {0.0, 99'999.0, 1000});
    ASSERT_EQ(runs.size(), 1U);
    EXPECT_LE(runs[0].size(), 2 * 1002);
    EXPECT_TRUE(runs[0].contains(QPointF(61'234.0, 900.0)));
    EXPECT_TRUE(runs[0].contains(QPointF(31'777.0, -900.0)));
}

TEST(Decimation, KeepsLeastAndGreatestOfEveryColumnInTheirOrder)
{
    const std::vector<double> x{0, 1, 2, 3, 4, 5, 6, 7};
    const std::vector<float> y{5, 9, 1, 5, 2, 3, 8, 4};
    const auto runs = decimated(x, y, {0.0, 8.0, 2});
    ASSERT_EQ(runs.size(), 1U);
    const QPolygonF expected{{1, 9}, {2, 1}, {4, 2}, {6, 8}};
    EXPECT_EQ(runs[0], expected);
}

TEST(Decimation, PartsTheCurveAtAGap)
{
    const auto x = upTo(7);
    const float none = std::numeric_limits<float>::quiet_NaN();
    const std::vector<float> y{1, 2, none, 4, 5, none, 7};
    const auto runs = decimated(x, y, {0.0, 6.0, 100});
    ASSERT_EQ(runs.size(), 3U);
    EXPECT_EQ(runs[0].size(), 2);
    EXPECT_EQ(runs[1].front(), QPointF(3, 4));
    EXPECT_EQ(runs[2].size(), 1);
}

TEST(Decimation, RunsOneSampleBeyondTheViewSoThatCurvesReachTheEdge)
{
    const auto x = upTo(100);
    const std::vector<float> y(100, 1.0F);
    const auto runs = decimated(x, y, {40.5, 49.5, 100});
    ASSERT_EQ(runs.size(), 1U);
    EXPECT_EQ(runs[0].front().x(), 40.0);
    EXPECT_EQ(runs[0].back().x(), 50.0);
}

TEST(Decimation, LeavesSparseSeriesAsTheyAre)
{
    const auto x = upTo(50);
    std::vector<float> y(50);
    std::iota(y.begin(), y.end(), 0.0F);
    EXPECT_EQ(decimated(x, y, {0.0, 49.0, 400})[0].size(), 50);
}

TEST(RangeWithin, IgnoresWhatLiesOutsideAndWhatIsMissing)
{
    const auto x = upTo(6);
    const std::vector<float> y{100, 3, std::numeric_limits<float>::quiet_NaN(), 7, 5, -50};
    const auto range = gui::rangeWithin(x, y, 2.0, 3.0); // one beyond either side is drawn, so it counts
    EXPECT_EQ(range.least, 3.0F);
    EXPECT_EQ(range.greatest, 7.0F);
}

} // namespace
