// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/dry_run_rows.h"

#include <QCoreApplication>

#include "gui/bridge/qt_text.h"
#include "gui/models/policy_edits.h"

namespace gui {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("Policy", text); }

/// "Switch: SVM", "Keep".
QString deedText(const mlops::Tactic& tactic)
{
    QString text = tacticText(tactic);
    if (const auto* change = std::get_if<mlops::SwitchModel>(&tactic)) {
        text += QStringLiteral(": ") + familyText(change->to);
    } else if (const auto* retrain = std::get_if<mlops::Retrain>(&tactic)) {
        text += QStringLiteral(": ") + familyText(retrain->family);
    }
    return text;
}

/// "3 switches instead of 0, 1 retraining instead of 2": the kinds whose number differs.
QString countsText(const mlops::DryRun& run)
{
    const std::pair<const char*, QString> kinds[] = {{"switch", tr("switches")},
                                                     {"retrain", tr("retrainings")},
                                                     {"reuse-version", tr("versions reused")},
                                                     {"set-forgetting", tr("changes of forgetting")}};
    QStringList counts;
    for (const auto& [tactic, many] : kinds) {
        const mlops::DryRun::Count count = run.countOf(tactic);
        if (count.planned != count.recorded) {
            counts << tr("%1 %2 instead of %3").arg(count.planned).arg(many).arg(count.recorded);
        }
    }
    return counts.isEmpty() ? tr("as many of each kind, at other times or with another model")
                            : counts.join(QStringLiteral(", "));
}

/// The drift boundaries where they are judged by different tests.
std::pair<const mlops::Boundary*, const mlops::Boundary*> differentTests(const mlops::DecisionMap& edited,
                                                                         const mlops::DecisionMap& recorded)
{
    const mlops::Boundary* wanted = edited.boundaryOn(mlops::Metric::DriftDistance);
    const mlops::Boundary* own = recorded.boundaryOn(mlops::Metric::DriftDistance);
    const bool differ = wanted != nullptr && own != nullptr && wanted->distance != own->distance;
    return differ ? std::pair(wanted, own) : std::pair<const mlops::Boundary*, const mlops::Boundary*>();
}

} // namespace

std::vector<ChangedRow> changedRows(const mlops::DryRun& run, const twin::TimeAxis& axis)
{
    std::vector<ChangedRow> rows;
    for (const mlops::ReplannedDecision& decision : run.decisions) {
        if (!decision.differs) {
            continue;
        }
        ChangedRow row{.id = decision.id, .tick = decision.tick};
        row.time = shortTimeText(axis, decision.tick);
        row.recorded = deedText(decision.recorded);
        row.planned = deedText(decision.planned.tactic);
        const auto& trigger = decision.planned.trigger;
        row.because = trigger ? tr("%1 %2 against %3")
                                    .arg(metricText(trigger->metric), numberText(trigger->value, 3),
                                         numberText(trigger->limit, 3))
                      : decision.planned.byChance ? tr("chance explores")
                                                  : tr("no limit is crossed any more");
        rows.push_back(std::move(row));
    }
    return rows;
}

QString dryRunSentence(const mlops::DryRun& run)
{
    if (run.decisions.empty()) {
        return tr("There is no decision to plan again yet.");
    }
    if (run.differing == 0) {
        return tr("Nothing would have changed: all %1 decisions stay as they are.").arg(run.decisions.size());
    }
    return tr("%1 of %2 decisions would have been others: %3.")
        .arg(run.differing)
        .arg(run.decisions.size())
        .arg(countsText(run));
}

std::vector<BoundaryReading> readingsAt(twin::Tick tick, const mlops::DryRun& run)
{
    std::vector<BoundaryReading> readings;
    for (const mlops::ReplannedDecision& decision : run.decisions) {
        if (decision.tick <= tick) {
            keepNewest(readings, readingsOf(decision.planned, decision.tick));
        }
    }
    return readings;
}

mlops::DecisionMap comparableMap(mlops::DecisionMap edited, const mlops::DecisionMap& recorded)
{
    if (const auto [wanted, own] = differentTests(edited, recorded); wanted != nullptr) {
        for (mlops::Boundary& boundary : edited.boundaries) {
            if (boundary.metric == mlops::Metric::DriftDistance) {
                boundary.distance = own->distance;
                boundary.reference = own->reference;
            }
        }
    }
    return edited;
}

QString driftTestSentence(const mlops::DecisionMap& edited, const mlops::DecisionMap& recorded)
{
    const auto [wanted, own] = differentTests(edited, recorded);
    return wanted == nullptr ? QString()
                             : tr("Drift stays as it was judged: its distances were recorded by %1, and %2 needs the "
                                  "samples.")
                                   .arg(testText(own->distance), testText(wanted->distance));
}

} // namespace gui
