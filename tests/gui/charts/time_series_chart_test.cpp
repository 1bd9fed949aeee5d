// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/charts/time_series_chart.h"

#include <cmath>

#include <QAbstractScrollArea>
#include <QApplication>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QTest>
#include <gtest/gtest.h>

#include "gui/charts/chart_legend.h"

namespace {

using gui::ChartSeries;
using gui::SeriesRole;
using gui::TimeSeriesChart;

ChartSeries wave(std::size_t samples)
{
    ChartSeries series{.name = QStringLiteral("observed"), .role = SeriesRole::Observed};
    for (std::size_t i = 0; i < samples; ++i) {
        series.x.push_back(300.0 * static_cast<double>(i));
        series.y.push_back(static_cast<float>(std::sin(static_cast<double>(i) * 0.1)));
    }
    return series;
}

class TimeSeriesChartTest : public testing::Test {
protected:
    TimeSeriesChartTest()
    {
        chart.resize(600, 240);
        chart.setAxis({QStringLiteral("Flow"), QStringLiteral("veh/h")}, {});
        chart.show();
    }

    TimeSeriesChart chart;
};

TEST_F(TimeSeriesChartTest, SaysHowManySamplesItStillNeeds)
{
    chart.setCollecting(12, 36);
    chart.flush();
    EXPECT_EQ(chart.emptyText(), QStringLiteral("Too little data yet: 12 of 36 samples"));
    EXPECT_EQ(chart.accessibleDescription(), chart.emptyText());
}

TEST_F(TimeSeriesChartTest, IsNotEmptyOnceItHasACurve)
{
    chart.setCollecting(12, 36);
    chart.setSeries({wave(50)});
    chart.flush();
    EXPECT_TRUE(chart.emptyText().isEmpty());
}

TEST_F(TimeSeriesChartTest, ABoundaryAloneIsNotData)
{
    ChartSeries goal = wave(50);
    goal.role = SeriesRole::Boundary;
    chart.setEmptyText(QStringLiteral("nothing measured"));
    chart.setSeries({goal});
    chart.flush();
    EXPECT_EQ(chart.emptyText(), QStringLiteral("nothing measured"));
}

TEST_F(TimeSeriesChartTest, DrawsCurvesWithGapsOfNothingButGaps)
{
    ChartSeries broken = wave(50);
    std::fill(broken.y.begin(), broken.y.end(), std::nanf(""));
    chart.setSeries({broken});
    chart.flush();
    EXPECT_FALSE(chart.grab().isNull()); // Qt's warnings would fail this test
    broken.y[7] = 1.0F;
    chart.setSeries({broken});
    chart.flush();
    EXPECT_TRUE(chart.emptyText().isEmpty());
}

TEST_F(TimeSeriesChartTest, TwoChartsShareOneCursor)
{
    TimeSeriesChart other;
    other.resize(chart.size());
    gui::TimeCursor cursor;
    chart.follow(cursor);
    other.follow(cursor);
    chart.setSeries({wave(50)});
    other.setSeries({wave(50)});
    chart.flush();
    other.flush();
    other.show();
    const QImage before = other.grab().toImage();
    auto* canvas = chart.findChild<QAbstractScrollArea*>()->viewport();
    const QPointF place(300, 100);
    QMouseEvent move(QEvent::MouseMove, place, canvas->mapToGlobal(place), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
    QApplication::sendEvent(canvas, &move);
    ASSERT_TRUE(cursor.pointed().has_value());
    EXPECT_NE(other.grab().toImage(), before);
}

TEST_F(TimeSeriesChartTest, AClickAsksToGoThere)
{
    gui::TimeCursor cursor;
    chart.follow(cursor);
    chart.setSeries({wave(51)}); // 0 .. 15,000 s
    chart.flush();
    QSignalSpy asked(&cursor, &gui::TimeCursor::asked);
    auto* canvas = chart.findChild<QAbstractScrollArea*>()->viewport();
    QTest::mouseClick(canvas, Qt::LeftButton, Qt::NoModifier, QPoint(canvas->width() / 2, 80));
    ASSERT_EQ(asked.count(), 1);
    EXPECT_NEAR(asked[0][0].toDouble(), 7000.0, 900.0);
}

TEST_F(TimeSeriesChartTest, RedrawsAtMostTwentyTimesASecond)
{
    chart.setSeries({wave(50)});
    chart.flush();
    const QString before = chart.accessibleDescription();
    chart.setSeries({wave(5000)});
    EXPECT_EQ(chart.accessibleDescription(), before) << "the redraw waits for its turn";
    EXPECT_TRUE(QTest::qWaitFor([&] { return chart.accessibleDescription() != before; }, 2000));
}

TEST_F(TimeSeriesChartTest, LegendHidesACurve)
{
    chart.setEmptyText(QStringLiteral("all hidden"));
    chart.setSeries({wave(50)});
    chart.flush();
    auto* legend = chart.findChild<gui::ChartLegend*>();
    ASSERT_NE(legend, nullptr);
    legend->setFocus();
    QTest::keyClick(legend, Qt::Key_Space);
    EXPECT_EQ(chart.emptyText(), QStringLiteral("all hidden"));
    EXPECT_FALSE(legend->entries().front().isShown);
}

} // namespace
