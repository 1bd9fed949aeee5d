// SPDX-License-Identifier: GPL-3.0-or-later
// How several studies become one row of the table.
#include <cmath>

#include <gtest/gtest.h>

#include "mlops/experiment/estimation_study.h"

using namespace mlops;

namespace {

constexpr auto kFilter = static_cast<std::size_t>(EstimatorKind::Filter);

EstimationStudy studyOf(double error_mps, double spread_mps, std::size_t count)
{
    EstimationStudy study;
    study.atRemoved[kFilter] = {.speed_mps = error_mps, .flow_vps = 0.1 * error_mps, .count = count};
    study.flowChiSquare = error_mps;
    study.speedSpread_mps = spread_mps;
    return study;
}

} // namespace

TEST(EstimationStudy, ComparesTheSpreadWithTheError) { EXPECT_DOUBLE_EQ(studyOf(2.0, 3.0, 10).spreadOverError(), 1.5); }

TEST(EstimationStudy, PoolsSquaresByTheirCounts)
{
    // 30 readings off by 1 and 10 off by 3: (30 + 90) / 40. Expected were 2 and 3: (120 + 90) / 40.
    const EstimationStudy all = pooled({studyOf(1.0, 2.0, 30), studyOf(3.0, 3.0, 10)});
    EXPECT_EQ(all.atRemoved[kFilter].count, 40U);
    EXPECT_NEAR(all.atRemoved[kFilter].speed_mps, std::sqrt(3.0), 1e-12);
    EXPECT_NEAR(all.atRemoved[kFilter].flow_vps, 0.1 * std::sqrt(3.0), 1e-12);
    EXPECT_NEAR(all.spreadOverError(), std::sqrt(5.25 / 3.0), 1e-12); // the mean of both ratios is 1.5
    EXPECT_DOUBLE_EQ(all.flowChiSquare, 2.0);
}

TEST(EstimationStudy, PoolsNothingToNothing)
{
    const EstimationStudy none = pooled({});
    EXPECT_EQ(none.atRemoved[kFilter].count, 0U);
    EXPECT_DOUBLE_EQ(none.spreadOverError(), 0.0);
}
