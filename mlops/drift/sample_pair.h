// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Two samples of one quantity, an earlier and a later one, and what can be said of them without looking at their shape:
// ranges, means and spreads.

#include <cstddef>
#include <span>

namespace mlops {

/// A reference and what is compared with it. Views: whoever owns the values keeps them alive.
struct SamplePair {
    std::span<const double> reference;
    std::span<const double> current;
};

struct SampleSummary {
    std::size_t count = 0;
    double lowest = 0.0;
    double highest = 0.0;
    double mean = 0.0;
    double variance = 0.0; ///< of the population: divided by count

    [[nodiscard]] double deviation() const;
};

/// Requires: at least one value; all finite and their squares too. No allocation.
[[nodiscard]] SampleSummary summarise(std::span<const double> values);

struct PairSummary {
    SampleSummary reference;
    SampleSummary current;

    /// Of both samples together.
    [[nodiscard]] SampleSummary both() const;
    /// The standard deviation that shifts are measured in: the reference's. Where that is 0, the one of both samples
    /// together stands in for it. 0 only where all values are equal.
    [[nodiscard]] double measuringSpread() const;
};

[[nodiscard]] PairSummary summarise(const SamplePair& samples);

enum class DriftDirection {
    None,    ///< mean and spread are much the same
    Higher,  ///< the current mean lies above
    Lower,   ///< the current mean lies below
    Wider,   ///< the mean is much the same, the spread has grown
    Narrower ///< the mean is much the same, the spread has shrunk
};

/// How large a drift is, in words a user understands. A distance says that two samples differ, this says how.
struct DriftEffect {
    double meanShift = 0.0;           ///< current mean - reference mean, in the unit of the values
    double meanShiftDeviations = 0.0; ///< the same, in standard deviations of the reference
    double spreadRatio = 1.0;         ///< standard deviation of the current sample / of the reference

    /// The mean is named first: None, Wider and Narrower mean that it moved by less than 0.2 standard deviations
    /// ("small": J. Cohen, Statistical power analysis, 1988, 2.2.3). The spread counts as changed from a ratio of 1.25
    /// or its inverse on, which is far outside the 3 % by which the spreads of 1200 independent values vary.
    [[nodiscard]] DriftDirection direction() const;
};

/// Ensures: finite. Where the reference is constant, PairSummary::measuringSpread() stands in for its spread; where all
/// values are equal, nothing shifted and the ratio is 1.
[[nodiscard]] DriftEffect effectOf(const PairSummary& summary);

} // namespace mlops
