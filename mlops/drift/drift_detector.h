// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The seam to whatever watches one number after another and says when their source has changed.
//
// There are two sorts, and a detector's own header says which it is. Error detectors (PageHinkley, Ddm, HddmW) are fed
// an error, larger is worse, and look for a rise only: a model that gets better never alarms them. Feed |forecast -
// truth|, or 1 for a miss, never the signed error. Value detectors (Adwin) are fed any value and find a change of the
// mean in both directions.
//
// Nothing is sticky: the answer to a sample is the value that update() returns, and that value only.
//
// Threads: one thread at a time for each object.

#include <cstddef>
#include <string_view>

namespace mlops {

enum class DriftState {
    Collecting, ///< too few samples since the start: no statistic exists, so nothing can be said
    Stable,     ///< a statistic exists and gives no reason to worry
    Warning,    ///< beyond the warning level, not beyond the drift level; not every detector has one
    Drift       ///< this sample completes the proof of a change
};

/// The name used in files, tables and logs: collecting, stable, warning, drift.
[[nodiscard]] constexpr std::string_view nameOf(DriftState state)
{
    switch (state) {
    case DriftState::Collecting:
        return "collecting";
    case DriftState::Stable:
        return "stable";
    case DriftState::Warning:
        return "warning";
    case DriftState::Drift:
        return "drift";
    }
    return "";
}

class DriftDetector {
public:
    virtual ~DriftDetector() = default;
    DriftDetector() = default;
    DriftDetector(const DriftDetector&) = delete;
    DriftDetector& operator=(const DriftDetector&) = delete;

    /// Takes the next sample and judges the stream up to it.
    /// Requires: x is finite and in the range that the detector's header names.
    /// Ensures: Collecting exactly while samplesSeen() < samplesNeeded(). After Drift the detector starts over: the
    /// next sample is the first one of a new stream, as after reset(). Equal samples give equal answers.
    [[nodiscard]] virtual DriftState update(double x) = 0;

    /// Forgets every sample.
    /// Ensures: samplesSeen() == 0; what follows is as with a new detector.
    virtual void reset() = 0;

    /// Samples since the start, this one included, from which on a statistic exists. Never changes.
    [[nodiscard]] virtual std::size_t samplesNeeded() const = 0;
    /// Samples since the start. The sample that was answered with Drift still counts to the old stream.
    [[nodiscard]] virtual std::size_t samplesSeen() const = 0;
};

} // namespace mlops
