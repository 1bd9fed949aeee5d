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
    // The runner outlives its threads, so messages to it are safe; whoever asked is looked up on the GUI thread.
    const JobProgress progress = [this, id](double share, const QString& what) {
        QMetaObject::invokeMethod(
            this, [this, id, share, what] { report(id, share, what); }, Qt::QueuedConnection);
    };
    Answer answer = work(stop, progress);
    QMetaObject::invokeMethod(
        this, [this, id, answer = std::move(answer)] { finish(id, answer); }, Qt::QueuedConnection);
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

void JobRunner::report(Id id, double share, const QString& what)
{
    const auto found = std::ranges::find_if(m_running, [id](const Running& running) { return running.job.id == id; });
    if (found != m_running.end()) {
        found->job.share = share;
        found->job.what = what;
        Q_EMIT jobsChanged();
    }
}

void JobRunner::finish(Id id, const Answer& answer)
{
    const auto found = std::ranges::find_if(m_running, [id](const Running& running) { return running.job.id == id; });
    if (found == m_running.end()) {
        return;
    }
    const bool isWanted = !found->isDropped && found->context != nullptr;
    m_running.erase(found);
    Q_EMIT jobsChanged();
    if (isWanted) {
        answer();
    }
}

} // namespace gui
