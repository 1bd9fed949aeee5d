// SPDX-License-Identifier: GPL-3.0-or-later
// Branches of an estimated state, on the small freeway of the filter's tests.
#include <gtest/gtest.h>

#include "tests/twin/estimation/corridor_fixture.h"
#include "twin/estimation/prediction.h"

using namespace twin;

namespace {

using corridor::Traffic;

constexpr LinkIndex kFirst{0};
constexpr LinkIndex kOn{corridor::kOnRamp};

/// A filter that has watched steady traffic for forty minutes.
std::unique_ptr<EnsembleFilter> settledFilter(const std::shared_ptr<const RoadNetwork>& network, Traffic& truth)
{
    auto filter =
        EnsembleFilter::build(network, corridor::allStations(*network), {.members = 16}, RandomStream(5, "filter"));
    EXPECT_TRUE(filter);
    for (int i = 0; i < 8; ++i) {
        (*filter)->advance();
        (*filter)->correct(truth.next(0.9, 0.2));
    }
    return std::move(filter).value();
}

Simulation branchOf(const EnsembleFilter& filter, std::size_t members = 1)
{
    Result<Simulation> branch = branchFrom(filter, members);
    EXPECT_TRUE(branch) << (branch ? "" : branch.error().message);
    return std::move(branch).value();
}

std::vector<Prediction> predictionsOf(Simulation branch, const DemandOutlook& demand)
{
    const auto predictions = predict(std::move(branch), demand);
    EXPECT_TRUE(predictions) << (predictions ? "" : predictions.error().message);
    return predictions.value();
}

/// Every station is forecast to count so many times what it counts now.
StationOutlook outlookOf(const RoadNetwork& network, std::vector<float> ratios)
{
    StationOutlook outlook{.horizons_s = {900.0, 1800.0, 3600.0}};
    for (std::size_t s = 0; s < network.stations().size(); ++s) {
        outlook.ratios.insert(outlook.ratios.end(), ratios.begin(), ratios.end());
    }
    return outlook;
}

} // namespace

TEST(Prediction, OfSteadyTrafficIsSteadyTraffic)
{
    const auto network = corridor::network();
    Traffic truth(network);
    const auto filter = settledFilter(network, truth);
    const auto predictions = predictionsOf(branchOf(*filter), holdDemand(filter->boundary(), *network));
    ASSERT_EQ(predictions.size(), 3U);
    const std::vector<double> expected_vps = {0.9, 0.9, 1.1, 1.1, 0.99, 0.99};
    for (const Prediction& each : predictions) {
        for (std::size_t s = 0; s < expected_vps.size(); ++s) {
            EXPECT_NEAR(each.stationFlow_vps[s], expected_vps[s], 0.06) << each.ahead_s << " s, station " << s;
        }
        EXPECT_LT(corridor::densityError_vpm(each.links, truth), 0.003) << each.ahead_s;
    }
    EXPECT_EQ(predictions[2].ahead_s, 3600.0);
}

TEST(Prediction, LeavesTheFilterAlone)
{
    const auto network = corridor::network();
    Traffic truth(network);
    const auto filter = settledFilter(network, truth);
    const std::uint64_t before = filter->simulation().digest();
    const auto demand = holdDemand(filter->boundary(), *network);
    const auto once = predictionsOf(branchOf(*filter), demand);
    const auto again = predictionsOf(branchOf(*filter), demand);
    EXPECT_EQ(filter->simulation().digest(), before);
    EXPECT_EQ(once[2].links.density_vpm, again[2].links.density_vpm);
}

TEST(Prediction, FollowsTheForecastOfTheStationsAtTheBoundary)
{
    const auto network = corridor::network();
    Traffic truth(network);
    const auto filter = settledFilter(network, truth);
    const auto demand = followForecast(filter->boundary(), *network, outlookOf(*network, {1.2F, 1.2F, 0.6F}));
    const double now_vps = filter->boundary().flow_vps(kFirst);
    EXPECT_NEAR(demand(kFirst, 0.0), now_vps, 1e-9);
    EXPECT_NEAR(demand(kFirst, 450.0), 1.1 * now_vps, 1e-6);
    EXPECT_NEAR(demand(kFirst, 2700.0), 0.9 * now_vps, 1e-6);
    EXPECT_NEAR(demand(kOn, 9000.0), 0.6 * filter->boundary().flow_vps(kOn), 1e-6);
    const auto predictions = predictionsOf(branchOf(*filter), demand);
    EXPECT_NEAR(predictions[1].stationFlow_vps[0], 1.2 * now_vps, 0.05);
    EXPECT_NEAR(predictions[2].stationFlow_vps[0], 0.65 * now_vps, 0.08);
}

TEST(Prediction, TakesTheNearestStationThatHasAForecast)
{
    const auto network = corridor::network();
    Traffic truth(network);
    const auto filter = settledFilter(network, truth);
    StationOutlook outlook = outlookOf(*network, {1.0F, 1.0F, 1.0F});
    for (std::size_t h = 0; h < 3; ++h) {
        outlook.ratios[h] = std::numeric_limits<float>::quiet_NaN(); // the first station has none
        outlook.ratios[3 + h] = 0.5F;
    }
    const auto demand = followForecast(filter->boundary(), *network, outlook);
    EXPECT_NEAR(demand(kFirst, 3600.0), 0.5 * filter->boundary().flow_vps(kFirst), 1e-6);
}

TEST(Prediction, SeesAQueueComeFromDemandBeyondCapacity)
{
    const auto network = corridor::network();
    Traffic truth(network);
    const auto filter = settledFilter(network, truth);
    const DemandOutlook surge = [](LinkIndex origin, double) { return origin == kFirst ? 1.5 : 0.5; };
    const auto predictions = predictionsOf(branchOf(*filter), surge);
    EXPECT_GT(predictions[2].links.density_vpm[3], 0.08F); // jammed behind the ramp
    EXPECT_LT(predictions[2].links.speed_mps[3], 20.0F);
    EXPECT_GT(predictions[2].links.speed_mps[10], 25.0F); // free beyond it
}

TEST(Prediction, BranchesKeepTheVehiclesOfTheEnsembleAndItsSpread)
{
    const auto network = corridor::network();
    Traffic truth(network);
    const auto filter = settledFilter(network, truth);
    const auto vehiclesIn = [](const Simulation& simulation) {
        double vehicles = 0.0;
        for (std::size_t k = 0; k < simulation.settings().members; ++k) {
            vehicles += simulation.ledger(MemberIndex(k)).inNetwork_veh;
        }
        return vehicles / static_cast<double>(simulation.settings().members);
    };
    const Simulation mean = branchOf(*filter);
    EXPECT_NEAR(vehiclesIn(mean), vehiclesIn(filter->simulation()), 0.01);
    const Simulation all = branchOf(*filter, 16);
    EXPECT_NEAR(vehiclesIn(all), vehiclesIn(filter->simulation()), 0.01);
    const auto demand = holdDemand(filter->boundary(), *network);
    // Soon after the branch: on a free road what the members differ in has driven away after a few minutes.
    const PredictionSettings soon{.horizons_s = {300.0}};
    EXPECT_EQ(predict(mean, demand, soon).value()[0].links.spread[10], 0.0F);
    EXPECT_GT(predict(branchOf(*filter, 4), demand, soon).value()[0].links.spread[10], 0.0F);
}

TEST(Prediction, RefusesHorizonsThatDoNotFit)
{
    const auto network = corridor::network();
    Traffic truth(network);
    const auto filter = settledFilter(network, truth);
    const auto demand = holdDemand(filter->boundary(), *network);
    EXPECT_FALSE(predict(branchOf(*filter), demand, {.horizons_s = {900.0, 1000.0}}));
    EXPECT_FALSE(predict(branchOf(*filter), demand, {.horizons_s = {1800.0, 900.0}}));
    EXPECT_FALSE(predict(branchOf(*filter), demand, {.interval_s = 301.0}));
    EXPECT_FALSE(branchFrom(*filter, 17));
    EXPECT_FALSE(branchFrom(*filter, 0));
}
