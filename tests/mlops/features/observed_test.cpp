// SPDX-License-Identifier: GPL-3.0-or-later
// A value that was filled in carries its mark wherever it goes, and nothing is learned from it.
#include "mlops/features/observed.h"

#include <gtest/gtest.h>

#include "mlops/features/feature_encoder.h"

using namespace mlops;

namespace {

const twin::TimeAxis kAxis = twin::TimeAxis::withoutDates(std::chrono::seconds(300));

/// Two stations, six rows; rows 2 and 3 were seen by the second station alone, row 5 by nobody.
struct Marked : ::testing::Test {
    std::vector<float> flows{10, 100, 20, 200, 9e5F, 300, -9e5F, 400, 50, 500, 7e5F, -7e5F};
    std::vector<std::uint8_t> marks{1, 1, 1, 1, 0, 1, 0, 1, 1, 1, 0, 0};
    SeriesView series{flows, 2, kAxis, marks};
};

} // namespace

TEST_F(Marked, ASliceKeepsItsMarks)
{
    const SeriesView slice = series.slice(2, 3);
    EXPECT_FALSE(slice.wasObserved(0, 0));
    EXPECT_TRUE(slice.wasObserved(0, 1));
    EXPECT_TRUE(slice.wasObserved(2, 0));
    EXPECT_EQ(slice.observedReadings(), 4U);
    const SeriesView whole{flows, 2, kAxis};
    EXPECT_EQ(whole.slice(2, 3).observedReadings(), 6U) << "no marks: everything was observed";
}

TEST_F(Marked, RowsAreCountedByWhatWasObserved)
{
    EXPECT_EQ(series.observedRows(), 5U);
    EXPECT_EQ(series.rowAfter(0), 0U);
    EXPECT_EQ(series.rowAfter(4), 4U);
    EXPECT_EQ(series.rowAfter(9), 6U);
    const std::vector<std::uint8_t> gap{1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1};
    const SeriesView gappy{flows, 2, kAxis, gap};
    EXPECT_EQ(gappy.observedRows(), 3U);
    EXPECT_EQ(gappy.rowAfter(2), 5U);
    EXPECT_EQ(TimeSplit::afterShare(gappy, 0.7).cut(), 5U) << "two of the three rows that were observed";
    EXPECT_EQ(TimeSplit::afterShare({flows, 2, kAxis}, 0.7).cut(), 4U) << "0.7 of six rows";
}

TEST_F(Marked, AScalerIsFittedOnWhatWasObserved)
{
    const Scaler scaler = Scaler::minMax(TimeSplit::allForTraining(series).train());
    EXPECT_EQ(scaler.offsets(), (std::vector<double>{10.0, 100.0}));
    EXPECT_EQ(scaler.spans(), (std::vector<double>{40.0, 400.0}));
}

TEST_F(Marked, AStationThatNobodySawIsScaledByWhatWasFilledIn)
{
    const std::vector<std::uint8_t> dead{1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0};
    const Scaler scaler = Scaler::minMax(TimeSplit::allForTraining({flows, 2, kAxis, dead}).train());
    EXPECT_DOUBLE_EQ(scaler.spans()[0], 40.0);
    EXPECT_DOUBLE_EQ(scaler.spans()[1], 500.0 + 7e5);
}

TEST_F(Marked, ASampleTeachesWhereItsNewestInputAndEveryTargetWereObserved)
{
    const FeatureEncoder encoder({.lags = 2}, Scaler::identity(2));
    const int next[] = {1};
    const DesignMatrix design = designMatrix(encoder, series, next);
    ASSERT_EQ(design.rows, 3U) << "the second station's, up to the row that nobody saw";
    EXPECT_EQ(sampleCount(series, 2, next), 3U);
    EXPECT_EQ(design.features, (std::vector<double>{100, 200, 200, 300, 300, 400}));
    EXPECT_EQ(design.targets, (std::vector<double>{300, 400, 500}));
    const int both[] = {1, 3};
    EXPECT_EQ(designMatrix(encoder, series, both).targets, (std::vector<double>{300, 500}));
    EXPECT_EQ(designMatrix(encoder, {flows, 2, kAxis}, next).rows, 8U);
}

TEST_F(Marked, OlderInputsMayBeFilledIn)
{
    const std::vector<std::uint8_t> late{0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1};
    const FeatureEncoder encoder({.lags = 2}, Scaler::identity(2));
    const int next[] = {1};
    const DesignMatrix design = designMatrix(encoder, {flows, 2, kAxis, late}, next);
    ASSERT_EQ(design.rows, 4U);
    EXPECT_EQ(design.features[0], 9e5) << "as a model in service is given it";
}

TEST(History, KeepsTheMarksOfTheNewestRowsHoweverManyWerePushed)
{
    History history(2, 3);
    for (int tick = 0; tick < 50; ++tick) {
        const float row[] = {1.0F, 2.0F};
        const std::uint8_t marks[] = {static_cast<std::uint8_t>(tick % 3 == 0 ? 0 : 1), 1};
        const bool isMarked = tick % 2 == 0;
        history.push(row, {.slotOfDay = tick, .slotsPerDay = 288}, isMarked ? ObservedMarks(marks) : ObservedMarks());
        const Past past = history.past();
        for (std::size_t back = 0; back < past.rows(); ++back) {
            const int then = tick - static_cast<int>(back);
            ASSERT_EQ(past.wasObserved(back, 0), then % 2 != 0 || then % 3 != 0) << then;
            ASSERT_TRUE(past.wasObserved(back, 1));
        }
        if (past.rows() == 3) {
            ASSERT_EQ(past.before(1).wasObserved(0, 0), past.wasObserved(1, 0));
        }
    }
}
