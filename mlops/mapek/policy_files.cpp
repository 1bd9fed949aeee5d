// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/mapek/policy_files.h"

#include <algorithm>
#include <stdexcept>

#include "mlops/mapek/decision_map_json.h"
#include "twin/core/text.h"

namespace mlops {

namespace {

using Json = nlohmann::ordered_json;
using twin::concat;

constexpr double kMicrojoulesPerJoule = 1e6;
/// Harmonica's names for what it can do, and the tactics of ours they stand for.
constexpr std::string_view kExecuteMapePlan = "execute_mape_plan";
constexpr std::string_view kHandleDataDrift = "handle_data_drift";
constexpr std::string_view kSwitchByR2 = "switch_model_r2_baseline";

Metric metricOf(const std::string& quality)
{
    if (quality == "score" || quality == "r2_score") {
        return Metric::Score;
    }
    if (quality == "energy" || quality == "normalized_energy") {
        return Metric::NormalisedEnergy;
    }
    if (quality == "kl_div") {
        return Metric::DriftDistance;
    }
    throw std::invalid_argument(
        concat("quality_attribute '", quality, "' is not known; expected score, r2_score, energy or kl_div"));
}

Crossing crossingOf(const std::string& condition)
{
    if (condition == "LESS_THAN") {
        return Crossing::Below;
    }
    if (condition == "GREATER_THAN") {
        return Crossing::Above;
    }
    throw std::invalid_argument(concat("condition '", condition, "' is not known; expected LESS_THAN or GREATER_THAN"));
}

void requireKnownTactic(const std::string& tactic)
{
    if (!tactic.empty() && tactic != kExecuteMapePlan && tactic != kHandleDataDrift && tactic != kSwitchByR2) {
        throw std::invalid_argument(concat("tactic_id '", tactic, "' is not known; expected ", kExecuteMapePlan, ", ",
                                           kHandleDataDrift, " or ", kSwitchByR2));
    }
}

Boundary& boundaryOn(DecisionMap& map, Metric metric)
{
    return *std::ranges::find(map.boundaries, metric, &Boundary::metric);
}

/// "historic_avg * 0.9" gives 0.9.
double historyFactorOf(const std::string& logic)
{
    const std::size_t star = logic.find('*');
    const auto factor = star == std::string::npos
                            ? std::nullopt
                            : twin::parseNumber(twin::trim(std::string_view(logic).substr(star + 1)));
    if (!factor || twin::trim(std::string_view(logic).substr(0, star)) != "historic_avg") {
        throw std::invalid_argument(concat("dynamic_logic: found '", logic, "', expected 'historic_avg * number'"));
    }
    return *factor;
}

Json tacticJson(std::string_view id)
{
    return {{"tactic_id", id}, {"priority", 1}, {"tactic_type", "CORE"}, {"tactic_endpoint", ""}};
}

const Boundary& required(const DecisionMap& map, Metric metric)
{
    const Boundary* boundary = map.boundaryOn(metric);
    if (boundary == nullptr) {
        throw std::invalid_argument("the map has no boundary on that metric");
    }
    return *boundary;
}

std::string_view conditionOf(Crossing crossing) { return crossing == Crossing::Below ? "LESS_THAN" : "GREATER_THAN"; }

} // namespace

DecisionMap mapFromHarmonica(const Json& json)
{
    DecisionMap map = harmoneMap();
    map.name = json.at("policy_id");
    map.description = "read from a Harmonica policy; what it does not say is HarmonE's";
    const std::string quality = json.at("quality_attribute");
    Boundary& boundary = boundaryOn(map, metricOf(quality));
    const Json& given = json.at("adaptation_boundary");
    boundary.crossing = crossingOf(given.at("condition"));
    boundary.reference = given.at("threshold");
    boundary.law = Law::Static;
    if (given.contains("dynamic_logic") && !given.at("dynamic_logic").get<std::string>().empty()) {
        boundary.law = Law::RelativeToHistory;
        boundary.historyFactor = historyFactorOf(given.at("dynamic_logic"));
    }
    if (quality == "r2_score") {
        map.score.beta = 1.0; // the score is then accuracy alone
    }
    for (const Json& tactic : json.value("tactics", Json::array())) {
        requireKnownTactic(tactic.at("tactic_id"));
    }
    for (const Json& secondary : json.value("secondary_boundaries", Json::array())) {
        requireKnownTactic(secondary.at("tactic_id"));
        Boundary& other = boundaryOn(map, metricOf(secondary.at("quality_attribute")));
        other.crossing = crossingOf(secondary.at("condition"));
        other.reference = secondary.at("threshold");
    }
    return map;
}

DecisionMap mapFromThresholds(const Json& json)
{
    DecisionMap map = harmoneMap();
    map.name = "thresholds";
    map.description = "read from HarmonE's thresholds.json";
    boundaryOn(map, Metric::Score).reference = json.at("min_score");
    boundaryOn(map, Metric::NormalisedEnergy).reference = json.at("max_energy");
    map.score.beta = json.at("beta");
    map.score.gamma = json.at("gamma");
    map.score.exploration = json.at("alpha");
    map.score.energyFloor = twin::Joules{json.at("E_m").get<double>() / kMicrojoulesPerJoule};
    map.score.energyCeiling = twin::Joules{json.at("E_M").get<double>() / kMicrojoulesPerJoule};
    return map;
}

twin::Result<std::string> harmonicaPolicy(const DecisionMap& map, Metric metric)
{
    try {
        if (metric != Metric::Score && metric != Metric::NormalisedEnergy && metric != Metric::DriftDistance) {
            throw std::invalid_argument("Harmonica has no word for that metric");
        }
        const Boundary& boundary = required(map, metric);
        Json limit{{"type", "STATIC_THRESHOLD"},
                   {"condition", conditionOf(boundary.crossing)},
                   {"threshold", boundary.reference}};
        if (boundary.law == Law::RelativeToHistory) {
            limit["dynamic_logic"] = concat("historic_avg * ", boundary.historyFactor);
        }
        const bool isDrift = metric == Metric::DriftDistance;
        const std::string_view name = isDrift ? "kl_div" : metric == Metric::Score ? "score" : "energy";
        Json json{{"policy_id", map.name},
                  {"quality_attribute", name},
                  {"adaptation_boundary", limit},
                  {"tactics", Json::array({tacticJson(isDrift ? kHandleDataDrift : kExecuteMapePlan)})},
                  {"secondary_boundaries", Json::array()},
                  {"associated_qas", Json::array({"r2_score", "energy", "model_used"})}};
        if (const Boundary* drift = isDrift ? nullptr : map.boundaryOn(Metric::DriftDistance)) {
            json["secondary_boundaries"].push_back({{"quality_attribute", "kl_div"},
                                                    {"condition", conditionOf(drift->crossing)},
                                                    {"threshold", drift->reference},
                                                    {"tactic_id", kHandleDataDrift}});
        }
        return json.dump(2) + '\n';
    } catch (const std::exception& error) {
        return twin::fail(twin::ErrorCode::InvalidInput, concat("Harmonica policy: ", error.what()));
    }
}

twin::Result<std::string> harmoneThresholds(const DecisionMap& map)
{
    try {
        const Json json{{"min_score", required(map, Metric::Score).reference},
                        {"max_energy", required(map, Metric::NormalisedEnergy).reference},
                        {"beta", map.score.beta},
                        {"gamma", map.score.gamma},
                        {"alpha", map.score.exploration},
                        {"E_m", map.score.energyFloor.value * kMicrojoulesPerJoule},
                        {"E_M", map.score.energyCeiling.value * kMicrojoulesPerJoule}};
        return json.dump(2) + '\n';
    } catch (const std::exception& error) {
        return twin::fail(twin::ErrorCode::InvalidInput, concat("HarmonE thresholds: ", error.what()));
    }
}

} // namespace mlops
