// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include "mlops/cli/commands.h"
#include "mlops/store/html_report.h"
#include "twin/core/text.h"
#include "twin/io/text_file.h"

namespace mlops {

namespace {

struct ReportOptions {
    std::string run;
    std::string output = "report.html";
};

ExitCode writeReport(const ReportOptions& options, CommandContext& context)
{
    const auto reader = RunReader::open(options.run);
    if (!reader) {
        return context.console.fail(reader.error());
    }
    const auto page = htmlReport(*reader);
    if (!page) {
        return context.console.fail(page.error());
    }
    if (const auto written = twin::writeTextAtomically(options.output, *page); !written) {
        return context.console.fail(written.error());
    }
    context.console.say(twin::concat("Report: ", options.output));
    return ExitCode::Fine;
}

} // namespace

void addReportCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<ReportOptions>();
    CLI::App* command = app.add_subcommand("report", "Write a run as one HTML page that needs nothing but itself");
    command->add_option("run", options->run, "the run file")->required();
    command->add_option("-o,--output", options->output, "the page to write")->capture_default_str();
    command->footer("Example:\n  greenloopctl report runs/harmone_corrected_s1.run -o harmone.html");
    command->callback([options, &context] { context.exitCode = writeReport(*options, context); });
}

} // namespace mlops
