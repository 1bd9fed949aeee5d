// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/forecasting/lstm_forecaster.h"

#include <limits>

#include <gtest/gtest.h>

#include "tests/mlops/forecasting/lstm_reference.h"

using mlops::LstmForecaster;
using mlops::Scaler;
using mlops::TrainedModel;

namespace {

constexpr std::size_t kHidden = 6;
constexpr int kLags = 4;

TrainedModel modelOf(const RandomLstm& lstm)
{
    TrainedModel model;
    model.settings.family = mlops::Family::Lstm;
    model.settings.features.lags = kLags;
    model.settings.horizons = {1, 3};
    model.settings.parameters = mlops::LstmSettings{.hidden = static_cast<int>(lstm.hidden)};
    const std::size_t h = lstm.hidden;
    model.weights = {{"weight_ih", {4 * h, 1}, lstm.inputWeights},
                     {"weight_hh", {4 * h, h}, lstm.recurrentWeights},
                     {"bias_ih", {4 * h}, lstm.inputBias},
                     {"bias_hh", {4 * h}, lstm.recurrentBias},
                     {"head_weight", {lstm.outputs, h}, lstm.headWeights},
                     {"head_bias", {lstm.outputs}, lstm.headBias}};
    return model;
}

TrainedModel validModel() { return modelOf(RandomLstm(kHidden, 2, 1)); }

void expectCorrupt(const TrainedModel& model, const std::string& part)
{
    const auto opened = LstmForecaster::open(model, Scaler::identity(1));
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, twin::ErrorCode::Corrupt);
    EXPECT_NE(opened.error().message.find(part), std::string::npos) << opened.error().message;
}

} // namespace

TEST(LstmForecaster, ScalesTheNewestLagsAndUnscalesTheForecastOfEachStation)
{
    const RandomLstm lstm(kHidden, 2, 1);
    const Scaler scaler({10.0, 100.0}, {200.0, 50.0});
    const auto forecaster = LstmForecaster::open(modelOf(lstm), scaler);
    ASSERT_TRUE(forecaster) << forecaster.error().message;
    EXPECT_EQ((*forecaster)->traits().minimumRows, 4U);
    EXPECT_EQ((*forecaster)->traits().history, 4U);
    EXPECT_EQ((*forecaster)->traits().family, mlops::Family::Lstm);

    // Six rows of two stations: the first two rows must not matter.
    const std::vector<float> flows{900, 900, 900, 900, 20, 110, 60, 120, 110, 130, 160, 140};
    const mlops::Past past{flows, 2, {}};
    std::vector<float> forecast(4);
    (*forecaster)->predict(past, forecast);
    for (std::size_t station = 0; station < 2; ++station) {
        std::vector<float> sequence;
        for (std::size_t back = kLags; back-- > 0;) {
            sequence.push_back(static_cast<float>(scaler.scale(past.flow(back, station), station)));
        }
        const std::vector<double> expected = referencePrediction(lstm, sequence);
        EXPECT_NEAR(forecast[station], scaler.unscale(expected[0], station), 1e-3);
        EXPECT_NEAR(forecast[2 + station], scaler.unscale(expected[1], station), 1e-3);
    }
}

TEST(LstmForecaster, LooksAtLagsAloneWhateverElseTheFeaturesSay)
{
    TrainedModel model = validModel();
    model.settings.features.dailyHarmonics = 4;
    model.settings.features.profileDays = 7;
    const auto forecaster = LstmForecaster::open(model, Scaler::identity(1));
    ASSERT_TRUE(forecaster) << forecaster.error().message;
    EXPECT_EQ((*forecaster)->traits().history, 4U);
}

TEST(LstmForecaster, RefusesAMissingArray)
{
    TrainedModel model = validModel();
    model.weights.erase(model.weights.begin() + 3);
    expectCorrupt(model, "bias_hh");
}

TEST(LstmForecaster, RefusesAnArrayOfAnotherShapeAndSaysBoth)
{
    TrainedModel model = validModel();
    model.weights[1].shape = {kHidden, 4 * kHidden};
    expectCorrupt(model, "[24, 6]");
    expectCorrupt(model, "[6, 24]");
}

TEST(LstmForecaster, RefusesShapesThatDoNotFitTheSettings)
{
    TrainedModel model = validModel();
    model.settings.horizons = {1};
    expectCorrupt(model, "head_weight");
    model = validModel();
    model.settings.parameters = mlops::LstmSettings{.hidden = 7};
    expectCorrupt(model, "weight_ih");
    model.settings.parameters = mlops::LstmSettings{.hidden = 257};
    expectCorrupt(model, "257");
    model.settings.parameters = mlops::RidgeSettings{};
    expectCorrupt(model, "another family");
}

TEST(LstmForecaster, RefusesSettingsWithoutLagsOrHorizons)
{
    TrainedModel model = validModel();
    model.settings.features.lags = 0;
    expectCorrupt(model, "lag");
    model = validModel();
    model.settings.horizons.clear();
    expectCorrupt(model, "horizon");
}

TEST(LstmForecaster, RefusesWeightsThatAreNotFinite)
{
    TrainedModel model = validModel();
    model.weights[4].values[3] = std::numeric_limits<double>::quiet_NaN();
    expectCorrupt(model, "position 3");
}
