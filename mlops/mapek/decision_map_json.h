// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Decision maps as files, and the policy files of the systems we follow.
//
// Our own format is documented in data/policies/README.md. A Harmonica policy.json holds one boundary with its tactics
// and secondary boundaries; a HarmonE thresholds.json holds seven numbers. Both are read onto HarmonE's map, whose
// other boundaries stay as they are.

#include <filesystem>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "mlops/mapek/decision_map.h"
#include "twin/core/result.h"

namespace mlops {

[[nodiscard]] nlohmann::ordered_json toJson(const DecisionMap& map);

/// Reads any of the three kinds, told apart by their fields.
/// Errors: InvalidInput, with the field that is missing, unknown or out of range, what was found and expected.
[[nodiscard]] twin::Result<DecisionMap> decisionMapFromText(std::string_view text);

/// The text of a Harmonica policy for the boundary on `metric` (drift becomes a secondary boundary of the score).
/// Errors: InvalidInput where the map has no such boundary or Harmonica has no word for it.
[[nodiscard]] twin::Result<std::string> harmonicaPolicy(const DecisionMap& map, Metric metric);

/// HarmonE's thresholds.json. Errors: InvalidInput where a boundary it needs is missing.
[[nodiscard]] twin::Result<std::string> harmoneThresholds(const DecisionMap& map);

} // namespace mlops
