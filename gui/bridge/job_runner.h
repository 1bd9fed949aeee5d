// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Work that takes longer than a frame and is not a twin: exports, dry runs, comparisons, imports. A job gets a stop
// token and a progress callback and gives a Result; its answer arrives on the GUI thread, and only if whoever asked is
// still there and has not asked again.
//
// Threads: everything public is for the GUI thread. Each job has a thread; the runner's end stops and joins them all.

#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include <QObject>
#include <QPointer>
#include <QString>

#include "twin/core/result.h"

namespace gui {

/// 0..1, and with what the job is busy. May be called on any thread.
using JobProgress = std::function<void(double share, const QString& what)>;

class JobRunner : public QObject {
    Q_OBJECT

public:
    using Id = std::uint64_t;
    struct Job {
        Id id = 0;
        QString title;
        double share = 0.0;
        QString what;
    };

    explicit JobRunner(QObject* parent = nullptr);
    ~JobRunner() override;
    /// Asks all jobs to stop and drops their answers.
    void cancelAll();

    /// Runs `work(stop, progress) -> Result<T>` and hands its result to `done` while `context` lives.
    template <typename T>
    Id start(QObject* context, const QString& title,
             std::function<twin::Result<T>(std::stop_token, const JobProgress&)> work,
             std::function<void(twin::Result<T>)> done)
    {
        return launch(
            context, title,
            [work = std::move(work), done = std::move(done)](std::stop_token stop, const JobProgress& progress) {
                auto result = std::make_shared<twin::Result<T>>(work(std::move(stop), progress));
                return Answer([result, done] { done(std::move(*result)); });
            });
    }
    /// Asks a job to stop and drops its answer. An unknown id is no error: the job may just have ended.
    void cancel(Id id);
    [[nodiscard]] std::vector<Job> jobs() const;

Q_SIGNALS:
    /// A job began, went on or ended.
    void jobsChanged();

private:
    using Answer = std::function<void()>;
    using Work = std::function<Answer(std::stop_token, const JobProgress&)>;
    struct Running {
        Job job;
        QPointer<QObject> context;
        bool isDropped = false;
        std::jthread thread; ///< last: joined before the rest goes
    };

    /// What a job's thread has to say: how far it is, or its answer.
    struct Message {
        Id id = 0;
        double share = 0.0;
        QString what;
        Answer answer;
    };

    Id launch(QObject* context, const QString& title, Work work);
    void runJob(Id id, const Work& work, const std::stop_token& stop);
    /// On any thread.
    void post(Message message);
    void readInbox();
    void report(const Message& message);
    void finish(const Message& message);

    Id m_next = 1; ///< the generation: an answer whose job is gone is dropped
    std::mutex m_inboxLock;
    std::vector<Message> m_inbox;
    std::list<Running> m_running; ///< last: its threads write to the inbox until they are joined
};

} // namespace gui
