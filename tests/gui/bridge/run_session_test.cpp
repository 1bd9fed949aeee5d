// SPDX-License-Identifier: GPL-3.0-or-later
// A live run and its record show the same twin at every moment; the driver obeys, and ends whenever it is asked to.
#include <QElapsedTimer>
#include <QTest>
#include <gtest/gtest.h>

#include "gui/bridge/recorded_run.h"
#include "gui/bridge/run_session.h"
#include "tests/gui/bundled_run.h"
#include "tests/gui/patience.h"

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

} // namespace

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

TEST(RunSession, AFastRunLeavesTheEventLoopTimeBetweenDeliveries)
{
    const QTemporaryDir folder;
    RunSession session;
    QElapsedTimer since;
    std::vector<qint64> times;
    QObject::connect(&session, &RunSession::grew, &session, [&] { times.push_back(since.elapsed()); });
    since.start();
    runToTheEnd(session, bundledRun(folder, "lr"));
    ASSERT_GT(times.size(), 3U);
    for (std::size_t i = 1; i < times.size(); ++i) {
        EXPECT_GE(times[i] - times[i - 1], 25) << "delivery " << i;
    }
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
