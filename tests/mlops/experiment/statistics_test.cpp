// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/experiment/statistics.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

using namespace mlops;

TEST(MeanInterval, IsStudentsForASmallSample)
{
    const double values[] = {1, 2, 3, 4, 5};
    const MeanInterval interval = meanInterval(values);
    EXPECT_DOUBLE_EQ(interval.mean, 3.0);
    EXPECT_NEAR(interval.hi - interval.mean, 2.776445 * std::sqrt(2.5 / 5.0), 1e-5); // t(0.975, 4)
    const double one[] = {7};
    EXPECT_EQ(meanInterval(one).lo, 7.0);
    EXPECT_EQ(meanInterval(one).hi, 7.0);
}

TEST(PairedTest, IsWilcoxonsExactTest)
{
    // Ten differences of one sign: p = 2 / 2^10.
    std::vector<double> first;
    std::vector<double> second;
    for (int i = 0; i < 10; ++i) {
        first.push_back(i + 0.1 * (i + 1));
        second.push_back(i);
    }
    EXPECT_NEAR(*pairedTest(first, second).pValue, 2.0 / 1024.0, 1e-12);
    // Wilcoxon's own example (1945): differences 6 8 14 16 23 24 28 29 41 -48 49 56 60 -67 75 give p = 0.0413.
    const double differences[] = {6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75};
    const std::vector<double> zeros(15, 0.0);
    EXPECT_NEAR(*pairedTest(differences, zeros).pValue, 0.0413, 5e-4);
}

TEST(PairedTest, SharesRanksAmongTiesAndDropsZeros)
{
    const double first[] = {1, 1, 1, -1, 0};
    const double second[] = {0, 0, 0, 0, 0};
    const PairedTest test = pairedTest(first, second);
    EXPECT_EQ(test.pairs, 4U);
    EXPECT_NEAR(*test.pValue, 2.0 * 5.0 / 16.0, 1e-12); // one negative of four equal: 5 of 16 patterns as small
    const double same[] = {1, 2, 3};
    EXPECT_FALSE(pairedTest(same, same).pValue);
}

TEST(PairedTest, ApproximatesLargeSamples)
{
    std::vector<double> first;
    std::vector<double> second;
    for (int i = 0; i < 100; ++i) {
        first.push_back(i % 10 < 6 ? 1.0 + 0.01 * i : -1.0 - 0.01 * i);
        second.push_back(0.0);
    }
    const double p = *pairedTest(first, second).pValue;
    EXPECT_GT(p, 0.01);
    EXPECT_LT(p, 0.2);
}
