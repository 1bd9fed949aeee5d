// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/chapters.h"

#include <algorithm>

#include <QCoreApplication>

#include "gui/bridge/qt_text.h"

namespace gui {

namespace {

QString say(const char* text) { return QCoreApplication::translate("Chapters", text); }

bool isDrift(const mlops::Decision& decision)
{
    return decision.plan.trigger && (decision.plan.trigger->metric == mlops::Metric::DriftDistance ||
                                     decision.plan.trigger->metric == mlops::Metric::ErrorGrowth ||
                                     decision.plan.trigger->metric == mlops::Metric::Skill);
}

QString answerOf(const mlops::Decision& decision)
{
    const QString by = decision.actor == mlops::Actor::User ? say(", ordered by you") : QString();
    if (std::holds_alternative<mlops::Retrain>(decision.plan.tactic)) {
        return say(decision.refusal ? "Retraining of %1 refused%2" : "Retrains %1%2")
            .arg(familyText(decision.from.family), by);
    }
    if (std::holds_alternative<mlops::SwitchModel>(decision.plan.tactic)) {
        return say("Switches %1 → %2%3").arg(familyText(decision.from.family), familyText(decision.to.family), by);
    }
    return tacticText(decision.plan.tactic) + by;
}

} // namespace

std::vector<Chapter> chaptersOf(const RunDescription& run, const RunHistory& history)
{
    std::vector<Chapter> chapters;
    for (const Episode& episode : run.episodes) {
        chapters.push_back({episode.from, qtText(episode.title), ChapterKind::Scenario});
    }
    const auto day = static_cast<twin::Tick>(86'400 / std::max<std::int64_t>(1, run.axis.step().count()));
    std::optional<twin::Tick> lastDrift;
    for (const DecisionPtr& decision : history.decisions()) {
        if (isDrift(*decision) && (!lastDrift || decision->tick >= *lastDrift + day)) {
            chapters.push_back({decision->tick,
                                say("%1 beyond its limit").arg(metricText(decision->plan.trigger->metric)),
                                ChapterKind::Drift});
            lastDrift = decision->tick;
        }
        if (hasActed(*decision)) {
            chapters.push_back({decision->tick, answerOf(*decision), ChapterKind::Answer});
        }
    }
    std::ranges::stable_sort(chapters, {}, &Chapter::tick);
    return chapters;
}

std::vector<Chapter> merged(std::vector<Chapter> told, const std::vector<Chapter>& own)
{
    told.insert(told.end(), own.begin(), own.end());
    std::ranges::stable_sort(told, {}, &Chapter::tick);
    return told;
}

} // namespace gui
