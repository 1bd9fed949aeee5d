// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/runtime/twin_runtime.h"

#include <thread>

#include <gtest/gtest.h>

#include "tests/mlops/made_up_data.h"

using namespace mlops;

namespace {

/// One run with everything it wrote.
struct Outcome {
    RecordingLog log;
    twin::Result<RunOutcome> outcome = twin::fail(twin::ErrorCode::Internal, "not run");
};

void execute(const RunSpec& spec, const ExperimentData& data, Outcome& run)
{
    CoreTrainer trainer({});
    run.outcome = runExperiment(spec, data, {trainer, nullptr, run.log, {}, {}});
}

/// A map on which three cheap models can switch without an LSTM.
RunSpec switchingSpec(std::uint64_t seed)
{
    RunSpec spec = madeUpSpec("frugal", seed);
    return spec;
}

} // namespace

TEST(TwinRuntime, DecidesTheSameByteForByteTwiceAndOnAnyThread)
{
    const ExperimentData data = madeUpData();
    Outcome first;
    Outcome second;
    Outcome elsewhere;
    execute(switchingSpec(5), data, first);
    execute(switchingSpec(5), data, second);
    std::thread([&] { execute(switchingSpec(5), data, elsewhere); }).join();
    ASSERT_TRUE(first.outcome) << first.outcome.error().message;
    EXPECT_FALSE(first.log.decisions.empty());
    EXPECT_EQ(first.log.decisions, second.log.decisions);
    EXPECT_EQ(first.log.ticks, second.log.ticks);
    EXPECT_EQ(first.log.decisions, elsewhere.log.decisions);
    EXPECT_EQ(first.log.ticks, elsewhere.log.ticks);
}

TEST(TwinRuntime, TwoRunsInTurnsAreWhatEachIsAlone)
{
    const ExperimentData data = madeUpData();
    Outcome aloneA;
    Outcome aloneB;
    execute(madeUpSpec("frugal"), data, aloneA);
    execute(madeUpSpec("svm+prt"), data, aloneB);
    CoreTrainer trainer({});
    RecordingLog logA;
    RecordingLog logB;
    auto a = PreparedRun::prepare(madeUpSpec("frugal"), data, {trainer, nullptr, logA, {}, {}});
    auto b = PreparedRun::prepare(madeUpSpec("svm+prt"), data, {trainer, nullptr, logB, {}, {}});
    ASSERT_TRUE(a && b);
    bool more = true;
    while (more) {
        more = (*a)->runtime().step();
        more = (*b)->runtime().step() || more;
    }
    EXPECT_EQ(logA.ticks, aloneA.log.ticks);
    EXPECT_EQ(logB.ticks, aloneB.log.ticks);
    EXPECT_EQ(logB.decisions, aloneB.log.decisions);
}

TEST(TwinRuntime, ScoresPersistenceExactly)
{
    const ExperimentData data = madeUpData();
    Outcome run;
    execute(madeUpSpec("persistence"), data, run);
    ASSERT_TRUE(run.outcome);
    const RunSummary& summary = run.outcome->summary;
    EXPECT_EQ(*summary.errors.r2(), *summary.persistence.r2());
    EXPECT_EQ(summary.errors.mae(), summary.persistence.mae());
}

TEST(TwinRuntime, ScoresObservedReadingsOnly)
{
    const ExperimentData data = madeUpData();
    std::size_t observed = 0;
    for (std::size_t tick = 5; tick < data.stream.ticks(); ++tick) {
        observed += data.stream.at(tick, 0).quality() == twin::Quality::Observed ? 1 : 0;
    }
    Outcome run;
    execute(madeUpSpec("lr"), data, run);
    EXPECT_EQ(run.outcome->summary.samples, static_cast<SampleCount>(observed));
    EXPECT_LT(observed, data.stream.ticks() - 5) << "the data hold imputed and missing readings";
}

TEST(TwinRuntime, RetrainsAtTheProtocolsPeriod)
{
    const ExperimentData data = madeUpData(5);
    Outcome run;
    execute(madeUpSpec("lr+prt"), data, run);
    const auto expected = (data.stream.ticks() - 5) / 3236;
    EXPECT_EQ(run.outcome->summary.retrainings, expected);
    EXPECT_EQ(run.log.versions.size(), expected + 1);
}

TEST(TwinRuntime, BooksWhatTheRecordedFiguresSay)
{
    const ExperimentData data = madeUpData();
    Outcome run;
    execute(madeUpSpec("svm"), data, run);
    EXPECT_NEAR(run.outcome->energyPerForecast()->value, 14.76e-3, 1e-9);
    EXPECT_NEAR(run.log.joules, run.outcome->ledger.total().value, 1e-9) << "the log holds every joule of the ledger";
}

TEST(TwinRuntime, ObeysBetweenTicksAndRecordsWhoAsked)
{
    const ExperimentData data = madeUpData();
    CoreTrainer trainer({});
    RecordingLog log;
    auto run = PreparedRun::prepare(madeUpSpec("lr+prt"), data, {trainer, nullptr, log, {}, {}});
    ASSERT_TRUE(run);
    TwinRuntime& runtime = (*run)->runtime();
    for (int i = 0; i < 100; ++i) {
        ASSERT_TRUE(runtime.step());
    }
    runtime.order(RetrainCommand{Family::Ridge}, Actor::User);
    runtime.order(PauseLoopCommand{true}, Actor::User);
    ASSERT_TRUE(runtime.step());
    EXPECT_EQ(runtime.summary().retrainings, 1U);
    EXPECT_NE(log.decisions.find("\"actor\":\"user\""), std::string::npos);
    EXPECT_EQ(log.events, "command\ncommand\n");
    while (runtime.step()) {
    }
    EXPECT_EQ(runtime.summary().decisions, 1U) << "a paused loop only forecasts";
}

TEST(TwinRuntime, RefusesToRetrainOnAWindowOfWhichTooLittleWasObserved)
{
    ExperimentData data = madeUpData();
    data.trainingObserved.assign(data.training.size(), 0); // and only the first of it, which the window does not reach
    std::fill_n(data.trainingObserved.begin(), 300, std::uint8_t{1});
    for (std::size_t tick = 0; tick < data.stream.readings.size(); ++tick) {
        data.stream.readings[tick].observed_pct = tick >= 90 && tick < 95 ? 100 : 0;
    }
    CoreTrainer trainer({});
    RecordingLog log;
    auto run = PreparedRun::prepare(madeUpSpec("lr"), data, {trainer, nullptr, log, {}, {}});
    ASSERT_TRUE(run) << run.error().message;
    TwinRuntime& runtime = (*run)->runtime();
    for (int i = 0; i < 100; ++i) {
        ASSERT_TRUE(runtime.step());
    }
    runtime.order(RetrainCommand{Family::Ridge}, Actor::User);
    ASSERT_TRUE(runtime.step());
    EXPECT_EQ(runtime.summary().retrainings, 0U);
    EXPECT_EQ(log.versions.size(), 1U) << "nothing was trained";
    EXPECT_NE(log.decisions.find("{\"id\":\"window-too-short\",\"ok\":true,\"n\":[3,6]}"), std::string::npos)
        << log.decisions;
    EXPECT_NE(
        log.decisions.find("The training was refused: of the newest 1500 intervals 5 were observed, which leaves 3 "
                           "samples to train on, expected at least 6"),
        std::string::npos)
        << log.decisions;
}

TEST(TwinRuntime, RefusesToRetrainWhereNothingIsLeftToJudgeTheCandidateBy)
{
    const ExperimentData data = madeUpData();
    RunSpec spec = madeUpSpec("persistence");
    spec.protocol.timing.periodicData = 4; // a fifth of four intervals is none
    CoreTrainer trainer({});
    RecordingLog log;
    auto run = PreparedRun::prepare(spec, data, {trainer, nullptr, log, {}, {}});
    ASSERT_TRUE(run) << run.error().message;
    (*run)->runtime().order(RetrainCommand{Family::Persistence}, Actor::User);
    ASSERT_TRUE((*run)->runtime().step());
    EXPECT_EQ((*run)->runtime().summary().retrainings, 0U);
    EXPECT_NE(log.decisions.find("none to judge the candidate by, expected at least 1"), std::string::npos)
        << log.decisions;
}

TEST(TwinRuntime, RunsTheSameWithMarksAndWithoutWhereAllWasObserved)
{
    ExperimentData data = madeUpData(5);
    data.trainingObserved.clear();
    for (twin::Observation& reading : data.stream.readings) {
        reading.flow_veh = reading.quality() == twin::Quality::Missing ? 50.0F : reading.flow_veh;
        reading.observed_pct = 100;
    }
    for (const char* approach : {"svm+prt", "frugal"}) {
        Outcome without;
        execute(madeUpSpec(approach), data, without);
        data.trainingObserved.assign(data.training.size(), 1);
        Outcome with;
        execute(madeUpSpec(approach), data, with);
        data.trainingObserved.clear();
        ASSERT_TRUE(without.outcome && with.outcome);
        EXPECT_EQ(without.log.versions, with.log.versions);
        EXPECT_EQ(without.log.decisions, with.log.decisions);
        EXPECT_EQ(without.log.ticks, with.log.ticks);
    }
}

TEST(TwinRuntime, RefusesOrdersForWhatTheRunDoesNotHave)
{
    const ExperimentData data = madeUpData();
    CoreTrainer trainer({});
    RecordingLog log;
    auto run = PreparedRun::prepare(madeUpSpec("lr+prt"), data, {trainer, nullptr, log, {}, {}});
    ASSERT_TRUE(run);
    TwinRuntime& runtime = (*run)->runtime();
    runtime.order(SwitchCommand{Family::Lstm}, Actor::User);
    runtime.order(ReuseCommand{Family::Ridge, 9}, Actor::User);
    ASSERT_TRUE(runtime.step());
    EXPECT_EQ(log.events, "command\ncommand-refused\ncommand\ncommand-refused\n");
    EXPECT_EQ(runtime.summary().decisions, 0U);
}

TEST(TwinRuntime, RefusesACandidateThatLosesOnHeldOutData)
{
    // Corrected fidelity compares before it promotes; the decision says what was compared.
    const ExperimentData data = madeUpData(5);
    Outcome run;
    execute(madeUpSpec("svm+prt"), data, run);
    EXPECT_NE(run.log.decisions.find("its RMSE is"), std::string::npos);
    RunSpec reference = madeUpSpec("svm+prt");
    reference.fidelity = Fidelity::reference();
    Outcome published;
    execute(reference, data, published);
    EXPECT_EQ(published.log.decisions.find("its RMSE is"), std::string::npos);
}

TEST(TwinRuntime, StopsWhereItIsToldAndKeepsWhatItHas)
{
    const ExperimentData data = madeUpData();
    CoreTrainer trainer({});
    RecordingLog log;
    std::stop_source stop;
    const auto outcome = runExperiment(madeUpSpec("lr"), data,
                                       {trainer, nullptr, log, stop.get_token(), [&](twin::Tick done, twin::Tick) {
                                            if (done > 1000) {
                                                stop.request_stop();
                                            }
                                        }});
    ASSERT_TRUE(outcome);
    EXPECT_EQ(outcome->status, RunStatus::Cancelled);
    EXPECT_EQ(log.ended, RunStatus::Cancelled);
    EXPECT_GT(outcome->summary.samples, 900);
    EXPECT_LT(outcome->summary.samples, 2200);
}

TEST(RunSpec, IsRefusedWithASentence)
{
    const ExperimentData data = madeUpData();
    const auto complaint = [&](const RunSpec& spec) {
        Outcome run;
        execute(spec, data, run);
        return run.outcome ? std::string("accepted") : run.outcome.error().message;
    };
    EXPECT_NE(complaint(madeUpSpec("magic")).find("no approach is called 'magic'"), std::string::npos);
    RunSpec energy = madeUpSpec("lr");
    energy.energy.kind = "solar";
    EXPECT_NE(complaint(energy).find("solar"), std::string::npos);
    RunSpec policy = madeUpSpec("harmone");
    policy.map = frugalMap();
    policy.settings = "harmone-2025";
    EXPECT_NE(complaint(policy).find("LSTM"), std::string::npos) << complaint(policy);
}
