// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The policy files of Harmonica and HarmonE, read onto a decision map. Internal to decision_map_json.h: failures leave
// by exception.

#include <nlohmann/json.hpp>

#include "mlops/mapek/decision_map.h"

namespace mlops {

[[nodiscard]] DecisionMap mapFromHarmonica(const nlohmann::ordered_json& json);
[[nodiscard]] DecisionMap mapFromThresholds(const nlohmann::ordered_json& json);

} // namespace mlops
