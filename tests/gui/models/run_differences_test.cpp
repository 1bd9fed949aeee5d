// SPDX-License-Identifier: GPL-3.0-or-later
// Seeds of one thing are one thing with a spread; two runs of one city differ road by road.
#include "gui/models/run_differences.h"

#include <cmath>

#include <QTest>
#include <gtest/gtest.h>

#include "gui/map/map_legend.h"
#include "gui/map/map_panel.h"
#include "gui/models/time_text.h"
#include "gui/views/difference_map.h"
#include "tests/gui/made_up_run.h"

using namespace gui;

namespace {

ComparedRunPtr runOf(std::uint64_t seed, const std::string& approach = "frugal", std::size_t freeways = 6)
{
    const gui_test::RunSize size{.city = {.freeways = freeways}, .ticks = 400, .seed = seed};
    ComparedRun compared;
    compared.run.description = gui_test::makeDescription(size);
    compared.run.description.settings.back().second = approach;
    compared.run.history = gui_test::makeRunHistory(size, compared.run.description);
    compared.totals = totalsOf(compared.run.history, compared.run.history.ticks());
    compared.letter = QStringLiteral("A");
    return std::make_shared<const ComparedRun>(std::move(compared));
}

} // namespace

TEST(RunDifferences, SeedsOfOneThingAreMeanAndSpread)
{
    const std::vector<ComparedRunPtr> runs{runOf(1), runOf(2), runOf(3), runOf(1, "lr")};
    const auto groups = groupsOf(runs, Seeds::Together);
    ASSERT_EQ(groups.size(), 2U);
    EXPECT_EQ(groups[0].runs.size(), 3U);
    EXPECT_EQ(groupsOf(runs, Seeds::Apart).size(), 4U);
    double mean = 0.0;
    for (int i = 0; i < 3; ++i) {
        mean += cellOf(runs[static_cast<std::size_t>(i)]->totals)->mae / 3.0;
    }
    double sd = 0.0;
    for (int i = 0; i < 3; ++i) {
        sd += std::pow(cellOf(runs[static_cast<std::size_t>(i)]->totals)->mae - mean, 2) / 2.0;
    }
    sd = std::sqrt(sd);
    ASSERT_GT(sd, 0.0);
    bool isShown = false;
    for (const DifferenceRow& row : differences(groups)) {
        if (row.name.startsWith(QStringLiteral("Mean absolute error"))) {
            isShown = true;
            EXPECT_NEAR(row.values[0].section(QLatin1Char(' '), 0, 0).toDouble(), mean, 0.001 * mean);
            EXPECT_NEAR(row.values[0].section(QStringLiteral("± "), 1).toDouble(), sd, 0.06 * sd) << "of a sample";
            EXPECT_FALSE(row.values[1].contains(QStringLiteral("±"))) << "one run has no spread";
        }
    }
    EXPECT_TRUE(isShown);
}

TEST(RunDifferences, SaysWhatIsTheSameAndWritesNoExponents)
{
    for (const DifferenceRow& row : differences(groupsOf({runOf(1), runOf(1)}, Seeds::Apart))) {
        EXPECT_TRUE(!row.isResult || row.verdict == QStringLiteral("the same")) << row.verdict.toStdString();
    }
    for (const DifferenceRow& row : differences(groupsOf({runOf(1), runOf(2)}, Seeds::Apart))) {
        EXPECT_FALSE(row.isResult && row.verdict.contains(QStringLiteral("e-"))) << row.verdict.toStdString();
    }
}

TEST(RunDifferences, TheBandIsOneStandardDeviationEitherSide)
{
    const auto curves = errorCurves(groupsOf({runOf(1), runOf(2)}, Seeds::Together));
    ASSERT_EQ(curves.size(), 2U);
    EXPECT_EQ(curves[0].role, SeriesRole::CategoryBand);
    ASSERT_FALSE(curves[1].y.empty());
    const auto alone = errorCurves(groupsOf({runOf(1), runOf(2)}, Seeds::Apart));
    ASSERT_EQ(alone.size(), 2U);
    ASSERT_GT(std::abs(alone[0].y.front() - alone[1].y.front()), 0.1F) << "without a spread there is nothing to see";
    for (std::size_t i = 0; i < curves[1].y.size(); ++i) {
        EXPECT_NEAR((curves[0].y[i] + curves[0].upper[i]) / 2.0F, curves[1].y[i], 1e-3);
        // Of two, the standard deviation is their distance by the root of two.
        EXPECT_NEAR(curves[0].upper[i] - curves[0].y[i], std::sqrt(2.0F) * std::abs(alone[0].y[i] - alone[1].y[i]),
                    1e-3);
    }
}

TEST(DifferenceMap, ShowsTheSecondLessTheFirstAtTheSharedCursor)
{
    const ComparedRunPtr base = runOf(1);
    const ComparedRunPtr other = runOf(20);
    TimeCursor cursor;
    DifferenceMap map(cursor, nullptr);
    map.resize(900, 500);
    map.setRuns(base, other);
    map.show();
    ASSERT_TRUE(map.isPossible());
    EXPECT_EQ(map.panel().quantity(), MapQuantity::ForecastError) << "what runs of one city differ in";
    map.panel().setQuantity(MapQuantity::SpeedRatio);
    cursor.setNow(secondsOf(base->run.description.axis.at(123)));
    ASSERT_NE(map.frame(), nullptr);
    EXPECT_TRUE(map.frame()->classes.isDifference);
    const auto& first = base->run.history.wholeAt(123)->links.speed_mps;
    const auto& second = other->run.history.wholeAt(123)->links.speed_mps;
    const double free = base->run.description.network->links()[5].freeSpeed_mps;
    const double unit = std::abs(map.frame()->values[5]) > 2.0F ? 100.0 : 1.0; // a share or per cent
    EXPECT_NEAR(map.frame()->values[5], unit * (second[5] - first[5]) / free, 1e-3 * unit);
    auto* panel = map.findChild<MapPanel*>();
    panel->setQuantity(MapQuantity::DetectorHealth);
    EXPECT_EQ(map.frame(), nullptr) << "the speeds' difference is none of this quantity";
    EXPECT_FALSE(panel->findChild<MapLegend*>()->isVisibleTo(panel));
    panel->setQuantity(MapQuantity::Speed);
    ASSERT_NE(map.frame(), nullptr);
    EXPECT_TRUE(map.frame()->classes.isDifference);
    cursor.setNow(secondsOf(base->run.description.axis.at(999)));
    EXPECT_EQ(map.frame(), nullptr) << "neither run is there";
    map.setRuns(base, runOf(1, "frugal", 8));
    EXPECT_FALSE(map.isPossible()) << "other roads";
}
