// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Adaptive windowing: a window that grows while the stream stays the same and is cut where its older and its newer part
// have different means. It needs no guess of how large or how fast a change will be.
//
// Source: A. Bifet, R. Gavalda, Learning from time-changing data with adaptive windowing, SIAM Data Mining 2007,
// 443-448 (ADWIN2, exponential histogram); variances of buckets after B. Babcock, M. Datar, R. Motwani, L. O'Callaghan,
// PODS 2003, 234-243. We differ from the paper, with MOA and River, in three points: cuts are looked for every `clock`
// samples only; a part shorter than minimumWindow is never compared, and the bound takes each part as minimumWindow - 1
// samples shorter than it is; after Drift the window starts empty. Every bucket is compared, as in MOA and in River
// since the loop was corrected (older releases of River left the newest bucket of each row out and alarm up to a clock
// later).

#include <vector>

#include "mlops/drift/drift_detector.h"

namespace mlops {

struct AdwinSettings {
    double confidence = 0.002;      ///< delta: chance of a false cut, by the paper's bound
    std::size_t clock = 32;         ///< samples between two looks for a cut
    std::size_t maximumBuckets = 5; ///< buckets of one size before two are merged; more cost more and place cuts finer
    std::size_t minimumWindow = 5;  ///< samples in the shorter part of a cut
    std::size_t gracePeriod = 10;   ///< no cut while the window holds no more than this
};

/// Fed any finite value: a change of its mean is found in both directions. Has no Warning.
/// Memory and time of a look: O(maximumBuckets x log(samples)).
///
///     |mean0 - mean1| > sqrt(2 v L / m) + 2 L / (3 m),    L = ln(2 ln(n) / delta),    1/m = 1/n0 + 1/n1
///
/// with v the variance of the window of n samples. The last term supposes values in a range of about 1; values with a
/// much larger range should be scaled, or short windows are compared with too little caution.
///
/// Stated rate, default settings: at most 0.2 false alarms in 10,000 normal values.
class Adwin final : public DriftDetector {
public:
    /// Requires: 0 < confidence < 1, clock > 0, maximumBuckets >= 2, minimumWindow > 0.
    explicit Adwin(const AdwinSettings& settings = {});

    [[nodiscard]] DriftState update(double x) override;
    void reset() override;
    /// The first look at which a cut is possible.
    [[nodiscard]] std::size_t samplesNeeded() const override { return m_needed; }
    [[nodiscard]] std::size_t samplesSeen() const override { return m_seen; }

    /// Samples in the window. After Drift, until the next sample: those since the change.
    [[nodiscard]] double width() const { return m_width; }
    /// Mean of the window, 0 where it is empty. After Drift, until the next sample: the new level.
    [[nodiscard]] double mean() const { return m_width > 0.0 ? m_total / m_width : 0.0; }
    /// Population variance of the window, 0 where it is empty.
    [[nodiscard]] double variance() const { return m_width > 0.0 ? m_squares / m_width : 0.0; }
    /// Buckets that stand for the window.
    [[nodiscard]] std::size_t buckets() const;

private:
    struct Bucket {
        double total = 0.0;
        double squares = 0.0; ///< sum of squared deviations from the bucket's mean
    };
    /// One side of a cut.
    struct Part {
        double width = 0.0;
        double total = 0.0;
    };

    [[nodiscard]] Bucket* row(std::size_t index) { return m_buckets.data() + index * m_rowSize; }
    [[nodiscard]] const Bucket* row(std::size_t index) const { return m_buckets.data() + index * m_rowSize; }
    void insert(double x);
    void append(std::size_t index, const Bucket& bucket);
    void removeOldest(std::size_t index, std::size_t count);
    void mergeFullRows();
    void dropOldestBucket();
    [[nodiscard]] bool hasCut() const;
    [[nodiscard]] bool differ(const Part& older, const Part& newer) const;

    AdwinSettings m_settings;
    std::size_t m_needed;
    std::size_t m_rowSize;             ///< maximumBuckets + 1
    std::vector<std::size_t> m_counts; ///< buckets in use, by row; a bucket of row i stands for 2^i samples
    std::vector<Bucket> m_buckets;     ///< [rows, rowSize], oldest first in each row
    std::size_t m_seen = 0;
    double m_width = 0.0;
    double m_total = 0.0;
    double m_squares = 0.0;
    bool m_startsOver = false;
};

} // namespace mlops
