// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "twin/estimation/free_branch.h"

using namespace twin;

TEST(FreeBranch, HasItsPriorBeforeAnythingWasSeen)
{
    const FreeBranch branch({.priorLoss = 0.12});
    EXPECT_DOUBLE_EQ(branch.loss(), 0.12);
    EXPECT_DOUBLE_EQ(branch.speedShare(0.5), 0.97); // 0.12 of a quarter
}

TEST(FreeBranch, LearnsTheLossWhateverTheSpeedOfAnEmptyRoad)
{
    FreeBranch branch;
    for (int interval = 0; interval < 200; ++interval) {
        branch.forget();
        for (int station = 0; station < 10; ++station) {
            const double load = 0.1 * static_cast<double>(station);
            branch.add(load, 1.07 - 0.2 * load * load);
        }
    }
    EXPECT_NEAR(branch.loss(), 0.2, 0.005);
}

TEST(FreeBranch, LearnsNothingFromOneLoadAndNeverThatLoadMakesFaster)
{
    FreeBranch same;
    FreeBranch rising;
    for (int reading = 0; reading < 500; ++reading) {
        same.add(0.5, reading % 2 == 0 ? 0.9 : 1.0);
        rising.add(reading % 2 == 0 ? 0.2 : 0.8, reading % 2 == 0 ? 0.9 : 1.0);
    }
    EXPECT_NEAR(same.loss(), FreeBranchSettings{}.priorLoss, 1e-6);
    EXPECT_DOUBLE_EQ(rising.loss(), 0.0);
}

TEST(FreeBranch, FeelsFrictionOnlyNearCapacity)
{
    const FreeBranch branch({.priorLoss = 0.1});
    EXPECT_NEAR(branch.speedShare(1.0, 1.0), 0.8, 1e-12);     // twice the loss
    EXPECT_NEAR(branch.speedShare(0.5, 1.0), 0.96875, 1e-12); // a quarter more of a quarter of it
}

TEST(FreeBranch, CountsNoLoadBeyondTheFullest)
{
    const FreeBranch branch({.priorLoss = 0.1, .fullest = 1.1});
    EXPECT_DOUBLE_EQ(branch.speedShare(3.0, 1.0), branch.speedShare(1.1, 1.0));
}
