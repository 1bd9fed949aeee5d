// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/inspector.h"

#include <QLabel>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTest>
#include <QToolButton>
#include <gtest/gtest.h>

#include "gui/charts/chart_legend.h"
#include "gui/charts/heat_map.h"
#include "gui/charts/time_series_chart.h"
#include "tests/gui/made_up_city.h"

namespace {

QStringList legendOf(gui::Inspector& inspector)
{
    QStringList names;
    for (const auto& entry : inspector.findChild<gui::ChartLegend*>()->entries()) {
        names << entry.name;
    }
    return names;
}

TEST(Inspector, SaysThatNothingIsChosen)
{
    gui::Inspector inspector;
    EXPECT_EQ(inspector.findChild<QStackedWidget*>()->currentIndex(), 0);
    inspector.setHistory(gui_test::makeHistory());
    EXPECT_EQ(inspector.findChild<QStackedWidget*>()->currentIndex(), 1);
    inspector.setHistory(nullptr);
    EXPECT_EQ(inspector.findChild<QStackedWidget*>()->currentIndex(), 0);
}

TEST(Inspector, ShowsObservedImputedForecastAndItsInterval)
{
    gui::Inspector inspector;
    inspector.setHistory(gui_test::makeHistory());
    const QStringList names = legendOf(inspector);
    EXPECT_TRUE(names.contains(QStringLiteral("observed")));
    EXPECT_TRUE(names.contains(QStringLiteral("imputed")));
    EXPECT_TRUE(names.contains(QStringLiteral("interval")));
    EXPECT_TRUE(names.contains(QStringLiteral("forecast, LSTM v3")));
    EXPECT_FALSE(names.contains(QStringLiteral("yesterday"))) << "only when asked for";
}

TEST(Inspector, LaysYesterdayBehindTodayWhenAsked)
{
    gui::Inspector inspector;
    inspector.setHistory(gui_test::makeHistory());
    for (auto* chip : inspector.findChildren<QToolButton*>()) {
        if (chip->text() == QStringLiteral("Yesterday")) {
            QTest::mouseClick(chip, Qt::LeftButton);
        }
    }
    EXPECT_TRUE(legendOf(inspector).contains(QStringLiteral("yesterday")));
}

TEST(Inspector, SaysHowMuchDataTheFirstForecastStillNeeds)
{
    auto history = std::make_shared<gui::StationHistory>(*gui_test::makeHistory());
    history->samples.resize(12);
    history->forecast.clear();
    gui::Inspector inspector;
    inspector.setHistory(history);
    QStringList texts;
    for (auto* chart : inspector.findChildren<gui::TimeSeriesChart*>()) {
        chart->flush();
        texts << chart->emptyText();
    }
    EXPECT_TRUE(texts.contains(QStringLiteral("Too little data yet: 12 of 36 samples")));
}

TEST(Inspector, PassesOnAClickIntoTheContour)
{
    gui::Inspector inspector;
    inspector.resize(800, 400);
    inspector.setHistory(gui_test::makeHistory());
    inspector.showPage(gui::Inspector::Page::Contour);
    inspector.show();
    QSignalSpy chosen(&inspector, &gui::Inspector::stationChosen);
    auto* contour = inspector.findChild<gui::HeatMap*>();
    QTest::mouseClick(contour, Qt::LeftButton, Qt::NoModifier, QPoint(contour->width() / 2, contour->height() / 2));
    EXPECT_EQ(chosen.count(), 1);
}

TEST(Inspector, SaysWhyThereIsNoHealthOfARoadWithoutADetector)
{
    auto history = std::make_shared<gui::StationHistory>(*gui_test::makeHistory());
    history->health.clear();
    history->isEstimated = true;
    gui::Inspector inspector;
    inspector.setHistory(history);
    QStringList shown;
    for (const auto* label : inspector.findChildren<QLabel*>()) {
        shown << (label->isHidden() ? QString() : label->text());
    }
    EXPECT_TRUE(shown.join(QLatin1Char('|')).contains(QStringLiteral("No detector stands here")));
}

TEST(Inspector, WithoutACorridorTheContourSaysSo)
{
    auto history = std::make_shared<gui::StationHistory>(*gui_test::makeHistory());
    history->corridor.reset();
    gui::Inspector inspector;
    inspector.setHistory(history);
    inspector.showPage(gui::Inspector::Page::Contour);
    EXPECT_FALSE(inspector.findChild<gui::HeatMap*>()->cellAt({200, 100}));
}

} // namespace
