// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/drift/drift_latch.h"

#include <cmath>

#include "twin/core/assert.h"

namespace mlops {

DriftLatch::DriftLatch(const DriftLatchSettings& settings) : DriftLatch(settings, State{}) {}

DriftLatch::DriftLatch(const DriftLatchSettings& settings, const State& state) : m_settings(settings), m_state(state)
{
    TWIN_ASSERT(settings.threshold > 0.0, "a latch has a threshold");
    TWIN_ASSERT(settings.rearmShare > 0.0 && settings.rearmShare <= 1.0, "a latch re-arms at or below its threshold");
    TWIN_ASSERT(settings.calmPolls > 0 && settings.expiry > 0, "a latch holds for a while");
}

void DriftLatch::reset() { m_state = {}; }

LatchState DriftLatch::poll(double statistic, std::size_t samplesSeen)
{
    TWIN_ASSERT(std::isfinite(statistic), "a latch is polled with finite statistics");
    if (m_state.isLatched && !isOver(statistic, samplesSeen)) {
        return LatchState::Latched;
    }
    m_state.isLatched = statistic > m_settings.threshold;
    if (!m_state.isLatched) {
        return LatchState::Armed;
    }
    m_state.calm = 0;
    m_state.alarmAt = samplesSeen;
    return LatchState::Alarm;
}

bool DriftLatch::isOver(double statistic, std::size_t samplesSeen)
{
    TWIN_ASSERT(samplesSeen >= m_state.alarmAt, "a stream's values are counted upwards");
    const bool isCalm = statistic < m_settings.threshold * m_settings.rearmShare;
    m_state.calm = isCalm ? m_state.calm + 1 : 0;
    return m_state.calm >= m_settings.calmPolls || samplesSeen - m_state.alarmAt >= m_settings.expiry;
}

} // namespace mlops
