// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The header of a run: everything needed to know it again and to do it again.

#include <string>

#include <nlohmann/json.hpp>

#include "mlops/experiment/run_experiment.h"

namespace mlops {

/// What only the program's edge knows.
struct RunIdentity {
    std::string id; ///< UUID
    std::string name;
    std::string createdUtc; ///< ISO 8601
    std::string appVersion;
    std::string cpu;
    unsigned threads = 0;
    std::string os;
};

[[nodiscard]] nlohmann::ordered_json runHeader(const RunIdentity& identity, const RunSpec& spec,
                                               const DataChoice& choice, const ExperimentData& data);

/// The spec and the data choice a header was made from. Errors: Corrupt, naming the field.
struct RunRecipe {
    RunSpec spec;
    DataChoice choice;
    std::size_t trainingTicks = 0;
    std::vector<DataFile> files;
};
[[nodiscard]] twin::Result<RunRecipe> recipeOf(const nlohmann::json& header);

/// The clock of the run's ticks. Errors: Corrupt.
[[nodiscard]] twin::Result<twin::TimeAxis> axisOf(const nlohmann::json& header);

} // namespace mlops
