// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Means with intervals over seeds, and paired tests between approaches that saw the same seeds.

#include <optional>
#include <span>

namespace mlops {

/// Mean and its 95 % confidence interval (Student's t). With one value the interval is that value.
struct MeanInterval {
    double mean = 0.0;
    double lo = 0.0;
    double hi = 0.0;
};

/// Requires: at least one value, all finite.
[[nodiscard]] MeanInterval meanInterval(std::span<const double> values);

/// Two samples of equal length, the i-th of each from the same seed.
struct PairedTest {
    MeanInterval difference;      ///< of first minus second
    std::optional<double> pValue; ///< two-sided Wilcoxon signed-rank; nothing where all differences are zero
    std::size_t pairs = 0;        ///< pairs that differ
};

/// Exact distribution up to 25 differing pairs, normal approximation with correction for ties beyond.
/// Requires: equal, positive lengths.
/// Source: F. Wilcoxon, Individual comparisons by ranking methods, Biometrics Bulletin 1 (1945), 80-83.
[[nodiscard]] PairedTest pairedTest(std::span<const double> first, std::span<const double> second);

} // namespace mlops
