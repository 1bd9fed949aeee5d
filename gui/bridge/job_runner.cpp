// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/bridge/job_runner.h"

#include <algorithm>

namespace gui {

JobRunner::JobRunner(QObject* parent) : QObject(parent) {}

JobRunner::~JobRunner()
{
    cancelAll();
    m_running.clear();
}

void JobRunner::cancelAll()
{
    for (Running& running : m_running) {
        running.isDropped = true;
        running.thread.request_stop();
    }
}

JobRunner::Id JobRunner::launch(QObject* context, const QString& title, Work work)
{
    const Id id = m_next++;
    Running& running = m_running.emplace_back();
    running.job = {id, title, 0.0, {}};
    running.context = context;
    running.thread =
        std::jthread([this, id, work = std::move(work)](const std::stop_token& stop) { runJob(id, work, stop); });
    Q_EMIT jobsChanged();
    return id;
}

void JobRunner::runJob(Id id, const Work& work, const std::stop_token& stop)
{
    const JobProgress progress = [this, id](double share, const QString& what) { post({id, share, what, {}}); };
    post({id, 1.0, {}, work(stop, progress)});
}

void JobRunner::post(Message message)
{
    bool isFirst = false;
    {
        const std::scoped_lock lock(m_inboxLock);
        isFirst = m_inbox.empty();
        m_inbox.push_back(std::move(message));
    }
    // One wake-up waits at most, however often a job tells how far it is. The runner outlives its threads, so messages
    // to it are safe; whoever asked is looked up on the GUI thread.
    if (isFirst) {
        QMetaObject::invokeMethod(this, &JobRunner::readInbox, Qt::QueuedConnection);
    }
}

void JobRunner::readInbox()
{
    std::vector<Message> messages;
    {
        const std::scoped_lock lock(m_inboxLock);
        messages.swap(m_inbox);
    }
    const QPointer<JobRunner> alive(this); // an answer may end the window
    for (const Message& message : messages) {
        if (!alive) {
            return;
        }
        if (message.answer) {
            finish(message);
        } else {
            report(message);
        }
    }
}

void JobRunner::cancel(Id id)
{
    const auto found = std::ranges::find_if(m_running, [id](const Running& running) { return running.job.id == id; });
    if (found != m_running.end()) {
        found->isDropped = true;
        found->thread.request_stop();
        Q_EMIT jobsChanged();
    }
}

std::vector<JobRunner::Job> JobRunner::jobs() const
{
    std::vector<Job> jobs;
    for (const Running& running : m_running) {
        if (!running.isDropped) {
            jobs.push_back(running.job);
        }
    }
    return jobs;
}

void JobRunner::report(const Message& message)
{
    const auto found = std::ranges::find(m_running, message.id, [](const Running& running) { return running.job.id; });
    if (found != m_running.end()) {
        found->job.share = message.share;
        found->job.what = message.what;
        Q_EMIT jobsChanged();
    }
}

void JobRunner::finish(const Message& message)
{
    const auto found = std::ranges::find(m_running, message.id, [](const Running& running) { return running.job.id; });
    if (found == m_running.end()) {
        return;
    }
    const bool isWanted = !found->isDropped && found->context != nullptr;
    m_running.erase(found);
    Q_EMIT jobsChanged();
    if (isWanted) {
        message.answer();
    }
}

} // namespace gui
