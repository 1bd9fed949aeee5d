// SPDX-License-Identifier: GPL-3.0-or-later
// Single days of real measurements with six days between them that nobody measured: nothing is learned from those days
// and no error is counted on them. Real data may not be redistributed: skipped where they are not there.
#include <gtest/gtest.h>

#include "mlops/energy/recorded_meter.h"
#include "mlops/experiment/tuning.h"
#include "mlops/registry/training.h"
#include "tests/mlops/made_up_data.h"
#include "tests/pems_data.h"

using namespace mlops;

namespace {

constexpr const char* kTuesdays = "us101n-2022";
constexpr std::size_t kThreeWeeksAndADay = 22 * 288; ///< four Tuesdays, eighteen days without a reading
constexpr double kShare = 0.8;

/// What the files say, read apart from what the product makes of it.
struct Tuesdays {
    twin::Measurements all;
    ExperimentData data;

    Tuesdays()
    {
        const std::vector<std::filesystem::path> folder{pemsDirectory() / kTuesdays};
        all = twin::readMeasurements(folder, {})->measurements;
        data = *loadExperimentData({.paths = folder}, kThreeWeeksAndADay);
    }
    [[nodiscard]] bool seen(std::size_t tick, std::size_t station) const
    {
        return all.at(tick, station).quality() == twin::Quality::Observed;
    }
    /// Readings of [from, to) that were observed; with `alsoBefore` those whose predecessor was observed too.
    [[nodiscard]] std::size_t count(std::size_t from, std::size_t to, bool alsoBefore) const
    {
        std::size_t number = 0;
        for (std::size_t tick = from; tick < to; ++tick) {
            for (std::size_t station = 0; station < all.stations.size(); ++station) {
                number += seen(tick, station) && (!alsoBefore || seen(tick - 1, station)) ? 1 : 0;
            }
        }
        return number;
    }
};

} // namespace

TEST(SingleDays, TrainOnWhatWasObservedAndAreJudgedByIt)
{
    SKIP_WITHOUT_PEMS(kTuesdays);
    const Tuesdays tuesdays;
    const SeriesView series = tuesdays.data.trainingSeries();
    const TimeSplit split = TimeSplit::afterShare(series, kShare);
    TrainingOrder order{.settings = *shippedSettings("tuned", Family::Ridge)};
    CoreTrainer trainer({});
    RecordedMeter meter{harmone2025Profile()};
    const auto trained = trainVersion(order, split, Scaler::minMax(split.train()), {trainer, nullptr, meter});
    ASSERT_TRUE(trained) << trained.error().message;
    const ModelVersion& version = trained->version;
    EXPECT_EQ(version.window.observed(), tuesdays.count(0, split.cut(), false));
    EXPECT_LT(version.window.observed(), version.window.readings() / 5);
    const auto lags = static_cast<std::size_t>(order.settings.features.lags);
    const std::size_t samples = tuesdays.count(lags, split.cut(), true);
    EXPECT_GT(samples, 2500U) << "four stations, three Tuesdays and a piece of the fourth";
    EXPECT_EQ(designMatrix({order.settings.features, version.model.scaler}, split.train().series(), {{1}}).rows,
              samples);
    ASSERT_TRUE(version.holdOut);
    EXPECT_EQ(version.holdOut->count, tuesdays.count(split.cut(), kThreeWeeksAndADay, false));
    EXPECT_GT(version.holdOut->count, 700U) << "what is held out is observed too";
    EXPECT_LT(version.holdOut->rmse, version.holdOut->persistenceRmse);
}

TEST(SingleDays, ARunOverThemIsScoredOnWhatWasObserved)
{
    SKIP_WITHOUT_PEMS(kTuesdays);
    const Tuesdays tuesdays;
    RunSpec spec = madeUpSpec("lr");
    CoreTrainer trainer({});
    RecordingLog log;
    const auto run = runExperiment(spec, tuesdays.data, {trainer, nullptr, log, {}, {}});
    ASSERT_TRUE(run) << run.error().message;
    const auto warmUp = static_cast<std::size_t>(spec.protocol.warmUpTicks);
    const std::size_t expected = tuesdays.count(kThreeWeeksAndADay + warmUp, tuesdays.all.ticks(), false);
    EXPECT_EQ(run->summary.samples, static_cast<SampleCount>(expected));
}

TEST(SingleDays, ARunOnWhatNobodyObservedEndsInASentence)
{
    ExperimentData data = madeUpData();
    data.trainingObserved.assign(data.training.size(), 0);
    CoreTrainer trainer({});
    RecordingLog log;
    const auto run = runExperiment(madeUpSpec("lr"), data, {trainer, nullptr, log, {}, {}});
    ASSERT_FALSE(run);
    EXPECT_EQ(run.error().code, twin::ErrorCode::InvalidInput);
    EXPECT_NE(run.error().message.find("found 0 samples whose newest input and targets were observed in 1520 intervals "
                                       "(0 of 1520 readings observed)"),
              std::string::npos)
        << run.error().message;
    EXPECT_TRUE(log.versions.empty() && log.ticks.empty()) << "nothing half-done";
    EXPECT_TRUE(runExperiment(madeUpSpec("persistence"), data, {trainer, nullptr, log, {}, {}}))
        << "what learns nothing can still be scored";
    const auto rows = tune(tuningGrid(Family::Ridge), data.trainingSeries(), {trainer, 1, {}, {}});
    ASSERT_FALSE(rows);
    EXPECT_NE(rows.error().message.find("found 0 observed intervals"), std::string::npos) << rows.error().message;
}

TEST(Tuning, JudgesOnWhatWasObserved)
{
    std::vector<float> flows;
    for (int i = 0; i < 1000; ++i) {
        flows.push_back(i < 600 ? 100.0F + 20.0F * static_cast<float>(std::sin(0.1 * i)) : 9e5F);
    }
    std::vector<std::uint8_t> marks(flows.size(), 0);
    std::fill_n(marks.begin(), 600, std::uint8_t{1});
    const SeriesView series{flows, 1, twin::TimeAxis::withoutDates(std::chrono::seconds(300)), marks};
    CoreTrainer trainer({});
    std::vector<TuningRow> grid{{.settings = {Family::Ridge, "test", {.lags = 2}, {1}, RidgeSettings{1e-6, 1e-6}}}};
    const auto rows = tune(std::move(grid), series, {trainer, 1, {}, {}});
    ASSERT_TRUE(rows) << rows.error().message;
    EXPECT_LT((*rows)[0].rmse, 0.5) << "the folds lie where something was observed";
    EXPECT_GT((*rows)[0].persistenceRmse, 1.0);
    ASSERT_EQ((*rows)[0].foldRmse.size(), 5U);
    for (const double rmse : (*rows)[0].foldRmse) {
        EXPECT_GT(rmse, 0.0) << "each fold was judged by something";
    }
}
