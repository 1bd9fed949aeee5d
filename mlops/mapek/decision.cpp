// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/mapek/decision.h"

#include <algorithm>
#include <array>

#include "mlops/mapek/json_names.h"
#include "twin/core/text.h"

namespace mlops {

namespace {

using twin::concat;
using twin::significant;

constexpr std::size_t kStationsNamed = 12; ///< in a sentence; the record holds all

std::string nameOf(const ServingModel& model) { return concat(mlops::nameOf(model.family), " v", model.version); }

std::string_view wordsFor(Metric metric)
{
    constexpr std::array<std::string_view, 5> kWords{"the running score", "normalised energy", "the drift distance",
                                                     "skill against persistence", "error growth"};
    return kWords[static_cast<std::size_t>(metric)];
}

/// " at 40 of 119 stations: 910012, 910007 and 38 more", worst first; nothing where one station was judged.
std::string whereItDrifted(const DriftEvidence& drift)
{
    if (drift.drifted.empty()) {
        return "";
    }
    std::string text = concat(" at ", drift.stationsInAlarm, " of ", drift.stationsJudged, " stations: ");
    const std::size_t named = std::min(drift.drifted.size(), kStationsNamed);
    for (std::size_t i = 0; i < named; ++i) {
        text += concat(i == 0 ? "" : ", ", drift.drifted[i].id);
    }
    return named < drift.drifted.size() ? concat(text, " and ", drift.drifted.size() - named, " more") : text;
}

std::string reasonOf(const Decision& decision)
{
    const Plan& plan = decision.plan;
    if (decision.actor != Actor::Loop) {
        return decision.actor == Actor::User ? "you asked for it" : "the scenario asked for it";
    }
    if (plan.byChance) {
        return concat("chance decided: draw ", significant(decision.draws.explore, 3),
                      " is below the exploration rate ", significant(decision.situation.map->score.exploration, 3));
    }
    if (plan.trigger) {
        const Trigger& trigger = *plan.trigger;
        return concat(wordsFor(trigger.metric), " ", significant(trigger.value, 4), " was ",
                      trigger.crossing == Crossing::Below ? "below" : "above", " its limit ",
                      significant(trigger.limit, 4),
                      trigger.metric == Metric::DriftDistance ? whereItDrifted(decision.situation.evidence.drift) : "");
    }
    if (decision.situation.check == CheckKind::Periodic) {
        return "the retraining period had passed";
    }
    if (decision.situation.check == CheckKind::Drift && !decision.situation.evidence.drift.ready) {
        const DriftEvidence& drift = decision.situation.evidence.drift;
        return concat("drift is not judged yet: ", drift.have, " of ", drift.need, " samples collected");
    }
    if (const TraceStep* tooShort = plan.trace.find(StepKind::WindowTooShort)) {
        return concat("there was too little to judge: ", tooShort->numbers[0], " usable forecasts of ",
                      tooShort->numbers[1], " needed");
    }
    if (std::holds_alternative<SetForgetting>(plan.tactic)) {
        return "no boundary is crossed any more";
    }
    return decision.situation.knowledge.holdCycles > 0 ? "the loop is on hold after an energy crossing"
                                                       : "every boundary was kept";
}

struct SentenceStart {
    const Decision& decision;

    std::string operator()(const Keep& /*tactic*/) const { return "Kept " + nameOf(decision.from); }
    std::string operator()(const SwitchModel& /*tactic*/) const
    {
        return concat("Switched from ", nameOf(decision.from), " to ", nameOf(decision.to));
    }
    std::string operator()(const ReuseVersion& tactic) const
    {
        return concat("Chose the archived version ", tactic.number, " of ", mlops::nameOf(tactic.family),
                      " in place of ", nameOf(decision.from));
    }
    std::string operator()(const Retrain& tactic) const
    {
        return concat(decision.refusal ? "Was to retrain " : "Retrained ", mlops::nameOf(tactic.family),
                      " on the newest ", tactic.window, " intervals");
    }
    std::string operator()(const SetForgetting& tactic) const
    {
        return concat("Set the forgetting of ", nameOf(decision.from), " to ", significant(tactic.factor, 5));
    }
};

} // namespace

std::string_view nameOf(Actor actor)
{
    constexpr std::array<std::string_view, 3> kNames{"loop", "user", "scenario"};
    return kNames[static_cast<std::size_t>(actor)];
}

std::string_view nameOf(Metric metric) { return kMetrics.of(metric); }

std::vector<TraceStep> stepsOf(const Decision& decision)
{
    std::vector<TraceStep> steps = decision.plan.trace.steps();
    if (decision.refusal) {
        steps.push_back(*decision.refusal);
    }
    return steps;
}

std::string sentenceOf(const Decision& decision)
{
    const std::string start = std::visit(SentenceStart{decision}, decision.plan.tactic);
    const std::string note = decision.note.empty() ? "" : concat(" ", decision.note, ".");
    return concat(start, " because ", reasonOf(decision), ".", note);
}

} // namespace mlops
