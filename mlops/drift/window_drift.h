// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Watches a stream by comparing its latest n values with the n before them.
//
// There is no threshold and no latch in here: it answers with a report, and the caller decides (see drift_latch.h).

#include <cstddef>
#include <span>
#include <variant>
#include <vector>

#include "mlops/drift/distribution_distance.h"

namespace mlops {

/// The windows are not full yet, so there is nothing to compare.
struct StillCollecting {
    std::size_t have = 0; ///< values so far
    std::size_t need = 0; ///< values that both windows hold together

    friend bool operator==(const StillCollecting&, const StillCollecting&) = default;
};

using WindowVerdict = std::variant<StillCollecting, DistanceReport>;

/// Keeps the last 2n values of a stream: the older n are the reference, the newer n are current.
///
/// Memory: two windows' values twice, plus what a measure needs. Threads: one at a time.
class WindowDrift {
public:
    /// The published detectors' window: 1200 values are four days and four hours of 5-minute counts.
    static constexpr std::size_t kPublishedWindow = 1200;

    /// Requires: windowLength > 0.
    explicit WindowDrift(std::size_t windowLength = kPublishedWindow);

    /// Appends the newest value.
    /// Requires: x is finite. Amortised O(1); allocates nothing.
    void push(double x);
    /// Compares the windows, each measure with the binning it is known with.
    [[nodiscard]] WindowVerdict evaluate(DistanceKind kind);
    /// Forgets every value, the count of those seen included.
    void reset();

    [[nodiscard]] bool isFull() const { return size() == 2 * m_windowLength; }
    /// What evaluate() compares, oldest first, for other measures and binnings. Valid until the next push.
    /// Requires: isFull().
    [[nodiscard]] SamplePair samples() const;
    /// The bins that the last evaluate() compared; none after a measure without bins.
    [[nodiscard]] const HistogramPair& histograms() const { return m_workspace.histograms; }
    [[nodiscard]] std::size_t windowLength() const { return m_windowLength; }
    /// Values pushed since the start or reset.
    [[nodiscard]] std::size_t samplesSeen() const { return m_seen; }

private:
    [[nodiscard]] std::size_t size() const { return m_seen < 2 * m_windowLength ? m_seen : 2 * m_windowLength; }

    std::size_t m_windowLength;
    std::size_t m_seen = 0;
    std::size_t m_end = 0;        ///< values written into the buffer
    std::vector<double> m_values; ///< the newest size() values end at m_end; moved to the front when the end is reached
    DistanceWorkspace m_workspace;
};

} // namespace mlops
