// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/decision_rows.h"

#include <algorithm>

#include <QCoreApplication>

#include "gui/bridge/qt_text.h"
#include "gui/models/boundary_readings.h"

namespace gui {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("Decisions", text); }

/// The part of the sentence after "because".
QString reasonOf(const mlops::Decision& decision)
{
    const QString sentence = qtText(mlops::sentenceOf(decision));
    const QString because = QStringLiteral(" because ");
    const qsizetype at = sentence.indexOf(because);
    QString reason = at < 0 ? sentence : sentence.mid(at + because.size());
    if (!reason.isEmpty()) {
        reason[0] = reason[0].toUpper();
    }
    return reason;
}

/// Error against persistence in a cycle's window; nothing where it was no cycle.
std::optional<double> relativeError(const mlops::Decision& decision)
{
    const mlops::WindowEvidence& window = decision.situation.evidence.window;
    const bool isJudged =
        decision.situation.check == mlops::CheckKind::Cycle && window.all.r2 && window.persistence.rmse > 0.0;
    return isJudged ? std::optional(window.all.rmse / window.persistence.rmse) : std::nullopt;
}

/// Better, worse or unclear, by the next cycle's error against the last one's.
QString outcomeOf(const std::vector<DecisionPtr>& decisions, std::size_t index, std::optional<double> before)
{
    constexpr double kClear = 0.03; // a smaller change of the relative error is called unclear
    for (std::size_t i = index + 1; i < decisions.size(); ++i) {
        if (const auto after = relativeError(*decisions[i])) {
            if (!before) {
                return {};
            }
            return *after < *before - kClear   ? tr("▲ better")
                   : *after > *before + kClear ? tr("▼ worse")
                                               : tr("unclear");
        }
    }
    return tr("open");
}

/// What came of a training that put nothing into service; empty where it did, or none was asked for.
QString refusalOf(const mlops::Decision& decision, const std::vector<VersionFact>& versions)
{
    const auto* retrain = std::get_if<mlops::Retrain>(&decision.plan.tactic);
    if (retrain == nullptr || decision.note.empty()) {
        return {};
    }
    if (decision.refusal) {
        return tr("✕ too little observed");
    }
    const auto trained = std::ranges::find_if(versions, [&](const VersionFact& version) {
        return version.tick == decision.tick && version.family == retrain->family;
    });
    if (trained == versions.end()) {
        return tr("✕ training failed");
    }
    return trained->serves ? QString() : tr("✕ v%1 refused: not better").arg(trained->number);
}

bool isAboutDrift(const mlops::Plan& plan)
{
    return plan.trigger && plan.trigger->metric != mlops::Metric::Score &&
           plan.trigger->metric != mlops::Metric::NormalisedEnergy;
}

} // namespace

std::vector<DecisionRow> decisionRows(const RunDescription& run, const RunHistory& history, twin::Tick end, Quiet quiet)
{
    std::vector<DecisionRow> rows;
    std::optional<double> before;
    const auto& decisions = history.decisions();
    for (std::size_t i = 0; i < decisions.size() && decisions[i]->tick < end; ++i) {
        const mlops::Decision& decision = *decisions[i];
        if (const auto relative = relativeError(decision)) {
            before = relative;
        }
        const bool isQuiet = !hasActed(decision) && !decision.plan.trigger;
        if (isQuiet && quiet == Quiet::Folded) {
            continue;
        }
        DecisionRow row{.id = decision.id, .tick = decision.tick};
        row.time = shortTimeText(run.axis, decision.tick);
        row.verdict = tacticText(decision.plan.tactic);
        row.change = decision.from == decision.to
                         ? modelText(decision.from)
                         : QStringLiteral("%1 → %2").arg(modelText(decision.from), modelText(decision.to));
        row.reason = reasonOf(decision);
        row.hasActed = hasActed(decision);
        row.isDrift = isAboutDrift(decision.plan);
        row.outcome = refusalOf(decision, history.versions());
        if (row.hasActed && row.outcome.isEmpty()) {
            row.outcome = outcomeOf(decisions, i, before);
        }
        rows.push_back(std::move(row));
    }
    std::ranges::reverse(rows);
    return rows;
}

std::vector<Column<DecisionRow>> decisionColumns()
{
    using Row = DecisionRow;
    return {{tr("Time"), tr("When, in the data's own zone. Double-click goes there."),
             [](const Row& row) { return row.time; },
             [](const Row& row) { return QVariant::fromValue<qint64>(row.tick); }},
            {tr("Verdict"), tr("What the loop did"), [](const Row& row) { return row.verdict; }, {}},
            {tr("Model"), tr("What served, and what serves afterwards"), [](const Row& row) { return row.change; }, {}},
            {tr("Because"), tr("The boundary or the draw that decided"), [](const Row& row) { return row.reason; }, {}},
            {tr("Outcome"),
             tr("Error against persistence in the next cycle, compared with the last: a change below 0.03 is called "
                "unclear. ✕: what was trained does not serve; the reason says why."),
             [](const Row& row) { return row.outcome; },
             {}}};
}

std::vector<CandidateRow> candidateRows(const RunDescription& run, const RunHistory& history, twin::Tick tick)
{
    std::vector<CandidateRow> rows;
    const DecisionPtr decision = history.decisionBefore(tick);
    const twin::Tick end = std::min(tick + 1, history.ticks());
    std::array<std::size_t, mlops::kFamilyCount> served{};
    for (twin::Tick t = 0; t < end; ++t) {
        ++served[static_cast<std::size_t>(history.model(t).family)];
    }
    for (const mlops::Family family : run.families) {
        CandidateRow row{.family = family};
        std::size_t number = 1;
        for (const VersionFact& version : history.versions()) {
            number = version.family == family && version.tick <= tick && version.serves ? version.number : number;
        }
        row.serves = end > 0 && history.model(end - 1).family == family;
        row.name = modelText({family, row.serves ? history.model(end - 1).version : number});
        row.share =
            end > 0 ? static_cast<double>(served[static_cast<std::size_t>(family)]) / static_cast<double>(end) : 0.0;
        const mlops::Knowledge knowledge = decision ? decision->plan.next : mlops::Knowledge{};
        const mlops::ModelBelief& belief = knowledge.belief(family);
        row.score = decision ? belief.score : run.map->score.startScore[static_cast<std::size_t>(family)];
        if (belief.energy) {
            row.energy_j = belief.energy->value;
        }
        row.state = row.serves ? tr("serves") : belief.seenAt > 0 ? tr("standing by") : tr("not tried yet");
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<Column<CandidateRow>> candidateColumns()
{
    using Row = CandidateRow;
    return {{tr("Model"),
             tr("A model that this approach may put into service"),
             [](const Row& row) { return row.name; },
             {}},
            {tr("Score"), tr("Running score: accuracy and energy in one number, as the loop believes it now"),
             [](const Row& row) { return row.score ? numberText(*row.score, 3) : QStringLiteral("–"); },
             [](const Row& row) { return row.score.value_or(-9.0); }, true},
            {tr("Energy"), tr("Per forecast, as last seen"),
             [](const Row& row) { return row.energy_j ? energyText(*row.energy_j) : QStringLiteral("–"); },
             [](const Row& row) { return row.energy_j.value_or(-1.0); }, true},
            {tr("Served"), tr("Share of the run so far"),
             [](const Row& row) { return numberText(row.share * 100.0, 3) + QStringLiteral(" %"); },
             [](const Row& row) { return row.share; }, true},
            {tr("State"), tr("Whether it serves"), [](const Row& row) { return row.state; }, {}}};
}

} // namespace gui
