// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/drift/adwin.h"

#include <algorithm>
#include <numeric>

#include "drift_streams.h"

using namespace mlops;
using twin::RandomStream;

namespace {

std::size_t alarmsOn(const std::vector<double>& stream, const AdwinSettings& settings = {})
{
    Adwin detector(settings);
    return indicesOf(DriftState::Drift, answers(detector, stream)).size();
}

double batchMean(const std::vector<double>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double batchVariance(const std::vector<double>& values)
{
    const double mean = batchMean(values);
    double squares = 0.0;
    for (const double x : values) {
        squares += (x - mean) * (x - mean);
    }
    return squares / static_cast<double>(values.size());
}

} // namespace

TEST(Adwin, IsSilentOnFiveThousandConstantValues) { EXPECT_EQ(alarmsOn(std::vector<double>(5000, 1.0)), 0U); }

TEST(Adwin, AlarmsAtMostTwiceOnFiveThousandNormalValues)
{
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        RandomStream random(seed, "normal");
        EXPECT_LE(alarmsOn(normals(5000, random)), 2U) << "seed " << seed;
    }
}

TEST(Adwin, AlarmsAtMostOnceOnTwoThousandAlternatingValues)
{
    std::vector<double> alternating(2000);
    for (std::size_t i = 0; i < alternating.size(); ++i) {
        alternating[i] = static_cast<double>(i % 2);
    }
    EXPECT_LE(alarmsOn(alternating), 1U);
}

TEST(Adwin, KnowsTheMomentsOfItsWindow)
{
    RandomStream random(9, "moments");
    const auto values = transformed(normals(500, random), 2.0, 5.0);
    Adwin detector({.clock = 1000000}); // never looks for a cut
    static_cast<void>(answers(detector, values));
    EXPECT_EQ(detector.width(), 500.0);
    EXPECT_NEAR(detector.mean(), batchMean(values), 1e-9);
    EXPECT_NEAR(detector.variance() / batchVariance(values), 1.0, 1e-6);
}

TEST(Adwin, KeepsTheMomentsOfWhatIsLeftAfterACut)
{
    RandomStream random(10, "cut");
    auto values = normals(1000, random);
    const auto later = transformed(normals(1000, random), 1.0, 10.0);
    values.insert(values.end(), later.begin(), later.end());
    Adwin detector;
    std::size_t seen = 0;
    while (seen < values.size() && detector.update(values[seen++]) != DriftState::Drift) {
    }
    ASSERT_GT(seen, 1000U);
    ASSERT_LT(seen, 1040U);
    const auto width = static_cast<std::ptrdiff_t>(detector.width());
    ASSERT_GT(width, 0);
    const auto end = values.begin() + static_cast<std::ptrdiff_t>(seen);
    const std::vector<double> window(end - width, end);
    EXPECT_NEAR(detector.mean(), batchMean(window), 1e-9);
    EXPECT_NEAR(detector.variance(), batchVariance(window), 1e-6);
    EXPECT_GT(detector.mean(), 5.0);
    static_cast<void>(detector.update(10.0));
    EXPECT_EQ(detector.width(), 1.0);
}

TEST(Adwin, NeverAlarmsWithinItsGracePeriod)
{
    std::vector<double> step(50, 0.0);
    step.resize(100, 1000.0);
    EXPECT_EQ(alarmsOn(step, {.clock = 1, .gracePeriod = 100}), 0U);
    EXPECT_GE(alarmsOn(step, {.clock = 1}), 1U);
}

TEST(Adwin, LooksForCutsByItsClockOnly)
{
    RandomStream random(11, "clock");
    auto values = normals(1000, random);
    const auto later = transformed(normals(1000, random), 1.0, 3.0);
    values.insert(values.end(), later.begin(), later.end());
    Adwin coarse({.clock = 50});
    const auto alarms = indicesOf(DriftState::Drift, answers(coarse, values));
    ASSERT_EQ(alarms.size(), 1U);
    EXPECT_EQ((alarms.front() + 1) % 50, 0U);
    Adwin fine({.clock = 1});
    const auto sooner = indicesOf(DriftState::Drift, answers(fine, values));
    ASSERT_FALSE(sooner.empty());
    EXPECT_LT(sooner.front(), alarms.front());
}

TEST(Adwin, IsMoreCautiousWithASmallerDelta)
{
    std::size_t bold = 0;
    std::size_t cautious = 0;
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        RandomStream random(seed, "delta");
        auto values = normals(500, random);
        const auto later = transformed(normals(500, random), 1.0, 0.4);
        values.insert(values.end(), later.begin(), later.end());
        bold += alarmsOn(values, {.confidence = 0.2});
        cautious += alarmsOn(values, {.confidence = 0.001});
    }
    EXPECT_GT(bold, cautious);
}

TEST(Adwin, KeepsFewBucketsForManySamples)
{
    RandomStream random(12, "buckets");
    for (const std::size_t maximum : {2U, 5U, 10U, 20U}) {
        Adwin detector({.clock = 1000000, .maximumBuckets = maximum});
        static_cast<void>(answers(detector, normals(100000, random)));
        EXPECT_EQ(detector.width(), 100000.0);
        EXPECT_LE(detector.buckets(), maximum * 17) << "at most 2^17 samples in rows of " << maximum;
        EXPECT_TRUE(std::isfinite(detector.mean()) && std::isfinite(detector.variance()));
    }
}

TEST(Adwin, FindsAFallAsWellAsARise)
{
    std::vector<double> fall(500, 100.0);
    fall.resize(1000, 0.0);
    EXPECT_EQ(alarmsOn(fall), 1U);
}

TEST(Adwin, IsEmptyBeforeItsFirstSample)
{
    const Adwin detector;
    EXPECT_EQ(detector.width(), 0.0);
    EXPECT_EQ(detector.mean(), 0.0);
    EXPECT_EQ(detector.variance(), 0.0);
    EXPECT_EQ(detector.samplesNeeded(), 32U);
}
