// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/drift/ddm.h"

#include <cmath>

#include "twin/core/assert.h"

namespace mlops {

Ddm::Ddm(const DdmSettings& settings) : m_settings(settings)
{
    TWIN_ASSERT(settings.warningLevel > 0.0 && settings.warningLevel <= settings.driftLevel,
                "a warning comes no later than a drift");
}

void Ddm::reset()
{
    m_seen = 0;
    m_share = 0.0;
    m_best = {};
    m_startsOver = false;
}

DriftState Ddm::update(double x)
{
    TWIN_ASSERT(x >= 0.0 && x <= 1.0, "DDM is fed misses: 0, 1 or a share between");
    if (m_startsOver) {
        reset();
    }
    ++m_seen;
    const auto count = static_cast<double>(m_seen);
    m_share += (x - m_share) / count;
    if (m_seen <= m_settings.warmUp) {
        return DriftState::Collecting;
    }
    const MissRate now{m_share, std::sqrt(m_share * (1.0 - m_share) / count)};
    if (now.upper() <= m_best.upper()) {
        m_best = now;
    }
    if (now.upper() > m_best.share + m_settings.driftLevel * m_best.deviation) {
        m_startsOver = true;
        return DriftState::Drift;
    }
    const bool isWarning = now.upper() > m_best.share + m_settings.warningLevel * m_best.deviation;
    return isWarning ? DriftState::Warning : DriftState::Stable;
}

} // namespace mlops
