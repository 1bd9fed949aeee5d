// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The Page-Hinkley test, one-sided: a cumulative sum of how much the errors lie above their own running mean. It is the
// cheapest detector here, forgets nothing of a slow rise, and its settings are in the unit of the errors.
//
// Source: E. S. Page, Continuous inspection schemes, Biometrika 41 (1954), 100-115; D. V. Hinkley, Inference about the
// change-point from cumulative sum tests, Biometrika 58 (1971), 509-523. With a forgetting factor, as in MOA and River.

#include "mlops/drift/drift_detector.h"

namespace mlops {

/// The defaults are River's, chosen for errors of 0 to 1. `forStandardisedErrors` is for errors measured in their own
/// standard deviation.
struct PageHinkleySettings {
    std::size_t warmUp = 29;    ///< samples before the first test, that one included; River writes 30 and counts from 1
    double tolerance = 0.005;   ///< unit of x: a rise of the mean by less than this is no drift
    double threshold = 50.0;    ///< unit of x, summed over samples: larger is slower and quieter
    double forgetting = 0.9999; ///< per sample; 1 forgets nothing

    /// For (error - its mean) / its standard deviation, both known beforehand: finds a mean that rises by more than
    /// half a standard deviation. Absolute errors have a long tail upwards, hence the high threshold.
    /// Stated rate: at most 0.1 false alarms in 10,000 absolute normal errors; 3 deviations are found in 10 samples.
    /// Other levels: (exp(2 k b) - 2 k b - 1) / (2 k^2) normal errors to a false alarm, k the tolerance and b the
    /// threshold + 1.166.
    /// Source: D. Siegmund, Sequential analysis (1985), chapter 2.
    [[nodiscard]] static PageHinkleySettings forStandardisedErrors()
    {
        return {.warmUp = 100, .tolerance = 0.5, .threshold = 15.0, .forgetting = 1.0};
    }
};

/// Fed an error, larger is worse; any finite value. Has no Warning.
/// Memory: constant.
///
///     mean_t = mean of x_1 .. x_t
///     sum_t  = max(0, forgetting x sum_(t-1) + x_t - mean_t - tolerance);    Drift where sum_t >= threshold
///
/// The mean of the very stream that is tested runs after the change, so a rise that stays below the threshold for long
/// becomes the new normal.
///
/// Stated rate, default settings: at most 0.1 false alarms in 10,000 errors that are uniform in 0..1. With errors of
/// standard deviation 1 the same threshold gives about 2.5 in 10,000: it is in the unit of x.
class PageHinkley final : public DriftDetector {
public:
    /// Requires: warmUp > 0, tolerance >= 0, threshold > 0, 0 < forgetting <= 1.
    explicit PageHinkley(const PageHinkleySettings& settings = {});

    [[nodiscard]] DriftState update(double x) override;
    void reset() override;
    [[nodiscard]] std::size_t samplesNeeded() const override { return m_settings.warmUp; }
    [[nodiscard]] std::size_t samplesSeen() const override { return m_seen; }

private:
    PageHinkleySettings m_settings;
    std::size_t m_seen = 0;
    double m_mean = 0.0;
    double m_sum = 0.0;
    bool m_startsOver = false;
};

} // namespace mlops
