// SPDX-License-Identifier: GPL-3.0-or-later

// What users and scenarios order, taken up between ticks.

#include <algorithm>

#include "mlops/runtime/command_json.h"
#include "mlops/runtime/twin_runtime.h"

namespace mlops {

void TwinRuntime::order(const Command& command, Actor actor) { m_orders.emplace_back(command, actor); }

void TwinRuntime::obey()
{
    while (!m_orders.empty()) {
        const auto [command, actor] = std::move(m_orders.front());
        m_orders.pop_front();
        m_parts.log.append(EventRecord{m_frame.tick, "command", toJsonLine(command, actor)});
        if (canObey(command)) {
            obey(command, actor);
        } else {
            m_parts.log.append(EventRecord{m_frame.tick, "command-refused", toJsonLine(command, actor)});
        }
    }
}

bool TwinRuntime::canObey(const Command& command) const
{
    const ForecastService& service = m_parts.service;
    if (const auto* change = std::get_if<SwitchCommand>(&command)) {
        return service.canServe(change->to);
    }
    if (const auto* retrain = std::get_if<RetrainCommand>(&command)) {
        return service.canServe(retrain->family);
    }
    if (const auto* reuse = std::get_if<ReuseCommand>(&command)) {
        return service.canServe(reuse->family) && reuse->number >= 1 &&
               reuse->number <= service.versions(reuse->family).size();
    }
    if (const auto* policy = std::get_if<PolicyCommand>(&command)) {
        return std::ranges::all_of(m_parts.approach.traits().needs,
                                   [&](Metric metric) { return policy->map.boundaryOn(metric) != nullptr; });
    }
    if (std::holds_alternative<StepLoopCommand>(command)) {
        const ApproachTraits& traits = m_parts.approach.traits();
        return m_isPaused && !m_isStepWanted && (traits.hasCycle || traits.hasDriftChecks || traits.hasPeriod);
    }
    return true;
}

void TwinRuntime::obey(const Command& command, Actor actor)
{
    if (const auto* pause = std::get_if<PauseLoopCommand>(&command)) {
        m_isPaused = pause->paused;
        m_isStepWanted = m_isStepWanted && m_isPaused;
        return;
    }
    if (std::holds_alternative<StepLoopCommand>(command)) {
        m_isStepWanted = true;
        return;
    }
    if (const auto* policy = std::get_if<PolicyCommand>(&command)) {
        m_retiredMaps.push_back(m_map);
        m_map = std::make_shared<const DecisionMap>(policy->map);
        return;
    }
    Decision decision;
    decision.tick = std::max<twin::Tick>(m_frame.tick, 0);
    decision.actor = actor;
    decision.situation.check = CheckKind::Command;
    decision.situation.now = m_scored;
    decision.situation.knowledge = m_knowledge;
    decision.situation.map = m_map.get();
    decision.situation.timing = m_config.timing;
    decision.plan.next = m_knowledge;
    if (const auto* change = std::get_if<SwitchCommand>(&command)) {
        decision.plan.tactic = SwitchModel{change->to};
        decision.plan.next.active = change->to;
    } else if (const auto* retrain = std::get_if<RetrainCommand>(&command)) {
        decision.plan.tactic = Retrain{retrain->family, m_config.timing.periodicData, TrainingReason::User};
    } else if (const auto* reuse = std::get_if<ReuseCommand>(&command)) {
        decision.plan.tactic = ReuseVersion{reuse->family, reuse->number};
    }
    execute(decision);
    m_parts.log.append(decision);
}

} // namespace mlops
