// SPDX-License-Identifier: GPL-3.0-or-later
// What views work out by themselves: times as typed, matches of the palette, the Pareto line, places on the timeline.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "gui/bridge/qt_text.h"
#include "gui/views/boundary_view.h"
#include "gui/views/command_palette.h"
#include "gui/views/energy_workspace.h"
#include "gui/views/shortcuts.h"
#include "gui/views/time_jump.h"
#include "gui/views/timeline_scale.h"
#include "gui/views/tradeoff_plot.h"

#include <QKeySequence>
#include <QLineEdit>
#include <QMap>

using namespace gui;

namespace {

const twin::TimeAxis kAxis(twin::UtcTime(std::chrono::seconds(1'716'163'200)), std::chrono::seconds(300),
                           {}); // 2024-05-20 00:00 UTC

twin::Tick tickOf(const char* text, twin::Tick now = 0)
{
    return tickFromText(QString::fromUtf8(text), kAxis, now).value_or(-999);
}

} // namespace

TEST(GoToTime, UnderstandsClocksStepsAndDates)
{
    EXPECT_EQ(tickOf("07:40"), 92);
    const twin::TimeAxis afternoon = kAxis.from(12 * 12);
    EXPECT_EQ(tickFromText(QStringLiteral("07:40"), afternoon, 60), 236) << "before the run: the next morning";
    EXPECT_EQ(tickFromText(QStringLiteral("13:00"), afternoon, 60), 12);
    EXPECT_EQ(tickOf("+30m", 10), 16);
    EXPECT_EQ(tickOf("-2h", 100), 76);
    EXPECT_EQ(tickOf("+1d"), 288);
    EXPECT_EQ(tickOf("2024-05-21"), 288);
    EXPECT_EQ(tickOf("2024-05-21 08:00"), 384);
    EXPECT_EQ(tickOf("soon"), -999);
    EXPECT_EQ(tickOf("25:00"), -999);
}

TEST(Palette, PrefersWordStartsAndRefusesWhatIsNotThere)
{
    EXPECT_GT(matchQuality(QStringLiteral("Next decision"), QStringLiteral("nd")),
              matchQuality(QStringLiteral("Window undone"), QStringLiteral("nd")));
    EXPECT_LT(matchQuality(QStringLiteral("Loop"), QStringLiteral("x")), 0);
}

TEST(Palette, PutsNamesAboveSentencesThatMentionThem)
{
    QWidget window;
    window.resize(900, 700);
    CommandPalette palette(&window);
    const QString decision = QStringLiteral("Decision 91: Retrained 910070 because the error at 910070 grew");
    palette.open({{decision, {}, [] {}},
                  {QStringLiteral("Station 9100701"), {}, [] {}},
                  {QStringLiteral("Station 910070"), {}, [] {}}});
    window.findChild<QLineEdit*>()->setText(QStringLiteral("910070"));
    EXPECT_EQ(palette.shown(),
              QStringList({QStringLiteral("Station 910070"), QStringLiteral("Station 9100701"), decision}));
    EXPECT_EQ(matchRank(QStringLiteral("Retrain the serving model"), QStringLiteral("retrain")), MatchRank::Prefix);
    EXPECT_EQ(matchRank(decision, QStringLiteral("grew")), MatchRank::Part);
}

TEST(ParetoLine, HoldsWhatNoOtherRunBeatsInBoth)
{
    const std::vector<TradeoffPoint> points{
        {{}, {}, 5.0, 0.90}, {{}, {}, 1.0, 0.80}, {{}, {}, 3.0, 0.70}, {{}, {}, 9.0, 0.95}};
    EXPECT_EQ(paretoFront(points), (std::vector<std::size_t>{1, 0, 3}));
}

TEST(BoundaryCurve, StopsWhereNothingWasJudged)
{
    std::vector<BoundaryReading> readings;
    for (const twin::Tick tick : {6, 12, 18, 24, 60, 66}) {
        readings.push_back({.tick = tick, .value = 1.0, .limit = 0.5});
    }
    const ChartSeries value = boundarySeries(readings, kAxis).front();
    ASSERT_EQ(value.y.size(), 7U) << "one place more, for the pause before 60";
    EXPECT_TRUE(std::isnan(value.y[4]));
    EXPECT_EQ(std::ranges::count_if(value.y, [](float y) { return std::isnan(y); }), 1);
}

TEST(EnergyCurve, HoldsWhatForecastsAndAdaptsBesideOneModelThroughout)
{
    using mlops::Phase;
    const auto spent = [](Phase phase, double joules, std::size_t count) {
        return mlops::EnergyRecord{.tick = 0,
                                   .phase = phase,
                                   .family = mlops::Family::Ridge,
                                   .spent = {.energy = twin::Joules{joules}, .count = count}};
    };
    auto snapshot = std::make_shared<mlops::TwinSnapshot>();
    snapshot->flows.resize(2);
    snapshot->quality.resize(2);
    TickNews news{.snapshot = std::move(snapshot)};
    news.energy = {spent(Phase::Inference, 4.0, 2), spent(Phase::Plan, 1.0, 1), spent(Phase::Estimate, 500.0, 1),
                   spent(Phase::Sense, 30.0, 1), spent(Phase::Record, 7.0, 1)};
    RunHistory history;
    history.append(news);
    RunDescription run;
    run.axis = kAxis;
    const auto curves = cumulativeEnergy(run, history, mlops::Family::Ridge);
    ASSERT_EQ(curves.size(), 3U);
    EXPECT_FLOAT_EQ(curves[0].y.back(), 4.0F) << "inference";
    EXPECT_FLOAT_EQ(curves[1].y.back(), 5.0F) << "what is the twin's own is in neither";
    EXPECT_FLOAT_EQ(curves[2].y.back(), 4.0F) << "two forecasts at two joules";
}

TEST(TradeoffLabels, CoverNeitherEachOtherNorAMark)
{
    const QRectF plot(50, 10, 300, 200);
    // A cluster, and one at each edge.
    const std::vector<QPointF> marks{{200, 100}, {203, 102}, {206, 98}, {199, 105}, {345, 60}, {55, 205}, {340, 62}};
    const std::vector<QSizeF> sizes(marks.size(), QSizeF(90, 14));
    const std::vector<QRectF> labels = placedLabels(marks, sizes, plot);
    ASSERT_EQ(labels.size(), marks.size());
    for (std::size_t i = 0; i < labels.size(); ++i) {
        EXPECT_TRUE(plot.contains(labels[i])) << i;
        for (std::size_t j = 0; j < labels.size(); ++j) {
            EXPECT_TRUE(i == j || !labels[i].intersects(labels[j])) << i << " and " << j;
            EXPECT_FALSE(labels[i].contains(marks[j])) << i << " covers mark " << j;
        }
    }
    EXPECT_EQ(placedLabels({{100, 100}}, {QSizeF(40, 14)}, plot).front().center().y(), 100.0)
        << "alone it stands beside";
}

TEST(TimelineScale, ZoomsAboutAPlaceThatStays)
{
    TimelineScale scale{.from = 0.0, .to = 1000.0, .left = 100.0, .width = 500.0};
    const double before = scale.xOf(400.0);
    scale.zoom(2.0, 400.0, 1000.0);
    EXPECT_NEAR(scale.xOf(400.0), before, 1e-9);
    EXPECT_NEAR(scale.tickAt(scale.xOf(123.0)), 123.0, 1e-9);
    scale.zoom(1e-6, 400.0, 1000.0);
    EXPECT_DOUBLE_EQ(scale.from, 0.0);
    EXPECT_DOUBLE_EQ(scale.to, 1000.0) << "never beyond the run";
}

TEST(Shortcuts, AreGivenOnce)
{
    QMap<QString, QString> taken;
    for (const ActionText& action : actionTexts()) {
        for (const QString& keys : QString::fromLatin1(action.keys).split(QStringLiteral("; "), Qt::SkipEmptyParts)) {
            const QString canonical = QKeySequence(keys).toString();
            EXPECT_FALSE(canonical.isEmpty()) << keys.toStdString();
            EXPECT_FALSE(taken.contains(canonical))
                << keys.toStdString() << " means " << action.title << " and " << taken[canonical].toStdString();
            taken[canonical] = QString::fromLatin1(action.title);
        }
    }
}

TEST(NumberText, NeverReadsAsNothingWhatIsNotNothing)
{
    EXPECT_EQ(numberText(0.0, 3), QStringLiteral("0"));
    EXPECT_EQ(numberText(0.3146, 3), QStringLiteral("0.31"));
    EXPECT_EQ(numberText(-0.0027, 3), QStringLiteral("−0.003"));
    EXPECT_EQ(numberText(0.0049, 3), QStringLiteral("0.005"));
}
