// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Forecast errors, accumulated one pair at a time in constant memory.

#include <cmath>
#include <cstddef>
#include <optional>

namespace mlops {

/// Sums over pairs of truth y and forecast f, both in vehicles per interval.
///
/// Threads: one at a time.
class ErrorAccumulator {
public:
    void add(double truth, double forecast)
    {
        const double error = forecast - truth;
        ++m_count;
        // Welford: the spread of the truth without cancellation.
        const double fromOldMean = truth - m_mean;
        m_mean += fromOldMean / static_cast<double>(m_count);
        m_spread += fromOldMean * (truth - m_mean);
        m_squared += error * error;
        m_absolute += std::fabs(error);
        m_signed += error;
        m_truthSize += std::fabs(truth);
        const double size = std::fabs(truth) + std::fabs(forecast);
        m_symmetric += size > 0.0 ? 2.0 * std::fabs(error) / size : 0.0;
    }

    [[nodiscard]] std::size_t count() const { return m_count; }
    /// Mean absolute error; 0 where nothing was added.
    [[nodiscard]] double mae() const { return overCount(m_absolute); }
    [[nodiscard]] double rmse() const { return std::sqrt(overCount(m_squared)); }
    /// Mean of forecast - truth.
    [[nodiscard]] double bias() const { return overCount(m_signed); }
    /// Symmetric mean absolute percentage error, 0..2; a pair of zeros counts as no error.
    [[nodiscard]] double smape() const { return overCount(m_symmetric); }
    /// Sum of absolute errors over sum of |truth|; nothing where the truth is all zero.
    [[nodiscard]] std::optional<double> wape() const
    {
        return m_truthSize > 0.0 ? std::optional(m_absolute / m_truthSize) : std::nullopt;
    }
    /// 1 - sum (y - f)^2 / sum (y - mean y)^2; nothing below two pairs or where the truth does not vary.
    [[nodiscard]] std::optional<double> r2() const
    {
        if (m_count < 2 || m_spread <= 0.0) {
            return std::nullopt;
        }
        return 1.0 - m_squared / m_spread;
    }
    /// Standard deviation of the truth (population); 0 where nothing was added.
    [[nodiscard]] double truthDeviation() const { return std::sqrt(overCount(m_spread)); }

private:
    [[nodiscard]] double overCount(double sum) const { return m_count == 0 ? 0.0 : sum / static_cast<double>(m_count); }

    std::size_t m_count = 0;
    double m_mean = 0.0;
    double m_spread = 0.0;
    double m_squared = 0.0;
    double m_absolute = 0.0;
    double m_signed = 0.0;
    double m_truthSize = 0.0;
    double m_symmetric = 0.0;
};

} // namespace mlops
