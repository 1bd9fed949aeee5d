// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/drift/window_drift.h"

#include <algorithm>
#include <cmath>

#include "twin/core/assert.h"

namespace mlops {

WindowDrift::WindowDrift(std::size_t windowLength) : m_windowLength(windowLength), m_values(4 * windowLength)
{
    TWIN_ASSERT(windowLength > 0, "a window holds at least one value");
}

void WindowDrift::push(double x)
{
    TWIN_ASSERT(std::isfinite(x), "a drift window is fed finite values");
    if (m_end == m_values.size()) {
        const auto kept = static_cast<std::ptrdiff_t>(2 * m_windowLength - 1);
        std::copy(m_values.end() - kept, m_values.end(), m_values.begin());
        m_end = 2 * m_windowLength - 1;
    }
    m_values[m_end] = x;
    ++m_end;
    ++m_seen;
}

void WindowDrift::reset()
{
    m_seen = 0;
    m_end = 0;
    m_workspace.histograms.clear();
}

SamplePair WindowDrift::samples() const
{
    TWIN_ASSERT(isFull(), "only full windows are compared");
    const auto values = std::span(m_values).subspan(m_end - 2 * m_windowLength, 2 * m_windowLength);
    return {values.first(m_windowLength), values.last(m_windowLength)};
}

WindowVerdict WindowDrift::evaluate(DistanceKind kind)
{
    if (!isFull()) {
        return StillCollecting{size(), 2 * m_windowLength};
    }
    return distanceBetween(kind, samples(), m_workspace);
}

} // namespace mlops
