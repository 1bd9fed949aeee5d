// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How greenloopctl talks: data to standard output, everything else to standard error, a progress bar only where
// somebody watches, and exit codes that scripts can rely on.

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>

#include "twin/core/result.h"

namespace spdlog {
class logger;
}

namespace mlops {

/// What the program's exit code says.
enum class ExitCode {
    Fine = 0,
    Failed = 1,       ///< the work failed
    WrongUsage = 2,   ///< the command line is wrong
    InvalidInput = 3, ///< a file or setting cannot be accepted
    NothingToDo = 4,
    Differs = 5, ///< a comparison or check found differences
    Interrupted = 130
};

/// The code for an error: InvalidInput for the user's files and settings, Interrupted for a cancelled job, else Failed.
[[nodiscard]] ExitCode exitCodeFor(const twin::Error& error);

class Console {
public:
    enum class Verbosity { Quiet, Normal };

    /// Prints data. Never mixed with messages.
    static void print(std::string_view text);
    /// Tells something to whoever watches; silent when quiet. Goes to the log file too, where there is one.
    void say(std::string_view text);
    /// Prints an error sentence and gives its exit code.
    [[nodiscard]] ExitCode fail(const twin::Error& error);

    void setVerbosity(Verbosity verbosity) { m_verbosity = verbosity; }
    /// Messages are also appended to this file, with their time. Errors: Io.
    [[nodiscard]] twin::Result<void> logTo(const std::string& file);
    /// Draws a bar with what is being done; nothing unless standard error is a terminal. Any thread.
    void progress(double share, std::string_view what);
    /// Removes the bar.
    void endProgress();

private:
    Verbosity m_verbosity = Verbosity::Normal;
    std::shared_ptr<spdlog::logger> m_log; ///< null: no log file
    std::mutex m_mutex;
    std::chrono::steady_clock::time_point m_lastDrawn{};
    bool m_hasBar = false;
};

/// Turns Ctrl+C and SIGTERM into a stop request while it lives; a second Ctrl+C ends the program at once.
/// Requires: made before any other thread is started.
class InterruptGuard {
public:
    InterruptGuard();
    ~InterruptGuard();
    InterruptGuard(const InterruptGuard&) = delete;
    InterruptGuard& operator=(const InterruptGuard&) = delete;

    [[nodiscard]] std::stop_token token() const { return m_source.get_token(); }

private:
    std::stop_source m_source;
    std::jthread m_watcher;
};

} // namespace mlops
