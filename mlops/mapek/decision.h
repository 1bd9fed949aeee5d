// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// One pass of the loop that reached a conclusion, "do nothing" included, with all that is needed to explain it and to
// plan it again.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mlops/mapek/approach.h"
#include "twin/core/time.h"

namespace mlops {

enum class Actor : std::uint8_t { Loop, User, Scenario };
[[nodiscard]] std::string_view nameOf(Actor actor);
[[nodiscard]] std::string_view nameOf(Metric metric);

/// A model and which of its versions, 1 for the first of the run.
struct ServingModel {
    Family family = Family::Persistence;
    std::size_t version = 1;

    friend bool operator==(const ServingModel&, const ServingModel&) = default;
};

struct Decision {
    std::int64_t id = 0; ///< counts from 1
    twin::Tick tick = 0;
    Actor actor = Actor::Loop;
    Situation situation; ///< what was known; its map pointer is valid while the run lives
    Draws draws;
    Plan plan;
    ServingModel from;
    ServingModel to;  ///< what serves once the tactic has taken effect
    std::string note; ///< what execution had to say, such as why a candidate was refused; empty if nothing
    /// Why a retraining that was ordered was not made: WindowTooShort, too little of its window was observed.
    std::optional<TraceStep> refusal;
};

/// The trace of the decision: the plan's, and where execution refused it the reason.
[[nodiscard]] std::vector<TraceStep> stepsOf(const Decision& decision);

/// What happened, in one sentence: "Switched from lstm v1 to svm v1 because energy 1.316 was above its limit 1."
[[nodiscard]] std::string sentenceOf(const Decision& decision);

} // namespace mlops
