// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/torch/lstm_trainer_loader.h"

#include <fstream>
#include <future>

#include <gtest/gtest.h>

#include "mlops/forecasting/lstm_forecaster.h"
#include "tests/mlops/torch/training_requests.h"

using twin::ErrorCode;

namespace {

void expectUnavailable(const twin::Result<std::unique_ptr<mlops::Trainer>>& loaded, const std::string& part)
{
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().code, ErrorCode::Unavailable);
    EXPECT_NE(loaded.error().message.find(part), std::string::npos) << loaded.error().message;
}

} // namespace

#if GREENLOOP_WITH_TORCH

TEST(LstmTrainerLoader, LoadsTheModuleAndTrainsAModelThatServes)
{
    const std::vector<float> flows = twoWaves(64);
    const auto trainer = mlops::loadLstmTrainer();
    ASSERT_TRUE(trainer) << trainer.error().message;
    const auto model = (*trainer)->train(requestFor(flows, kSmallLstm));
    ASSERT_TRUE(model) << model.error().message;
    EXPECT_LT(model->lossCurve.back(), model->lossCurve.front());
    EXPECT_TRUE(mlops::LstmForecaster::open(*model, model->scaler));
}

TEST(LstmTrainerLoader, CarriesErrorsStopTokensAndCallbacksAcrossTheBorder)
{
    const std::vector<float> flows = twoWaves(64);
    const auto trainer = mlops::loadLstmTrainer();
    ASSERT_TRUE(trainer) << trainer.error().message;
    const auto refused = (*trainer)->train(requestFor(flows, {.hidden = 0}));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::InvalidInput);

    std::stop_source source;
    auto request = requestFor(flows, kSmallLstm);
    request.stop = source.get_token();
    request.progress = [&](double) { source.request_stop(); };
    const auto cancelled = (*trainer)->train(request);
    ASSERT_FALSE(cancelled);
    EXPECT_EQ(cancelled.error().code, ErrorCode::Cancelled);
}

TEST(LstmTrainerLoader, LoadsOnceAndServesEveryThread)
{
    const std::vector<float> flows = twoWaves(64);
    const auto train = [&] {
        const auto trainer = mlops::loadLstmTrainer();
        return trainer ? (*trainer)->train(requestFor(flows, kSmallLstm)) : tl::unexpected(trainer.error());
    };
    const auto here = train();
    const auto there = std::async(std::launch::async, train).get();
    ASSERT_TRUE(here) << here.error().message;
    ASSERT_TRUE(there) << there.error().message;
    EXPECT_EQ(here->weights, there->weights);
}

#else

TEST(LstmTrainerLoader, SaysThatThisBuildHasNoLstmTraining)
{
    expectUnavailable(mlops::loadLstmTrainer(), "GREENLOOP_WITH_TORCH=OFF");
}

#endif

TEST(LstmTrainerLoader, SaysWhichModuleCannotBeLoaded)
{
    expectUnavailable(mlops::loadLstmTrainerFrom("/nowhere/greenloop_torch.so"), "/nowhere/greenloop_torch.so");
}

TEST(LstmTrainerLoader, RefusesAFileThatIsNoLibrary)
{
    const auto path = std::filesystem::path(testing::TempDir()) / "greenloop_no_library.so";
    std::ofstream(path) << "not a library";
    expectUnavailable(mlops::loadLstmTrainerFrom(path), path.string());
    std::filesystem::remove(path);
}

TEST(LstmTrainerLoader, RefusesALibraryOfSomebodyElse)
{
    expectUnavailable(mlops::loadLstmTrainerFrom("libm.so.6"), "greenloopTorchModule");
}

TEST(LstmTrainerLoader, RefusesAModuleOfAnotherBuildBeforeUsingIt)
{
    expectUnavailable(mlops::loadLstmTrainerFrom(FOREIGN_MODULE), "GreenLoop of another build");
}
