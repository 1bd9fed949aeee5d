// SPDX-License-Identifier: GPL-3.0-or-later
// Answers come on the GUI thread, to those who still want them; the end stops everything.
#include <atomic>
#include <memory>

#include <QTest>
#include <gtest/gtest.h>

#include "gui/bridge/job_runner.h"

using gui::JobProgress;
using gui::JobRunner;

namespace {

/// Runs until it is asked to stop, and says that it was.
twin::Result<int> untilStopped(const std::stop_token& stop, std::atomic<bool>& sawStop)
{
    while (!stop.stop_requested()) {
        std::this_thread::yield();
    }
    sawStop = true;
    return 1;
}

} // namespace

TEST(JobRunner, HandsTheResultToTheGuiThread)
{
    JobRunner jobs;
    QObject context;
    int answer = 0;
    const QThread* thread = nullptr;
    jobs.start<int>(
        &context, QStringLiteral("job"),
        [](std::stop_token, const JobProgress& progress) -> twin::Result<int> {
            progress(0.5, QStringLiteral("half"));
            return 42;
        },
        [&](twin::Result<int> result) {
            answer = *result;
            thread = QThread::currentThread();
        });
    ASSERT_TRUE(QTest::qWaitFor([&] { return answer != 0; }, 5000));
    EXPECT_EQ(answer, 42);
    EXPECT_EQ(thread, context.thread());
    EXPECT_TRUE(jobs.jobs().empty());
}

TEST(JobRunner, DropsTheAnswerOfACancelledJob)
{
    JobRunner jobs;
    QObject context;
    std::atomic<bool> sawStop = false;
    bool isAnswered = false;
    const JobRunner::Id id = jobs.start<int>(
        &context, QStringLiteral("job"),
        [&](std::stop_token stop, const JobProgress&) { return untilStopped(stop, sawStop); },
        [&](const twin::Result<int>&) { isAnswered = true; });
    jobs.cancel(id);
    ASSERT_TRUE(QTest::qWaitFor([&] { return sawStop.load(); }, 5000));
    QTest::qWait(20);
    EXPECT_FALSE(isAnswered);
}

TEST(JobRunner, DropsTheAnswerForSomebodyWhoIsGone)
{
    JobRunner jobs;
    auto context = std::make_unique<QObject>();
    std::atomic<bool> mayEnd = false;
    bool isAnswered = false;
    jobs.start<int>(
        context.get(), QStringLiteral("job"),
        [&](std::stop_token, const JobProgress&) -> twin::Result<int> {
            while (!mayEnd) {
                std::this_thread::yield();
            }
            return 1;
        },
        [&](const twin::Result<int>&) { isAnswered = true; });
    context.reset();
    mayEnd = true;
    ASSERT_TRUE(QTest::qWaitFor([&] { return jobs.jobs().empty(); }, 5000));
    EXPECT_FALSE(isAnswered);
}

TEST(JobRunner, StopsAndJoinsEverythingAtItsEnd)
{
    std::atomic<bool> sawStop = false;
    QObject context;
    {
        JobRunner jobs;
        jobs.start<int>(
            &context, QStringLiteral("job"),
            [&](std::stop_token stop, const JobProgress&) { return untilStopped(stop, sawStop); },
            [](const twin::Result<int>&) { ADD_FAILURE() << "nobody is left to be told"; });
    }
    EXPECT_TRUE(sawStop.load());
}

TEST(JobRunner, IsWokenOnceForAllThatAJobToldMeanwhile)
{
    struct WakeUps : QObject {
        int count = 0;
        bool eventFilter(QObject* /*watched*/, QEvent* event) override
        {
            count += event->type() == QEvent::MetaCall ? 1 : 0;
            return false;
        }
    } wakeUps;
    JobRunner jobs;
    jobs.installEventFilter(&wakeUps);
    QObject context;
    std::atomic<bool> hasTold = false;
    bool isAnswered = false;
    double last = 0.0;
    QObject::connect(&jobs, &JobRunner::jobsChanged, &context, [&] {
        const auto running = jobs.jobs();
        last = running.empty() ? last : running.front().share;
    });
    jobs.start<int>(
        &context, QStringLiteral("job"),
        [&](std::stop_token, const JobProgress& progress) -> twin::Result<int> {
            for (int row = 1; row <= 1000; ++row) {
                progress(row / 1000.0, QStringLiteral("rows"));
            }
            hasTold = true;
            return 1;
        },
        [&](const twin::Result<int>&) { isAnswered = true; });
    while (!hasTold) {
        std::this_thread::yield(); // the GUI thread is busy with something else
    }
    ASSERT_TRUE(QTest::qWaitFor([&] { return isAnswered; }, 5000));
    EXPECT_LE(wakeUps.count, 2) << "one for the progress, one more where the answer came later";
    EXPECT_EQ(last, 1.0);
}
