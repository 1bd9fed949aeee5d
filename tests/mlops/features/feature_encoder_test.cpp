// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/features/feature_encoder.h"

#include <cmath>
#include <numbers>
#include <vector>

#include <gtest/gtest.h>

#include "twin/core/random.h"

using namespace mlops;

namespace {

std::vector<float> madeUpFlows(std::size_t rows, std::size_t stations)
{
    twin::RandomStream random(5, "encoder-test");
    std::vector<float> flows(rows * stations);
    for (float& flow : flows) {
        flow = static_cast<float>(100.0 + 50.0 * random.uniform());
    }
    return flows;
}

const FeatureSpec kRich{.lags = 12, .dailyHarmonics = 4, .modulatedLags = 2, .profileDays = 3};

} // namespace

TEST(FeatureEncoder, ServesExactlyTheRowsItTrainedOn)
{
    constexpr std::size_t kRows = 1500;
    constexpr std::size_t kStations = 2;
    const auto flows = madeUpFlows(kRows, kStations);
    const SeriesView series{flows, kStations, twin::TimeAxis::withoutDates(std::chrono::seconds(300))};
    const FeatureEncoder encoder(kRich, Scaler::minMax(TimeSplit::allForTraining(series).train()));
    const int horizons[] = {1};
    const DesignMatrix design = designMatrix(encoder, series, horizons);
    History history(kStations, kRich.history(288));
    std::vector<double> row(encoder.size());
    std::size_t compared = 0;
    for (std::size_t tick = 0; tick + 1 < kRows; ++tick) {
        history.push(std::span(flows).subspan(tick * kStations, kStations),
                     series.axis.slotAt(static_cast<twin::Tick>(tick)));
        if (tick + 1 < encoder.minimumRows()) {
            continue;
        }
        for (std::size_t station = 0; station < kStations; ++station, ++compared) {
            encoder.encode(history.past(), station, row);
            for (std::size_t i = 0; i < row.size(); ++i) {
                ASSERT_EQ(row[i], design.features[compared * design.columns + i])
                    << "tick " << tick << " feature " << i;
            }
            ASSERT_EQ(design.targets[compared],
                      encoder.scaler().scale(flows[(tick + 1) * kStations + station], station));
        }
    }
    EXPECT_EQ(compared, design.rows);
}

TEST(FeatureEncoder, NeverSeesTheIntervalItForecasts)
{
    auto flows = madeUpFlows(900, 1);
    const SeriesView series{flows, 1, twin::TimeAxis::withoutDates(std::chrono::seconds(300))};
    const FeatureEncoder encoder(kRich, Scaler::identity(1));
    const int horizons[] = {1};
    const auto before = designMatrix(encoder, series, horizons);
    flows.back() = 1e6F; // the last target
    const auto after = designMatrix(encoder, series, horizons);
    EXPECT_EQ(before.features, after.features);
    EXPECT_NE(before.targets.back(), after.targets.back());
}

TEST(FeatureEncoder, PutsLagsOldestFirstAndHarmonicsOfTheSlotAhead)
{
    const std::vector<float> flows{10, 20, 30};
    const FeatureEncoder encoder({.lags = 3, .dailyHarmonics = 1}, Scaler::fromRange(1, 0.0, 10.0));
    std::vector<double> row(encoder.size());
    encoder.encode({flows, 1, {.slotOfDay = 71, .slotsPerDay = 288}}, 0, row);
    EXPECT_DOUBLE_EQ(row[0], 1.0);
    EXPECT_DOUBLE_EQ(row[2], 3.0);
    EXPECT_NEAR(row[3], std::cos(std::numbers::pi / 2), 1e-12);
    EXPECT_NEAR(row[4], 1.0, 1e-12);
}

TEST(FeatureEncoder, AveragesTheProfileOverTheDaysThereAre)
{
    // Two days of constant values: 100 on the first, 200 on the second, then the newest value.
    std::vector<float> flows(2 * 288 + 2, 100.0F);
    std::fill(flows.begin() + 288, flows.end(), 200.0F);
    const FeatureEncoder encoder({.lags = 1, .profileDays = 5}, Scaler::identity(1));
    std::vector<double> row(encoder.size());
    encoder.encode({flows, 1, {.slotOfDay = 1, .slotsPerDay = 288}}, 0, row);
    EXPECT_NEAR(row[1], 150.0, 35.0); // both days count; three slots straddle the step
    const std::vector<float> few(10, 42.0F);
    encoder.encode({few, 1, {.slotOfDay = 9, .slotsPerDay = 288}}, 0, row);
    EXPECT_EQ(row[1], 42.0); // no whole day yet: the newest value stands in
}

TEST(DesignMatrix, HoldsEveryWindowWhoseTargetsExistAndNoOther)
{
    const auto flows = madeUpFlows(50, 1);
    const SeriesView series{flows, 1, twin::TimeAxis::withoutDates(std::chrono::seconds(300))};
    const FeatureEncoder encoder({.lags = 5}, Scaler::identity(1));
    const int near[] = {1};
    const int far[] = {1, 6, 12};
    EXPECT_EQ(designMatrix(encoder, series, near).rows, 45U);
    const auto design = designMatrix(encoder, series, far);
    EXPECT_EQ(design.rows, 50U - 5U - 12U + 1U);
    EXPECT_EQ(design.targets[2], flows[5 + 11]);
    EXPECT_EQ(designMatrix(encoder, series.slice(0, 5), near).rows, 0U);
}

TEST(Scaler, IsFittedPerStationOnTheTrainingPartAlone)
{
    const std::vector<float> flows{0, 100, 10, 300, 1000, 2000};
    const SeriesView series{flows, 2, twin::TimeAxis::withoutDates(std::chrono::seconds(300))};
    const TimeSplit split(series, 2);
    const Scaler scaler = Scaler::minMax(split.train());
    EXPECT_DOUBLE_EQ(scaler.scale(10, 0), 1.0);
    EXPECT_DOUBLE_EQ(scaler.scale(100, 1), 0.0);
    EXPECT_DOUBLE_EQ(scaler.unscale(scaler.scale(77.0, 1), 1), 77.0);
}

TEST(Scaler, GivesAConstantStationAUsableSpan)
{
    const std::vector<float> flows(10, 5.0F);
    const SeriesView series{flows, 1, twin::TimeAxis::withoutDates(std::chrono::seconds(300))};
    EXPECT_DOUBLE_EQ(Scaler::minMax(TimeSplit::allForTraining(series).train()).scale(6.0, 0), 1.0);
}
