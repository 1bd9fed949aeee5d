// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <filesystem>
#include <memory>
#include <thread>

#include "mlops/approaches/catalogue.h"
#include "mlops/cli/commands.h"
#include "mlops/cli/common_options.h"
#include "mlops/cli/parallel_runs.h"
#include "mlops/experiment/comparison_report.h"
#include "twin/core/text.h"
#include "twin/io/text_file.h"

namespace mlops {

namespace {

using twin::Result;

struct CompareOptions {
    ExperimentOptions experiment;
    std::vector<std::string> approaches;
    std::string seeds = "1..10";
    std::string baseline = "persistence";
    std::string format = "text";
    bool json = false;
    std::string output; ///< folder for table and chart in every format
    unsigned jobs = 0;
};

/// "10" alone means ten seeds here: one run of each approach is not a comparison.
Result<std::vector<std::uint64_t>> seedsOf(const std::string& text)
{
    const auto count = twin::parseInteger(text);
    return parseSeeds(count && *count > 0 ? twin::concat("1..", *count) : text);
}

Result<void> writeReports(const Comparison& comparison, const std::filesystem::path& folder)
{
    std::error_code problem;
    std::filesystem::create_directories(folder, problem);
    if (problem) {
        return twin::fail(twin::ErrorCode::Io, twin::concat(folder.string(), ": ", problem.message()));
    }
    const std::pair<const char*, std::string> files[] = {
        {"comparison.txt", report(comparison, ReportFormat::Text)},
        {"comparison.md", report(comparison, ReportFormat::Markdown)},
        {"comparison.csv", report(comparison, ReportFormat::Csv)},
        {"comparison.tex", report(comparison, ReportFormat::Latex)},
        {"comparison.json", report(comparison, ReportFormat::Json)},
        {"tradeoff.svg", tradeoffChart(comparison)},
    };
    for (const auto& [name, text] : files) {
        if (const auto written = twin::writeTextAtomically(folder / name, text); !written) {
            return written;
        }
    }
    return {};
}

Result<Comparison> compare(const CompareOptions& options, CommandContext& context)
{
    const InterruptGuard interrupts;
    auto spec = baseSpec(options.experiment);
    auto seeds = seedsOf(options.seeds);
    if (!spec || !seeds) {
        return tl::unexpected(!spec ? spec.error() : seeds.error());
    }
    ParallelRuns runs{.approaches = options.approaches, .seeds = std::move(*seeds), .base = std::move(*spec)};
    runs.approaches = runs.approaches.empty() ? approachNames() : runs.approaches;
    runs.workers = options.jobs > 0 ? options.jobs : std::max(1U, std::thread::hardware_concurrency());
    const auto data = loadData(options.experiment, runs.base.protocol);
    if (!data) {
        return tl::unexpected(data.error());
    }
    const auto store = openStore(options.experiment);
    if (!store) {
        return tl::unexpected(store.error());
    }
    const auto outcomes = runAll(runs, *data, context.lstmSource, *store ? &**store : nullptr, interrupts.token(),
                                 [&](std::size_t done, std::size_t all) {
                                     context.console.progress(static_cast<double>(done) / static_cast<double>(all),
                                                              twin::concat(done, " of ", all, " runs"));
                                 });
    context.console.endProgress();
    // The first failure is the one to tell; runs that were given up because of it only say "interrupted".
    const auto failed = std::ranges::find_if(
        outcomes, [](const auto& outcome) { return !outcome && outcome.error().code != twin::ErrorCode::Cancelled; });
    if (failed != outcomes.end()) {
        return tl::unexpected(failed->error());
    }
    Comparison comparison{.protocol = runs.base.protocol.name, .data = data->name, .baseline = options.baseline};
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        RunSpec one = runs.base;
        one.approach = runs.approaches[i % runs.approaches.size()];
        one.seed = runs.seeds[i / runs.approaches.size()];
        if (!outcomes[i]) {
            return twin::failIn(twin::concat(one.approach, ", seed ", one.seed), outcomes[i].error());
        }
        comparison.energy = outcomes[i]->energyDescription;
        if (const auto added = add(comparison, one, *outcomes[i]); !added) {
            return tl::unexpected(added.error());
        }
    }
    return comparison;
}

ExitCode runCompare(const CompareOptions& options, CommandContext& context)
{
    const auto format = reportFormatNamed(options.json ? "json" : options.format);
    if (!format) {
        static_cast<void>(context.console.fail(format.error()));
        return ExitCode::WrongUsage;
    }
    const auto comparison = compare(options, context);
    if (!comparison) {
        return context.console.fail(comparison.error());
    }
    Console::print(report(*comparison, *format));
    if (!options.output.empty()) {
        if (const auto written = writeReports(*comparison, options.output); !written) {
            return context.console.fail(written.error());
        }
        context.console.say(twin::concat("Table and chart: ", options.output, "/comparison.* and tradeoff.svg"));
    }
    return ExitCode::Fine;
}

} // namespace

void addCompareCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<CompareOptions>();
    CLI::App* command = app.add_subcommand("compare", "Run approaches over the same data and seeds; print the table");
    addExperimentOptions(*command, options->experiment);
    command->add_option("--approaches,--approach", options->approaches, "which approaches (default: all twelve)")
        ->delimiter(',');
    command->add_option("--seeds,--seed", options->seeds, "how many seeds, or a range such as 1..10")
        ->capture_default_str();
    command->add_option("--baseline", options->baseline, "approach the others are tested against")
        ->capture_default_str();
    command->add_option("--format", options->format, "text, markdown, csv, latex or json")->capture_default_str();
    command->add_flag("--json", options->json, "the same as --format json");
    command->add_option("-o,--output", options->output, "folder for the table in every format and the chart");
    command->add_option("-j,--jobs", options->jobs, "runs at once (default: one for each processor)");
    command->footer("Examples:\n"
                    "  greenloopctl compare --seeds 3 --approaches lr,svm,frugal\n"
                    "  greenloopctl compare --data harmone-2019 --fidelity reference --energy recorded -o results");
    command->callback([options, &context] { context.exitCode = runCompare(*options, context); });
}

} // namespace mlops
