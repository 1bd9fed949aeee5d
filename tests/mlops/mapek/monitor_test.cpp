// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/mapek/monitor.h"

#include <memory>

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
    const auto usable = std::make_unique<bool[]>(moves.size());
    for (std::size_t i = 0; i < 2 * kWindow; ++i) {
        for (std::size_t s = 0; s < moves.size(); ++s) {
            row[s] = 100.0F + 10.0F * static_cast<float>(random.normal()) + (i < kWindow ? 0.0F : moves[s]);
        }
        monitor.observe({Family::Ridge, row, row, row, {usable.get(), moves.size()}});
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
