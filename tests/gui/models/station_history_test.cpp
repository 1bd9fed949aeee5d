// SPDX-License-Identifier: GPL-3.0-or-later
// What the inspector shows is what the run holds, in the field's units, and it says where a value came from.
#include <cmath>

#include <gtest/gtest.h>

#include "gui/models/forecast_errors.h"
#include "gui/models/station_history_builder.h"
#include "tests/gui/made_up_run.h"

namespace {

struct MadeUp : ::testing::Test {
    gui::RunDescription run = gui_test::makeDescription({});
    gui::RunHistory history = gui_test::makeRunHistory({}, run);
    gui::StationMatch match = gui::matchStations(*run.network, run.stations);

    [[nodiscard]] gui::StationHistoryPtr of(gui::HistoryRequest request) const
    {
        request.match = &match;
        request.to = request.to == 0 ? history.ticks() : request.to;
        return gui::stationHistory(run, history, request);
    }
};
using StationHistory = MadeUp;

TEST_F(StationHistory, CountsVehiclesAnHourAndSpeedsInMilesAnHour)
{
    const auto shown = of({.station = 3, .from = 300});
    ASSERT_EQ(shown->samples.size(), 300U);
    EXPECT_FLOAT_EQ(shown->samples[7].flow_vph, history.flow(307, 3) * 12.0F);
    EXPECT_NEAR(shown->samples[7].speed, 27.0 / 0.44704, 1e-3);
    EXPECT_FALSE(shown->isSpeedEstimated);
}

TEST_F(StationHistory, ForecastsStandAtTheInstantTheyAreAboutAndRunPastNow)
{
    const auto shown = of({.station = 3, .from = 300, .horizon = 1});
    EXPECT_EQ(shown->horizon_min, 15);
    EXPECT_EQ(shown->horizons_min, (std::vector<int>{5, 15}));
    EXPECT_FLOAT_EQ(shown->forecast.front().flow_vph, *history.forecast(297, 3, 1) * 12.0F);
    EXPECT_EQ(shown->forecast.front().time_s, shown->timeOf(0));
    EXPECT_EQ(shown->forecast.back().time_s, shown->timeOf(299) + 3 * 300.0);
    EXPECT_FLOAT_EQ(shown->forecast.back().flow_vph, *history.forecast(599, 3, 1) * 12.0F);
}

TEST_F(StationHistory, TheIntervalHoldsNineInTenOfTheDayBefore)
{
    const gui::ForecastErrors errors(history, 3, 0, 500, 600);
    const auto reach = errors.reachAt(550);
    ASSERT_TRUE(reach);
    int inside = 0;
    for (twin::Tick made = 550 - 288; made < 550; ++made) {
        const float error = history.flow(made + 1, 3) - *history.forecast(made, 3);
        inside += error >= reach->first && error <= reach->second ? 1 : 0;
    }
    EXPECT_NEAR(inside / 288.0, 0.9, 0.02);
    EXPECT_FALSE(gui::ForecastErrors(history, 3, 0, 0, 600).reachAt(20)) << "twenty errors make no interval";
}

TEST_F(StationHistory, YesterdayIsYesterdayAndMissingWhereTheRunHadNotBegun)
{
    const auto shown = of({.station = 3, .from = 200});
    ASSERT_EQ(shown->yesterday_vph.size(), 400U);
    EXPECT_TRUE(std::isnan(shown->yesterday_vph.front())) << "interval 200 has no interval 288 before it";
    EXPECT_FLOAT_EQ(shown->yesterday_vph.back(), history.flow(599 - 288, 3) * 12.0F);
    EXPECT_TRUE(shown->lastWeek_vph.empty());
}

TEST_F(StationHistory, ARoadWithoutADetectorShowsTheEstimateAndSaysSo)
{
    const twin::LinkIndex bare(1); // every second link has a station
    const auto shown = of({.link = bare, .from = 300});
    EXPECT_TRUE(shown->isEstimated);
    EXPECT_TRUE(shown->forecast.empty());
    EXPECT_TRUE(shown->detail.contains(QStringLiteral("estimate")));
    EXPECT_FLOAT_EQ(shown->samples[0].flow_vph, history.wholeAt(300)->links.flow_vps[1] * 3600.0F);
    EXPECT_GT(shown->capacity_vph, 0.0);
}

TEST_F(StationHistory, TheCorridorRunsInMilesAndKnowsItsStations)
{
    const auto shown = of({.station = 3, .from = 590});
    ASSERT_TRUE(shown->corridor);
    const gui::CorridorHistory& corridor = *shown->corridor;
    ASSERT_EQ(corridor.feed.size(), corridor.positions.size());
    EXPECT_TRUE(std::ranges::is_sorted(corridor.positions));
    EXPECT_EQ(corridor.speeds.size(), corridor.positions.size() * 10);
    EXPECT_NE(std::ranges::find(corridor.feed, 3U), corridor.feed.end());
}

TEST_F(StationHistory, HealthNamesTheTestThatFailedAndHowOften)
{
    const auto sound = of({.station = 3});
    ASSERT_GE(sound->health.size(), 2U);
    EXPECT_TRUE(sound->health.front().isGood);
    const auto broken = of({.station = 11}); // makeSnapshot: fault 3, "card off"
    EXPECT_FALSE(broken->health.front().isGood);
    EXPECT_EQ(broken->health.front().test.toStdString(), "card off");
    EXPECT_TRUE(broken->health[1].evidence.contains(QStringLiteral("288 of 288")));
}

TEST_F(StationHistory, TheStationChosenByDefaultStandsInTheMiddleOfACorridor)
{
    const std::size_t station = gui::tellingStation(run, match);
    ASSERT_LT(station, match.size());
    EXPECT_EQ(run.network->station(*match[station]).station.kind, twin::StationKind::Mainline);
    const auto shown = of({.station = station});
    ASSERT_TRUE(shown->corridor);
    const auto place = std::ranges::find(shown->corridor->feed, station) - shown->corridor->feed.begin();
    EXPECT_GT(place, 2);
    EXPECT_LT(place, std::ssize(shown->corridor->feed) - 3);
}

} // namespace
