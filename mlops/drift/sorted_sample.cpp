// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/drift/sorted_sample.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace mlops {

void SortedSample::assign(std::span<const double> values, const SampleSummary& summary)
{
    const double scale = static_cast<double>(values.size() - 1) / (summary.highest - summary.lowest);
    if (!std::isfinite(scale)) {
        m_values.assign(values.begin(), values.end());
        std::sort(m_values.begin(), m_values.end());
        return;
    }
    const auto bucketOf = [&](double x) { return static_cast<std::size_t>((x - summary.lowest) * scale); };
    m_values.resize(values.size());
    m_ends.assign(values.size() + 1, 0);
    for (const double x : values) {
        ++m_ends[bucketOf(x) + 1];
    }
    std::partial_sum(m_ends.begin(), m_ends.end(), m_ends.begin());
    for (const double x : values) {
        m_values[m_ends[bucketOf(x)]++] = x;
    }
    // Each entry has moved from the beginning of its bucket to the end.
    auto begin = m_values.begin();
    for (std::size_t bucket = 0; bucket < values.size(); ++bucket) {
        const auto end = m_values.begin() + static_cast<std::ptrdiff_t>(m_ends[bucket]);
        if (end - begin > 1) {
            std::sort(begin, end);
        }
        begin = end;
    }
}

} // namespace mlops
