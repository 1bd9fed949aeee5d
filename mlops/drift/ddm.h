// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The drift detection method: the share of misses of a model that learns from a stationary source falls; where it
// stands clearly above the best it has been, the source has changed.
//
// Source: J. Gama, P. Medas, G. Castillo, P. Rodrigues, Learning with drift detection, SBIA 2004, 286-295. The levels
// are tested with > and the minimum is kept from the first sample after the warm-up on, as in River.

#include <limits>

#include "mlops/drift/drift_detector.h"

namespace mlops {

struct DdmSettings {
    std::size_t warmUp = 30;   ///< samples whose share of misses is not judged yet; the next one is
    double warningLevel = 2.0; ///< standard deviations of the best share of misses (the paper's 95 %)
    double driftLevel = 3.0;   ///< the same (the paper's 99 %)
};

/// Fed an error, larger is worse: 1 is a miss and 0 a hit; shares between are taken as they are.
/// Memory: constant.
///
///     p_t = mean of x_1 .. x_t, s_t = sqrt(p_t (1 - p_t) / t); p*, s* are those where p + s was least
///     Warning where p_t + s_t > p* + warningLevel x s*;    Drift where p_t + s_t > p* + driftLevel x s*
///
/// Weak where misses are rare: if none falls into the warm-up, s* is 0 and the first miss is called a drift. Choose a
/// warm-up in which at least five misses are to be expected. It also grows slow with age, as p_t is a mean over all:
/// after 100,000 calm samples a change takes thousands.
///
/// Stated rate, default settings: at most 2 false alarms in 10,000 samples with 10 % of misses, nearly all of them in
/// the first few hundred after a start; about one stream in three has one there.
class Ddm final : public DriftDetector {
public:
    /// Requires: 0 < warningLevel <= driftLevel.
    explicit Ddm(const DdmSettings& settings = {});

    /// Requires: 0 <= x <= 1.
    [[nodiscard]] DriftState update(double x) override;
    void reset() override;
    [[nodiscard]] std::size_t samplesNeeded() const override { return m_settings.warmUp + 1; }
    [[nodiscard]] std::size_t samplesSeen() const override { return m_seen; }

private:
    /// A share of misses and the standard deviation of its estimate.
    struct MissRate {
        double share = std::numeric_limits<double>::infinity();
        double deviation = std::numeric_limits<double>::infinity();
        [[nodiscard]] double upper() const { return share + deviation; }
    };

    DdmSettings m_settings;
    std::size_t m_seen = 0;
    double m_share = 0.0;
    MissRate m_best;
    bool m_startsOver = false;
};

} // namespace mlops
