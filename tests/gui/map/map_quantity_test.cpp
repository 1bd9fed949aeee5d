// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/map/map_quantity.h"

#include <cmath>
#include <limits>
#include <numeric>

#include <gtest/gtest.h>

#include "gui/map/map_legend.h"

namespace {

using gui::MapQuantity;
using gui::UnitSystem;

constexpr float kNone = std::numeric_limits<float>::quiet_NaN();

TEST(MapClasses, AValueOnAnEdgeFallsAboveIt)
{
    const auto classes = gui::classesOf(MapQuantity::SpeedRatio, UnitSystem::UsCustomary);
    EXPECT_EQ(classes.classOf(29.99F), 0U);
    EXPECT_EQ(classes.classOf(30.0F), 1U);
    EXPECT_EQ(classes.classOf(130.0F), classes.count() - 1);
    EXPECT_EQ(classes.classOf(kNone), classes.count());
}

TEST(MapClasses, EveryQuantityHasANameAUnitAndALabelForEachClass)
{
    for (const MapQuantity quantity : gui::kMapQuantities) {
        for (const UnitSystem units : {UnitSystem::UsCustomary, UnitSystem::Metric}) {
            const auto classes = gui::classesOf(quantity, units);
            EXPECT_FALSE(classes.name.isEmpty());
            EXPECT_EQ(classes.unit.isEmpty(), quantity == MapQuantity::DetectorHealth);
            EXPECT_EQ(classes.labels.size(), classes.count());
            EXPECT_EQ(classes.weights.size(), classes.count());
            EXPECT_TRUE(std::is_sorted(classes.edges.begin(), classes.edges.end()));
        }
    }
}

TEST(MapClasses, SlowRoadsAreDrawnWiderSoThatColourIsNotTheOnlyCue)
{
    const auto classes = gui::classesOf(MapQuantity::SpeedRatio, UnitSystem::Metric);
    EXPECT_GT(classes.weights.front(), 1.3 * classes.weights.back());
}

TEST(MapClasses, TextCarriesTheUnit)
{
    EXPECT_EQ(gui::classesOf(MapQuantity::Speed, UnitSystem::UsCustomary).text(43.2F), QStringLiteral("43.2 mph"));
    EXPECT_EQ(gui::classesOf(MapQuantity::Speed, UnitSystem::UsCustomary).text(kNone), QStringLiteral("not known"));
    EXPECT_EQ(gui::classesOf(MapQuantity::DetectorHealth, UnitSystem::Metric).text(0.0F), QStringLiteral("faulty"));
}

TEST(ClassShares, CountEveryRoadOnceAndThoseWithoutValueLast)
{
    const auto classes = gui::classesOf(MapQuantity::SpeedRatio, UnitSystem::UsCustomary);
    const std::vector<float> values{10, 95, 95, kNone};
    const auto shares = gui::classShares(classes, values);
    ASSERT_EQ(shares.size(), classes.count() + 1);
    EXPECT_DOUBLE_EQ(shares.front(), 0.25);
    EXPECT_DOUBLE_EQ(shares[classes.count() - 1], 0.5);
    EXPECT_DOUBLE_EQ(shares.back(), 0.25);
    EXPECT_DOUBLE_EQ(std::accumulate(shares.begin(), shares.end(), 0.0), 1.0);
}

TEST(WholePercents, SumToAHundredWhateverTheRounding)
{
    for (const std::vector<double>& shares :
         {std::vector<double>{1.0 / 3, 1.0 / 3, 1.0 / 3}, {0.145, 0.145, 0.145, 0.565}, {1.0}, {0.005, 0.995}}) {
        const auto percents = gui::wholePercents(shares);
        EXPECT_EQ(std::accumulate(percents.begin(), percents.end(), 0), 100);
    }
    const auto none = gui::wholePercents({0.0, 0.0});
    EXPECT_EQ(none[0] + none[1], 0);
}

TEST(DifferenceClasses, AreSymmetricAboutNothingAndFitTheData)
{
    std::vector<float> differences(100, 0.0F);
    differences[3] = -1000.0F; // one outlier does not set the scale
    for (std::size_t i = 10; i < 40; ++i) {
        differences[i] = static_cast<float>(i) * 0.1F;
    }
    const auto classes = gui::differenceClasses(MapQuantity::Speed, UnitSystem::Metric, differences);
    EXPECT_EQ(classes.count() % 2, 1U);
    EXPECT_DOUBLE_EQ(classes.edges.front(), -classes.edges.back());
    EXPECT_LT(classes.edges.back(), 10.0);
    EXPECT_EQ(classes.classOf(0.0F), classes.count() / 2);
    EXPECT_TRUE(classes.text(2.0F).startsWith(QLatin1Char('+')));
}

} // namespace
