// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QTest>
#include <gtest/gtest.h>

#include "gui/bridge/qt_text.h"
#include "gui/charts/energy_bars.h"
#include "gui/charts/heat_map.h"
#include "gui/charts/scatter_chart.h"

namespace {

TEST(ParetoFront, HoldsWhatNoOtherBeatsInBoth)
{
    const std::vector<gui::ScatterPoint> points{
        {.x = 1, .y = 9}, {.x = 2, .y = 5}, {.x = 3, .y = 6}, {.x = 4, .y = 2}, {.x = 4, .y = 3}};
    EXPECT_EQ(gui::paretoFront(points), (std::vector<std::size_t>{0, 1, 3}));
}

TEST(ScatterChart, DropsPointsThatCannotBePlacedAndFindsTheOthers)
{
    gui::ScatterChart chart;
    chart.resize(400, 300);
    chart.setPoints({{.x = std::nan(""), .y = 1.0}, {.x = 10.0, .y = 20.0, .category = 1}});
    EXPECT_FALSE(chart.grab().isNull());
    bool isFound = false;
    for (int x = 0; x < 400 && !isFound; x += 4) {
        for (int y = 0; y < 300 && !isFound; y += 4) {
            isFound = chart.pointAt(QPointF(x, y)) == std::optional<std::size_t>(0);
        }
    }
    EXPECT_TRUE(isFound);
}

TEST(HeatMap, FindsTheCellUnderTheMouseByPostmile)
{
    gui::HeatMap map;
    map.resize(500, 300);
    gui::HeatMapData data{.step_s = 300.0, .positions = {1.0, 2.0, 8.0}, .names = {{}, {}, {}}};
    data.values.assign(3 * 10, 50.0F);
    map.setData(data, gui::classesOf(gui::MapQuantity::Speed, gui::UnitSystem::UsCustomary), {});
    const auto low = map.cellAt(QPointF(250, 268));
    const auto high = map.cellAt(QPointF(250, 60));
    ASSERT_TRUE(low && high);
    EXPECT_EQ(low->row, 0U);
    EXPECT_EQ(high->row, 2U);
    EXPECT_EQ(low->column, high->column);
    EXPECT_FALSE(map.cellAt(QPointF(2, 2)));
}

TEST(HeatMap, HatchesWhatWasImputed)
{
    gui::HeatMap map;
    map.resize(400, 260);
    gui::HeatMapData data{.step_s = 300.0, .positions = {1.0, 2.0}, .names = {{}, {}}};
    data.values.assign(2 * 6, 50.0F);
    data.isImputed.assign(2 * 6, false);
    const auto classes = gui::classesOf(gui::MapQuantity::Speed, gui::UnitSystem::UsCustomary);
    map.setData(data, classes, {});
    const QImage plain = map.grab().toImage();
    data.isImputed[3] = true;
    map.setData(data, classes, {});
    EXPECT_NE(map.grab().toImage(), plain);
}

TEST(EnergyText, ChoosesTheUnitAndNeverShowsASmallAmountAsNothing)
{
    EXPECT_EQ(gui::energyText(0.00184), QStringLiteral("1.84 mJ"));
    EXPECT_EQ(gui::energyText(5400.0), QStringLiteral("1.5 Wh"));
    EXPECT_EQ(gui::energyText(1e-15), QStringLiteral("below resolution"));
    EXPECT_EQ(gui::energyText(0.0), QStringLiteral("0 J"));
}

TEST(EnergyBars, CompareWithTheBaselineBySign)
{
    using mlops::EnergySource;
    gui::EnergyBars bars;
    bars.setBars({{QStringLiteral("LSTM always"), {{QStringLiteral("predict"), 200.0, EnergySource::Measured}}},
                  {QStringLiteral("HarmonE"), {{QStringLiteral("predict"), 124.0, EnergySource::Modelled}}}},
                 0);
    EXPECT_EQ(bars.totalText(0), QStringLiteral("200 J"));
    EXPECT_TRUE(bars.totalText(1).endsWith(QStringLiteral("\u221238 %"))) << bars.totalText(1).toStdString();
}

TEST(EnergyBars, DrawsMeasuredAndModelledDifferently)
{
    using mlops::EnergySource;
    gui::EnergyBars bars;
    bars.resize(400, 120);
    const auto picture = [&](EnergySource source) {
        bars.setBars({{QStringLiteral("run"), {{QStringLiteral("predict"), 1.0, source}}}});
        return bars.grab().toImage();
    };
    EXPECT_NE(picture(EnergySource::Measured), picture(EnergySource::Modelled));
}

} // namespace
