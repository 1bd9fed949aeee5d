// SPDX-License-Identifier: GPL-3.0-or-later

// A paused loop that is let through once (StepLoopCommand).

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "mlops/mapek/switching_rules.h"
#include "mlops/runtime/command_json.h"
#include "mlops/runtime/twin_runtime.h"
#include "tests/mlops/made_up_data.h"

using namespace mlops;

namespace {

/// Trains ridge in an LSTM's place, so that HarmonE runs without LibTorch.
class RidgeForLstm final : public Trainer {
public:
    twin::Result<TrainedModel> train(const TrainingRequest& request) override
    {
        TrainingRequest other = request;
        if (request.settings.family == Family::Lstm) {
            other.settings.family = Family::Ridge;
            other.settings.parameters = RidgeSettings{};
        }
        return m_core.train(other);
    }

private:
    CoreTrainer m_core{{}};
};

class DecisionLog final : public RecordingLog {
public:
    using RecordingLog::append;
    void append(const Decision& decision) override { made.push_back(decision); }
    std::vector<Decision> made;
};

/// HarmonE's checks at short periods: a cycle of 250, drift windows of 100, first looked at after 300.
RunSpec harmoneSpec()
{
    RunSpec spec = madeUpSpec("harmone");
    Timing& timing = spec.protocol.timing;
    timing.cycle = 250;
    timing.driftWindow = 100;
    timing.firstDriftCheck = 300;
    timing.driftPoll = 50;
    timing.driftPause = 500;
    return spec;
}

struct SteppedLoop : ::testing::Test {
    const ExperimentData data = madeUpData();
    RidgeForLstm trainer;
    DecisionLog log;
    std::unique_ptr<PreparedRun> run;

    void prepare(const RunSpec& spec)
    {
        auto prepared = PreparedRun::prepare(spec, data, {trainer, nullptr, log, {}, {}});
        ASSERT_TRUE(prepared) << prepared.error().message;
        run = std::move(*prepared);
    }
    void compute(int ticks)
    {
        for (int i = 0; i < ticks; ++i) {
            ASSERT_TRUE(run->runtime().step());
        }
    }
    void order(const Command& command) { run->runtime().order(command, Actor::User); }
    void orderPause() { order(PauseLoopCommand{true}); }
    [[nodiscard]] std::vector<CheckKind> checks() const
    {
        std::vector<CheckKind> kinds;
        std::ranges::transform(log.made, std::back_inserter(kinds), [](const auto& d) { return d.situation.check; });
        return kinds;
    }
};

using Checks = std::vector<CheckKind>;

} // namespace

TEST_F(SteppedLoop, ChecksOnceAndIsPausedAgain)
{
    prepare(madeUpSpec("frugal"));
    compute(60);
    orderPause();
    compute(60);
    EXPECT_TRUE(log.made.empty());
    order(StepLoopCommand{});
    compute(1);
    ASSERT_EQ(checks(), Checks{CheckKind::Cycle});
    const Decision& made = log.made.front();
    EXPECT_EQ(made.tick, run->runtime().tick()) << "at the next tick, not at the cycle's";
    EXPECT_EQ(made.actor, Actor::Loop);
    EXPECT_EQ(made.situation.evidence.window.from, 0);
    EXPECT_EQ(made.situation.evidence.window.to, made.situation.now) << "what was scored before the pause counts";
    compute(600);
    EXPECT_EQ(log.made.size(), 1U);
    EXPECT_EQ(log.events, "command\ncommand\n");
}

TEST_F(SteppedLoop, JudgesTheWindowAndTheInputWithoutWaitingForTheirPeriods)
{
    prepare(harmoneSpec());
    compute(100);
    orderPause();
    order(StepLoopCommand{});
    compute(1);
    EXPECT_EQ(checks(), Checks{CheckKind::Cycle}) << "the drift windows are not full yet";
    compute(120);
    order(StepLoopCommand{});
    compute(1);
    EXPECT_EQ(checks(), (Checks{CheckKind::Cycle, CheckKind::Cycle, CheckKind::Drift}));
    EXPECT_TRUE(log.made.back().situation.evidence.drift.ready);
    EXPECT_LT(log.made.back().situation.now, 250);
    const WindowEvidence& second = log.made[1].situation.evidence.window;
    EXPECT_EQ(second.from, log.made[0].situation.now) << "windows adjoin";
}

TEST_F(SteppedLoop, WaitsUntilThereIsEnoughToJudge)
{
    prepare(madeUpSpec("frugal"));
    compute(100);
    orderPause();
    order(StepLoopCommand{});
    compute(1);
    order(StepLoopCommand{}); // one station: nothing was scored since
    compute(static_cast<int>(kFewestJudged) - 1);
    EXPECT_EQ(log.made.size(), 1U);
    compute(10); // a few readings may be imputed
    ASSERT_EQ(log.made.size(), 2U);
    EXPECT_EQ(log.made.back().situation.evidence.window.all.count, kFewestJudged);
}

TEST_F(SteppedLoop, StepsOnceWhereAStepWaitsAlready)
{
    prepare(madeUpSpec("frugal"));
    orderPause();
    order(StepLoopCommand{});
    order(StepLoopCommand{});
    compute(200);
    EXPECT_EQ(log.made.size(), 1U);
    EXPECT_EQ(log.events, "command\ncommand\ncommand\ncommand-refused\n");
}

TEST_F(SteppedLoop, ForgetsAStepThatWaitsWhenTheLoopGoesOn)
{
    prepare(madeUpSpec("frugal"));
    orderPause();
    order(StepLoopCommand{});
    compute(3);
    order(PauseLoopCommand{false});
    orderPause();
    compute(100);
    EXPECT_TRUE(log.made.empty());
}

TEST_F(SteppedLoop, KeepsQuietAfterAnAnswerToDriftWhereThePublishedLoopDoes)
{
    RunSpec spec = harmoneSpec();
    spec.fidelity = Fidelity::reference();
    spec.map = harmoneMap();
    for (Boundary& boundary : spec.map->boundaries) {
        boundary.reference = boundary.metric == Metric::DriftDistance ? 1e-9 : boundary.reference;
    }
    prepare(spec);
    orderPause();
    compute(250);
    order(StepLoopCommand{});
    compute(60);
    EXPECT_EQ(std::ranges::count(checks(), CheckKind::Drift), 1);
    ASSERT_TRUE(log.made.back().plan.trigger) << "it answered";
    order(StepLoopCommand{});
    compute(60);
    EXPECT_EQ(std::ranges::count(checks(), CheckKind::Cycle), 2);
    EXPECT_EQ(std::ranges::count(checks(), CheckKind::Drift), 1);
}

TEST_F(SteppedLoop, RetrainsWhereAPeriodHasPassedAndNeverEarlier)
{
    RunSpec spec = madeUpSpec("lr+prt");
    spec.protocol.timing.period = 50;
    prepare(spec);
    orderPause();
    compute(80);
    EXPECT_TRUE(log.made.empty());
    order(StepLoopCommand{});
    compute(1);
    ASSERT_EQ(checks(), Checks{CheckKind::Periodic});
    order(StepLoopCommand{});
    compute(60);
    ASSERT_EQ(log.made.size(), 2U);
    EXPECT_EQ(log.made.back().situation.now, 100);
}

TEST_F(SteppedLoop, IsNotHadByALoopThatRunsOrNeverChecks)
{
    prepare(madeUpSpec("frugal"));
    order(StepLoopCommand{});
    compute(100);
    EXPECT_EQ(log.events, "command\ncommand-refused\n");
    EXPECT_TRUE(log.made.empty());

    log.events.clear();
    prepare(madeUpSpec("lr"));
    orderPause();
    order(StepLoopCommand{});
    compute(1);
    EXPECT_EQ(log.events, "command\ncommand\ncommand-refused\n");
}

TEST(Command, ReadsBackWhatItWritesOfTheLoop)
{
    for (const Command& command :
         {Command{PauseLoopCommand{true}}, Command{PauseLoopCommand{false}}, Command{StepLoopCommand{}}}) {
        const std::string line = toJsonLine(command, Actor::User);
        const auto read = commandFromJson(line);
        ASSERT_TRUE(read) << read.error().message;
        EXPECT_EQ(read->command.index(), command.index());
        EXPECT_EQ(toJsonLine(read->command, read->actor), line);
    }
    EXPECT_EQ(toJsonLine(StepLoopCommand{}, Actor::User), R"({"actor":"user","order":"step-loop"})");
}
