// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Settings and version metadata as JSON: for the store, the run log and the exports.

#include <string>

#include <nlohmann/json.hpp>

#include "mlops/registry/model_version.h"

namespace mlops {

[[nodiscard]] nlohmann::ordered_json toJson(const ModelSettings& settings);
/// Errors: InvalidInput, naming the field that is missing or wrong.
[[nodiscard]] twin::Result<ModelSettings> settingsFromJson(const nlohmann::ordered_json& json);

/// Everything of a version but its numbers: the weights' names and shapes stand in "arrays".
[[nodiscard]] nlohmann::ordered_json toJson(const ModelVersion& version);
/// A version with empty arrays of the right shapes. Errors: Corrupt, naming the field.
[[nodiscard]] twin::Result<ModelVersion> versionFromJson(const nlohmann::ordered_json& json);

} // namespace mlops
