// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "mlops/mapek/decision_map.h"

namespace mlops {

namespace {

void addHarmoneGraph(DecisionMap& map)
{
    map.nodes = {
        {"pipeline", NodeKind::System, "Traffic flow prediction pipeline", {}, "", ""},
        {"retraining", NodeKind::Feature, "Model retraining", {}, "", ""},
        {"switching", NodeKind::Feature, "Model switching", {}, "", ""},
        {"versioning", NodeKind::Feature, "Data and model versioning", {}, "", ""},
        {"energy", NodeKind::Quality, "Energy consumption", Dimension::Environmental, "energy per prediction", "J"},
        {"costs", NodeKind::Quality, "Operational costs", Dimension::Economic, "retrainings and versions kept", ""},
        {"accuracy", NodeKind::Quality, "Model performance", Dimension::Technical, "R2", ""},
        {"response", NodeKind::Quality, "System performance", Dimension::Technical, "response time", "s"},
        {"maintainability", NodeKind::Quality, "Maintainability", Dimension::Technical, "versions with lineage", ""},
        {"trust", NodeKind::Quality, "Travellers' trust in the forecast", Dimension::Social, "decisions explained", ""},
    };
    map.edges = {
        {"pipeline", "retraining", Effect::Undecided, Impact::Enabling, "is realised by"},
        {"pipeline", "switching", Effect::Undecided, Impact::Enabling, "is realised by"},
        {"pipeline", "versioning", Effect::Undecided, Impact::Enabling, "is realised by"},
        {"retraining", "energy", Effect::Negative, Impact::Immediate, ""},
        {"retraining", "costs", Effect::Negative, Impact::Immediate, ""},
        {"retraining", "accuracy", Effect::Positive, Impact::Immediate, ""},
        {"switching", "energy", Effect::Positive, Impact::Immediate, ""},
        {"switching", "accuracy", Effect::Positive, Impact::Immediate, ""},
        {"switching", "response", Effect::Positive, Impact::Immediate, ""},
        {"versioning", "costs", Effect::Negative, Impact::Systemic, ""},
        {"versioning", "maintainability", Effect::Positive, Impact::Enabling, ""},
        {"maintainability", "trust", Effect::Positive, Impact::Systemic, "every decision can be explained"},
    };
}

} // namespace

bool Boundary::allows(std::string_view tactic) const { return std::ranges::find(tactics, tactic) != tactics.end(); }

const Boundary* DecisionMap::boundaryOn(Metric metric) const
{
    const auto found = std::ranges::find(boundaries, metric, &Boundary::metric);
    return found == boundaries.end() ? nullptr : &*found;
}

DecisionMap harmoneMap()
{
    DecisionMap map;
    map.name = "harmone";
    map.description =
        "HarmonE: score at least 0.78, energy per prediction at 25 mJ on average, drift distance at most 0.75";
    addHarmoneGraph(map);
    Boundary score{.id = "score", .quality = "accuracy", .metric = Metric::Score};
    score.crossing = Crossing::Below;
    score.reference = 0.78;
    score.tactics = {std::string(kSwitchToBest)};
    Boundary energy{.id = "energy", .quality = "energy", .metric = Metric::NormalisedEnergy};
    energy.crossing = Crossing::Above;
    energy.reference = 1.0;
    energy.law = Law::EnergyBank;
    energy.gain = 0.95;
    energy.holdCycles = 3;
    energy.tactics = {std::string(kSwitchToBestOther)};
    Boundary drift{.id = "drift", .quality = "accuracy", .metric = Metric::DriftDistance};
    drift.crossing = Crossing::Above;
    drift.reference = 0.75;
    drift.tactics = {std::string(kReuseVersion), std::string(kRetrain)};
    map.boundaries = {score, energy, drift};
    const auto start = [&](Family family, double value) {
        map.score.startScore[static_cast<std::size_t>(family)] = value;
    };
    start(Family::Lstm, 0.82);
    start(Family::Svr, 0.79);
    start(Family::Ridge, 0.75);
    return map;
}

DecisionMap frugalMap()
{
    DecisionMap map;
    map.name = "frugal";
    map.description =
        "Frugal: one model that learns while it serves; it must beat persistence, and forgets faster while "
        "its errors grow";
    addHarmoneGraph(map);
    Boundary skill{.id = "skill", .quality = "accuracy", .metric = Metric::Skill};
    skill.crossing = Crossing::Below;
    skill.reference = 0.0;
    skill.tactics = {std::string(kForgetFaster), std::string(kRetrain)};
    Boundary growth{.id = "error-growth", .quality = "accuracy", .metric = Metric::ErrorGrowth};
    growth.crossing = Crossing::Above;
    growth.reference = 1.3;
    growth.tactics = {std::string(kForgetFaster)};
    Boundary energy{.id = "energy", .quality = "energy", .metric = Metric::NormalisedEnergy};
    energy.crossing = Crossing::Above;
    energy.reference = 1.0;
    energy.tactics = {std::string(kKeep)};
    map.boundaries = {skill, growth, energy};
    map.score.exploration = 0.0;
    map.score.startScore[static_cast<std::size_t>(Family::Rls)] = 0.9;
    return map;
}

} // namespace mlops
