// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <numeric>

#include "drift_streams.h"
#include "mlops/drift/binning.h"

using namespace mlops;
using twin::RandomStream;

namespace {

using Values = std::vector<double>;

HistogramPair counted(const Values& reference, const Values& current, const Binning& binning)
{
    const SamplePair samples{reference, current};
    HistogramPair histograms;
    countTogether(samples, summarise(samples), binning, histograms);
    return histograms;
}

constexpr Binning uniform(std::size_t bins) { return {BinPlacement::UniformOverUnion, bins}; }
constexpr Binning quantiles(std::size_t bins) { return {BinPlacement::QuantilesOfReference, bins}; }

double sumOf(const Values& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

} // namespace

TEST(SampleSummary, IsThatOfTheDefinition)
{
    const Values values{3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0};
    const SampleSummary summary = summarise(values);
    EXPECT_EQ(summary.count, 7U);
    EXPECT_EQ(summary.lowest, 1.0);
    EXPECT_EQ(summary.highest, 9.0);
    EXPECT_NEAR(summary.mean, 25.0 / 7.0, 1e-15);
    EXPECT_NEAR(summary.variance, 137.0 / 7.0 - 625.0 / 49.0, 1e-13);
}

TEST(SampleSummary, SeesEveryValueWhateverTheirNumber)
{
    for (std::size_t count = 1; count <= 13; ++count) {
        Values values(count, 1.0);
        values.back() = 7.0;
        const SampleSummary summary = summarise(values);
        EXPECT_EQ(summary.highest, 7.0) << count;
        EXPECT_NEAR(summary.mean, 1.0 + 6.0 / static_cast<double>(count), 1e-14) << count;
    }
}

TEST(SampleSummary, LosesNothingToALargeOffset)
{
    RandomStream random(1, "offset");
    const Values values = normals(1000, random);
    const double near = summarise(values).variance;
    EXPECT_NEAR(summarise(transformed(values, 1.0, 1e9)).variance, near, 1e-5);
}

TEST(SampleSummary, OfBothIsTheOneOfTheirUnion)
{
    RandomStream random(2, "union");
    const Values a = normals(300, random);
    const Values b = transformed(normals(700, random), 3.0, 2.0);
    Values together = a;
    together.insert(together.end(), b.begin(), b.end());
    const SampleSummary both = summarise(SamplePair{a, b}).both();
    const SampleSummary expected = summarise(together);
    EXPECT_EQ(both.count, expected.count);
    EXPECT_EQ(both.lowest, expected.lowest);
    EXPECT_EQ(both.highest, expected.highest);
    EXPECT_NEAR(both.mean, expected.mean, 1e-12);
    EXPECT_NEAR(both.variance, expected.variance, 1e-12);
}

TEST(DriftDirection, NamesTheMeanFirstAndThenTheSpread)
{
    RandomStream random(12, "direction");
    const Values reference = normals(1200, random);
    const auto direction = [&](double factor, double offset) {
        const Values current = transformed(reference, factor, offset);
        return effectOf(summarise(SamplePair{reference, current})).direction();
    };
    EXPECT_EQ(direction(1.0, 0.0), DriftDirection::None);
    EXPECT_EQ(direction(1.0, 0.15), DriftDirection::None);
    EXPECT_EQ(direction(1.0, 0.3), DriftDirection::Higher);
    EXPECT_EQ(direction(1.0, -0.3), DriftDirection::Lower);
    EXPECT_EQ(direction(1.3, 0.0), DriftDirection::Wider);
    EXPECT_EQ(direction(0.75, 0.0), DriftDirection::Narrower);
    EXPECT_EQ(direction(1.3, 0.5), DriftDirection::Higher);
    EXPECT_EQ(direction(1.2, 0.0), DriftDirection::None);
}

TEST(SortedSample, IsTheSampleInOrder)
{
    RandomStream random(3, "sorted");
    SortedSample sorted;
    const Values outlier{1e9, 3.0, 2.0, 2.5, 1.0};
    const Values tiny{3e-320, 0.0, 1e-320, 2e-320}; // a range too small to divide
    for (Values values :
         {normals(1000, random), dailyFlows(777, random), Values(50, 4.0), Values{2.0}, outlier, tiny}) {
        sorted.assign(values, summarise(values));
        std::ranges::sort(values);
        ASSERT_EQ(Values(sorted.values().begin(), sorted.values().end()), values);
    }
}

TEST(Histogram, PutsValuesOnEdgesIntoTheBinAbove)
{
    const HistogramPair histograms = counted({0.0, 1.0, 2.0, 4.0}, {1.0, 1.5, 3.0, 4.0}, uniform(4));
    EXPECT_EQ(histograms.edges, (Values{0.0, 1.0, 2.0, 3.0, 4.0}));
    EXPECT_EQ(histograms.referenceShares, (Values{0.25, 0.25, 0.25, 0.25})); // the highest edge is in the last bin
    EXPECT_EQ(histograms.currentShares, (Values{0.0, 0.5, 0.0, 0.5}));
    EXPECT_EQ(histograms.referenceBinWidth, 1.0);
}

TEST(Histogram, DecidesByTheEdgesAsNumpyDoes)
{
    // Multiplication alone would be one off for some of these: above for tenths, below for the others.
    // Expected: numpy.histogram(values, bins), numpy 1.24.
    Values tenths;
    for (int k = 0; k <= 10; ++k) {
        tenths.push_back(k / 10.0);
    }
    const Values expected{1, 1, 2, 0, 1, 2, 1, 0, 1, 2};
    const HistogramPair histograms = counted(tenths, tenths, uniform(10));
    EXPECT_EQ(transformed(histograms.referenceShares, 11.0, 0.0), expected);
    const Values third{2.0, 2.533333333333333, 3.6};
    EXPECT_EQ(transformed(counted(third, third, uniform(3)).referenceShares, 3.0, 0.0), (Values{1, 1, 1}));
    const Values later{4.8, 4.926086956521739, 5.0};
    EXPECT_GT(counted(later, later, uniform(46)).referenceShares[29], 0.0);
}

TEST(Histogram, CountsEveryValueOnce)
{
    RandomStream random(4, "shares");
    const Values reference = dailyFlows(1200, random);
    const Values current = transformed(dailyFlows(900, random), 1.7, -70.0);
    for (const Binning& binning : {uniform(50), uniform(1), quantiles(10), quantiles(1), quantiles(50)}) {
        const HistogramPair histograms = counted(reference, current, binning);
        EXPECT_NEAR(sumOf(histograms.referenceShares), 1.0, 1e-12);
        EXPECT_NEAR(sumOf(histograms.currentShares), 1.0, 1e-12);
        EXPECT_EQ(histograms.currentShares.size(), histograms.bins());
        EXPECT_EQ(histograms.edges.size(), histograms.bins() + 1);
        EXPECT_TRUE(std::ranges::is_sorted(histograms.edges));
        EXPECT_EQ(histograms.edges.front(), std::min(std::ranges::min(reference), std::ranges::min(current)));
        EXPECT_EQ(histograms.edges.back(), std::max(std::ranges::max(reference), std::ranges::max(current)));
    }
}

TEST(Histogram, GivesEveryDecileATenthOfTheReference)
{
    RandomStream random(5, "deciles");
    const HistogramPair histograms = counted(normals(1000, random), normals(1000, random), quantiles(10));
    ASSERT_EQ(histograms.bins(), 10U);
    for (const double share : histograms.referenceShares) {
        EXPECT_NEAR(share, 0.1, 1e-12);
    }
}

TEST(Histogram, GivesAValueThatManyShareABinToItself)
{
    Values reference(900, 0.0); // a detector that saw nothing at night
    for (int i = 1; i <= 100; ++i) {
        reference.push_back(i);
    }
    const HistogramPair histograms = counted(reference, reference, quantiles(10));
    ASSERT_EQ(histograms.bins(), 4U); // below 0, exactly 0, between 0 and 1, from 1 on
    EXPECT_EQ(histograms.referenceShares, (Values{0.0, 0.9, 0.0, 0.1}));
}

TEST(Histogram, HasRoomForAConstantSample)
{
    for (const double constant : {0.0, -3.5, 1e17}) {
        const HistogramPair histograms = counted(Values(10, constant), Values(20, constant), uniform(50));
        EXPECT_EQ(sumOf(histograms.referenceShares), 1.0);
        EXPECT_EQ(histograms.referenceShares, histograms.currentShares);
        EXPECT_LT(histograms.edges.front(), constant);
        EXPECT_GT(histograms.edges.back(), constant);
    }
}

TEST(Histogram, CountsSeparatelyIntoEachSamplesOwnRange)
{
    const Values reference{0.0, 1.0, 2.0, 4.0};
    const Values current{100.0, 110.0, 120.0, 140.0};
    const SamplePair samples{reference, current};
    HistogramPair histograms;
    countSeparately(samples, summarise(samples), 4, histograms);
    EXPECT_EQ(histograms.referenceShares, histograms.currentShares);
    EXPECT_EQ(histograms.edges, (Values{0.0, 1.0, 2.0, 3.0, 4.0}));
    EXPECT_EQ(histograms.referenceBinWidth, 1.0);
    EXPECT_EQ(histograms.currentBinWidth, 10.0);
}
