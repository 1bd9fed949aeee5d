// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/metrics/error_accumulator.h"

#include <gtest/gtest.h>

using mlops::ErrorAccumulator;

TEST(ErrorAccumulator, AgreesWithTheDefinitions)
{
    ErrorAccumulator errors;
    const double truth[] = {1, 2, 3, 4};
    const double forecast[] = {1.5, 2, 2, 5};
    for (int i = 0; i < 4; ++i) {
        errors.add(truth[i], forecast[i]);
    }
    EXPECT_DOUBLE_EQ(errors.mae(), 2.5 / 4);
    EXPECT_DOUBLE_EQ(errors.rmse(), std::sqrt(2.25 / 4));
    EXPECT_DOUBLE_EQ(errors.bias(), 0.5 / 4);
    EXPECT_NEAR(*errors.r2(), 1.0 - 2.25 / 5.0, 1e-15);
    EXPECT_DOUBLE_EQ(*errors.wape(), 2.5 / 10.0);
}

TEST(ErrorAccumulator, HasNoAccuracyWithoutVariation)
{
    ErrorAccumulator errors;
    EXPECT_FALSE(errors.r2());
    for (int i = 0; i < 100; ++i) {
        errors.add(7.0, 8.0); // a night of equal counts
    }
    EXPECT_FALSE(errors.r2());
    EXPECT_DOUBLE_EQ(errors.mae(), 1.0);
}

TEST(ErrorAccumulator, KeepsItsDigitsFarFromZero)
{
    ErrorAccumulator far;
    ErrorAccumulator near;
    for (int i = 0; i < 1000; ++i) {
        const double value = i % 7;
        near.add(value, value + 0.5);
        far.add(value + 1e8, value + 1e8 + 0.5);
    }
    EXPECT_NEAR(*far.r2(), *near.r2(), 1e-6);
}

TEST(ErrorAccumulator, CountsAPairOfZerosAsNoError)
{
    ErrorAccumulator errors;
    errors.add(0.0, 0.0);
    EXPECT_DOUBLE_EQ(errors.smape(), 0.0);
    EXPECT_FALSE(errors.wape());
}
