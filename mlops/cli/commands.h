// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The commands of greenloopctl. Each adds itself to the application; its callback stores the exit code in the context.

#include <CLI/CLI.hpp>

#include "mlops/cli/console.h"
#include "mlops/forecasting/core_trainer.h"

namespace mlops {

/// What every command works with. Lives as long as the application.
struct CommandContext {
    Console console;
    TrainerSource lstmSource; ///< loads LibTorch when it is first needed
    ExitCode exitCode = ExitCode::Fine;
};

void addRunCommand(CLI::App& app, CommandContext& context);
void addCompareCommand(CLI::App& app, CommandContext& context);
void addTuneCommand(CLI::App& app, CommandContext& context);
void addPolicyCommand(CLI::App& app, CommandContext& context);
void addDemoDataCommand(CLI::App& app, CommandContext& context);
void addTrainCommand(CLI::App& app, CommandContext& context);
void addModelsCommand(CLI::App& app, CommandContext& context);
void addNetworkCommand(CLI::App& app, CommandContext& context);
void addReplayCommand(CLI::App& app, CommandContext& context);
void addVerifyCommand(CLI::App& app, CommandContext& context);
void addWhyCommand(CLI::App& app, CommandContext& context);
void addWhatIfCommand(CLI::App& app, CommandContext& context);
void addReportCommand(CLI::App& app, CommandContext& context);
void addExportCommand(CLI::App& app, CommandContext& context);
void addScenarioCommand(CLI::App& app, CommandContext& context);
void addSynthesizeCommand(CLI::App& app, CommandContext& context);
void addEstimateCommand(CLI::App& app, CommandContext& context);
void addDoctorCommand(CLI::App& app, CommandContext& context);

/// Builds the application, parses and runs. Never throws.
[[nodiscard]] int runGreenloopctl(int argc, char** argv, TrainerSource lstmSource);

} // namespace mlops
