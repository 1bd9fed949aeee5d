// SPDX-License-Identifier: GPL-3.0-or-later
// The two estimators without a model, on fields whose values are known on paper.
#include <gtest/gtest.h>

#include "twin/estimation/adaptive_smoothing.h"
#include "twin/estimation/linear_interpolation.h"

using namespace twin;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Readings of a field over stations 1 km apart.
template <typename Field>
CorridorReadings readingsOf(Field field, std::size_t stations, std::size_t ticks, double interval_s)
{
    std::vector<double> positions;
    for (std::size_t i = 0; i < stations; ++i) {
        positions.push_back(1000.0 * static_cast<double>(i));
    }
    CorridorReadings readings(positions, interval_s);
    for (std::size_t tick = 0; tick < ticks; ++tick) {
        std::vector<TrafficState> states;
        for (const double x : positions) {
            states.push_back(field(x, readings.timeOf_s(tick)));
        }
        readings.append(states);
    }
    return readings;
}

TrafficState constantState(double, double) { return {1.5, 25.0}; }

} // namespace

TEST(LinearInterpolation, IsExactOnAStraightLine)
{
    const auto line = [](double x, double t) { return TrafficState{1.0 + x / 4000.0, 30.0 - x / 500.0 + t / 600.0}; };
    const CorridorReadings readings = readingsOf(line, 4, 3, 300.0);
    const TrafficState between = interpolateLinearly(readings, 1250.0, std::size_t{1});
    EXPECT_NEAR(between.flow_vps, 1.3125, 1e-12);
    EXPECT_NEAR(between.speed_mps, 30.0 - 2.5 + 0.75, 1e-12);
    EXPECT_NEAR(interpolateLinearly(readings, 1250.0, 550.0).speed_mps, 27.5 + 550.0 / 600.0, 1e-12);
}

TEST(LinearInterpolation, HoldsTheEndsBeyondThem)
{
    const auto line = [](double x, double) { return TrafficState{1.0, 30.0 - x / 500.0}; };
    const CorridorReadings readings = readingsOf(line, 3, 1, 300.0);
    EXPECT_DOUBLE_EQ(interpolateLinearly(readings, -500.0, std::size_t{0}).speed_mps, 30.0);
    EXPECT_DOUBLE_EQ(interpolateLinearly(readings, 9000.0, std::size_t{0}).speed_mps, 26.0);
}

TEST(LinearInterpolation, ReachesOverAStationThatSawNothing)
{
    CorridorReadings readings({0.0, 1000.0, 2000.0}, 300.0);
    readings.append({{1.0, 30.0}, {kNaN, kNaN}, {2.0, 10.0}});
    EXPECT_DOUBLE_EQ(interpolateLinearly(readings, 1000.0, std::size_t{0}).speed_mps, 20.0);
    EXPECT_DOUBLE_EQ(interpolateLinearly(readings, 500.0, std::size_t{0}).flow_vps, 1.25);
}

TEST(LinearInterpolation, KnowsNothingWhereNothingWasSeen)
{
    CorridorReadings readings({0.0, 1000.0}, 300.0);
    readings.append({{kNaN, kNaN}, {kNaN, kNaN}});
    EXPECT_FALSE(interpolateLinearly(readings, 500.0, std::size_t{0}).known());
}

TEST(AdaptiveSmoothing, KeepsAConstantFieldEverywhere)
{
    const CorridorReadings readings = readingsOf(constantState, 4, 6, 60.0);
    for (const double x : {-300.0, 0.0, 730.0, 2999.0}) {
        const TrafficState state = smoothAdaptively(readings, {}, x, 200.0);
        EXPECT_NEAR(state.flow_vps, 1.5, 1e-12);
        EXPECT_NEAR(state.speed_mps, 25.0, 1e-12);
        EXPECT_NEAR(state.density_vpm(), 0.06, 1e-12);
    }
}

TEST(AdaptiveSmoothing, WeighsTwoReadingsAsTheKernelOnPaperDoes)
{
    // Two stations, one interval, the same speed far below the threshold, so that the congested field alone counts.
    AdaptiveSmoothingParameters parameters;
    parameters.width_mps = 0.01;
    CorridorReadings readings({0.0, 1000.0}, 60.0);
    readings.append({{1.0, 5.0}, {2.0, 5.0}});
    const double x = 400.0;
    const double t = 30.0;
    const double a = std::exp(-400.0 / 600.0 - std::abs(0.0 + 400.0 / 4.17) / 66.0);
    const double b = std::exp(-600.0 / 600.0 - std::abs(0.0 - 600.0 / 4.17) / 66.0);
    EXPECT_NEAR(smoothAdaptively(readings, parameters, x, t).flow_vps, (a * 1.0 + b * 2.0) / (a + b), 1e-9);
}

TEST(AdaptiveSmoothing, MovesACongestionFrontUpstreamBetweenStations)
{
    // A front of slow traffic starts at 3 km at t = 0 and travels upstream at 15 km/h. Half way between the stations
    // at 1 and 2 km it arrives after 360 s; a straight line sees it far too early and too late.
    const auto field = [](double x, double t) {
        const double front_m = 3000.0 - 4.17 * t;
        return x > front_m ? TrafficState{1.2, 6.0} : TrafficState{1.8, 28.0};
    };
    const CorridorReadings readings = readingsOf(field, 5, 20, 60.0);
    double smoothError = 0.0;
    double linearError = 0.0;
    for (double t = 240.0; t < 480.0; t += 20.0) {
        const double truth = field(1500.0, t).speed_mps;
        smoothError += std::abs(smoothAdaptively(readings, {}, 1500.0, t).speed_mps - truth);
        linearError += std::abs(interpolateLinearly(readings, 1500.0, t).speed_mps - truth);
    }
    EXPECT_LT(smoothError, 0.7 * linearError);
}

TEST(AdaptiveSmoothing, CausallyDependsOnNothingThatHasNotEnded)
{
    CorridorReadings early = readingsOf(constantState, 3, 3, 60.0);
    CorridorReadings late = early;
    late.append({{9.0, 3.0}, {9.0, 3.0}, {9.0, 3.0}});
    const TrafficState before = smoothAdaptively(early, {}, 700.0, 150.0, 180.0);
    const TrafficState after = smoothAdaptively(late, {}, 700.0, 150.0, 180.0);
    EXPECT_EQ(before.speed_mps, after.speed_mps);
    EXPECT_EQ(before.flow_vps, after.flow_vps);
    EXPECT_NE(smoothAdaptively(late, {}, 700.0, 150.0).speed_mps, before.speed_mps);
}

TEST(AdaptiveSmoothing, TakesHalfTheSpacingAndHalfTheInterval)
{
    const AdaptiveSmoothingParameters parameters = parametersFor(readingsOf(constantState, 4, 1, 300.0));
    EXPECT_DOUBLE_EQ(parameters.smoothing_m, 500.0);
    EXPECT_DOUBLE_EQ(parameters.smoothing_s, 150.0);
}

TEST(FlowSmoothing, WeighsStationsByTheirDistance)
{
    CorridorReadings readings({0.0, 1000.0, 3000.0}, 300.0);
    readings.append({{9.0, 30.0}, {9.0, 30.0}, {9.0, 30.0}});
    readings.append({{1.0, 30.0}, {2.0, 10.0}, {kNaN, kNaN}});
    const double near = std::exp(-250.0 / 500.0);
    const double far = std::exp(-750.0 / 500.0);
    EXPECT_NEAR(smoothFlowAlong(readings, 500.0, 250.0, 1), (near * 1.0 + far * 2.0) / (near + far), 1e-12);
    EXPECT_TRUE(std::isnan(smoothFlowAlong(readings, 50.0, 2500.0, 1))); // 30 lengths from what was counted
}
