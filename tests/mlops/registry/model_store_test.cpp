// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/registry/model_store.h"

#include <algorithm>
#include <cmath>

#include <filesystem>
#include <fstream>
#include <unistd.h>

#include <gtest/gtest.h>

#include "mlops/energy/recorded_meter.h"
#include "mlops/forecasting/core_trainer.h"
#include "mlops/registry/training.h"
#include "twin/io/text_file.h"

using namespace mlops;
namespace fs = std::filesystem;

namespace {

class StoreFolder : public ::testing::Test {
protected:
    void SetUp() override
    {
        m_folder = fs::temp_directory_path() / ("model-store-test-" + std::to_string(::getpid()));
        fs::remove_all(m_folder);
        for (std::size_t i = 0; i < m_flows.size(); ++i) {
            m_flows[i] = static_cast<float>(100 + (i * 37) % 50);
        }
    }
    void TearDown() override { fs::remove_all(m_folder); }

    ModelStore store() const
    {
        auto opened = ModelStore::open(m_folder);
        EXPECT_TRUE(opened);
        return *opened;
    }
    TrainedVersion train(const ModelStore* store, double alpha = 1.0)
    {
        const SeriesView series{m_flows, 1, twin::TimeAxis::withoutDates(std::chrono::seconds(300))};
        const TimeSplit split(series, 160);
        TrainingOrder order;
        order.settings = {Family::Ridge, "test", {.lags = 5}, {1}, RidgeSettings{alpha, alpha}};
        order.source = "made up";
        auto trained = trainVersion(order, split, Scaler::minMax(split.train()), {m_trainer, store, m_meter});
        EXPECT_TRUE(trained);
        return std::move(*trained);
    }

    fs::path m_folder;
    std::vector<float> m_flows = std::vector<float>(200);
    CoreTrainer m_trainer{{}};
    RecordedMeter m_meter{harmone2025Profile()};
};

/// A trainer that must not be asked.
class ForbiddenTrainer final : public Trainer {
public:
    twin::Result<TrainedModel> train(const TrainingRequest& /*request*/) override
    {
        ADD_FAILURE() << "the training was paid for twice";
        return twin::fail(twin::ErrorCode::Internal, "forbidden");
    }
};

} // namespace

TEST_F(StoreFolder, ReadsBackWhatWasPut)
{
    const ModelVersion version = train(nullptr).version;
    ASSERT_TRUE(store().put(version));
    const auto back = store().get(version.id);
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(back->model.weights, version.model.weights);
    EXPECT_EQ(back->model.settings, version.model.settings);
    EXPECT_EQ(back->model.scaler.offsets(), version.model.scaler.offsets());
    EXPECT_EQ(back->trainingFlows, version.trainingFlows);
    EXPECT_EQ(back->window, version.window);
    EXPECT_EQ(back->holdOut, version.holdOut);
    EXPECT_EQ(back->cost, version.cost);
    EXPECT_EQ(back->reason, version.reason);
}

TEST_F(StoreFolder, NoticesEveryDamagedByte)
{
    const std::string bytes = serialise(train(nullptr).version);
    ASSERT_TRUE(deserialise(bytes));
    for (std::size_t place = 0; place < bytes.size(); ++place) {
        std::string damaged = bytes;
        damaged[place] = static_cast<char>(damaged[place] ^ 1);
        const auto result = deserialise(damaged);
        ASSERT_FALSE(result) << "byte " << place << " of " << bytes.size();
        ASSERT_EQ(result.error().code, twin::ErrorCode::Corrupt);
    }
    for (std::size_t length = 0; length < bytes.size(); length += 7) {
        ASSERT_FALSE(deserialise(std::string_view(bytes).substr(0, length))) << "cut to " << length;
    }
}

TEST_F(StoreFolder, NeverPaysForTheSameTrainingTwice)
{
    const ModelStore kept = store();
    const ModelVersion first = train(&kept).version;
    const SeriesView series{m_flows, 1, twin::TimeAxis::withoutDates(std::chrono::seconds(300))};
    const TimeSplit split(series, 160);
    TrainingOrder order;
    order.settings = first.model.settings;
    order.source = "under another name";
    ForbiddenTrainer forbidden;
    const auto again = trainVersion(order, split, Scaler::minMax(split.train()), {forbidden, &kept, m_meter});
    ASSERT_TRUE(again);
    EXPECT_EQ(again->version.id, first.id);
    EXPECT_EQ(again->version.model.weights, first.model.weights);
    EXPECT_EQ(again->version.cost, first.cost);
}

TEST_F(StoreFolder, TellsDifferentTrainingsApart)
{
    const std::string base = train(nullptr, 1.0).version.id;
    EXPECT_NE(train(nullptr, 2.0).version.id, base);
    m_flows[3] += 1.0F;
    EXPECT_NE(train(nullptr, 1.0).version.id, base);
}

TEST_F(StoreFolder, NamesDataThatWereAllObservedAsBeforeThereWereMarks)
{
    const twin::TimeAxis axis = twin::TimeAxis::withoutDates(std::chrono::seconds(300));
    const std::string unmarked = digestOf({m_flows, 1, axis});
    EXPECT_EQ(unmarked, "c35b5ab0c118a66922bbaaa4cd993688f2518678bdb559f4fdb94fc205baf507");
    std::vector<std::uint8_t> marks(m_flows.size(), 1);
    EXPECT_EQ(digestOf({m_flows, 1, axis, marks}), unmarked);
    marks[7] = 0;
    const std::string one = digestOf({m_flows, 1, axis, marks});
    EXPECT_NE(one, unmarked);
    std::swap(marks[7], marks[8]);
    EXPECT_NE(digestOf({m_flows, 1, axis, marks}), one);
}

TEST_F(StoreFolder, JudgesByWhatWasObservedAndKeepsNothingElse)
{
    std::vector<std::uint8_t> marks(m_flows.size(), 1);
    for (std::size_t i = 0; i < marks.size(); ++i) {
        marks[i] = (i >= 20 && i < 60) || (i >= 170 && i < 180) ? 0 : 1;
        m_flows[i] = marks[i] == 0 ? 8e4F : m_flows[i];
    }
    const SeriesView series{m_flows, 1, twin::TimeAxis::withoutDates(std::chrono::seconds(300)), marks};
    const TimeSplit split(series, 160);
    TrainingOrder order;
    order.settings = {Family::Persistence, "test", {.lags = 1}, {1}, NaiveSettings{}};
    const auto trained = trainVersion(order, split, Scaler::minMax(split.train()), {m_trainer, nullptr, m_meter});
    ASSERT_TRUE(trained) << trained.error().message;
    const ModelVersion& version = trained->version;
    EXPECT_EQ(version.holdOut->count, 30U);
    EXPECT_EQ(version.window.observed(), 120U);
    EXPECT_DOUBLE_EQ(version.window.shareImputed, 0.25);
    EXPECT_EQ(version.window.extent(), "160 intervals (120 of 160 readings observed)");
    EXPECT_TRUE(std::isnan(version.trainingFlows[20]));
    EXPECT_EQ(version.trainingFlows[19], m_flows[19]);
    std::fill(marks.begin() + 160, marks.end(), std::uint8_t{0});
    const auto unjudged = trainVersion(order, split, Scaler::minMax(split.train()), {m_trainer, nullptr, m_meter});
    ASSERT_TRUE(unjudged);
    EXPECT_FALSE(unjudged->version.holdOut) << "nothing was observed that could judge it";
}

TEST_F(StoreFolder, TrainsADamagedVersionAgain)
{
    const ModelStore kept = store();
    const std::string id = train(&kept).version.id;
    const fs::path file = m_folder / (id + ".glm");
    std::ofstream(file, std::ios::in | std::ios::out | std::ios::binary).seekp(200).put('#');
    ASSERT_FALSE(kept.get(id));
    EXPECT_EQ(train(&kept).version.id, id);
    EXPECT_TRUE(kept.get(id)) << "the damaged file was replaced";
}

TEST_F(StoreFolder, LetsThePreviousVersionServeWhereTheNewestIsDamaged)
{
    const ModelStore kept = store();
    const std::string older = train(&kept, 1.0).version.id;
    const std::string newer = train(&kept, 2.0).version.id;
    ASSERT_TRUE(kept.activate(older));
    ASSERT_TRUE(kept.activate(newer));
    EXPECT_EQ(kept.active(Family::Ridge)->id, newer);
    std::ofstream(m_folder / (newer + ".glm"), std::ios::trunc) << "rubbish";
    EXPECT_EQ(kept.active(Family::Ridge)->id, older);
    EXPECT_FALSE(kept.activate(newer));
    fs::remove(m_folder / (older + ".glm"));
    const auto none = kept.active(Family::Ridge);
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, twin::ErrorCode::NotFound);
}

TEST_F(StoreFolder, ListsWhatIsDamagedAsDamaged)
{
    const ModelStore kept = store();
    const std::string id = train(&kept).version.id;
    std::ofstream(m_folder / "feedbeef.glm") << "not a model";
    const auto all = kept.list();
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(std::ranges::count_if(all, [](const StoredVersion& v) { return v.version.has_value(); }), 1);
}
