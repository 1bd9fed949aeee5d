// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A sample in ascending order, in a buffer that is used again and again. Values that spread over their range, as counts
// of vehicles do, are sorted by their place in that range, which is several times faster than by comparisons.

#include <cstdint>
#include <span>
#include <vector>

#include "mlops/drift/sample_pair.h"

namespace mlops {

class SortedSample {
public:
    /// Sorts anew.
    /// Requires: `summary` is of `values`, of which there are fewer than 2^32.
    /// Ensures: about O(n) where the values spread over their range, O(n log n) however they lie. Allocates only where
    /// n is larger than ever before.
    void assign(std::span<const double> values, const SampleSummary& summary);

    /// Ascending.
    [[nodiscard]] std::span<const double> values() const { return m_values; }

private:
    std::vector<double> m_values;
    std::vector<std::uint32_t> m_ends; ///< where each bucket ends in m_values
};

} // namespace mlops
