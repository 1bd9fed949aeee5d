// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/torch/lstm_trainer.h"

#include <chrono>
#include <cmath>
#include <future>
#include <limits>

#include <gtest/gtest.h>

#include "mlops/forecasting/lstm_forecaster.h"
#include "tests/mlops/torch/training_requests.h"

using mlops::LstmSettings;
using mlops::LstmTrainer;
using twin::ErrorCode;

namespace {

void expectInvalid(const mlops::TrainingRequest& request, const std::string& part)
{
    const auto model = LstmTrainer().train(request);
    ASSERT_FALSE(model);
    EXPECT_EQ(model.error().code, ErrorCode::InvalidInput);
    EXPECT_NE(model.error().message.find(part), std::string::npos) << model.error().message;
}

} // namespace

TEST(LstmTrainer, GivesTheSameBytesForTheSameSeedAndOthersForAnother)
{
    const std::vector<float> flows = twoWaves(64);
    const auto first = LstmTrainer().train(requestFor(flows, kSmallLstm, 7));
    const auto again = LstmTrainer().train(requestFor(flows, kSmallLstm, 7));
    const auto other = LstmTrainer().train(requestFor(flows, kSmallLstm, 8));
    ASSERT_TRUE(first && again && other);
    EXPECT_EQ(first->weights, again->weights);
    EXPECT_EQ(first->lossCurve, again->lossCurve);
    EXPECT_NE(first->weights, other->weights);
}

TEST(LstmTrainer, GivesTheSameBytesOnAnyThreadAndBesideAnotherTraining)
{
    const std::vector<float> flows = twoWaves(64);
    const auto train = [&] { return LstmTrainer().train(requestFor(flows, kSmallLstm)); };
    const auto alone = train();
    auto beside = std::async(std::launch::async, train);
    const auto here = train();
    const auto there = beside.get();
    ASSERT_TRUE(alone && here && there);
    EXPECT_EQ(alone->weights, here->weights);
    EXPECT_EQ(alone->weights, there->weights);
}

TEST(LstmTrainer, LeavesOutWhatWasNotObservedAndRefusesTooLittle)
{
    std::vector<float> flows = twoWaves(64);
    std::vector<std::uint8_t> marks(flows.size(), 1);
    for (std::size_t row = 20; row < 64; ++row) {
        marks[2 * row] = row % 5 == 0 ? 1 : 0; // of the first station: no target that follows an observed input
    }
    const auto trained = [&](float filling) {
        for (std::size_t i = 0; i < marks.size(); ++i) {
            flows[i] = marks[i] == 0 ? filling : flows[i];
        }
        mlops::TrainingRequest request = requestFor(flows, kSmallLstm);
        request.data = mlops::TimeSplit::allForTraining({flows, 2, {}, marks}).train();
        return LstmTrainer().train(request);
    };
    const auto first = trained(0.0F);
    const auto second = trained(9e4F);
    ASSERT_TRUE(first && second);
    EXPECT_EQ(first->weights, second->weights);
    std::fill(marks.begin() + 12, marks.end(), std::uint8_t{0});
    const auto refused = trained(0.0F);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("training lstm: found 0 samples"), std::string::npos)
        << refused.error().message;
}

TEST(LstmTrainer, LearnsAProblemItCanLearn)
{
    const std::vector<float> flows = twoWaves(64);
    const LstmSettings patient{.hidden = 10, .epochs = 150, .batch = 16, .learningRate = 1e-2};
    const auto model = LstmTrainer().train(requestFor(flows, patient));
    ASSERT_TRUE(model) << model.error().message;
    ASSERT_EQ(model->lossCurve.size(), 150U);
    // The targets' variance is about 0.12; a model that ignores its input stays above that.
    EXPECT_GT(model->lossCurve.front(), 0.05);
    EXPECT_LT(model->lossCurve.back(), 1e-3);
    EXPECT_LT(model->lossCurve[20], model->lossCurve.front() / 4.0);
}

TEST(LstmTrainer, LeavesAModelThatServesWhatItLearned)
{
    const std::vector<float> flows = twoWaves(64);
    const LstmSettings patient{.hidden = 10, .epochs = 150, .batch = 16, .learningRate = 1e-2};
    const auto model = LstmTrainer().train(requestFor(flows, patient));
    ASSERT_TRUE(model) << model.error().message;
    const auto forecaster = mlops::LstmForecaster::open(*model, model->scaler);
    ASSERT_TRUE(forecaster) << forecaster.error().message;
    // Forty rows of two stations are known; rows 40 and 42 are forecast.
    const mlops::Past past{std::span(flows).first(80), 2, {}};
    std::vector<float> forecast(4);
    (*forecaster)->predict(past, forecast);
    EXPECT_NEAR(forecast[0], flows[80], 15.0);
    EXPECT_NEAR(forecast[1], flows[81], 30.0);
    EXPECT_NEAR(forecast[2], flows[84], 15.0);
    EXPECT_NEAR(forecast[3], flows[85], 30.0);
}

TEST(LstmTrainer, ReportsProgressAfterEachEpoch)
{
    const std::vector<float> flows = twoWaves(64);
    std::vector<double> shares;
    auto request = requestFor(flows, {.hidden = 3, .epochs = 4});
    request.progress = [&](double share) { shares.push_back(share); };
    ASSERT_TRUE(LstmTrainer().train(request));
    EXPECT_EQ(shares, (std::vector<double>{0.25, 0.5, 0.75, 1.0}));
}

TEST(LstmTrainer, DoesNotBeginOnceStopWasRequested)
{
    const std::vector<float> flows = twoWaves(64);
    std::stop_source source;
    source.request_stop();
    auto request = requestFor(flows, kSmallLstm);
    request.stop = source.get_token();
    request.progress = [](double) { FAIL() << "an epoch was trained"; };
    const auto model = LstmTrainer().train(request);
    ASSERT_FALSE(model);
    EXPECT_EQ(model.error().code, ErrorCode::Cancelled);
}

TEST(LstmTrainer, StopsInTheMiddleOfAnEpochOfTheLargestNetwork)
{
    const std::vector<float> flows = twoWaves(1200);
    std::stop_source source;
    std::promise<void> epochDone;
    auto request = requestFor(flows, {.hidden = 256, .epochs = 1000, .batch = 1024});
    request.stop = source.get_token();
    request.progress = [&, isFirst = true](double) mutable {
        if (std::exchange(isFirst, false)) {
            epochDone.set_value();
        }
    };
    auto training = std::async(std::launch::async, [&] { return LstmTrainer().train(request); });
    epochDone.get_future().wait();
    const auto asked = std::chrono::steady_clock::now();
    source.request_stop();
    const auto model = training.get();
    const auto waited = std::chrono::steady_clock::now() - asked;
    ASSERT_FALSE(model);
    EXPECT_EQ(model.error().code, ErrorCode::Cancelled);
    // 250 ms is the promise on a machine of one's own; the tests may share theirs.
    EXPECT_LT(waited, std::chrono::milliseconds(750));
}

TEST(LstmTrainer, TrainsAfterACancelledTrainingAsIfThatHadNotBeen)
{
    const std::vector<float> flows = twoWaves(64);
    const auto before = LstmTrainer().train(requestFor(flows, kSmallLstm));
    LstmTrainer trainer;
    std::stop_source source;
    auto cancelled = requestFor(flows, kSmallLstm);
    cancelled.stop = source.get_token();
    cancelled.progress = [&](double) { source.request_stop(); };
    const auto nothing = trainer.train(cancelled);
    ASSERT_FALSE(nothing);
    EXPECT_EQ(nothing.error().code, ErrorCode::Cancelled);
    const auto after = trainer.train(requestFor(flows, kSmallLstm));
    ASSERT_TRUE(before && after);
    EXPECT_EQ(before->weights, after->weights);
}

TEST(LstmTrainer, RefusesDataWithoutACompleteWindow)
{
    const std::vector<float> flows = twoWaves(6); // four lags and three steps ahead need seven
    expectInvalid(requestFor(flows, kSmallLstm), "at least 7 intervals");
    const std::vector<float> enough = twoWaves(7);
    EXPECT_TRUE(LstmTrainer().train(requestFor(enough, kSmallLstm)));
}

TEST(LstmTrainer, RefusesAScalerForOtherStations)
{
    const std::vector<float> flows = twoWaves(64);
    auto request = requestFor(flows, kSmallLstm);
    request.scaler = mlops::Scaler::identity(3);
    expectInvalid(request, "2 stations");
}

TEST(LstmTrainer, RefusesSettingsOutOfRange)
{
    const std::vector<float> flows = twoWaves(64);
    expectInvalid(requestFor(flows, {.hidden = 0}), "hidden");
    expectInvalid(requestFor(flows, {.hidden = 257}), "257");
    expectInvalid(requestFor(flows, {.batch = 0}), "batch");
    expectInvalid(requestFor(flows, {.batch = 1025}), "1025");
    expectInvalid(requestFor(flows, {.epochs = 0}), "epoch");
    expectInvalid(requestFor(flows, {.learningRate = 0.0}), "learning rate");
    expectInvalid(requestFor(flows, {.learningRate = std::numeric_limits<double>::quiet_NaN()}), "learning rate");
    auto request = requestFor(flows, kSmallLstm);
    request.settings.parameters = mlops::RidgeSettings{};
    expectInvalid(request, "settings of an LSTM");
    request = requestFor(flows, kSmallLstm);
    request.settings.features.lags = 0;
    expectInvalid(request, "lag");
    request = requestFor(flows, kSmallLstm);
    request.settings.horizons = {3, 1};
    expectInvalid(request, "horizons");
}

TEST(LstmTrainer, SaysWhenTheLossGrowsBeyondAllBounds)
{
    const std::vector<float> flows = twoWaves(64);
    expectInvalid(requestFor(flows, {.hidden = 4, .learningRate = 1e38}), "no longer finite");
}

TEST(LstmTrainer, TurnsExceptionsIntoErrors)
{
    const std::vector<float> flows = twoWaves(64);
    auto request = requestFor(flows, kSmallLstm);
    request.progress = [](double) { throw std::runtime_error("the listener fell asleep"); };
    const auto model = LstmTrainer().train(request);
    ASSERT_FALSE(model);
    EXPECT_EQ(model.error().code, ErrorCode::Internal);
    EXPECT_NE(model.error().message.find("fell asleep"), std::string::npos);
}
