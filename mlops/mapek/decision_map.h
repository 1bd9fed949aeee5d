// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Goals, boundaries, laws and tactics as data: which quality matters in which dimension of sustainability, which
// feature of the system helps or harms it, where the boundary lies that must not be crossed, by which law the boundary
// moves, and what may be done when it is crossed.
//
// Source: the sustainability decision map of HarmonE (its figure: one system, three features, five qualities) with the
// thresholds of its code; the vocabulary of effects and impacts is that of decision maps in general.

#include <array>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "mlops/drift/distribution_distance.h"
#include "mlops/energy/energy_ledger.h"
#include "mlops/forecasting/forecaster.h"

namespace mlops {

enum class Dimension { Technical, Environmental, Economic, Social };
enum class NodeKind { System, Feature, Quality };
enum class Effect { Positive, Negative, Undecided };
enum class Impact { Immediate, Enabling, Systemic };

struct MapNode {
    std::string id;
    NodeKind kind = NodeKind::Quality;
    std::string title;
    Dimension dimension = Dimension::Technical; ///< of a quality
    std::string metric;                         ///< of a quality: how it is measured
    std::string unit;
};

struct MapEdge {
    std::string from;
    std::string to;
    Effect effect = Effect::Undecided;
    Impact impact = Impact::Immediate;
    std::string note;
};

/// How the limit of a boundary moves.
enum class Law {
    Static,           ///< it does not
    EnergyBank,       ///< integral: limit += gain x (reference - value) each cycle; unspent allowance is saved up
    DecayingDebt,     ///< debt = (debt + max(0, value - reference)) x decay; crossed when debt > cap
    RelativeToHistory ///< crossed only if also beyond `historyFactor` times the mean of the values before
};

/// What a boundary is about.
enum class Metric { Score, NormalisedEnergy, DriftDistance, Skill, ErrorGrowth };

/// Which side of the limit is bad.
enum class Crossing { Below, Above };

struct Boundary {
    std::string id;
    std::string quality; ///< the MapNode it belongs to
    Metric metric = Metric::Score;
    Crossing crossing = Crossing::Below;
    double reference = 0.0;
    Law law = Law::Static;
    double gain = 0.0;  ///< of the energy bank
    double decay = 1.0; ///< of the debt, a cycle
    double historyFactor = 1.0;
    double floor = -std::numeric_limits<double>::infinity(); ///< least limit of the bank
    double cap = std::numeric_limits<double>::infinity();    ///< greatest limit of the bank; greatest debt allowed
    DistanceKind distance = DistanceKind::SharedKl;          ///< of a drift boundary: the test that gives the value
    int holdCycles = 0;                                      ///< cycles without checks after a crossing
    std::vector<std::string> tactics; ///< of kTactics: what may be done, first choice first; none of them means keep

    [[nodiscard]] bool allows(std::string_view tactic) const;
};

// The words for what may be done at a boundary.
inline constexpr std::string_view kSwitchToBest = "switch-to-best"; ///< the model with the highest running score
inline constexpr std::string_view kSwitchToBestOther = "switch-to-best-other"; ///< the same, the serving one left out
inline constexpr std::string_view kReuseVersion = "reuse-version"; ///< the version whose training data are closest
inline constexpr std::string_view kRetrain = "retrain";
inline constexpr std::string_view kForgetFaster = "forget-faster";
inline constexpr std::string_view kKeep = "keep";
inline constexpr std::array kTactics{kSwitchToBest, kSwitchToBestOther, kReuseVersion, kRetrain, kForgetFaster, kKeep};

/// How accuracy and energy become one score.
struct ScoreRule {
    double beta = 0.95;                            ///< weight of accuracy; 1 - beta is that of energy
    double gamma = 0.8;                            ///< weight of the newest score in the running one
    twin::Joules energyFloor{0.0};                 ///< normalised energy 0
    twin::Joules energyCeiling{25e-3};             ///< normalised energy 1, per prediction
    double exploration = 0.1;                      ///< probability of a random switch a cycle
    std::array<double, kFamilyCount> startScore{}; ///< by family; 0 where it is not used

    [[nodiscard]] double normalised(twin::Joules energy) const
    {
        return (energy - energyFloor) / (energyCeiling - energyFloor);
    }
};

struct DecisionMap {
    std::string name;
    std::string description;
    std::vector<MapNode> nodes;
    std::vector<MapEdge> edges;
    std::vector<Boundary> boundaries;
    ScoreRule score;

    /// The boundary on a metric, or null.
    [[nodiscard]] const Boundary* boundaryOn(Metric metric) const;
};

/// HarmonE's map with the thresholds of its published experiment.
[[nodiscard]] DecisionMap harmoneMap();
/// The map of our own approach.
[[nodiscard]] DecisionMap frugalMap();

} // namespace mlops
