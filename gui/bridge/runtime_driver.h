// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Runs a twin on a thread of its own: opens the source there, drains orders between ticks, keeps the speed, publishes
// what comes into the mailbox.
//
// Threads: the public functions are for the GUI thread. The thread is the last member, hence the first to go: it is
// asked to stop and joined before anything it touches dies.

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

#include "gui/bridge/mailbox.h"
#include "gui/bridge/twin_source.h"

namespace gui {

/// How fast ticks follow each other. A policy of the driver: the twin itself knows no clock.
struct Pace {
    std::optional<double> ticksPerSecond; ///< nothing: as fast as possible
    bool isPaused = false;
};

class RuntimeDriver {
public:
    /// Starts opening at once. `wake` is called on the driver's thread when a delivery waits.
    RuntimeDriver(SourceOpener opener, std::function<void()> wake, Pace pace);

    void order(const mlops::Command& command);
    void setPace(const Pace& pace);
    /// One tick although paused.
    void stepOnce();
    /// The run as it stands between two ticks, soon, in a delivery: paused or not.
    void takeBranch();
    [[nodiscard]] Delivery take() { return m_mailbox.take(); }

private:
    void run(const std::stop_token& stop);
    void play(TwinSource& source, const std::stop_token& stop);
    enum class Turn { Tick, Branch, Stop };
    /// Waits for the next tick's moment, or for what is asked between two. Hands out the orders for a tick.
    Turn awaitTurn(const std::stop_token& stop, std::deque<mlops::Command>& orders);

    SourceOpener m_opener;
    Mailbox m_mailbox;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<mlops::Command> m_orders; ///< guarded by m_mutex, as are the next three
    Pace m_pace;
    int m_singleSteps = 0;
    bool m_isBranchWanted = false;
    std::chrono::steady_clock::time_point m_due; ///< the thread's own
    std::jthread m_thread;
};

} // namespace gui
