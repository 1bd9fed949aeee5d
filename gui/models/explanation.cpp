// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/explanation.h"

#include <algorithm>

#include <QCoreApplication>
#include <QStringList>

#include "gui/bridge/qt_text.h"
#include "mlops/approaches/catalogue.h"

namespace gui {

namespace {

using mlops::Decision;

/// Checks shown before the one explained, and cycles looked at after it.
constexpr std::size_t kChecksBefore = 8;
constexpr std::size_t kCyclesAfter = 3;

QString tr(const char* text) { return QCoreApplication::translate("Explanation", text); }

QString headlineOf(const Decision& decision)
{
    const mlops::Tactic& tactic = decision.plan.tactic;
    if (const auto* change = std::get_if<mlops::SwitchModel>(&tactic)) {
        return tr("Switched to %1").arg(familyText(change->to));
    }
    if (const auto* retrain = std::get_if<mlops::Retrain>(&tactic)) {
        return tr(decision.refusal ? "Did not retrain %1" : "Retrained %1").arg(familyText(retrain->family));
    }
    if (const auto* reuse = std::get_if<mlops::ReuseVersion>(&tactic)) {
        return tr("Took back %1 v%2").arg(familyText(reuse->family)).arg(reuse->number);
    }
    if (const auto* forgetting = std::get_if<mlops::SetForgetting>(&tactic)) {
        const bool isFaster = forgetting->factor < decision.situation.knowledge.forgetting;
        return isFaster ? tr("Forgets faster") : tr("Forgets as usual again");
    }
    return decision.plan.trigger ? tr("Kept %1 although a limit was crossed").arg(familyText(decision.from.family))
                                 : tr("Nothing to do");
}

void addAlternatives(const Decision& decision, Explanation& explanation)
{
    for (const mlops::Candidate& candidate : decision.plan.candidates) {
        Explanation::Alternative row;
        const bool isKeep = std::holds_alternative<mlops::Keep>(candidate.tactic);
        row.what = isKeep ? tr("Keep %1").arg(familyText(candidate.family))
                          : tr("%1: %2").arg(tacticText(candidate.tactic), familyText(candidate.family));
        if (const auto* reuse = std::get_if<mlops::ReuseVersion>(&candidate.tactic)) {
            row.what += QStringLiteral(" v%1").arg(reuse->number);
        }
        row.score = candidate.expectedScore;
        if (candidate.expectedEnergy) {
            row.energy_j = candidate.expectedEnergy->value;
        }
        row.isChosen = candidate.chosen;
        if (!candidate.chosen && candidate.feasibility != mlops::Feasibility::Feasible) {
            row.whyNot = qtText(mlops::describe(candidate.feasibility));
        }
        explanation.alternatives.push_back(std::move(row));
    }
    std::ranges::stable_sort(explanation.alternatives, [](const auto& a, const auto& b) {
        return a.isChosen != b.isChosen ? a.isChosen : a.score.value_or(-9.0) > b.score.value_or(-9.0);
    });
}

bool isBoundaryStep(mlops::StepKind kind)
{
    using mlops::StepKind;
    return kind == StepKind::ScoreBoundary || kind == StepKind::EnergyBoundary || kind == StepKind::DriftBoundary ||
           kind == StepKind::Skill || kind == StepKind::ErrorGrowth || kind == StepKind::EnergyDebt;
}

void addRules(const Decision& decision, Explanation& explanation)
{
    for (const mlops::TraceStep& step : mlops::stepsOf(decision)) {
        explanation.rules.push_back({qtText(mlops::describe(step)), step.holds, isBoundaryStep(step.kind)});
    }
}

void addChanges(const DecisionPtr& decision, const RunDescription& run, Explanation& explanation)
{
    const auto fidelity = mlops::Fidelity::named(run.fidelity);
    const auto approach = mlops::makeApproach(run.approach, fidelity.value_or(mlops::Fidelity::corrected()));
    if (!approach || decision->actor != mlops::Actor::Loop) {
        return;
    }
    for (const mlops::Counterfactual& change : mlops::counterfactuals(**approach, *decision)) {
        explanation.changes.push_back({qtText(change.input), change.value, change.needed, qtText(change.verdict)});
    }
}

/// The checks of the same boundary up to this one.
void addReadingsBefore(const RunHistory& history, Explanation& explanation)
{
    explanation.readings = readingsOf(*explanation.decision);
    if (explanation.readings.empty()) {
        return;
    }
    const auto& trigger = explanation.decision->plan.trigger;
    const mlops::Metric metric = trigger ? trigger->metric : explanation.readings.front().metric;
    for (const BoundaryReading& reading : readingsOn(metric, history.decisions())) {
        if (reading.tick <= explanation.decision->tick) {
            explanation.before.push_back(reading);
        }
    }
    if (explanation.before.size() > kChecksBefore) {
        explanation.before.erase(explanation.before.begin(), explanation.before.end() - kChecksBefore);
    }
}

/// What the next cycles measured, beside the last one at or before the decision.
void addAftermath(const RunHistory& history, Explanation& explanation)
{
    const Decision& decision = *explanation.decision;
    const mlops::WindowEvidence* before = nullptr;
    double r2 = 0.0;
    double relative = 0.0;
    double energy = 0.0;
    std::size_t cycles = 0;
    std::size_t withEnergy = 0;
    for (const DecisionPtr& other : history.decisions()) {
        const mlops::WindowEvidence& window = other->situation.evidence.window;
        if (other->situation.check != mlops::CheckKind::Cycle || !window.all.r2) {
            continue;
        }
        if (other->tick <= decision.tick) {
            before = &window;
        } else if (cycles < kCyclesAfter) {
            ++cycles;
            r2 += *window.all.r2;
            relative += window.persistence.rmse > 0.0 ? window.all.rmse / window.persistence.rmse : 1.0;
            if (window.all.energy) {
                energy += window.all.energy->value;
                ++withEnergy;
            }
        }
    }
    if (cycles == 0 || before == nullptr) {
        explanation.aftermathNote = tr("Not known yet: no full cycle has been measured since.");
        return;
    }
    const auto n = static_cast<double>(cycles);
    const double relativeBefore = before->persistence.rmse > 0.0 ? before->all.rmse / before->persistence.rmse : 1.0;
    explanation.aftermath.push_back({tr("R² of the forecasts"), before->all.r2, r2 / n, false, false});
    explanation.aftermath.push_back({tr("Error against persistence"), relativeBefore, relative / n, true, false});
    if (before->all.energy && withEnergy > 0) {
        explanation.aftermath.push_back({tr("Energy per forecast"), before->all.energy->value,
                                         energy / static_cast<double>(withEnergy), true, true});
    }
    explanation.aftermathNote =
        tr("Measured over the next %n cycle(s). What the others would have made of it is not known: no shadow ran.")
            .replace(QStringLiteral("%n"), QString::number(cycles))
            .replace(QStringLiteral("(s)"), cycles == 1 ? QString() : QStringLiteral("s"));
}

void addProvenance(const RunDescription& run, Explanation& explanation)
{
    const Decision& decision = *explanation.decision;
    const auto add = [&](const char* name, const QString& value) {
        explanation.provenance.emplace_back(tr(name), value);
    };
    add("Decision",
        QStringLiteral("%1 · %2 check").arg(decision.id).arg(qtText(mlops::nameOf(decision.situation.check))));
    add("Sample", QString::number(decision.situation.now));
    add("Approach", qtText(run.approachTitle) + QStringLiteral(" · ") + qtText(run.fidelity));
    add("Policy", qtText(decision.situation.map->name));
    add("Data", qtText(run.dataName) + (run.isSynthetic ? tr(" (synthetic)") : QString()));
    add("Seed", QString::number(run.seed));
    add("Draw",
        QStringLiteral("%1 / %2").arg(numberText(decision.draws.explore, 3), numberText(decision.draws.pick, 3)));
}

} // namespace

Explanation explain(const DecisionPtr& decision, const RunDescription& run, const RunHistory& history)
{
    Explanation explanation;
    explanation.decision = decision;
    explanation.headline = headlineOf(*decision);
    explanation.sentence = qtText(mlops::sentenceOf(*decision));
    explanation.when = timeText(run.axis, decision->tick);
    addReadingsBefore(history, explanation);
    addAlternatives(*decision, explanation);
    addRules(*decision, explanation);
    addChanges(decision, run, explanation);
    addAftermath(history, explanation);
    addProvenance(run, explanation);
    return explanation;
}

DecisionPtr tellingBefore(const RunHistory& history, twin::Tick tick)
{
    DecisionPtr telling = history.decisionBefore(tick);
    if (!telling) {
        return nullptr;
    }
    const auto weight = [](const DecisionPtr& decision) {
        return hasActed(*decision) ? 3 : decision->plan.trigger ? 2 : readingsOf(*decision).empty() ? 0 : 1;
    };
    const auto& decisions = history.decisions();
    const auto first =
        std::ranges::lower_bound(decisions, telling->tick, {}, [](const DecisionPtr& each) { return each->tick; });
    for (auto it = first; it != decisions.end() && (*it)->tick == telling->tick; ++it) {
        telling = weight(*it) > weight(telling) ? *it : telling;
    }
    return telling;
}

QString asText(const Explanation& explanation)
{
    QStringList lines{explanation.when, explanation.sentence, {}, tr("Alternatives")};
    for (const auto& row : explanation.alternatives) {
        lines << QStringLiteral("  %1 %2: score %3, energy %4%5")
                     .arg(row.isChosen ? QStringLiteral("*") : QStringLiteral(" "), row.what,
                          row.score ? numberText(*row.score) : QStringLiteral("?"),
                          row.energy_j ? energyText(*row.energy_j) : QStringLiteral("?"),
                          row.whyNot.isEmpty() ? QString() : QStringLiteral("; ") + row.whyNot);
    }
    lines << QString() << tr("Rules, in order");
    for (const auto& rule : explanation.rules) {
        lines << QStringLiteral("  - ") + rule.text;
    }
    lines << QString() << tr("What would have changed it");
    for (const auto& change : explanation.changes) {
        lines << QStringLiteral("  - %1 %2 instead of %3: %4")
                     .arg(change.input, numberText(change.needed, 5), numberText(change.value, 5), change.verdict);
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

QuietStretch quietStretchBefore(const RunHistory& history, twin::Tick tick)
{
    QuietStretch stretch;
    const auto& decisions = history.decisions();
    for (auto it = decisions.rbegin(); it != decisions.rend(); ++it) {
        if ((*it)->tick > tick) {
            continue;
        }
        if (hasActed(**it)) {
            break;
        }
        ++stretch.checks;
        for (const BoundaryReading& reading : readingsOf(**it)) {
            if (!stretch.tightest || reading.closeness() > stretch.tightest->closeness()) {
                stretch.tightest = reading;
            }
        }
    }
    return stretch;
}

} // namespace gui
