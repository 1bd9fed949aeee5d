// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A scenario as experiment data: the city, the week before that trains the models, and the stream itself with
// everything that happens in it. A simulated city is simulated once, before the run; approaches are then compared on
// the same readings.

#include <filesystem>

#include "mlops/experiment/experiment_data.h"

namespace mlops {

/// The folder of the network a scenario names: a bundled one's, else one beside the scenario, else as it stands.
[[nodiscard]] std::filesystem::path networkFolder(const ScenarioChoice& choice, const std::string& name);

/// Errors: those of the scenario, the network and the files; Cancelled where `progress` said so.
[[nodiscard]] twin::Result<ExperimentData> loadScenarioData(const ScenarioChoice& choice, const DataProgress& progress);

/// Where the roads of a scenario lie: the bundled network of that name, else the folder beside the scenario or as it
/// stands.
[[nodiscard]] std::filesystem::path networkFolder(const ScenarioChoice& choice, const std::string& name);

} // namespace mlops
