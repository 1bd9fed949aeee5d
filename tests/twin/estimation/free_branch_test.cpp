// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "twin/estimation/free_branch.h"

using namespace twin;

TEST(FreeBranch, HasItsPriorBeforeAnythingWasSeen)
{
    const FreeBranch branch({.priorSlope = 0.12});
    EXPECT_DOUBLE_EQ(branch.slope(), 0.12);
    EXPECT_DOUBLE_EQ(branch.speedShare(0.5), 0.94);
}

TEST(FreeBranch, LearnsTheSlopeWhateverTheSpeedOfAnEmptyRoad)
{
    FreeBranch branch;
    for (int interval = 0; interval < 200; ++interval) {
        branch.forget();
        for (int station = 0; station < 10; ++station) {
            const double load = 0.1 * static_cast<double>(station);
            branch.add(load, 1.07 - 0.2 * load);
        }
    }
    EXPECT_NEAR(branch.slope(), 0.2, 0.005);
}

TEST(FreeBranch, LearnsNothingFromOneLoadAndNeverThatLoadMakesFaster)
{
    FreeBranch same;
    FreeBranch rising;
    for (int reading = 0; reading < 500; ++reading) {
        same.add(0.5, reading % 2 == 0 ? 0.9 : 1.0);
        rising.add(reading % 2 == 0 ? 0.2 : 0.8, reading % 2 == 0 ? 0.9 : 1.0);
    }
    EXPECT_NEAR(same.slope(), FreeBranchSettings{}.priorSlope, 1e-6);
    EXPECT_DOUBLE_EQ(rising.slope(), 0.0);
}
