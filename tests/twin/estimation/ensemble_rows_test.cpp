// SPDX-License-Identifier: GPL-3.0-or-later
// The serial filter's one operation against the Kalman filter on paper, and the taper against its definition.
#include <cmath>

#include <gtest/gtest.h>

#include "tests/twin/estimation/corridor_fixture.h"
#include "twin/core/random.h"
#include "twin/estimation/ensemble_rows.h"
#include "twin/estimation/localisation.h"

using namespace twin;

namespace {

constexpr std::size_t kMembers = 40; ///< not a whole number of vectors

/// Members about `mean`, and others that follow them by half with noise of their own.
EnsembleRows twoRows(float mean)
{
    EnsembleRows rows(2, kMembers);
    RandomStream random(7, "rows");
    for (std::size_t k = 0; k < kMembers; ++k) {
        const double deviation = 2.0 * random.normal();
        rows.row(0)[k] = mean + static_cast<float>(deviation);
        rows.row(1)[k] = 50.0F + static_cast<float>(0.5 * deviation + 0.3 * random.normal());
    }
    return rows;
}

float covarianceOf(std::span<const float> a, std::span<const float> b)
{
    float sum = 0.0F;
    for (std::size_t k = 0; k < a.size(); ++k) {
        sum += (a[k] - meanOf(a)) * (b[k] - meanOf(b));
    }
    return sum / static_cast<float>(a.size() - 1);
}

} // namespace

TEST(ScalarUpdate, GivesTheKalmanMeanAndVarianceOfWhatIsObserved)
{
    EnsembleRows rows = twoRows(10.0F);
    const float mean = meanOf(rows.row(0));
    const float variance = varianceOf(rows.row(0));
    const float error = 1.5F;
    ScalarUpdate(rows.row(0), 13.0F, error).apply(rows.row(0), 1.0F);
    const float gain = variance / (variance + error);
    EXPECT_NEAR(meanOf(rows.row(0)), mean + gain * (13.0F - mean), 1e-4);
    EXPECT_NEAR(varianceOf(rows.row(0)), (1.0F - gain) * variance, 1e-4);
}

TEST(ScalarUpdate, CorrectsWhatIsNotObservedByItsCovariance)
{
    EnsembleRows rows = twoRows(10.0F);
    const float predicted = meanOf(rows.row(0));
    const float total = varianceOf(rows.row(0)) + 1.5F;
    const float covariance = covarianceOf(rows.row(0), rows.row(1));
    const float mean = meanOf(rows.row(1));
    const float variance = varianceOf(rows.row(1));
    ScalarUpdate(rows.row(0), 13.0F, 1.5F).apply(rows.row(1), 1.0F);
    EXPECT_NEAR(meanOf(rows.row(1)), mean + covariance / total * (13.0F - predicted), 1e-4);
    EXPECT_NEAR(varianceOf(rows.row(1)), variance - covariance * covariance / total, 1e-3);
}

TEST(ScalarUpdate, LeavesARowOutOfReachAlone)
{
    EnsembleRows rows = twoRows(10.0F);
    const EnsembleRows before = rows;
    ScalarUpdate(rows.row(0), 13.0F, 1.5F).apply(rows.row(1), 0.0F);
    EXPECT_TRUE(std::ranges::equal(rows.row(1), before.row(1)));
}

TEST(ScalarUpdate, MeasuresTheInnovationByItsExpectedVariance)
{
    const EnsembleRows rows = twoRows(10.0F);
    const double off = 13.0 - static_cast<double>(meanOf(rows.row(0)));
    const double expected = off * off / (static_cast<double>(varianceOf(rows.row(0))) + 1.5);
    EXPECT_NEAR(ScalarUpdate(rows.row(0), 13.0F, 1.5F).normalisedInnovation(), expected, 1e-4 * expected);
}

TEST(EnsembleRows, InflationWidensAboutTheMean)
{
    EnsembleRows rows = twoRows(10.0F);
    const float mean = meanOf(rows.row(0));
    const float variance = varianceOf(rows.row(0));
    inflate(rows.row(0), 1.5F);
    EXPECT_NEAR(meanOf(rows.row(0)), mean, 1e-4);
    EXPECT_NEAR(varianceOf(rows.row(0)), 2.25F * variance, 1e-3);
}

TEST(Taper, FallsFromOneToNothingOverTwoHalfWidths)
{
    EXPECT_DOUBLE_EQ(taper(0.0, 1500.0), 1.0);
    EXPECT_NEAR(taper(1500.0, 1500.0), 5.0 / 24.0, 1e-12); // Gaspari and Cohn 1999, equation 4.10 at z = 1
    EXPECT_NEAR(taper(750.0, 1500.0), 0.684896, 1e-6);     // at z = 1/2
    EXPECT_DOUBLE_EQ(taper(3000.0, 1500.0), 0.0);
    for (double x = 0.0; x < 3000.0; x += 10.0) {
        EXPECT_GE(taper(x, 1500.0), taper(x + 10.0, 1500.0)) << x;
        EXPECT_LT(taper(x, 1500.0) - taper(x + 10.0, 1500.0), 0.02) << x;
    }
}

TEST(LinksAround, MeasuresAlongTheRoadBothWaysAndIntoRamps)
{
    const auto network = corridor::network();
    const auto around = linksAround(*network, LinkIndex(3), 100.0, 1300.0, 100);
    ASSERT_FALSE(around.empty());
    EXPECT_EQ(around.front().link, LinkIndex(3));
    EXPECT_NEAR(around.front().distance_m, 150.0, 1.0);
    const auto distanceTo_m = [&](std::size_t link) {
        const auto found = std::ranges::find(around, LinkIndex(link), &ReachedLink::link);
        return found == around.end() ? -1.0 : found->distance_m;
    };
    EXPECT_NEAR(distanceTo_m(2), 100.0 + 250.0, 1.0);
    EXPECT_NEAR(distanceTo_m(1), 100.0 + 750.0, 1.0);
    EXPECT_NEAR(distanceTo_m(5), 400.0 + 750.0, 1.0);
    EXPECT_EQ(distanceTo_m(0), -1.0); // its middle is 1350 m away
    const double rampLength_m = network->link(LinkIndex(corridor::kOnRamp)).length_m;
    EXPECT_NEAR(distanceTo_m(corridor::kOnRamp), 400.0 + rampLength_m / 2.0, 1.0);
    EXPECT_TRUE(std::ranges::is_sorted(around, {}, &ReachedLink::distance_m));
}

TEST(LinksAround, GivesNoMoreThanAskedForAndTheNearest)
{
    const auto around = linksAround(*corridor::network(), LinkIndex(5), 250.0, 1e6, 3);
    ASSERT_EQ(around.size(), 3U);
    EXPECT_EQ(around.front().link, LinkIndex(5));
    EXPECT_LE(around.back().distance_m, 501.0);
}
