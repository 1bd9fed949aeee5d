// SPDX-License-Identifier: GPL-3.0-or-later
// The city answers a click: the place chosen on the map stands in the inspector, and the other way round.
#include "gui/views/city_workspace.h"

#include <QTest>
#include <gtest/gtest.h>

#include "gui/map/map_panel.h"
#include "gui/views/inspector.h"
#include "tests/gui/made_up_run.h"

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

} // namespace
