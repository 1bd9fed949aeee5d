// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/bridge/runtime_driver.h"

#include <algorithm>
#include <exception>
#include <utility>

namespace gui {

namespace {

using Clock = std::chrono::steady_clock;

/// A twin that cannot keep the asked speed does not try to catch up more than this.
constexpr std::chrono::milliseconds kMostArrears{100};

} // namespace

RuntimeDriver::RuntimeDriver(SourceOpener opener, std::function<void()> wake, Pace pace)
    : m_opener(std::move(opener)),
      m_mailbox(std::move(wake)),
      m_pace(pace),
      m_thread([this](const std::stop_token& stop) { run(stop); })
{
}

void RuntimeDriver::order(const mlops::Command& command)
{
    const std::lock_guard lock(m_mutex);
    m_orders.push_back(command);
    m_changed.notify_all();
}

void RuntimeDriver::setPace(const Pace& pace)
{
    const std::lock_guard lock(m_mutex);
    m_pace = pace;
    m_changed.notify_all();
}

void RuntimeDriver::stepOnce()
{
    const std::lock_guard lock(m_mutex);
    ++m_singleSteps;
    m_changed.notify_all();
}

void RuntimeDriver::takeBranch()
{
    const std::lock_guard lock(m_mutex);
    m_isBranchWanted = true;
    m_changed.notify_all();
}

void RuntimeDriver::run(const std::stop_token& stop)
{
    try {
        const auto tell = [this](double share, const std::string& what) {
            m_mailbox.update([&](Delivery& slot) {
                slot.progress = share;
                slot.busyWith = what;
            });
        };
        auto source = m_opener(stop, tell);
        if (!source) {
            m_mailbox.update([&](Delivery& slot) { slot.failure = source.error(); });
            return;
        }
        m_mailbox.update([&](Delivery& slot) {
            slot.opened = (*source)->describe();
            slot.past = (*source)->past();
        });
        play(**source, stop);
    } catch (const std::exception& error) {
        m_mailbox.update([&](Delivery& slot) { slot.failure = {twin::ErrorCode::Internal, error.what()}; });
    }
}

void RuntimeDriver::play(TwinSource& source, const std::stop_token& stop)
{
    std::deque<mlops::Command> orders;
    m_due = Clock::now();
    for (Turn turn = awaitTurn(stop, orders); turn != Turn::Stop; turn = awaitTurn(stop, orders)) {
        if (turn == Turn::Branch) {
            m_mailbox.update([branch = source.branch()](Delivery& slot) { slot.branch = branch; });
            continue;
        }
        for (const mlops::Command& command : orders) {
            source.order(command);
        }
        orders.clear();
        auto news = source.step();
        if (!news) {
            source.close(true);
            m_mailbox.update([](Delivery& slot) { slot.ended = true; });
            return;
        }
        m_mailbox.update([&](Delivery& slot) { slot.news.push_back(std::move(*news)); });
    }
    source.close(false);
}

RuntimeDriver::Turn RuntimeDriver::awaitTurn(const std::stop_token& stop, std::deque<mlops::Command>& orders)
{
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        if (std::exchange(m_isBranchWanted, false)) {
            return Turn::Branch;
        }
        const auto now = Clock::now();
        if (m_singleSteps > 0) {
            --m_singleSteps;
            m_due = now;
            break;
        }
        if (m_pace.isPaused) {
            m_changed.wait(lock, stop, [this] { return !m_pace.isPaused || m_singleSteps > 0 || m_isBranchWanted; });
            m_due = Clock::now();
            continue;
        }
        if (!m_pace.ticksPerSecond || now >= m_due) {
            break;
        }
        // A change of pace wakes it early; it then looks again.
        const double pace = *m_pace.ticksPerSecond;
        m_changed.wait_until(lock, stop, m_due, [this, pace] {
            return m_pace.isPaused || m_pace.ticksPerSecond != pace || m_isBranchWanted;
        });
        if (m_pace.ticksPerSecond && m_pace.ticksPerSecond != pace) {
            m_due = std::min(m_due, Clock::now());
        }
    }
    if (m_pace.ticksPerSecond) {
        const std::chrono::duration<double> step(1.0 / *m_pace.ticksPerSecond);
        m_due = std::max(m_due, Clock::now() - kMostArrears) + std::chrono::duration_cast<Clock::duration>(step);
    }
    orders = std::exchange(m_orders, {});
    return stop.stop_requested() ? Turn::Stop : Turn::Tick;
}

} // namespace gui
