// SPDX-License-Identifier: GPL-3.0-or-later
// What the four stages say at a tick; the picture stands in mapek_panel.cpp.

#include <QCoreApplication>

#include "gui/bridge/qt_text.h"
#include "gui/models/boundary_readings.h"
#include "gui/models/explanation.h"
#include "gui/views/mapek_panel.h"

namespace gui {

namespace {

/// A check is fresh, and its stages lit, for so many ticks.
constexpr twin::Tick kFresh = 8;

QString tr(const char* text) { return QCoreApplication::translate("LoopState", text); }

QString durationText(const twin::TimeAxis& axis, twin::Tick ticks)
{
    const auto minutes = static_cast<int>(axis.step().count() * ticks / 60);
    if (minutes == 0) {
        return tr("now");
    }
    if (minutes < 120) {
        return tr("%1 min ago").arg(minutes);
    }
    return minutes < 2880 ? tr("%1 h ago").arg(minutes / 60) : tr("%1 days ago").arg(minutes / 1440);
}

QString monitored(const mlops::Decision& decision)
{
    const mlops::Evidence& evidence = decision.situation.evidence;
    switch (decision.situation.check) {
    case mlops::CheckKind::Cycle:
        return evidence.window.all.r2 ? tr("R² %1 over %2 forecasts")
                                            .arg(numberText(*evidence.window.all.r2, 3))
                                            .arg(evidence.window.all.count)
                                      : tr("%1 forecasts, no verdict yet").arg(evidence.window.all.count);
    case mlops::CheckKind::Drift:
        return evidence.drift.ready ? tr("Drift distance %1").arg(numberText(evidence.drift.distance, 3))
                                    : tr("Collecting: %1 of %2").arg(evidence.drift.have).arg(evidence.drift.need);
    case mlops::CheckKind::Periodic:
        return tr("The retraining period has passed");
    case mlops::CheckKind::Command:
        return tr("You gave an order");
    }
    return {};
}

QString analysed(const mlops::Decision& decision)
{
    const auto readings = readingsOf(decision);
    if (decision.plan.byChance) {
        return tr("Skipped: chance explores");
    }
    if (decision.plan.trigger) {
        return tr("%1 crossed its limit").arg(metricText(decision.plan.trigger->metric));
    }
    if (readings.empty()) {
        return tr("Nothing to judge");
    }
    const BoundaryReading* tightest = &readings.front();
    for (const BoundaryReading& reading : readings) {
        tightest = reading.closeness() > tightest->closeness() ? &reading : tightest;
    }
    return tr("Within limits; nearest: %1").arg(metricText(tightest->metric).toLower());
}

QString energyOf(const mlops::EnergyLedger& ledger, mlops::Phase phase)
{
    const mlops::EnergyEntry entry = ledger.phaseTotal(phase);
    const double leftOut = ledger.phaseTotal(phase, mlops::Booking::LeftOut).energy.value;
    return entry.energy.value + leftOut > 0.0 ? energyText(entry.energy.value + leftOut) : QStringLiteral("–");
}

DecisionPtr lastActionBefore(const RunHistory& history, twin::Tick tick)
{
    const auto& decisions = history.decisions();
    for (auto it = decisions.rbegin(); it != decisions.rend(); ++it) {
        if ((*it)->tick <= tick && hasActed(**it)) {
            return *it;
        }
    }
    return nullptr;
}

QString knowledgeAt(const RunDescription& run, const RunHistory& history, twin::Tick tick)
{
    std::size_t versions = 0;
    for (const VersionFact& version : history.versions()) {
        versions += version.tick <= tick ? 1U : 0U;
    }
    const DecisionPtr newest = history.decisionBefore(tick);
    const mlops::DecisionMap& map = policyAt(run, history, tick);
    QString text = tr("Policy %1  ·  %2  ·  serving %3")
                       .arg(qtText(map.name), versions == 1 ? tr("1 version") : tr("%1 versions").arg(versions))
                       .arg(tick < history.ticks() ? modelText(history.model(tick)) : QStringLiteral("–"));
    if (newest != nullptr) {
        const mlops::Knowledge& knowledge = newest->plan.next;
        if (map.boundaryOn(mlops::Metric::NormalisedEnergy) != nullptr) {
            text += tr("  ·  energy limit now %1").arg(numberText(knowledge.energyLaw.limit, 3));
        }
        if (knowledge.holdCycles > 0) {
            text += tr("  ·  on hold for %1 cycles").arg(knowledge.holdCycles);
        }
        if (knowledge.driftLatch.isLatched) {
            text += tr("  ·  drift alarm answered");
        }
    }
    return text;
}

} // namespace

LoopState loopStateAt(const RunDescription& run, const RunHistory& history, twin::Tick tick)
{
    LoopState state;
    state.stages = {StageState{.name = tr("Monitor")}, StageState{.name = tr("Analyse")},
                    StageState{.name = tr("Plan")}, StageState{.name = tr("Execute")}};
    state.pause = loopPauseAt(history, tick);
    state.knowledge = run.map ? knowledgeAt(run, history, tick) : QString();
    const DecisionPtr decision = tellingBefore(history, tick);
    if (!decision) {
        for (StageState& stage : state.stages) {
            stage.result = tr("No check yet");
        }
        return state;
    }
    const mlops::EnergyLedger ledger = history.ledgerAt(tick);
    const QString age = durationText(run.axis, tick - decision->tick);
    const bool isFresh = tick - decision->tick < kFresh;
    const bool isCrossed = decision->plan.trigger.has_value();
    const DecisionPtr action = lastActionBefore(history, tick);
    const bool isActing = action && tick - action->tick < kFresh * 3;
    state.stages[0] = {tr("Monitor"), monitored(*decision), age, energyOf(ledger, mlops::Phase::Monitor), isFresh,
                       false};
    state.stages[1] = {tr("Analyse"), analysed(*decision), age, energyOf(ledger, mlops::Phase::Analyze), isFresh,
                       isCrossed};
    state.stages[2] = {tr("Plan"),
                       hasActed(*decision) ? tacticText(decision->plan.tactic) : tr("Keep what serves"),
                       age,
                       energyOf(ledger, mlops::Phase::Plan),
                       isFresh && (isCrossed || decision->plan.byChance),
                       false};
    state.stages[3] = {
        tr("Execute"), tr("Nothing changed so far"), {}, energyOf(ledger, mlops::Phase::Execute), isActing, false};
    if (action) {
        const QString change = action->from == action->to
                                   ? tacticText(action->plan.tactic)
                                   : QStringLiteral("%1 → %2").arg(modelText(action->from), modelText(action->to));
        state.stages[3].result = change;
        state.stages[3].age = durationText(run.axis, tick - action->tick);
    }
    return state;
}

} // namespace gui
