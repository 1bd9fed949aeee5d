// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "mlops/mapek/decision_json.h"
#include "twin/core/text.h"

namespace mlops {

namespace {

using Json = nlohmann::json;

/// Unwraps a value or leaves by exception, which decisionFromJson turns into an Error.
template <typename Value>
Value require(twin::Result<Value> result)
{
    if (!result) {
        throw std::invalid_argument(result.error().message);
    }
    return std::move(*result);
}

Family readFamily(const Json& json) { return require(familyNamed(json.get<std::string>())); }

template <typename Name, typename Kind>
Kind kindNamed(const std::string& name, std::initializer_list<Kind> kinds, Name nameOfKind)
{
    for (const Kind kind : kinds) {
        if (nameOfKind(kind) == name) {
            return kind;
        }
    }
    throw std::invalid_argument(twin::concat("'", name, "' is not known"));
}

std::optional<twin::Joules> readEnergy(const Json& json)
{
    return json.is_null() ? std::nullopt : std::optional(twin::Joules{json.get<double>()});
}

WindowScore readScore(const Json& json)
{
    WindowScore score{.count = json.at("n"), .r2 = {}, .mae = json.at("mae"), .rmse = json.at("rmse"), .energy = {}};
    if (!json.at("r2").is_null()) {
        score.r2 = json.at("r2").get<double>();
    }
    score.energy = readEnergy(json.at("energy_j"));
    return score;
}

WindowEvidence readWindow(const Json& json)
{
    WindowEvidence window;
    window.from = json.at("from");
    window.to = json.at("to");
    window.all = readScore(json);
    window.persistence.count = window.all.count;
    window.persistence.rmse = json.at("persistence_rmse");
    for (const auto& [name, score] : json.at("by_model").items()) {
        window.byModel[static_cast<std::size_t>(require(familyNamed(name)))] = readScore(score);
    }
    return window;
}

DriftEvidence readDrift(const Json& json)
{
    DriftEvidence drift;
    drift.have = json.at("have");
    drift.need = json.at("need");
    drift.ready = json.at("ready");
    if (!drift.ready) {
        return drift;
    }
    drift.distance = json.at("distance");
    drift.referenceCount = json.at("n_ref");
    drift.currentCount = json.at("n_cur");
    drift.meanShift = json.at("mean_shift_sd");
    drift.spreadRatio = json.at("spread_ratio");
    drift.stationsJudged = json.at("stations");
    drift.stationsInAlarm = json.at("stations_in_alarm");
    if (json.contains("drifted")) {
        for (const Json& station : json.at("drifted")) {
            drift.drifted.push_back({station.at("place"), station.at("station"), station.at("distance")});
        }
    }
    for (const Json& version : json.at("archive")) {
        drift.archive.push_back({version.at("version"), version.at("distance"), version.at("serves")});
    }
    return drift;
}

LawState readLaw(const Json& json)
{
    return {json.at("limit"), json.at("debt"), json.at("history_mean"), json.at("history_n")};
}

Knowledge readKnowledge(const Json& json)
{
    Knowledge knowledge;
    knowledge.active = readFamily(json.at("active"));
    for (const auto& [name, belief] : json.at("beliefs").items()) {
        knowledge.belief(require(familyNamed(name))) = {belief.at("score"), readEnergy(belief.at("energy_j")),
                                                        belief.at("seen_at")};
    }
    knowledge.scoreLaw = readLaw(json.at("score_law"));
    knowledge.energyLaw = readLaw(json.at("energy_law"));
    knowledge.holdCycles = json.at("hold_cycles");
    knowledge.driftLatch = {json.at("drift_latched"), json.at("drift_calm"), json.at("drift_alarm_at")};
    knowledge.quietUntil = json.at("quiet_until");
    knowledge.usualRelativeError = json.at("usual_error");
    knowledge.usualRelativeErrorCount = json.at("usual_error_n");
    knowledge.forgetting = json.at("forgetting");
    knowledge.usualForgetting = json.at("usual_forgetting");
    return knowledge;
}

Timing readTiming(const Json& json)
{
    Timing timing;
    timing.cycle = json.at("cycle");
    timing.driftPoll = json.at("drift_poll");
    timing.driftPause = json.at("drift_pause");
    timing.period = json.at("period");
    timing.driftWindow = json.at("drift_window");
    timing.periodicData = json.at("periodic_data");
    timing.driftData = json.at("drift_data");
    return timing;
}

ServingModel readModel(const Json& json) { return {readFamily(json.at("model")), json.at("version")}; }

Tactic readOrder(const Json& json)
{
    const std::string tactic = json.at("tactic");
    const Family family = readFamily(json.at("model"));
    if (tactic == nameOf(SwitchModel{})) {
        return SwitchModel{family};
    }
    if (tactic == nameOf(ReuseVersion{})) {
        return ReuseVersion{family, json.at("version")};
    }
    if (tactic == nameOf(Retrain{})) {
        return Retrain{family, json.at("intervals"),
                       require(trainingReasonNamed(json.at("reason").get<std::string>()))};
    }
    throw std::invalid_argument(twin::concat("nobody can order '", tactic, "'"));
}

/// Execution's own step, the last of the rules where there is one.
std::optional<TraceStep> readRefusal(const Json& rules)
{
    if (rules.empty() || !rules.back().at("ok").get<bool>() ||
        rules.back().at("id").get<std::string>() != nameOf(StepKind::WindowTooShort)) {
        return std::nullopt;
    }
    const Json& numbers = rules.back().at("n");
    return TraceStep{StepKind::WindowTooShort, true, 2, {numbers.at(0), numbers.at(1)}};
}

Decision readDecision(const Json& json, const DecisionMap& map)
{
    Decision decision;
    decision.id = json.at("id");
    decision.tick = json.at("tick");
    decision.actor = kindNamed(json.at("actor"), {Actor::Loop, Actor::User, Actor::Scenario},
                               [](Actor actor) { return nameOf(actor); });
    decision.from = readModel(json.at("from"));
    decision.to = readModel(json.at("to"));
    decision.note = json.at("note");
    decision.refusal = readRefusal(json.at("rules"));
    decision.draws = {json.at("draws").at("explore"), json.at("draws").at("pick")};
    Situation& situation = decision.situation;
    situation.map = &map;
    situation.now = json.at("sample");
    situation.check =
        kindNamed(json.at("check"), {CheckKind::Cycle, CheckKind::Drift, CheckKind::Periodic, CheckKind::Command},
                  [](CheckKind kind) { return nameOf(kind); });
    if (json.contains("window")) {
        situation.evidence.window = readWindow(json.at("window"));
    }
    if (json.contains("drift")) {
        situation.evidence.drift = readDrift(json.at("drift"));
    }
    situation.knowledge = readKnowledge(json.at("before"));
    situation.timing = readTiming(json.at("timing"));
    if (decision.actor != Actor::Loop) {
        decision.plan.tactic = readOrder(json.at("order"));
        decision.plan.next = situation.knowledge;
        decision.plan.next.active = decision.to.family;
    }
    return decision;
}

} // namespace

twin::Result<Decision> decisionFromJson(const Json& json, const DecisionMap& map)
{
    try {
        return readDecision(json, map);
    } catch (const std::exception& error) {
        return twin::fail(twin::ErrorCode::Corrupt, twin::concat("decision record: ", error.what()));
    }
}

} // namespace mlops
