// SPDX-License-Identifier: GPL-3.0-or-later
// A live run and its record show the same twin at every moment; the driver obeys, and ends whenever it is asked to.
#include <numeric>

#include <QElapsedTimer>
#include <QTest>
#include <gtest/gtest.h>

#include "gui/bridge/recorded_run.h"
#include "gui/bridge/run_session.h"

#include "mlops/mapek/decision_json.h"
#include "tests/gui/bundled_run.h"
#include "tests/gui/patience.h"
#include "twin/io/scenario_json.h"
#include <numeric>

using namespace gui;

namespace {

SourceOpener live(const LiveSetup& setup)
{
    return [setup](std::stop_token stop, const Progress& progress) {
        return LiveRun::open(setup, std::move(stop), progress);
    };
}

void runToTheEnd(RunSession& session, const LiveSetup& setup)
{
    session.setSpeed(std::nullopt);
    session.open(live(setup), RunSession::Start::Playing);
    ASSERT_TRUE(QTest::qWaitFor([&] { return session.hasRun() && !session.isGrowing(); }, kPatience_ms));
}

/// Two hours of a city after one day of history, which takes less than a second to simulate.
LiveSetup cityHours(const QTemporaryDir& folder, const char* name)
{
    LiveSetup setup =
        scenarioRun(bundledRun(folder, name), sourceDirectory() / "data" / "scenarios" / "ordinary-week.json");
    setup.spec.approach = "frugal";
    setup.spec.energy.kind = "recorded";
    setup.data.scenario->historyDays = 1;
    setup.data.scenario->until = twin::readScenario(setup.data.scenario->file)->start + std::chrono::hours(2);
    return setup;
}

mlops::WhatIfQuestion closureAt(twin::UtcTime at)
{
    twin::Event event{.from = at, .to = at + std::chrono::hours(1), .note = {}};
    event.action = twin::LinkClosure{{.links = {"20005"}, .stations = {}, .near = {}}};
    return {.duration_s = 3600.0, .planned = {}, .extra = {event}};
}

} // namespace

TEST(RunSession, AWhatIfAskedInTheMiddleLeavesALiveRunAsItWas)
{
    const QTemporaryDir folder;
    const auto quiet = [](double, const std::string&) {};
    const auto plain = LiveRun::open(cityHours(folder, "plain"), {}, quiet);
    const auto asked = LiveRun::open(cityHours(folder, "asked"), {}, quiet);
    ASSERT_TRUE(plain && asked);
    std::size_t decisions = 0;
    for (auto a = (*plain)->step(); a; a = (*plain)->step()) {
        const auto b = (*asked)->step();
        ASSERT_TRUE(b);
        const mlops::TwinSnapshot& was = *a->snapshot;
        const mlops::TwinSnapshot& is = *b->snapshot;
        EXPECT_EQ(was.forecast, is.forecast) << was.tick;
        EXPECT_EQ(was.links.density_vpm, is.links.density_vpm) << was.tick;
        ASSERT_EQ(was.ahead.size(), is.ahead.size()) << was.tick;
        for (std::size_t h = 0; h < was.ahead.size(); ++h) {
            EXPECT_EQ(was.ahead[h].speed_mps, is.ahead[h].speed_mps) << was.tick;
        }
        ASSERT_EQ(a->decisions.size(), b->decisions.size());
        for (std::size_t d = 0; d < a->decisions.size(); ++d, ++decisions) {
            EXPECT_EQ(mlops::toJsonLine(*a->decisions[d]), mlops::toJsonLine(*b->decisions[d]));
        }
        if (was.tick % 5 == 4) {
            const auto branch = (*asked)->branch();
            ASSERT_TRUE(branch) << branch.error().message;
            const auto answer = mlops::askBranch(**branch, closureAt((*branch)->at));
            ASSERT_TRUE(answer) << answer.error().message;
            EXPECT_GT(answer->measures.difference().vehicleSeconds + answer->measures.difference().waiting_s, 0.0);
        }
    }
    EXPECT_GT(decisions, 0U);
}

TEST(RunSession, ACitysEnergyIsKnownAfterItsFirstHour)
{
    const QTemporaryDir folder;
    const auto run = LiveRun::open(cityHours(folder, "energy"), {}, [](double, const std::string&) {});
    ASSERT_TRUE(run) << run.error().message;
    RunHistory history = (*run)->past();
    for (twin::Tick tick = 0; tick < 12; ++tick) {
        history.append(*(*run)->step());
    }
    EXPECT_EQ(history.ledgerAt(10).total().value, 0.0);
    EXPECT_GT(history.ledgerAt(11).total().value, 0.0);
    EXPECT_GT(history.ledgerAt(11).phaseTotal(mlops::Phase::Inference).energy.value, 0.0);
}

TEST(RunSession, BranchesALiveRunWhileItIsPausedAndSaysWhyThereIsNoBranch)
{
    const QTemporaryDir folder;
    RunSession session;
    BranchPtr branch;
    QString problem;
    QObject::connect(&session, &RunSession::branched, &session, [&](const BranchPtr& made, const QString& sentence) {
        branch = made;
        problem = sentence;
    });
    session.takeBranch();
    EXPECT_TRUE(problem.contains(QStringLiteral("No live run"))) << problem.toStdString();
    session.open(live(cityHours(folder, "paused")), RunSession::Start::Paused);
    ASSERT_TRUE(QTest::qWaitFor([&] { return session.hasRun(); }, kPatience_ms));
    session.takeBranch();
    ASSERT_TRUE(QTest::qWaitFor([&] { return problem.contains(QStringLiteral("first interval")); }, kPatience_ms));
    session.stepOnce();
    ASSERT_TRUE(QTest::qWaitFor([&] { return session.history().ticks() == 1; }, kPatience_ms));
    session.takeBranch();
    ASSERT_TRUE(QTest::qWaitFor([&] { return branch != nullptr; }, kPatience_ms));
    EXPECT_EQ(branch->at, session.description().axis.at(1));
    EXPECT_TRUE(problem.isEmpty());
    session.takeBranch();
    session.stop(); // before an answer can come
    EXPECT_EQ(branch, nullptr);
    EXPECT_TRUE(problem.contains(QStringLiteral("given up"))) << problem.toStdString();
}

TEST(RunSession, ShowsTheSameTwinFromTheRecordAsWhenItWasLive)
{
    const QTemporaryDir folder;
    const LiveSetup setup = bundledRun(folder);
    RunSession session;
    runToTheEnd(session, setup);
    const auto recorded = readRun(setup.record, {}, [](double, const std::string&) {});
    ASSERT_TRUE(recorded) << recorded.error().message;
    const RunHistory& now = session.history();
    const RunHistory& then = recorded->history;
    ASSERT_EQ(now.ticks(), then.ticks());
    ASSERT_GT(now.ticks(), 9000);
    ASSERT_EQ(now.decisions().size(), then.decisions().size());
    for (twin::Tick tick = 0; tick < now.ticks(); tick += 101) {
        const auto a = now.snapshotAt(tick);
        const auto b = then.snapshotAt(tick);
        EXPECT_EQ(a->flows, b->flows) << tick;
        EXPECT_EQ(a->forecast, b->forecast) << tick;
        EXPECT_EQ(a->quality, b->quality) << tick;
        EXPECT_EQ(a->model, b->model) << tick;
        EXPECT_DOUBLE_EQ(a->energy.total().value, b->energy.total().value) << tick;
    }
    for (std::size_t i = 0; i < now.decisions().size(); ++i) {
        EXPECT_EQ(mlops::sentenceOf(*now.decisions()[i]), mlops::sentenceOf(*then.decisions()[i]));
    }
}

TEST(RunSession, ARunInWhichSomethingWasOrderedOpensAgain)
{
    const QTemporaryDir folder;
    const LiveSetup setup = bundledRun(folder, "svm+prt");
    RunSession session;
    session.setSpeed(200.0);
    session.open(live(setup), RunSession::Start::Playing);
    ASSERT_TRUE(QTest::qWaitFor([&] { return session.history().ticks() > 20; }, kPatience_ms));
    session.order(mlops::RetrainCommand{mlops::Family::Svr});
    session.order(mlops::ReuseCommand{mlops::Family::Svr, 1});
    session.setSpeed(std::nullopt);
    ASSERT_TRUE(QTest::qWaitFor([&] { return session.hasRun() && !session.isGrowing(); }, kPatience_ms));
    const auto recorded = readRun(setup.record, {}, [](double, const std::string&) {});
    ASSERT_TRUE(recorded) << recorded.error().message;
    std::size_t ordered = 0;
    for (std::size_t i = 0; i < session.history().decisions().size(); ++i) {
        const mlops::Decision& was = *session.history().decisions()[i];
        const mlops::Decision& is = *recorded->history.decisions()[i];
        EXPECT_EQ(mlops::sentenceOf(was), mlops::sentenceOf(is));
        EXPECT_EQ(mlops::toJsonLine(was), mlops::toJsonLine(is)) << "of decision " << was.id;
        ordered += was.actor == mlops::Actor::User ? 1U : 0U;
    }
    EXPECT_EQ(ordered, 2U);
}

TEST(RunSession, DecisionsKeepThePolicyByWhichTheyWereMade)
{
    const QTemporaryDir folder;
    const LiveSetup setup = bundledRun(folder);
    RunSession session;
    session.setSpeed(200.0);
    session.open(live(setup), RunSession::Start::Playing);
    ASSERT_TRUE(QTest::qWaitFor([&] { return !session.history().decisions().empty(); }, kPatience_ms));
    mlops::DecisionMap other = *session.description().map;
    other.name = "other";
    session.order(mlops::PolicyCommand{other});
    session.setSpeed(std::nullopt);
    ASSERT_TRUE(QTest::qWaitFor([&] { return session.hasRun() && !session.isGrowing(); }, kPatience_ms));
    const auto recorded = readRun(setup.record, {}, [](double, const std::string&) {});
    ASSERT_TRUE(recorded) << recorded.error().message;
    const auto& decisions = session.history().decisions();
    EXPECT_EQ(decisions.front()->situation.map->name, "frugal");
    EXPECT_EQ(decisions.back()->situation.map->name, "other");
    const auto policyAtTick = [&](twin::Tick tick) {
        return policyAt(session.description(), session.history(), tick).name;
    };
    EXPECT_EQ(policyAtTick(0), "frugal") << "before the first decision";
    EXPECT_EQ(policyAtTick(decisions.front()->tick), "frugal");
    EXPECT_EQ(policyAtTick(session.history().ticks()), "other");
    for (std::size_t i = 0; i < decisions.size(); ++i) {
        EXPECT_EQ(recorded->history.decisions()[i]->situation.map->name, decisions[i]->situation.map->name)
            << "at tick " << decisions[i]->tick;
    }
}

TEST(RunSession, ARunWhoseLoopWasSteppedTellsTheSameOfItsPauseWhenItIsOpenedAgain)
{
    const QTemporaryDir folder;
    const LiveSetup setup = bundledRun(folder);
    RunHistory live;
    {
        const auto run = LiveRun::open(setup, {}, [](double, const std::string&) {});
        ASSERT_TRUE(run) << run.error().message;
        (*run)->order(mlops::StepLoopCommand{}); // refused: it is not paused
        (*run)->order(mlops::PauseLoopCommand{true});
        for (twin::Tick tick = 0; tick < 255; ++tick) {
            if (tick == 10 || tick == 200 || tick == 252) { // refused the third time: it goes on
                (*run)->order(mlops::StepLoopCommand{});
            } else if (tick == 250) {
                (*run)->order(mlops::PauseLoopCommand{false});
            }
            live.append(*(*run)->step());
        }
        (*run)->close(false);
    }
    const auto recorded = readRun(setup.record, {}, [](double, const std::string&) {});
    ASSERT_TRUE(recorded) << recorded.error().message;
    ASSERT_EQ(live.decisions().size(), 2U);
    const twin::Tick checked = live.decisions().front()->tick;
    ASSERT_GT(checked, 30) << "of one station, thirty forecasts are judged";
    ASSERT_LT(checked, 60);
    for (const RunHistory* history : {&std::as_const(live), &recorded->history}) {
        const auto at = [&](twin::Tick tick) { return loopPauseAt(*history, tick); };
        EXPECT_TRUE(at(0).isPaused && !at(0).isStepWaiting);
        EXPECT_FALSE(at(9).isStepWaiting);
        EXPECT_TRUE(at(10).isPaused && at(10).isStepWaiting);
        EXPECT_TRUE(at(checked - 1).isStepWaiting);
        EXPECT_TRUE(at(checked).isPaused && !at(checked).isStepWaiting);
        EXPECT_TRUE(at(200).isPaused && !at(200).isStepWaiting) << "it was made at once";
        EXPECT_TRUE(at(249).isPaused);
        EXPECT_FALSE(at(250).isPaused || at(250).isStepWaiting);
        EXPECT_FALSE(at(253).isPaused || at(253).isStepWaiting);
    }
}

TEST(RunSession, AFastRunLeavesTheEventLoopTimeBetweenDeliveries)
{
    const QTemporaryDir folder;
    std::vector<qint64> gaps;
    for (std::uint64_t seed = 1; seed <= 4; ++seed) { // on a fast machine one run is over after two or three deliveries
        RunSession session;
        QElapsedTimer since;
        QObject::connect(&session, &RunSession::grew, &session, [&] {
            if (since.isValid()) {
                gaps.push_back(since.elapsed());
            }
            since.start();
        });
        runToTheEnd(session, bundledRun(folder, "svm+prt", seed));
    }
    ASSERT_GE(gaps.size(), 4U);
    // One that comes late makes the gap after it shorter: they are counted together.
    EXPECT_GE(std::accumulate(gaps.begin(), gaps.end(), qint64{0}) / static_cast<qint64>(gaps.size()), 25);
}

TEST(RunSession, IsAtAnyMomentOfARecordedRunInLessThan50Milliseconds)
{
    const QTemporaryDir folder;
    const LiveSetup setup = bundledRun(folder);
    RunSession session;
    runToTheEnd(session, setup);
    QElapsedTimer clock;
    qint64 longest = 0;
    for (twin::Tick tick = session.history().ticks() - 1; tick > 0; tick -= 977) {
        clock.start();
        session.seek(tick);
        EXPECT_EQ(session.snapshot()->tick, tick);
        longest = std::max(longest, clock.elapsed());
    }
    EXPECT_LT(longest, 50);
}

TEST(RunSession, CarriesOutAnOrderAndLogsItAsTheUsers)
{
    const QTemporaryDir folder;
    RunSession session;
    session.setSpeed(200.0);
    session.open(live(bundledRun(folder)), RunSession::Start::Playing);
    ASSERT_TRUE(QTest::qWaitFor([&] { return session.history().ticks() > 20; }, kPatience_ms));
    session.order(mlops::RetrainCommand{mlops::Family::Rls});
    ASSERT_TRUE(QTest::qWaitFor([&] { return !session.history().decisions().empty(); }, kPatience_ms));
    const DecisionPtr decision = session.history().decisions().front();
    EXPECT_EQ(decision->actor, mlops::Actor::User);
    EXPECT_TRUE(std::holds_alternative<mlops::Retrain>(decision->plan.tactic));
}

TEST(RunSession, StepsAPausedRunByOneInterval)
{
    const QTemporaryDir folder;
    RunSession session;
    session.open(live(bundledRun(folder)), RunSession::Start::Paused);
    ASSERT_TRUE(QTest::qWaitFor([&] { return session.hasRun(); }, kPatience_ms));
    EXPECT_EQ(session.history().ticks(), 0);
    session.stepOnce();
    ASSERT_TRUE(QTest::qWaitFor([&] { return session.history().ticks() > 0; }, kPatience_ms));
    QTest::qWait(50);
    EXPECT_EQ(session.history().ticks(), 1);
}

TEST(RunHistory, SaysWhichModelServesNow)
{
    RunHistory history;
    EXPECT_FALSE(history.servingNow()) << "before the first tick nothing does";
    for (twin::Tick tick = 0; tick < 2; ++tick) {
        auto snapshot = std::make_shared<mlops::TwinSnapshot>();
        snapshot->tick = tick;
        snapshot->model = {tick == 0 ? mlops::Family::Ridge : mlops::Family::Svr, 3};
        history.append({.snapshot = snapshot});
    }
    ASSERT_TRUE(history.servingNow());
    EXPECT_EQ(history.servingNow()->family, mlops::Family::Svr);
}

TEST(RunSession, SaysWhyAFileCannotBeOpened)
{
    RunSession session;
    QString problem;
    QObject::connect(&session, &RunSession::failed, &session, [&](const QString& text) { problem = text; });
    session.open(
        [](std::stop_token stop, const Progress& progress) {
            return RecordedRun::open("/nowhere/none.run", std::move(stop), progress);
        },
        RunSession::Start::Paused);
    ASSERT_TRUE(QTest::qWaitFor([&] { return !problem.isEmpty(); }, kPatience_ms));
    EXPECT_TRUE(problem.contains(QStringLiteral("/nowhere/none.run"))) << problem.toStdString();
    EXPECT_FALSE(session.hasRun());
}

TEST(RunSession, EndsAtAnyMoment)
{
    for (const int wait_ms : {0, 2, 10, 40, 150, 400, 900}) {
        const QTemporaryDir folder;
        RunSession session;
        session.setSpeed(std::nullopt);
        session.open(live(bundledRun(folder)), RunSession::Start::Playing);
        QTest::qWait(wait_ms);
    }
}
