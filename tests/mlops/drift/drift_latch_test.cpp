// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/drift/drift_latch.h"

#include <vector>

#include <gtest/gtest.h>

using namespace mlops;

namespace {

using States = std::vector<LatchState>;
constexpr LatchState kArmed = LatchState::Armed;
constexpr LatchState kAlarm = LatchState::Alarm;
constexpr LatchState kLatched = LatchState::Latched;

/// Polls every 20 values.
States polled(DriftLatch& latch, const std::vector<double>& statistics, std::size_t firstSample = 2400)
{
    States states;
    for (std::size_t i = 0; i < statistics.size(); ++i) {
        states.push_back(latch.poll(statistics[i], firstSample + 20 * i));
    }
    return states;
}

} // namespace

TEST(DriftLatch, AlarmsOnceWhileTheStatisticStaysHigh)
{
    DriftLatch latch;
    EXPECT_EQ(polled(latch, {0.1, 0.7, 0.8, 2.0, 6.0, 1.0}),
              (States{kArmed, kArmed, kAlarm, kLatched, kLatched, kLatched}));
}

TEST(DriftLatch, AlarmsAboveItsThresholdAndNotOnIt)
{
    DriftLatch latch;
    EXPECT_EQ(polled(latch, {0.75, 0.7500001}), (States{kArmed, kAlarm}));
}

TEST(DriftLatch, IgnoresFlickeringAroundItsThreshold)
{
    DriftLatch latch;
    EXPECT_EQ(polled(latch, {0.8, 0.7, 0.8, 0.4, 0.8, 0.3, 0.8}),
              (States{kAlarm, kLatched, kLatched, kLatched, kLatched, kLatched, kLatched}));
}

TEST(DriftLatch, RearmsAfterEnoughCalmPollsInARow)
{
    DriftLatch latch({.threshold = 1.0, .rearmShare = 0.5, .calmPolls = 3});
    EXPECT_EQ(polled(latch, {1.1, 0.4, 0.4, 0.5, 0.4, 0.4, 0.4, 1.1, 1.1}),
              (States{kAlarm, kLatched, kLatched, kLatched, kLatched, kLatched, kArmed, kAlarm, kLatched}));
}

TEST(DriftLatch, CountsCalmPollsAnewAfterEveryAlarm)
{
    DriftLatch latch({.threshold = 1.0, .calmPolls = 2});
    EXPECT_EQ(polled(latch, {1.1, 0.1, 0.1, 1.1, 0.1, 1.1}),
              (States{kAlarm, kLatched, kArmed, kAlarm, kLatched, kLatched}));
}

TEST(DriftLatch, TellsAgainOfWhatIsStillHighWhenTheReferenceIsNew)
{
    DriftLatch latch({.expiry = 2400});
    EXPECT_EQ(latch.poll(0.9, 3000), kAlarm);
    EXPECT_EQ(latch.poll(0.9, 5399), kLatched);
    EXPECT_EQ(latch.poll(0.9, 5400), kAlarm);
    EXPECT_EQ(latch.poll(0.9, 5420), kLatched);
}

TEST(DriftLatch, RearmsByAgeWithoutAnAlarmWhereAllIsWell)
{
    DriftLatch latch({.expiry = 2400});
    EXPECT_EQ(latch.poll(0.9, 3000), kAlarm);
    EXPECT_EQ(latch.poll(0.6, 5400), kArmed); // between calm and alarm
    EXPECT_EQ(latch.poll(0.8, 5420), kAlarm);
}

TEST(DriftLatch, IsArmedAfterReset)
{
    DriftLatch latch;
    EXPECT_EQ(latch.poll(0.9, 9000), kAlarm);
    latch.reset();
    EXPECT_EQ(latch.poll(0.9, 10), kAlarm);
}

TEST(DriftLatch, GoesOnFromAStateThatWasKept)
{
    const DriftLatchSettings settings{.calmPolls = 2, .expiry = 100};
    DriftLatch whole(settings);
    DriftLatch::State kept;
    const std::vector<double> statistics{0.9, 0.1, 0.8, 0.1, 0.1, 0.9, 0.6, 0.6, 0.6, 0.6, 0.9, 0.9};
    for (std::size_t i = 0; i < statistics.size(); ++i) {
        DriftLatch resumed(settings, kept);
        EXPECT_EQ(resumed.poll(statistics[i], 20 * i), whole.poll(statistics[i], 20 * i)) << "at poll " << i;
        kept = resumed.state();
    }
}
