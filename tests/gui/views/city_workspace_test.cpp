// SPDX-License-Identifier: GPL-3.0-or-later
// The city answers a click: the place chosen on the map stands in the inspector, and the other way round.
#include "gui/views/city_workspace.h"

#include <QTest>
#include <gtest/gtest.h>

#include "gui/bridge/recorded_run.h"
#include "gui/map/map_panel.h"
#include "gui/views/inspector.h"
#include "gui/views/run_map_frame.h"
#include "tests/gui/bundled_run.h"
#include "tests/gui/made_up_run.h"
#include "twin/io/scenario_json.h"

namespace {

struct City : ::testing::Test {
    gui::TimeCursor cursor;
    gui::RunSession session;
    gui::CityWorkspace city{session, cursor, nullptr};

    void open()
    {
        city.resize(1300, 700);
        city.show();
        session.open(gui_test::makeRun({}), gui::RunSession::Start::Paused);
        ASSERT_TRUE(QTest::qWaitFor([&] { return session.hasRun(); }, 20'000));
        session.seek(500);
        ASSERT_TRUE(QTest::qWaitFor([&] { return shown() && shown()->samples.size() == 288U; }, 2'000));
    }
    [[nodiscard]] const gui::StationHistoryPtr& shown() { return city.inspector().history(); }
};

TEST_F(City, AForecastStandsInTheInspectorBeforeAnybodyHasChosen)
{
    open();
    EXPECT_TRUE(city.inspector().isVisible());
    EXPECT_FALSE(shown()->forecast.empty());
    EXPECT_GT(shown()->forecast.back().time_s, shown()->timeOf(287)) << "it is about what is to come";
    EXPECT_TRUE(std::holds_alternative<twin::StationIndex>(city.map().map().selection()));
}

TEST_F(City, AClickOnAStationOpensItAndOneOnARoadOpensTheRoad)
{
    open();
    const QString before = shown()->title;
    city.map().map().select(twin::StationIndex(2));
    EXPECT_NE(shown()->title, before);
    EXPECT_TRUE(shown()->title.contains(QStringLiteral("400002")));
    city.map().map().select(twin::LinkIndex(1));
    EXPECT_TRUE(shown()->isEstimated);
    city.map().map().select(twin::LinkIndex(0));
    EXPECT_FALSE(shown()->isEstimated) << "a road with a detector is best known by it";
}

TEST_F(City, AnotherHorizonShowsWhatWasSaidThen)
{
    open();
    Q_EMIT city.inspector().horizonChosen(15);
    EXPECT_EQ(shown()->horizon_min, 15);
}

TEST_F(City, AStationChosenInTheContourIsChosenOnTheMap)
{
    open();
    const std::size_t station = shown()->corridor->feed.front();
    Q_EMIT city.inspector().stationChosen(0);
    const auto* selected = std::get_if<twin::StationIndex>(&city.map().map().selection());
    ASSERT_NE(selected, nullptr);
    EXPECT_EQ(session.description().network->station(*selected).station.id, session.description().stations[station].id);
}

TEST_F(City, ARecordedRunShowsTheForecastOnEveryRoad)
{
    const QTemporaryDir folder;
    gui::LiveSetup setup =
        gui::scenarioRun(bundledRun(folder, "lr"), sourceDirectory() / "data" / "scenarios" / "ordinary-week.json");
    setup.spec.approach = "lr";
    const auto scenario = twin::readScenario(setup.data.scenario->file);
    ASSERT_TRUE(scenario);
    setup.data.scenario->until = scenario->start + std::chrono::hours(2);
    const auto live = gui::LiveRun::open(setup, {}, [](double, const std::string&) {});
    ASSERT_TRUE(live) << live.error().message;
    while ((*live)->step()) {
    }
    (*live)->close(true);

    city.resize(1300, 700);
    city.show();
    session.open([&](std::stop_token stop,
                     const gui::Progress& progress) { return gui::RecordedRun::open(setup.record, stop, progress); },
                 gui::RunSession::Start::Paused);
    ASSERT_TRUE(QTest::qWaitFor([&] { return session.hasRun(); }, 20'000));
    session.seek(session.history().ticks() - 1);
    city.map().setQuantity(gui::MapQuantity::Forecast);
    const auto frame = gui::frameAtPlayhead(session, city.map());
    ASSERT_NE(frame, nullptr);
    const auto roads = std::ranges::count_if(frame->values, [](float value) { return std::isfinite(value); });
    EXPECT_EQ(static_cast<std::size_t>(roads), frame->values.size()) << "a prediction is of the whole city";
    EXPECT_GT(std::ranges::max(frame->values), std::ranges::min(frame->values));
    const gui::HoverCard card = city.map().map().cardOf(twin::LinkIndex(0));
    EXPECT_TRUE(card.lines.join(QLatin1Char('|')).contains(frame->classes.name))
        << card.lines.join(QLatin1Char('|')).toStdString();
    EXPECT_TRUE(frame->classes.name.contains(QStringLiteral("orecast"))) << frame->classes.name.toStdString();
}

} // namespace
