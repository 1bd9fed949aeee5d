// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The drift detection method on Hoeffding-type bounds with weighted averages, one-sided. Because it weighs new samples
// more, it finds a sudden rise of the misses faster than DDM does and does not grow slow with age.
//
// Source: I. Frias-Blanco, J. del Campo-Avila, G. Ramos-Jimenez, R. Morales-Bueno, A. Ortiz-Diaz, Y. Caballero-Mota,
// Online and non-parametric drift detection methods based on Hoeffding's bounds, IEEE Transactions on Knowledge and
// Data Engineering 27 (2015), 810-823: the W-test, bounds by McDiarmid's inequality. As in MOA an average begins with
// its first sample; River also begins anew whenever an average is exactly 0.

#include <limits>

#include "mlops/drift/drift_detector.h"

namespace mlops {

struct HddmWSettings {
    double driftConfidence = 0.001;   ///< chance of a false alarm in one comparison
    double warningConfidence = 0.005; ///< the same for a warning
    double weightOfNewest = 0.05;     ///< lambda of the moving average; larger is quicker and noisier
};

/// Fed an error, larger is worse: 1 is a miss and 0 a hit; shares between are taken as they are.
/// Memory: constant.
///
///     average_t = (1 - lambda) average_(t-1) + lambda x_t
///     bound     = sqrt(sum of squared weights x ln(1 / confidence) / 2)
///
/// Keeps the point in time where average + bound was least. Drift where the average of what came later exceeds the
/// average up to that point by more than the bound of both together.
///
/// Stated rate, default settings: at most 1 false alarm in 10,000 samples with up to 20 % of misses. With 50 %, where a
/// miss varies most, it is about 8.
class HddmW final : public DriftDetector {
public:
    /// Requires: 0 < driftConfidence <= warningConfidence < 1, 0 < weightOfNewest < 1.
    explicit HddmW(const HddmWSettings& settings = {});

    /// Requires: 0 <= x <= 1.
    [[nodiscard]] DriftState update(double x) override;
    void reset() override;
    [[nodiscard]] std::size_t samplesNeeded() const override { return 2; }
    [[nodiscard]] std::size_t samplesSeen() const override { return m_seen; }

private:
    /// An exponentially weighted average; squaredWeights stays 1 until the second sample.
    struct Average {
        double value = 0.0;
        double squaredWeights = 1.0;
        bool isEmpty = true;
        void add(double x, double weight);
    };

    [[nodiscard]] bool hasRisenAt(double confidence) const;

    HddmWSettings m_settings;
    std::size_t m_seen = 0;
    Average m_all;
    Average m_best;  ///< m_all at the cut point
    Average m_since; ///< of the samples after the cut point
    double m_leastUpper = std::numeric_limits<double>::infinity();
    bool m_startsOver = false;
};

} // namespace mlops
