// SPDX-License-Identifier: GPL-3.0-or-later

// When the loop checks: at its periods, or once where a paused one is stepped. Each check stands in twin_runtime.cpp.

#include <algorithm>

#include "mlops/mapek/switching_rules.h"
#include "mlops/runtime/twin_runtime.h"

namespace mlops {

void TwinRuntime::adaptWhereDue()
{
    if (m_scored == 0) {
        return;
    }
    if (m_isPaused) {
        adaptOnce();
        return;
    }
    const ApproachTraits& traits = m_parts.approach.traits();
    const Timing& timing = m_config.timing;
    if (traits.hasCycle && m_scored % timing.cycle == 0) {
        check(CheckKind::Cycle);
    }
    if (traits.hasDriftChecks && m_scored >= m_nextDriftCheck) {
        checkDrift();
    }
    if (traits.hasPeriod && m_scored % timing.period == 0) {
        check(CheckKind::Periodic);
        m_periodsAnswered = m_scored / timing.period;
    }
}

void TwinRuntime::checkDrift()
{
    check(CheckKind::Drift);
    m_nextDriftCheck = std::max(m_scored + m_config.timing.driftPoll, m_knowledge.quietUntil);
}

void TwinRuntime::adaptOnce()
{
    if (!m_isStepWanted) {
        return;
    }
    const ApproachTraits& traits = m_parts.approach.traits();
    const SampleCount period = m_config.timing.period;
    const auto serving = static_cast<std::size_t>(m_knowledge.active);
    const bool judgesWindow =
        traits.hasCycle && m_monitor.window(m_scored, m_parts.ledger).byModel[serving].count >= kFewestJudged;
    const bool judgesDrift =
        traits.hasDriftChecks && m_monitor.canJudgeDrift(m_config.quorum) && m_scored >= m_knowledge.quietUntil;
    const bool isOverdue = traits.hasPeriod && m_scored / period > m_periodsAnswered;
    if (judgesWindow) {
        check(CheckKind::Cycle);
    }
    if (judgesDrift) {
        checkDrift();
    }
    if (isOverdue) {
        check(CheckKind::Periodic);
        m_periodsAnswered = m_scored / period;
    }
    m_isStepWanted = !(judgesWindow || judgesDrift || isOverdue);
}

} // namespace mlops
