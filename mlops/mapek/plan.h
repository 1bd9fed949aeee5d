// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a plan may do, and the plan itself.

#include <cstddef>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "mlops/mapek/decision_map.h"
#include "mlops/mapek/knowledge.h"
#include "mlops/mapek/trace.h"
#include "mlops/registry/model_version.h"

namespace mlops {

/// The closed set of tactics.
struct Keep {};
struct SwitchModel {
    Family to = Family::Persistence;
};
struct ReuseVersion {
    Family family = Family::Persistence;
    std::size_t number = 0; ///< of the version, 1 for the first
};
struct Retrain {
    Family family = Family::Persistence;
    std::size_t window = 0; ///< newest intervals to train on
    TrainingReason reason = TrainingReason::Drift;
};
struct SetForgetting {
    double factor = 1.0;
};
using Tactic = std::variant<Keep, SwitchModel, ReuseVersion, Retrain, SetForgetting>;

/// keep, switch, reuse-version, retrain, set-forgetting.
[[nodiscard]] std::string_view nameOf(const Tactic& tactic);

/// Whether a candidate could have been chosen, and if not, why.
enum class Feasibility : std::uint8_t {
    Feasible,
    ServesNow,    ///< it is the model in service
    LowerScore,   ///< another has a higher running score
    CostsMore,    ///< it is expected to cost more than the model in service
    OnHold,       ///< the loop is in its hold after an energy crossing
    NotDue,       ///< no boundary was crossed
    TooDifferent, ///< its training data are too far from the current data
    NotReady,     ///< too little data to judge
    NotAllowed,   ///< the crossed boundary's tactics do not name it
    CheaperFirst, ///< what costs less is tried first
    HasToAct      ///< a boundary was crossed, and something can be done about it
};
[[nodiscard]] std::string_view describe(Feasibility feasibility);

struct Candidate {
    Tactic tactic;
    Family family = Family::Persistence;
    std::optional<double> expectedScore;
    std::optional<twin::Joules> expectedEnergy; ///< per forecast
    Feasibility feasibility = Feasibility::Feasible;
    bool chosen = false;
};

/// The boundary that asked for a decision.
struct Trigger {
    Metric metric = Metric::Score;
    Crossing crossing = Crossing::Below;
    double value = 0.0;
    double limit = 0.0;
};

/// Numbers drawn for a check by the run's planner stream, whether or not the plan uses them.
struct Draws {
    double explore = 1.0; ///< uniform in [0, 1): explores if below the rate
    double pick = 0.0;    ///< uniform in [0, 1): which of several
};

struct Plan {
    Tactic tactic;
    std::optional<Trigger> trigger; ///< nothing where no boundary was crossed
    bool byChance = false;          ///< chance decided, not a boundary
    std::vector<Candidate> candidates;
    Trace trace;
    Knowledge next;
};

} // namespace mlops
