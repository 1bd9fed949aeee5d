// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/flow/calibration.h"

#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "twin/core/random.h"

namespace twin {
namespace {

const FundamentalDiagram kTruth{.freeSpeed_mps = 30.0, .capacity_vps = 2.4, .jamDensity_vpm = 0.5};

std::vector<DiagramSample> samplesUpTo(double densest_vpm, double noise)
{
    RandomStream random(3, "calibration");
    std::vector<DiagramSample> samples;
    for (int k = 1; k <= 2000; ++k) {
        const double density = densest_vpm * k / 2000.0;
        const double flow = kTruth.flow_vps(density) * (1.0 + noise * random.normal());
        samples.push_back({flow, density * 7.0 / 4.0, std::numeric_limits<double>::quiet_NaN()});
    }
    return samples;
}

TEST(Calibration, FindsTheDiagramThatMadeTheSamples)
{
    const auto fit = fitDiagram(samplesUpTo(0.35, 0.0), 4);
    ASSERT_TRUE(fit.has_value());
    EXPECT_TRUE(fit->congestionSeen);
    EXPECT_NEAR(fit->diagram.freeSpeed_mps, kTruth.freeSpeed_mps, 0.3);
    EXPECT_NEAR(fit->diagram.capacity_vps, kTruth.capacity_vps, 0.03);
    EXPECT_NEAR(fit->diagram.waveSpeed_mps(), kTruth.waveSpeed_mps(),
                0.03 * kTruth.waveSpeed_mps()); // capacity is a quantile
    EXPECT_GT(fit->explained, 0.99);
}

TEST(Calibration, ReportsThatNoisySamplesAreDescribedWorse)
{
    const auto fit = fitDiagram(samplesUpTo(0.35, 0.08), 4);
    ASSERT_TRUE(fit.has_value());
    EXPECT_NEAR(fit->diagram.freeSpeed_mps, kTruth.freeSpeed_mps, 1.5);
    EXPECT_GT(fit->freeError_vps, 0.02);
    EXPECT_LT(fit->explained, 0.99);
}

TEST(Calibration, SaysWhenNoCongestionWasSeen)
{
    const auto fit = fitDiagram(samplesUpTo(0.06, 0.0), 4);
    ASSERT_TRUE(fit.has_value());
    EXPECT_FALSE(fit->congestionSeen);
    EXPECT_DOUBLE_EQ(fit->diagram.jamDensity_vpm, 0.5);
}

TEST(Calibration, RefusesStationsThatSawNoFreeTraffic)
{
    const std::vector<DiagramSample> jam(100, {0.3, 0.5, 3.0});
    const auto fit = fitDiagram(jam, 4);
    ASSERT_FALSE(fit.has_value());
    EXPECT_EQ(fit.error().code, ErrorCode::InvalidInput);
}

} // namespace
} // namespace twin
