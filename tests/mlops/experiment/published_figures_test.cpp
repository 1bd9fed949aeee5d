// SPDX-License-Identifier: GPL-3.0-or-later
// The published comparison on the published data, which may not be redistributed: skipped where it is not there.
// Without LSTM, so that it takes a second; the whole table is one command (README).
#include <gtest/gtest.h>

#include "tests/mlops/made_up_data.h"
#include "tests/pems_data.h"

using namespace mlops;

namespace {

constexpr const char* kData = "harmone-2019/flow_data_test.csv";

RunOutcome runOf(const std::string& approach, const Fidelity& fidelity)
{
    static const auto kLoaded = loadExperimentData({.paths = {pemsDirectory() / "harmone-2019"}}, 1900);
    EXPECT_TRUE(kLoaded) << kLoaded.error().message;
    RunSpec spec = madeUpSpec(approach);
    spec.fidelity = fidelity;
    CoreTrainer trainer({});
    NullRunLog log;
    auto outcome = runExperiment(spec, *kLoaded, {trainer, nullptr, log, {}, {}});
    EXPECT_TRUE(outcome) << outcome.error().message;
    return *outcome;
}

double r2Of(const RunOutcome& outcome) { return *outcome.summary.errors.r2(); }

} // namespace

TEST(PublishedFigures, AreReproducedByReferenceFidelity)
{
    SKIP_WITHOUT_PEMS(kData);
    EXPECT_NEAR(r2Of(runOf("persistence", Fidelity::reference())), 0.8711, 5e-5);
    EXPECT_NEAR(r2Of(runOf("lr", Fidelity::reference())), 0.7597, 5e-5);
    EXPECT_NEAR(r2Of(runOf("svm", Fidelity::reference())), 0.7897, 5e-5);
    EXPECT_NEAR(r2Of(runOf("lr+prt", Fidelity::reference())), 0.7625, 0.003);
    const RunOutcome svmPrt = runOf("svm+prt", Fidelity::reference());
    EXPECT_GE(r2Of(svmPrt), 0.8135);
    EXPECT_LE(r2Of(svmPrt), 0.8175);
    EXPECT_EQ(svmPrt.summary.retrainings, 4U);
    EXPECT_EQ(svmPrt.summary.samples, 14496);
}

TEST(PublishedFigures, ImproveWithTheModelsOwnScaler)
{
    SKIP_WITHOUT_PEMS(kData);
    // The figure the published system would have had with the scaler of its training file.
    EXPECT_NEAR(r2Of(runOf("lr", Fidelity::corrected())), 0.7647, 5e-4);
}

TEST(Frugal, WinsTheTradeOff)
{
    SKIP_WITHOUT_PEMS(kData);
    const RunOutcome frugal = runOf("frugal", Fidelity::reference());
    EXPECT_EQ(frugal.fidelity.name(), "corrected") << "it has no published flaws to reproduce";
    EXPECT_GE(r2Of(frugal), 0.915);
    // LSTM + PRT: 32.91 mJ a forecast and four trainings of 259 J over 14,496 forecasts.
    const double lstmPrt = 32.91e-3 + 4.0 * 259.0 / 14496.0;
    EXPECT_LE(frugal.energyPerForecast()->value, 0.20 * lstmPrt);
}
