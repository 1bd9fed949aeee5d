// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Turns a statistic that stays high, or flickers around its threshold, into one alarm for one drift. Published systems
// sleep for a fixed time after an alarm instead, and are blind while they sleep.

#include <cstddef>

#include "mlops/drift/window_drift.h"

namespace mlops {

struct DriftLatchSettings {
    double threshold = 0.75;   ///< the statistic alarms above it; 0.75 is published for Kullback-Leibler distances
    double rearmShare = 0.5;   ///< 0..1: a poll is calm where the statistic is below threshold x rearmShare
    std::size_t calmPolls = 3; ///< calm polls in a row that end an alarm
    /// Values after which an alarm has ended by age. Twice the window: by then the reference holds nothing that was
    /// seen when the alarm went off, so a statistic that is still high tells of something new.
    std::size_t expiry = 2 * WindowDrift::kPublishedWindow;
};

enum class LatchState {
    Armed,  ///< no drift, or the last one is over
    Alarm,  ///< this poll crossed the threshold: told once for each drift
    Latched ///< the drift that was told is still going on
};

/// Told of every statistic, says once when it crosses the threshold. One thread at a time.
class DriftLatch {
public:
    /// What it remembers between polls, as a value that can be kept elsewhere.
    struct State {
        bool isLatched = false;
        std::size_t calm = 0;    ///< calm polls in a row
        std::size_t alarmAt = 0; ///< samplesSeen at the alarm
    };

    /// Requires: threshold > 0, 0 < rearmShare <= 1, calmPolls > 0, expiry > 0.
    explicit DriftLatch(const DriftLatchSettings& settings = {});
    /// Goes on from a state that was kept.
    DriftLatch(const DriftLatchSettings& settings, const State& state);

    /// Requires: the statistic is finite; samplesSeen counts the stream's values and never falls.
    /// Ensures: Alarm if armed and statistic > threshold. Armed again, at the poll that completes it, after calmPolls
    /// calm ones in a row, or at the first poll `expiry` values or more after the alarm; that poll is itself judged, so
    /// it is an Alarm where the statistic is above the threshold even then.
    [[nodiscard]] LatchState poll(double statistic, std::size_t samplesSeen);
    /// Arms it and forgets the last alarm. After this samplesSeen may start again.
    void reset();

    [[nodiscard]] const DriftLatchSettings& settings() const { return m_settings; }
    [[nodiscard]] const State& state() const { return m_state; }

private:
    [[nodiscard]] bool isOver(double statistic, std::size_t samplesSeen);

    DriftLatchSettings m_settings;
    State m_state;
};

} // namespace mlops
