// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <Eigen/Dense>
#include <gtest/gtest.h>

#include "mlops/forecasting/core_trainer.h"
#include "mlops/forecasting/recursive_least_squares.h"
#include "twin/core/random.h"

using namespace mlops;

namespace {

/// An autoregression of order 2 with known coefficients.
std::vector<float> autoregression(std::size_t rows, double noise)
{
    twin::RandomStream random(1, "autoregression");
    std::vector<float> flows{100.0F, 100.0F};
    while (flows.size() < rows) {
        const std::size_t n = flows.size();
        flows.push_back(static_cast<float>(20.0 + 1.2 * flows[n - 1] - 0.4 * flows[n - 2] + noise * random.normal()));
    }
    return flows;
}

TrainedModel train(const ModelSettings& settings, const std::vector<float>& flows)
{
    const SeriesView series{flows, 1, twin::TimeAxis::withoutDates(std::chrono::seconds(300))};
    CoreTrainer trainer({});
    auto model = trainer.train(
        {.settings = settings, .data = TimeSplit::allForTraining(series).train(), .scaler = Scaler::identity(1)});
    EXPECT_TRUE(model) << model.error().message;
    return *model;
}

} // namespace

TEST(RidgeTrainer, FindsTheCoefficientsOfAnAutoregression)
{
    const auto model =
        train({Family::Ridge, "test", {.lags = 2}, {1}, RidgeSettings{1e-6, 1e-6}}, autoregression(5000, 5.0));
    EXPECT_NEAR(model.find("weights")->values[0], -0.4, 0.03); // oldest first
    EXPECT_NEAR(model.find("weights")->values[1], 1.2, 0.03);
    EXPECT_NEAR(model.find("intercepts")->values[0], 20.0, 4.0);
}

TEST(RidgeTrainer, ShrinksWeightsButNotTheIntercept)
{
    const auto flows = autoregression(2000, 5.0);
    const auto model = train({Family::Ridge, "test", {.lags = 2}, {1}, RidgeSettings{1e9, 1e9}}, flows);
    EXPECT_NEAR(model.find("weights")->values[1], 0.0, 1e-3);
    double mean = 0.0;
    for (const float flow : flows) {
        mean += flow / static_cast<double>(flows.size());
    }
    EXPECT_NEAR(model.find("intercepts")->values[0], mean, 0.5);
}

TEST(RidgeTrainer, UsesThePublishedPenaltyOfItsOccasion)
{
    const auto flows = autoregression(500, 5.0);
    const SeriesView series{flows, 1, twin::TimeAxis::withoutDates(std::chrono::seconds(300))};
    CoreTrainer trainer({});
    TrainingRequest request{.settings = *shippedSettings("harmone-2025", Family::Ridge),
                            .data = TimeSplit::allForTraining(series).train(),
                            .scaler = Scaler::minMax(TimeSplit::allForTraining(series).train())};
    const auto first = trainer.train(request);
    request.isRetraining = true;
    const auto again = trainer.train(request);
    EXPECT_GT(again->find("weights")->values[4], first->find("weights")->values[4]) << "200 shrinks less than 256";
}

TEST(SvrTrainer, IgnoresErrorsInsideItsTube)
{
    const auto flows = autoregression(600, 0.5);
    const auto wide = train({Family::Svr, "test", {.lags = 2}, {1}, SvrSettings{1.0, 1e6, 1e-3, 4000}}, flows);
    EXPECT_EQ(wide.find("weights")->values[0], 0.0);
    EXPECT_EQ(wide.find("weights")->values[1], 0.0);
}

TEST(RecursiveLeastSquares, AgreesWithWeightedLeastSquares)
{
    // The recursion's weights minimise sum lambda^(T-t) (y_t - x_t w)^2 + lambda^T prior |w|^2.
    constexpr int kN = 3;
    constexpr int kT = 400;
    constexpr double kLambda = 0.99;
    twin::RandomStream random(9, "rls");
    RecursiveLeastSquares rls(kN, 0.5);
    Eigen::MatrixXd gram = Eigen::MatrixXd::Identity(kN, kN) * 0.5;
    Eigen::VectorXd moment = Eigen::VectorXd::Zero(kN);
    for (int t = 0; t < kT; ++t) {
        const double row[kN] = {random.normal(), random.normal(), 1.0};
        const double target = 2.0 * row[0] - row[1] + 0.5 + 0.1 * random.normal();
        rls.learn(row, target, kLambda);
        const Eigen::Map<const Eigen::VectorXd> x(row, kN);
        gram = kLambda * gram + x * x.transpose();
        moment = kLambda * moment + x * target;
    }
    const Eigen::VectorXd expected = gram.ldlt().solve(moment);
    for (int i = 0; i < kN; ++i) {
        EXPECT_NEAR(rls.weights()[static_cast<std::size_t>(i)], expected[i], 1e-8);
    }
}

TEST(RecursiveLeastSquares, StaysFiniteWhenTheFeedHangs)
{
    RecursiveLeastSquares rls(5, 1.0);
    const double constant[5] = {0.4, 0.4, 0.4, 0.4, 1.0};
    for (int t = 0; t < 1000000; ++t) {
        rls.learn(constant, 0.4, 0.98);
    }
    EXPECT_NEAR(rls.predict(constant), 0.4, 1e-6);
    for (const double value : rls.covariance()) {
        ASSERT_TRUE(std::isfinite(value));
        ASSERT_LT(std::fabs(value), 1e4);
    }
    twin::RandomStream random(2, "back");
    double error = 0.0;
    for (int t = 0; t < 2000; ++t) {
        const double row[5] = {random.uniform(), random.uniform(), random.uniform(), random.uniform(), 1.0};
        const double target = row[0] + 0.2 * row[3];
        error = std::fabs(target - rls.predict(row));
        rls.learn(row, target, 0.98);
    }
    EXPECT_LT(error, 1e-3) << "and learns again when the feed comes back";
}

TEST(CoreTrainer, SaysWhatIsMissing)
{
    const std::vector<float> few(4, 1.0F);
    const SeriesView series{few, 1, twin::TimeAxis::withoutDates(std::chrono::seconds(300))};
    const TimeSplit split = TimeSplit::allForTraining(series);
    CoreTrainer trainer({});
    const auto tooShort = trainer.train({.settings = *shippedSettings("harmone-2025", Family::Ridge),
                                         .data = split.train(),
                                         .scaler = Scaler::identity(1)});
    ASSERT_FALSE(tooShort);
    EXPECT_NE(tooShort.error().message.find("found 4 intervals, expected at least 6"), std::string::npos);
    const std::vector<float> enough(50, 1.0F);
    const SeriesView longer{enough, 1, series.axis};
    const auto noTorch = trainer.train({.settings = *shippedSettings("harmone-2025", Family::Lstm),
                                        .data = TimeSplit::allForTraining(longer).train(),
                                        .scaler = Scaler::identity(1)});
    ASSERT_FALSE(noTorch);
    EXPECT_EQ(noTorch.error().code, twin::ErrorCode::Unavailable);
}

TEST(CoreTrainer, LearnsNothingFromWhatWasFilledIn)
{
    // With one lag a sample is its newest input and its target: both were observed, so no filled-in value is left.
    std::vector<float> flows = autoregression(400, 5.0);
    std::vector<std::uint8_t> marks(flows.size(), 1);
    for (std::size_t i = 0; i < marks.size(); ++i) {
        marks[i] = i % 7 < 3 || (i > 200 && i < 290) ? 0 : 1;
    }
    const std::vector<ModelSettings> all{{Family::Ridge, "test", {.lags = 1}, {1}, RidgeSettings{1.0, 1.0}},
                                         {Family::Rls, "test", {.lags = 1}, {1}, RlsSettings{}},
                                         {Family::Svr, "test", {.lags = 1}, {1}, SvrSettings{}}};
    for (const ModelSettings& settings : all) {
        CoreTrainer trainer({});
        std::vector<TrainedModel> models;
        for (const float filling : {0.0F, 5000.0F}) {
            for (std::size_t i = 0; i < marks.size(); ++i) {
                flows[i] = marks[i] == 0 ? filling : flows[i];
            }
            const SeriesView series{flows, 1, twin::TimeAxis::withoutDates(std::chrono::seconds(300)), marks};
            const TimeSplit split = TimeSplit::allForTraining(series);
            auto model =
                trainer.train({.settings = settings, .data = split.train(), .scaler = Scaler::minMax(split.train())});
            ASSERT_TRUE(model) << model.error().message;
            models.push_back(std::move(*model));
        }
        EXPECT_EQ(models[0].scaler.spans(), models[1].scaler.spans());
        EXPECT_EQ(models[0].weights, models[1].weights) << nameOf(settings.family);
    }
}

TEST(CoreTrainer, SaysHowMuchWasObservedWhereItIsTooLittle)
{
    const std::vector<float> flows = autoregression(100, 5.0);
    std::vector<std::uint8_t> marks(flows.size(), 0);
    std::fill_n(marks.begin() + 40, 6, std::uint8_t{1}); // five samples, six unknowns
    const SeriesView series{flows, 1, twin::TimeAxis::withoutDates(std::chrono::seconds(300)), marks};
    CoreTrainer trainer({});
    const auto settings = *shippedSettings("harmone-2025", Family::Ridge);
    const auto split = TimeSplit::allForTraining(series);
    const auto tooFew =
        trainer.train({.settings = settings, .data = split.train(), .scaler = Scaler::minMax(split.train())});
    ASSERT_FALSE(tooFew);
    EXPECT_EQ(tooFew.error().code, twin::ErrorCode::InvalidInput);
    EXPECT_EQ(tooFew.error().message,
              "training lr: found 5 samples whose newest input and targets were observed in 100 intervals (6 of 100 "
              "readings observed), expected at least 6, one for each unknown; give a longer training part or one with "
              "fewer gaps");
    marks[46] = 1;
    EXPECT_TRUE(trainer.train({.settings = settings, .data = split.train(), .scaler = Scaler::minMax(split.train())}));
}

TEST(ShippedSettings, AreThePublishedOnes)
{
    const auto ridge = std::get<RidgeSettings>(shippedSettings("harmone-2025", Family::Ridge)->parameters);
    EXPECT_EQ(ridge.alpha, 256.0);
    EXPECT_EQ(ridge.alphaRetrain, 200.0);
    const auto svr = std::get<SvrSettings>(shippedSettings("harmone-2025", Family::Svr)->parameters);
    EXPECT_EQ(svr.cost, 0.05);
    EXPECT_EQ(svr.tolerance, 0.16);
    EXPECT_EQ(svr.tube, 0.1);
    EXPECT_FALSE(shippedSettings("harmone-2025", Family::Rls));
    EXPECT_FALSE(shippedSettings("best", Family::Ridge));
}
