// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Options that several commands share, and how their values are read.

#include <filesystem>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "mlops/experiment/run_experiment.h"

namespace mlops {

/// What an experiment is made of, as given on the command line.
struct ExperimentOptions {
    std::vector<std::string> data;
    std::vector<std::string> training;
    std::string protocol = "harmone-2025";
    std::string fidelity = "corrected";
    std::string settings;
    std::string policy; ///< path of a decision map, a Harmonica policy or a HarmonE thresholds file
    std::string zone = "America/Los_Angeles";
    std::string dateOrder = "detect";
    std::size_t trainingTicks = 0;
    EnergyChoice energy;
    std::string models; ///< folder of the model store; empty: the cache
    bool noCache = false;
};

void addExperimentOptions(CLI::App& command, ExperimentOptions& options);

/// Reads a decision map, a Harmonica policy or HarmonE thresholds. Errors: those of the file and of its content.
[[nodiscard]] twin::Result<DecisionMap> readPolicy(const std::string& path);

/// The spec without approach and seed.
[[nodiscard]] twin::Result<RunSpec> baseSpec(const ExperimentOptions& options);
/// Where the options say the data are; requires options that baseSpec accepted.
[[nodiscard]] DataChoice dataChoice(const ExperimentOptions& options);
[[nodiscard]] twin::Result<ExperimentData> loadData(const ExperimentOptions& options, const Protocol& protocol);
/// The store the options name; nothing with --no-cache.
[[nodiscard]] twin::Result<std::optional<ModelStore>> openStore(const ExperimentOptions& options);

/// "3", "1..10", "1,2,5" or a mixture. Errors: InvalidInput.
[[nodiscard]] twin::Result<std::vector<std::uint64_t>> parseSeeds(std::string_view text);

} // namespace mlops
