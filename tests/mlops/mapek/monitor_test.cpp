// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/mapek/monitor.h"

#include <algorithm>
#include <limits>

#include <gtest/gtest.h>

#include "twin/core/random.h"

using namespace mlops;

namespace {

/// Two windows of noise about 100; in the second, station i is moved by moves[i].
DriftEvidence driftOf(const std::vector<float>& moves)
{
    constexpr std::size_t kWindow = 200;
    Monitor monitor(moves.size(), kWindow, true);
    twin::RandomStream random(3, "noise");
    std::vector<float> row(moves.size());
    for (std::size_t i = 0; i < 2 * kWindow; ++i) {
        for (std::size_t s = 0; s < moves.size(); ++s) {
            row[s] = 100.0F + 10.0F * static_cast<float>(random.normal()) + (i < kWindow ? 0.0F : moves[s]);
        }
        monitor.observe({Family::Ridge, row, row, row, {}});
    }
    return monitor.drift(DistanceKind::KolmogorovSmirnov, 0.4, 0.3);
}

} // namespace

TEST(Monitor, SaysWhichStationsDriftedWorstFirst)
{
    const DriftEvidence drift = driftOf({0.0F, 15.0F, 0.0F, 60.0F, 0.0F});
    ASSERT_TRUE(drift.ready);
    EXPECT_EQ(drift.stationsJudged, 5U);
    EXPECT_EQ(drift.stationsInAlarm, 2U);
    ASSERT_EQ(drift.drifted.size(), 2U);
    EXPECT_EQ(drift.drifted[0].station, 3U);
    EXPECT_EQ(drift.drifted[1].station, 1U);
    EXPECT_GT(drift.drifted[0].distance, drift.drifted[1].distance);
}

TEST(Monitor, NamesNobodyWhereOneStationIsJudged)
{
    const DriftEvidence drift = driftOf({60.0F});
    EXPECT_EQ(drift.stationsInAlarm, 1U);
    EXPECT_TRUE(drift.drifted.empty());
}

TEST(Monitor, JudgesDriftByWhatWasObserved)
{
    constexpr std::size_t kWindow = 100;
    Monitor monitor(3, kWindow, true);
    twin::RandomStream random(4, "noise");
    const auto observe = [&](float filling, std::uint8_t first, std::uint8_t second) {
        const auto value = [&](std::uint8_t mark) {
            return mark == 0 ? filling : 100.0F + 10.0F * static_cast<float>(random.normal());
        };
        const float row[] = {value(first), value(second), filling};
        const std::uint8_t marks[] = {first, second, 0};
        monitor.observe({Family::Ridge, row, row, row, marks});
    };
    for (std::size_t i = 0; i < kWindow; ++i) {
        observe(0.0F, 1, 1);
    }
    for (std::size_t i = 0; i < kWindow; ++i) { // nobody sees anything, and what is filled in lies far away
        observe(9e3F, 0, 0);
    }
    EXPECT_FALSE(monitor.canJudgeDrift(0.3));
    const DriftEvidence collecting = monitor.drift(DistanceKind::KolmogorovSmirnov, 0.4, 0.3);
    EXPECT_FALSE(collecting.ready);
    EXPECT_EQ(collecting.have, kWindow);
    EXPECT_EQ(collecting.need, 2 * kWindow);
    for (std::size_t i = 0; i < kWindow; ++i) {
        observe(9e3F, 1, i % 2 == 0 ? 1 : 0);
    }
    EXPECT_TRUE(monitor.canJudgeDrift(0.3)) << "one of three is enough";
    EXPECT_FALSE(monitor.canJudgeDrift(0.5)) << "two are needed";
    const DriftEvidence drift = monitor.drift(DistanceKind::KolmogorovSmirnov, 0.4, 0.3);
    ASSERT_TRUE(drift.ready);
    EXPECT_EQ(drift.stationsJudged, 1U);
    EXPECT_EQ(drift.stationsInAlarm, 0U);
    EXPECT_LT(drift.distance, 0.4);
    EXPECT_NEAR(drift.spreadRatio, 1.0, 0.4);
}

TEST(Monitor, ComparesVersionsByWhatWasObservedOfTheirData)
{
    constexpr std::size_t kWindow = 100;
    Monitor monitor(1, kWindow, true);
    twin::RandomStream random(5, "noise");
    std::vector<float> archived;
    for (std::size_t i = 0; i < 2 * kWindow; ++i) {
        const float row[] = {100.0F + 10.0F * static_cast<float>(random.normal())};
        monitor.observe({Family::Ridge, row, row, row, {}});
        archived.push_back(i % 4 == 0 ? std::numeric_limits<float>::quiet_NaN() : row[0]);
    }
    ASSERT_TRUE(monitor.drift(DistanceKind::KolmogorovSmirnov, 0.4, 0.3).ready);
    EXPECT_LT(monitor.distanceTo(archived, DistanceKind::KolmogorovSmirnov, 0.3), 0.3);
    std::ranges::fill(archived, std::numeric_limits<float>::quiet_NaN());
    EXPECT_EQ(monitor.distanceTo(archived, DistanceKind::KolmogorovSmirnov, 0.3),
              std::numeric_limits<double>::infinity());
}
