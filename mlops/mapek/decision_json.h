// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Decisions as JSON: one line each in the run log, the same for everybody who reads it.

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "mlops/mapek/decision.h"

namespace mlops {

/// The decision as the run log keeps it. Ensures: equal decisions give equal bytes.
[[nodiscard]] std::string toJsonLine(const Decision& decision);

/// Reads back what planning again needs: check, evidence, knowledge, draws, timing, tick and serving models, and what
/// execution added: note and refusal. The plan itself is not read; decide() makes it again. What a user or a scenario
/// ordered was never planned: its tactic is read, and its plan's knowledge is the situation's with the model that
/// served then. `map` must outlive the result. Errors: Corrupt.
[[nodiscard]] twin::Result<Decision> decisionFromJson(const nlohmann::json& json, const DecisionMap& map);

} // namespace mlops
