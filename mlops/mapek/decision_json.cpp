// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/mapek/decision_json.h"

#include "twin/core/json_text.h"

namespace mlops {

namespace {

using twin::JsonText;

template <typename Value>
void writeOptional(JsonText& json, std::string_view name, const std::optional<Value>& value)
{
    json.key(name);
    if (!value) {
        json.null();
    } else if constexpr (std::is_same_v<Value, twin::Joules>) {
        json.value(value->value);
    } else {
        json.value(*value);
    }
}

void writeModel(JsonText& json, std::string_view name, const ServingModel& model)
{
    json.key(name).beginObject().field("model", nameOf(model.family)).field("version", model.version).endObject();
}

void writeScore(JsonText& json, const WindowScore& score)
{
    json.field("n", score.count);
    writeOptional(json, "r2", score.r2);
    json.field("mae", score.mae).field("rmse", score.rmse);
    writeOptional(json, "energy_j", score.energy);
}

void writeWindow(JsonText& json, const WindowEvidence& window)
{
    json.key("window").beginObject().field("from", window.from).field("to", window.to);
    writeScore(json, window.all);
    json.field("persistence_rmse", window.persistence.rmse).key("by_model").beginObject();
    for (std::size_t i = 0; i < kFamilyCount; ++i) {
        if (window.byModel[i].count > 0 || window.byModel[i].energy) {
            json.key(nameOf(static_cast<Family>(i))).beginObject();
            writeScore(json, window.byModel[i]);
            json.endObject();
        }
    }
    json.endObject().endObject();
}

void writeDrift(JsonText& json, const DriftEvidence& drift)
{
    json.key("drift").beginObject().field("have", drift.have).field("need", drift.need).field("ready", drift.ready);
    if (drift.ready) {
        json.field("distance", drift.distance).field("n_ref", drift.referenceCount).field("n_cur", drift.currentCount);
        json.field("mean_shift_sd", drift.meanShift).field("spread_ratio", drift.spreadRatio);
        json.field("stations", drift.stationsJudged).field("stations_in_alarm", drift.stationsInAlarm);
        if (!drift.drifted.empty()) {
            json.key("drifted").beginArray();
            for (const DriftedStation& drifted : drift.drifted) {
                json.beginObject().field("station", drifted.id).field("place", drifted.station);
                json.field("distance", drifted.distance).endObject();
            }
            json.endArray();
        }
        json.key("archive").beginArray();
        for (const VersionDistance& version : drift.archive) {
            json.beginObject().field("version", version.number).field("distance", version.distance);
            json.field("serves", version.serves).endObject();
        }
        json.endArray();
    }
    json.endObject();
}

void writeLaw(JsonText& json, std::string_view name, const LawState& law)
{
    json.key(name).beginObject().field("limit", law.limit).field("debt", law.debt);
    json.field("history_mean", law.historyMean).field("history_n", law.historyCount).endObject();
}

void writeKnowledge(JsonText& json, std::string_view name, const Knowledge& knowledge)
{
    json.key(name).beginObject().field("active", nameOf(knowledge.active)).key("beliefs").beginObject();
    for (std::size_t i = 0; i < kFamilyCount; ++i) {
        const ModelBelief& belief = knowledge.beliefs[i];
        if (belief.score != 0.0 || belief.energy || belief.seenAt != 0) {
            json.key(nameOf(static_cast<Family>(i))).beginObject().field("score", belief.score);
            writeOptional(json, "energy_j", belief.energy);
            json.field("seen_at", belief.seenAt).endObject();
        }
    }
    json.endObject();
    writeLaw(json, "score_law", knowledge.scoreLaw);
    writeLaw(json, "energy_law", knowledge.energyLaw);
    json.field("hold_cycles", knowledge.holdCycles);
    const DriftLatch::State& latch = knowledge.driftLatch;
    json.field("drift_latched", latch.isLatched).field("drift_calm", latch.calm).field("drift_alarm_at", latch.alarmAt);
    json.field("quiet_until", knowledge.quietUntil).field("usual_error", knowledge.usualRelativeError);
    json.field("usual_error_n", knowledge.usualRelativeErrorCount).field("forgetting", knowledge.forgetting);
    json.field("usual_forgetting", knowledge.usualForgetting).endObject();
}

void writeTarget(JsonText& json, const Tactic& tactic)
{
    json.field("tactic", nameOf(tactic));
    if (const auto* reuse = std::get_if<ReuseVersion>(&tactic)) {
        json.field("version", reuse->number);
    } else if (const auto* retrain = std::get_if<Retrain>(&tactic)) {
        json.field("intervals", retrain->window).field("reason", nameOf(retrain->reason));
    } else if (const auto* forgetting = std::get_if<SetForgetting>(&tactic)) {
        json.field("factor", forgetting->factor);
    }
}

void writeCandidates(JsonText& json, const std::vector<Candidate>& candidates)
{
    json.key("candidates").beginArray();
    for (const Candidate& candidate : candidates) {
        json.beginObject().field("model", nameOf(candidate.family));
        writeTarget(json, candidate.tactic);
        writeOptional(json, "expected_score", candidate.expectedScore);
        writeOptional(json, "expected_energy_j", candidate.expectedEnergy);
        json.field("chosen", candidate.chosen).field("feasible", candidate.feasibility == Feasibility::Feasible);
        if (candidate.feasibility != Feasibility::Feasible) {
            json.field("why_not", describe(candidate.feasibility));
        }
        json.endObject();
    }
    json.endArray();
}

void writePlan(JsonText& json, const Decision& decision)
{
    const Plan& plan = decision.plan;
    json.field("verdict", nameOf(plan.tactic)).field("by_chance", plan.byChance).key("trigger");
    if (plan.trigger) {
        json.beginObject().field("metric", nameOf(plan.trigger->metric)).field("value", plan.trigger->value);
        json.field("op", plan.trigger->crossing == Crossing::Below ? "<" : ">");
        json.field("threshold", plan.trigger->limit).endObject();
    } else {
        json.null();
    }
    writeCandidates(json, plan.candidates);
    json.key("rules").beginArray();
    for (const TraceStep& step : stepsOf(decision)) {
        json.beginObject().field("id", nameOf(step.kind)).field("ok", step.holds).key("n").beginArray();
        for (std::size_t i = 0; i < step.count; ++i) {
            json.value(step.numbers[i]);
        }
        json.endArray().endObject();
    }
    json.endArray();
    writeKnowledge(json, "after", plan.next);
}

/// The family an order was about.
Family familyOf(const Decision& decision)
{
    const Tactic& tactic = decision.plan.tactic;
    if (const auto* change = std::get_if<SwitchModel>(&tactic)) {
        return change->to;
    }
    if (const auto* reuse = std::get_if<ReuseVersion>(&tactic)) {
        return reuse->family;
    }
    const auto* retrain = std::get_if<Retrain>(&tactic);
    return retrain != nullptr ? retrain->family : decision.from.family;
}

void writeTiming(JsonText& json, const Timing& timing)
{
    json.key("timing").beginObject().field("cycle", timing.cycle).field("drift_poll", timing.driftPoll);
    json.field("drift_pause", timing.driftPause).field("period", timing.period);
    json.field("drift_window", timing.driftWindow).field("periodic_data", timing.periodicData);
    json.field("drift_data", timing.driftData).endObject();
}

} // namespace

std::string toJsonLine(const Decision& decision)
{
    JsonText json;
    const Situation& situation = decision.situation;
    json.beginObject().field("id", decision.id).field("tick", decision.tick).field("sample", situation.now);
    json.field("check", nameOf(situation.check)).field("actor", nameOf(decision.actor));
    writeModel(json, "from", decision.from);
    writeModel(json, "to", decision.to);
    writePlan(json, decision);
    if (decision.actor != Actor::Loop) { // nobody can plan an order again
        json.key("order").beginObject().field("model", nameOf(familyOf(decision)));
        writeTarget(json, decision.plan.tactic);
        json.endObject();
    }
    json.key("draws").beginObject().field("explore", decision.draws.explore).field("pick", decision.draws.pick);
    json.endObject();
    if (situation.check == CheckKind::Drift) {
        writeDrift(json, situation.evidence.drift);
    } else if (situation.check == CheckKind::Cycle) {
        writeWindow(json, situation.evidence.window);
    }
    writeKnowledge(json, "before", situation.knowledge);
    writeTiming(json, situation.timing);
    json.field("note", decision.note).endObject();
    return json.text();
}

} // namespace mlops
