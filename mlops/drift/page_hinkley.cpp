// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/drift/page_hinkley.h"

#include <algorithm>
#include <cmath>

#include "twin/core/assert.h"

namespace mlops {

PageHinkley::PageHinkley(const PageHinkleySettings& settings) : m_settings(settings)
{
    TWIN_ASSERT(settings.warmUp > 0, "Page-Hinkley tests from some sample on");
    TWIN_ASSERT(settings.tolerance >= 0.0 && settings.threshold > 0.0, "Page-Hinkley looks for a rise");
    TWIN_ASSERT(settings.forgetting > 0.0 && settings.forgetting <= 1.0, "a forgetting factor lies in (0, 1]");
}

void PageHinkley::reset()
{
    m_seen = 0;
    m_mean = 0.0;
    m_sum = 0.0;
    m_startsOver = false;
}

DriftState PageHinkley::update(double x)
{
    TWIN_ASSERT(std::isfinite(x), "a drift detector is fed finite values");
    if (m_startsOver) {
        reset();
    }
    ++m_seen;
    m_mean += (x - m_mean) / static_cast<double>(m_seen);
    m_sum = std::max(0.0, m_settings.forgetting * m_sum + (x - m_mean - m_settings.tolerance));
    if (m_seen < m_settings.warmUp) {
        return DriftState::Collecting;
    }
    m_startsOver = m_sum >= m_settings.threshold;
    return m_startsOver ? DriftState::Drift : DriftState::Stable;
}

} // namespace mlops
