// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/cli/console.h"

#include <cmath>
#include <csignal>
#include <cstdio>
#include <unistd.h>

#include <spdlog/logger.h>
#include <spdlog/sinks/basic_file_sink.h>

#include "twin/core/text.h"

namespace mlops {

namespace {

constexpr auto kBetweenDrawings = std::chrono::milliseconds(80);
constexpr int kBarWidth = 28;

sigset_t interruptSignals()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGUSR2); // wakes the watcher when the guard goes
    return set;
}

void writeAll(std::FILE* to, std::string_view text) { std::fwrite(text.data(), 1, text.size(), to); }

} // namespace

ExitCode exitCodeFor(const twin::Error& error)
{
    switch (error.code) {
    case twin::ErrorCode::InvalidInput:
    case twin::ErrorCode::NotFound:
    case twin::ErrorCode::Corrupt:
        return ExitCode::InvalidInput;
    case twin::ErrorCode::Cancelled:
        return ExitCode::Interrupted;
    default:
        return ExitCode::Failed;
    }
}

void Console::print(std::string_view text)
{
    writeAll(stdout, text);
    std::fflush(stdout);
}

twin::Result<void> Console::logTo(const std::string& file)
{
    try {
        m_log =
            std::make_shared<spdlog::logger>("greenloopctl", std::make_shared<spdlog::sinks::basic_file_sink_mt>(file));
        m_log->flush_on(spdlog::level::info);
        return {};
    } catch (const std::exception& error) {
        return twin::fail(twin::ErrorCode::Io, twin::concat("log file ", file, ": ", error.what()));
    }
}

void Console::say(std::string_view text)
{
    if (m_log) {
        m_log->info(text);
    }
    if (m_verbosity == Verbosity::Normal) {
        endProgress();
        writeAll(stderr, twin::concat(text, "\n"));
    }
}

ExitCode Console::fail(const twin::Error& error)
{
    if (m_log) {
        m_log->error(error.message);
    }
    endProgress();
    writeAll(stderr, twin::concat("greenloopctl: ", error.message, "\n"));
    return exitCodeFor(error);
}

void Console::progress(double share, std::string_view what)
{
    static const bool kIsTerminal = isatty(STDERR_FILENO) == 1;
    if (!kIsTerminal || m_verbosity == Verbosity::Quiet) {
        return;
    }
    const std::scoped_lock lock(m_mutex);
    const auto now = std::chrono::steady_clock::now();
    if (m_hasBar && now - m_lastDrawn < kBetweenDrawings && share < 1.0) {
        return;
    }
    m_lastDrawn = now;
    m_hasBar = true;
    const int filled = static_cast<int>(std::lround(share * kBarWidth));
    std::string bar = "\r\033[K[";
    for (int i = 0; i < kBarWidth; ++i) {
        bar += i < filled ? "#" : ".";
    }
    writeAll(stderr, twin::concat(bar, "] ", twin::fixed(100.0 * share, 0), " % ", what));
    std::fflush(stderr);
}

void Console::endProgress()
{
    const std::scoped_lock lock(m_mutex);
    if (m_hasBar) {
        writeAll(stderr, "\r\033[K");
        std::fflush(stderr);
        m_hasBar = false;
    }
}

InterruptGuard::InterruptGuard()
{
    const sigset_t signals = interruptSignals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    m_watcher = std::jthread([this, signals](const std::stop_token& ended) {
        for (int count = 0;;) {
            int signal = 0;
            sigwait(&signals, &signal);
            if (ended.stop_requested()) {
                return;
            }
            if (signal == SIGUSR2) {
                continue;
            }
            if (++count > 1) {
                _exit(static_cast<int>(ExitCode::Interrupted));
            }
            m_source.request_stop();
        }
    });
}

InterruptGuard::~InterruptGuard()
{
    m_watcher.request_stop();
    pthread_kill(m_watcher.native_handle(), SIGUSR2);
    m_watcher.join();
}

} // namespace mlops
