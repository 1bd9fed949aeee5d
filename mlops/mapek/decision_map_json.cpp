// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/mapek/decision_map_json.h"

#include <algorithm>
#include <cmath>

#include "mlops/mapek/json_names.h"
#include "mlops/mapek/policy_files.h"

namespace mlops {

namespace {

using Json = nlohmann::ordered_json;
using twin::concat;

Json toJson(const Boundary& boundary)
{
    Json json{{"id", boundary.id},
              {"quality", boundary.quality},
              {"metric", kMetrics.of(boundary.metric)},
              {"crossing", kCrossings.of(boundary.crossing)},
              {"reference", boundary.reference},
              {"law", kLaws.of(boundary.law)}};
    const auto optional = [&](const char* name, double value, double usual) {
        if (value != usual && std::isfinite(value)) {
            json[name] = value;
        }
    };
    const Boundary usual;
    optional("gain", boundary.gain, usual.gain);
    optional("decay", boundary.decay, usual.decay);
    optional("history_factor", boundary.historyFactor, usual.historyFactor);
    optional("floor", boundary.floor, usual.floor);
    optional("cap", boundary.cap, usual.cap);
    if (boundary.metric == Metric::DriftDistance) {
        json["test"] = nameOf(boundary.distance);
    }
    if (boundary.holdCycles > 0) {
        json["hold_cycles"] = boundary.holdCycles;
    }
    json["tactics"] = boundary.tactics;
    return json;
}

Boundary boundaryFromJson(const Json& json)
{
    Boundary boundary;
    boundary.id = json.at("id");
    boundary.quality = json.value("quality", "");
    boundary.metric = kMetrics.named(json.at("metric"));
    boundary.crossing = kCrossings.named(json.at("crossing"));
    boundary.reference = json.at("reference");
    if (boundary.metric == Metric::DriftDistance && !(boundary.reference > 0.0)) {
        throw std::invalid_argument(concat("boundaries: ", boundary.id, ": reference: found ", boundary.reference,
                                           ", expected a distance above 0"));
    }
    boundary.law = kLaws.named(json.value("law", "static"));
    boundary.gain = json.value("gain", boundary.gain);
    boundary.decay = json.value("decay", boundary.decay);
    boundary.historyFactor = json.value("history_factor", boundary.historyFactor);
    boundary.floor = json.value("floor", boundary.floor);
    boundary.cap = json.value("cap", boundary.cap);
    boundary.holdCycles = json.value("hold_cycles", 0);
    for (const std::string& tactic : json.value("tactics", std::vector<std::string>{})) {
        if (std::ranges::find(kTactics, tactic) == kTactics.end()) {
            throw std::invalid_argument(
                concat("boundaries: ", boundary.id, ": tactic '", tactic, "' is not known; expected ",
                       "switch-to-best, switch-to-best-other, reuse-version, retrain, ", "forget-faster or keep"));
        }
        boundary.tactics.push_back(tactic);
    }
    const auto test = distanceNamed(json.value("test", std::string(nameOf(boundary.distance))));
    if (!test) {
        throw std::invalid_argument(test.error().message);
    }
    boundary.distance = *test;
    return boundary;
}

Json toJson(const ScoreRule& score)
{
    Json start = Json::object();
    for (std::size_t i = 0; i < kFamilyCount; ++i) {
        if (score.startScore[i] != 0.0) {
            start[std::string(nameOf(static_cast<Family>(i)))] = score.startScore[i];
        }
    }
    return {{"beta", score.beta},
            {"gamma", score.gamma},
            {"energy_floor_j", score.energyFloor.value},
            {"energy_ceiling_j", score.energyCeiling.value},
            {"exploration", score.exploration},
            {"start", start}};
}

double shareAt(const Json& json, const char* name)
{
    const double value = json.at(name);
    if (!(value >= 0.0 && value <= 1.0)) {
        throw std::invalid_argument(concat("score.", name, ": found ", value, ", expected 0 to 1"));
    }
    return value;
}

ScoreRule scoreFromJson(const Json& json)
{
    ScoreRule score;
    score.beta = shareAt(json, "beta");
    score.gamma = shareAt(json, "gamma");
    score.exploration = shareAt(json, "exploration");
    score.energyFloor = twin::Joules{json.at("energy_floor_j").get<double>()};
    score.energyCeiling = twin::Joules{json.at("energy_ceiling_j").get<double>()};
    if (score.energyCeiling <= score.energyFloor) {
        throw std::invalid_argument("score.energy_ceiling_j: expected more than energy_floor_j");
    }
    for (const auto& [name, value] : json.at("start").items()) {
        const auto family = familyNamed(name);
        if (!family) {
            throw std::invalid_argument(concat("score.start: ", family.error().message));
        }
        score.startScore[static_cast<std::size_t>(*family)] = value.get<double>();
    }
    return score;
}

MapNode nodeFromJson(const Json& json)
{
    MapNode node;
    node.id = json.at("id");
    node.kind = kNodeKinds.named(json.at("kind"));
    node.title = json.value("title", node.id);
    node.dimension = kDimensions.named(json.value("dimension", "technical"));
    node.metric = json.value("metric", "");
    node.unit = json.value("unit", "");
    return node;
}

MapEdge edgeFromJson(const Json& json)
{
    return {json.at("from"), json.at("to"), kEffects.named(json.value("effect", "undecided")),
            kImpacts.named(json.value("impact", "immediate")), json.value("note", "")};
}

/// Boxes have ids of their own, and what points to a box points to one that is there.
void checkGraph(const DecisionMap& map)
{
    const auto count = [&](const std::string& id) { return std::ranges::count(map.nodes, id, &MapNode::id); };
    for (const MapNode& node : map.nodes) {
        if (count(node.id) > 1) {
            throw std::invalid_argument(concat("nodes: found '", node.id, "' twice; expected ids of their own"));
        }
    }
    for (const MapEdge& edge : map.edges) {
        for (const std::string& end : {edge.from, edge.to}) {
            if (count(end) == 0) {
                throw std::invalid_argument(concat("edges: ", edge.from, " to ", edge.to, ": found no node '", end,
                                                   "'; expected one of nodes"));
            }
        }
    }
    for (const Boundary& boundary : map.boundaries) {
        if (!boundary.quality.empty() && count(boundary.quality) == 0) {
            throw std::invalid_argument(concat("boundaries: ", boundary.id, ": quality: found no node '",
                                               boundary.quality, "'; expected one of nodes"));
        }
    }
}

DecisionMap ownMap(const Json& json)
{
    DecisionMap map;
    map.name = json.at("name");
    map.description = json.value("description", "");
    for (const Json& node : json.at("nodes")) {
        map.nodes.push_back(nodeFromJson(node));
    }
    for (const Json& edge : json.at("edges")) {
        map.edges.push_back(edgeFromJson(edge));
    }
    for (const Json& boundary : json.at("boundaries")) {
        map.boundaries.push_back(boundaryFromJson(boundary));
        if (map.boundaryOn(map.boundaries.back().metric) != &map.boundaries.back()) {
            throw std::invalid_argument(
                concat("boundaries: two of them are on ", kMetrics.of(map.boundaries.back().metric), "; expected one"));
        }
    }
    checkGraph(map);
    map.score = scoreFromJson(json.at("score"));
    return map;
}

} // namespace

Json toJson(const DecisionMap& map)
{
    Json nodes = Json::array();
    for (const MapNode& node : map.nodes) {
        Json json{{"id", node.id}, {"kind", kNodeKinds.of(node.kind)}, {"title", node.title}};
        if (node.kind == NodeKind::Quality) {
            json["dimension"] = kDimensions.of(node.dimension);
            json["metric"] = node.metric;
            json["unit"] = node.unit;
        }
        nodes.push_back(std::move(json));
    }
    Json edges = Json::array();
    for (const MapEdge& edge : map.edges) {
        edges.push_back({{"from", edge.from},
                         {"to", edge.to},
                         {"effect", kEffects.of(edge.effect)},
                         {"impact", kImpacts.of(edge.impact)},
                         {"note", edge.note}});
    }
    Json boundaries = Json::array();
    for (const Boundary& boundary : map.boundaries) {
        boundaries.push_back(toJson(boundary));
    }
    return {{"greenloop_decision_map", 1},
            {"name", map.name},
            {"description", map.description},
            {"nodes", nodes},
            {"edges", edges},
            {"boundaries", boundaries},
            {"score", toJson(map.score)}};
}

twin::Result<DecisionMap> decisionMapFromText(std::string_view text)
{
    try {
        const Json json = Json::parse(text);
        if (!json.is_object()) {
            return twin::fail(twin::ErrorCode::InvalidInput, "policy: found no JSON object");
        }
        if (json.contains("greenloop_decision_map")) {
            return ownMap(json);
        }
        if (json.contains("quality_attribute")) {
            return mapFromHarmonica(json);
        }
        if (json.contains("min_score")) {
            return mapFromThresholds(json);
        }
        return twin::fail(twin::ErrorCode::InvalidInput,
                          "policy: expected a decision map (greenloop_decision_map), a Harmonica policy "
                          "(quality_attribute) or HarmonE thresholds (min_score); found none of these fields");
    } catch (const std::exception& error) {
        return twin::fail(twin::ErrorCode::InvalidInput, concat("policy: ", error.what()));
    }
}

} // namespace mlops
