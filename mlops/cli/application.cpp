// SPDX-License-Identifier: GPL-3.0-or-later
#include <exception>

#include "mlops/cli/commands.h"
#include "twin/core/text.h"

namespace mlops {

namespace {

constexpr const char* kFooter =
    "Data goes to standard output, messages to standard error. Exit codes: 0 fine, 1 the work "
    "failed, 2 wrong usage, 3 input invalid, 4 nothing to do, 5 differences found, 130 "
    "interrupted.";

int parseAndRun(CLI::App& app, CommandContext& context, int argc, char** argv)
{
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        // --help and --version come this way too, with code 0.
        const int code = app.exit(error);
        return code == 0 ? 0 : static_cast<int>(ExitCode::WrongUsage);
    }
    return static_cast<int>(context.exitCode);
}

} // namespace

int runGreenloopctl(int argc, char** argv, TrainerSource lstmSource)
{
    CommandContext context;
    context.lstmSource = std::move(lstmSource);
    try {
        CLI::App app("GreenLoop without a window: run, compare, replay and export self-adapting forecasts of traffic.",
                     "greenloopctl");
        app.set_version_flag("--version", GREENLOOP_VERSION);
        app.footer(kFooter);
        app.require_subcommand(1);
        app.add_flag_callback(
            "-q,--quiet", [&context] { context.console.setVerbosity(Console::Verbosity::Quiet); },
            "say nothing but errors");
        app.add_option_function<std::string>(
            "--log-file",
            [&context](const std::string& file) {
                if (const auto opened = context.console.logTo(file); !opened) {
                    throw CLI::ValidationError("--log-file", opened.error().message);
                }
            },
            "append every message to this file, with its time");
        addRunCommand(app, context);
        addCompareCommand(app, context);
        addPolicyCommand(app, context);
        addTrainCommand(app, context);
        addTuneCommand(app, context);
        addModelsCommand(app, context);
        addNetworkCommand(app, context);
        addReplayCommand(app, context);
        addVerifyCommand(app, context);
        addWhyCommand(app, context);
        addWhatIfCommand(app, context);
        addScenarioCommand(app, context);
        addReportCommand(app, context);
        addExportCommand(app, context);
        addSynthesizeCommand(app, context);
        addDemoDataCommand(app, context);
        addEstimateCommand(app, context);
        addDoctorCommand(app, context);
        return parseAndRun(app, context, argc, argv);
    } catch (const std::exception& error) {
        const std::string text = twin::concat("something unforeseen happened: ", error.what());
        return static_cast<int>(context.console.fail({twin::ErrorCode::Internal, text}));
    }
}

} // namespace mlops
