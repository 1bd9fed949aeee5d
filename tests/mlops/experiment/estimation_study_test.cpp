// SPDX-License-Identifier: GPL-3.0-or-later
// How several studies become one row of the table.
#include <array>
#include <cmath>
#include <vector>

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

/// Days of one reading each, by the error of linear interpolation, adaptive smoothing and the filter.
EstimationStudy studyOfDays(const std::vector<std::array<double, kEstimatorKinds>>& errors_mps)
{
    EstimationStudy study;
    for (const auto& ofDay : errors_mps) {
        EstimationStudy day;
        for (std::size_t kind = 0; kind < kEstimatorKinds; ++kind) {
            day.atRemoved[kind] = {.speed_mps = ofDay[kind], .flow_vps = 0.0, .count = 1};
        }
        day.days.resize(study.days.size());
        day.days.push_back(day.atRemoved);
        study = pooled({study, day});
    }
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

TEST(EstimationStudy, SaysHowMuchOfADifferenceIsChanceByTheDay)
{
    // Squares of the filter 1, 4, 25 and of the smoothing 4, 25, 1: both are 10 a day, so nothing is between them.
    // Without a day: sqrt(29 / 2) - sqrt(26 / 2), sqrt(26 / 2) - sqrt(5 / 2), sqrt(5 / 2) - sqrt(29 / 2), of which the
    // sum is nothing: 0.202335, 2.024412 and -2.226747; their squares together 9.097591, two thirds of which 6.065060.
    const auto found = filterLessBaseline(studyOfDays({{9.0, 2.0, 1.0}, {9.0, 5.0, 2.0}, {9.0, 1.0, 5.0}}),
                                          &EstimationErrors::speed_mps);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->baseline, EstimatorKind::AdaptiveSmoothing);
    EXPECT_EQ(found->days, 3U);
    EXPECT_NEAR(found->difference, 0.0, 1e-12);
    EXPECT_NEAR(found->standardError, 2.462734, 1e-6);
}

TEST(EstimationStudy, ComparesWithTheBetterBaselineAndKnowsADifferenceThatIsTheSameEveryDay)
{
    const auto found = filterLessBaseline(studyOfDays({{2.0, 3.0, 1.5}, {2.0, 3.0, 1.5}, {2.0, 3.0, 1.5}}),
                                          &EstimationErrors::speed_mps);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->baseline, EstimatorKind::Linear);
    EXPECT_NEAR(found->difference, -0.5, 1e-12);
    EXPECT_NEAR(found->standardError, 0.0, 1e-12);
}

TEST(EstimationStudy, SaysNothingOfChanceByTwoDays)
{
    EXPECT_FALSE(
        filterLessBaseline(studyOfDays({{2.0, 3.0, 1.0}, {2.0, 3.0, 1.5}}), &EstimationErrors::speed_mps).has_value());
}
