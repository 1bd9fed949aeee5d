// SPDX-License-Identifier: GPL-3.0-or-later
// The network's prediction on the small freeway of the filter's tests.
#include "mlops/runtime/network_outlook.h"

#include <gtest/gtest.h>

#include "tests/twin/estimation/corridor_fixture.h"

using namespace mlops;

namespace {

const std::vector<int> kHorizons{1, 3, 6};

/// A filter, the traffic it watches, and its outlook, moved on together.
struct Watch {
    std::shared_ptr<const twin::RoadNetwork> network = corridor::network();
    corridor::Traffic traffic{network};
    std::unique_ptr<twin::EnsembleFilter> filter;
    NetworkOutlook outlook;
    twin::ObservationFrame frame;
    std::size_t stations = network->stations().size();

    explicit Watch(const OutlookSettings& settings = {}) : outlook(network, settings)
    {
        auto built = twin::EnsembleFilter::build(network, corridor::allStations(*network), {.members = 8},
                                                 twin::RandomStream(5, "filter"));
        EXPECT_TRUE(built);
        filter = std::move(*built);
    }
    void see(double main_vps)
    {
        frame = traffic.next(main_vps, 0.15);
        outlook.score(frame);
        filter->advance();
        filter->correct(frame);
    }
    /// What is counted now, times `factor` at the last `wrong` stations.
    void lookAhead(float factor = 1.0F, std::size_t wrong = 0)
    {
        std::vector<float> forecast;
        for (std::size_t h = 0; h < kHorizons.size(); ++h) {
            for (std::size_t s = 0; s < stations; ++s) {
                forecast.push_back(frame.readings[s].flow_veh * (s + wrong >= stations ? factor : 1.0F));
            }
        }
        outlook.predict(*filter, {kHorizons, forecast}, frame);
    }
};

} // namespace

TEST(NetworkOutlook, HasAnEntryForEachHorizonOfTheForecastThatDroveIt)
{
    Watch watch;
    EXPECT_TRUE(watch.outlook.ahead().empty());
    EXPECT_EQ(watch.outlook.madeAt(), -1);
    watch.see(0.8);
    watch.lookAhead();
    EXPECT_EQ(watch.outlook.madeAt(), 0);
    ASSERT_EQ(watch.outlook.ahead().size(), kHorizons.size());
    for (std::size_t h = 0; h < kHorizons.size(); ++h) {
        const NetworkAhead& ahead = watch.outlook.ahead()[h];
        EXPECT_EQ(ahead.horizon, kHorizons[h]);
        EXPECT_EQ(ahead.links.density_vpm.size(), watch.network->links().size());
        EXPECT_EQ(ahead.stationFlow_veh.size(), watch.stations);
        for (const float speed_mps : ahead.links.speed_mps) {
            EXPECT_TRUE(speed_mps > 0.0F && speed_mps < 60.0F);
        }
    }
}

TEST(NetworkOutlook, ScoresAllPredictorsOnTheSameObservedPairs)
{
    Watch watch;
    constexpr int kTicks = 10;
    for (int i = 0; i < kTicks; ++i) {
        watch.see(0.8);
        watch.lookAhead();
    }
    ASSERT_EQ(watch.outlook.scores().size(), kHorizons.size());
    for (const NetworkScore& score : watch.outlook.scores()) {
        const std::size_t pairs = watch.stations * static_cast<std::size_t>(kTicks - score.horizon);
        EXPECT_EQ(score.flow.joined.count(), pairs);
        EXPECT_EQ(score.flow.network.count(), pairs);
        EXPECT_EQ(score.flow.bare.count(), pairs);
        EXPECT_EQ(score.flow.persistence.count(), pairs);
        EXPECT_EQ(score.speed.joined.count(), pairs);
        EXPECT_EQ(score.speed.bare.count(), 0U);
        // The forecast here is "nothing changes".
        EXPECT_DOUBLE_EQ(score.flow.bare.rmse(), score.flow.persistence.rmse());
    }
}

TEST(NetworkOutlook, DoesNotScoreWhatWasNotObserved)
{
    Watch watch;
    watch.see(0.8);
    watch.lookAhead();
    twin::ObservationFrame next = watch.traffic.next(0.8, 0.15);
    next.readings[0].observed_pct = 0; // imputed
    next.readings[1] = {};             // missing
    next.readings[2].flow_veh = -70.0F;
    watch.outlook.score(next);
    ASSERT_EQ(watch.outlook.scores().size(), 1U);
    EXPECT_EQ(watch.outlook.scores()[0].flow.joined.count(), watch.stations - 3);
}

TEST(NetworkOutlook, LearnsNotToBelieveAForecastThatIsOff)
{
    Watch watch;
    for (int i = 0; i < 60; ++i) {
        watch.see(0.8 + 0.2 * std::sin(0.3 * i));
        watch.lookAhead(1.4F, 2);
    }
    const NetworkScore& first = watch.outlook.scores().front();
    EXPECT_LT(first.flow.joined.rmse(), 0.8 * first.flow.bare.rmse());
    const NetworkAhead& ahead = watch.outlook.ahead().front();
    const std::size_t last = watch.stations - 1;
    EXPECT_NEAR(ahead.stationFlow_veh[last], watch.frame.readings[last].flow_veh,
                0.15F * watch.frame.readings[last].flow_veh);
}

TEST(NetworkOutlook, BelievesTheForecastAloneUntilItKnowsErrors)
{
    Watch watch;
    watch.see(0.8);
    watch.lookAhead(1.4F, 1);
    const std::size_t last = watch.stations - 1;
    EXPECT_FLOAT_EQ(watch.outlook.ahead().front().stationFlow_veh[last], 1.4F * watch.frame.readings[last].flow_veh);
}

TEST(NetworkOutlook, MovesTheLinkOfAStationByWhatItsStationWasMoved)
{
    Watch watch;
    for (int i = 0; i < 4; ++i) {
        watch.see(0.8);
        watch.lookAhead(1.3F, 1);
    }
    const std::size_t last = watch.stations - 1;
    const twin::LinkIndex link = *watch.network->stations()[last].link;
    const NetworkAhead& ahead = watch.outlook.ahead().front();
    EXPECT_NEAR(ahead.links.flow_vps[link.value] * 300.0F, ahead.stationFlow_veh[last],
                0.05F * ahead.stationFlow_veh[last]);
}

TEST(NetworkOutlook, IsMadeAsOftenAsItsSettingsSay)
{
    Watch watch({.every = 3});
    for (twin::Tick tick = 0; tick < 7; ++tick) {
        watch.see(0.8);
        watch.lookAhead();
        EXPECT_EQ(watch.outlook.madeAt(), tick / 3 * 3);
    }
}

TEST(NetworkOutlook, LeavesTheEstimateAsItIsWithout)
{
    Watch with;
    Watch without;
    for (int i = 0; i < 5; ++i) {
        with.see(0.9);
        with.lookAhead();
        without.see(0.9);
    }
    EXPECT_EQ(with.filter->estimate().density_vpm, without.filter->estimate().density_vpm);
    EXPECT_EQ(with.filter->estimate().speed_mps, without.filter->estimate().speed_mps);
}
