// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/mapek/boundary_choices.h"

#include "twin/core/assert.h"

namespace mlops {

namespace {

constexpr std::array kFixed{Law::Static};
constexpr std::array kScoreLaws{Law::Static, Law::RelativeToHistory};
constexpr std::array kEnergyLaws{Law::Static, Law::EnergyBank, Law::DecayingDebt, Law::RelativeToHistory};

constexpr std::array kScoreTactics{kSwitchToBest};
constexpr std::array kEnergyTactics{kSwitchToBestOther};
constexpr std::array kDriftTactics{kReuseVersion, kRetrain};
constexpr std::array kSkillTactics{kForgetFaster, kRetrain};
constexpr std::array kGrowthTactics{kForgetFaster};

// What a law begins with; the bank's gain is HarmonE's.
constexpr double kUsualGain = 0.95;
constexpr double kUsualDecay = 0.9;
constexpr double kUsualDebt = 1.0;
constexpr double kUsualMargin = 0.1;

} // namespace

BoundaryChoices choicesAt(Metric metric)
{
    switch (metric) {
    case Metric::Score:
        return {Crossing::Below, kScoreLaws, kScoreTactics, false};
    case Metric::NormalisedEnergy:
        return {Crossing::Above, kEnergyLaws, kEnergyTactics, true};
    case Metric::DriftDistance:
        return {Crossing::Above, kFixed, kDriftTactics, false};
    case Metric::Skill:
        return {Crossing::Below, kFixed, kSkillTactics, false};
    case Metric::ErrorGrowth:
        return {Crossing::Above, kFixed, kGrowthTactics, false};
    }
    return {};
}

Boundary shippedBoundary(Metric metric)
{
    for (const DecisionMap& map : {harmoneMap(), frugalMap()}) {
        if (const Boundary* boundary = map.boundaryOn(metric)) {
            return *boundary;
        }
    }
    TWIN_ASSERT(false, "every metric has a boundary in a shipped map");
    return {};
}

Boundary underLaw(Boundary boundary, Law law)
{
    const Boundary usual;
    boundary.law = law;
    boundary.gain = law == Law::EnergyBank ? kUsualGain : usual.gain;
    boundary.decay = law == Law::DecayingDebt ? kUsualDecay : usual.decay;
    boundary.cap = law == Law::DecayingDebt ? kUsualDebt : usual.cap;
    boundary.floor = usual.floor;
    const double margin = boundary.crossing == Crossing::Above ? kUsualMargin : -kUsualMargin;
    boundary.historyFactor = law == Law::RelativeToHistory ? 1.0 + margin : usual.historyFactor;
    return boundary;
}

Boundary allowing(Boundary boundary, std::string_view tactic, bool allowed)
{
    std::vector<std::string> tactics;
    for (const std::string_view known : choicesAt(boundary.metric).tactics) {
        if (known == tactic ? allowed : boundary.allows(known)) {
            tactics.emplace_back(known);
        }
    }
    if (tactics.empty()) {
        tactics.emplace_back(kKeep);
    }
    boundary.tactics = std::move(tactics);
    return boundary;
}

} // namespace mlops
