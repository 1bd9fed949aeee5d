// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include "mlops/cli/commands.h"
#include "mlops/store/run_export.h"
#include "twin/core/text.h"

namespace mlops {

namespace {

struct ExportCommandOptions {
    std::string run;
    std::string output;
    bool noTimings = false;
};

ExitCode exportTo(const ExportCommandOptions& options, CommandContext& context)
{
    const auto reader = RunReader::open(options.run);
    if (!reader) {
        return context.console.fail(reader.error());
    }
    const auto done =
        exportRun(*reader, options.output, {.withTimings = !options.noTimings, .appVersion = GREENLOOP_VERSION});
    if (!done) {
        return context.console.fail(done.error());
    }
    context.console.say(twin::concat("Exported to ", options.output, "; its README.txt explains every file."));
    return ExitCode::Fine;
}

} // namespace

void addExportCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<ExportCommandOptions>();
    CLI::App* command = app.add_subcommand("export", "Write a run as a folder of CSV and JSON files");
    command->add_option("run", options->run, "the run file")->required();
    command->add_option("-o,--output", options->output, "the folder to make")->required();
    command->add_flag("--no-timings", options->noTimings,
                      "leave latencies and joules out: equal runs give equal bytes");
    command->footer("Example:\n  greenloopctl export runs/harmone_corrected_s1.run -o harmone-s1");
    command->callback([options, &context] { context.exitCode = exportTo(*options, context); });
}

} // namespace mlops
