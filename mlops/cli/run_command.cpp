// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <memory>

#include "mlops/cli/commands.h"
#include "mlops/cli/common_options.h"
#include "mlops/cli/machine.h"
#include "mlops/experiment/run_header.h"
#include "mlops/store/sqlite_run_log.h"
#include "twin/core/json_text.h"

namespace mlops {

namespace {

namespace fs = std::filesystem;
using twin::concat;
using twin::Result;

struct RunOptions {
    ExperimentOptions experiment;
    std::string approach = "harmone";
    std::string seeds = "1";
    std::string output = "runs";
    bool json = false;
    bool force = false;
};

/// A file name that says what the run is: harmone_corrected_s1.run.
fs::path fileOf(const RunOptions& options, const RunSpec& spec)
{
    const fs::path given(options.output);
    if (given.extension() == ".run") {
        return given;
    }
    std::string approach = spec.approach;
    std::ranges::replace(approach, '+', '-');
    return given / concat(approach, "_", spec.fidelity.name(), "_s", spec.seed, ".run");
}

Result<void> makeRoom(const fs::path& file, bool force)
{
    std::error_code problem;
    if (file.has_parent_path()) {
        fs::create_directories(file.parent_path(), problem);
    }
    if (problem) {
        return twin::fail(twin::ErrorCode::Io, concat(file.parent_path().string(), ": ", problem.message()));
    }
    if (force) {
        for (const char* suffix : {"", "-wal", "-shm"}) {
            fs::remove(file.string() + suffix, problem);
        }
    }
    return {};
}

/// One line a horizon: how the forecasts did beside two that need no model.
std::string horizonText(const RunSummary& summary)
{
    std::string text = "  ahead         RMSE, vehicles an interval: model, persistence, as yesterday\n";
    for (const HorizonScore& score : summary.horizons) {
        text += concat(
            "    ", score.horizon, score.horizon == 1 ? " interval   " : " intervals  ", score.horizon < 10 ? " " : "",
            twin::fixed(score.errors.rmse(), 2), "   ", twin::fixed(score.persistence.rmse(), 2), "   ",
            score.seasonalNaive.count() > 0 ? twin::fixed(score.seasonalNaive.rmse(), 2) : "no day yet", "\n");
    }
    return text;
}

std::string networkLine(const std::string& ahead, const QuantityScore& score, bool hasBare)
{
    return concat("    ", ahead, twin::fixed(score.joined.rmse(), 2), "   ", twin::fixed(score.persistence.rmse(), 2),
                  "   ", hasBare ? twin::fixed(score.bare.rmse(), 2) : "none", "   ",
                  twin::fixed(score.network.rmse(), 2), "\n");
}

/// Two lines a horizon: how the road network was predicted at the stations.
std::string networkText(const RunSummary& summary)
{
    std::string text =
        "  network ahead RMSE at the stations: twin, nothing changes, bare forecast, driven network alone\n";
    for (const NetworkScore& score : summary.network) {
        const std::string ahead = concat(score.horizon < 10 ? " " : "", score.horizon, "  ");
        text += networkLine(concat(ahead, "flow, veh   "), score.flow, true);
        text += networkLine(concat(ahead, "speed, m/s  "), score.speed, false);
    }
    return text;
}

std::string summaryText(const fs::path& file, const RunSpec& spec, const RunOutcome& outcome)
{
    const RunSummary& summary = outcome.summary;
    const auto energy = outcome.energyPerForecast();
    const auto inference = outcome.inferencePerForecast();
    const auto r2 = summary.errors.r2();
    const auto naive = summary.persistence.r2();
    std::string text = concat(spec.approach, ", ", outcome.fidelity.name(), " fidelity, seed ", spec.seed, ": ",
                              summary.samples, " forecasts scored\n");
    text += concat("  R2            ", r2 ? twin::fixed(*r2, 4) : "no value yet", "   (persistence ",
                   naive ? twin::fixed(*naive, 4) : "no value yet", ")\n");
    text += concat("  MAE           ", twin::fixed(summary.errors.mae(), 2), " vehicles an interval   (persistence ",
                   twin::fixed(summary.persistence.mae(), 2), ")\n");
    text += concat("  energy        ", energy ? twin::significant(energy->value * 1e3, 4) : "-",
                   " mJ a forecast, of it inference ", inference ? twin::significant(inference->value * 1e3, 4) : "-",
                   " mJ\n                (", outcome.energyDescription, ")\n");
    if (summary.horizons.size() > 1) {
        text += horizonText(summary);
    }
    if (!summary.network.empty()) {
        text += networkText(summary);
    }
    text += concat("  decisions     ", summary.decisions, ": ", summary.switches, " switches, ", summary.retrainings,
                   " retrainings, ", summary.reuses, " versions chosen again\n");
    text += concat("  run file      ", file.string(), "\n");
    return text;
}

Result<RunOutcome> runOne(const RunOptions& options, const RunSpec& spec, const ExperimentData& data,
                          const RunTools& tools, const fs::path& file, CommandContext& context)
{
    if (const auto room = makeRoom(file, options.force); !room) {
        return tl::unexpected(room.error());
    }
    const auto header =
        runHeader(identityOfRun(concat(spec.approach, " s", spec.seed)), spec, dataChoice(options.experiment), data);
    auto log = SqliteRunLog::create(file, header.dump());
    if (!log) {
        return tl::unexpected(log.error());
    }
    const auto progress = [&](twin::Tick done, twin::Tick all) {
        context.console.progress(static_cast<double>(done) / static_cast<double>(all),
                                 concat(spec.approach, ", seed ", spec.seed));
    };
    auto outcome = runExperiment(spec, data, {tools.trainer, tools.store, **log, tools.stop, progress});
    context.console.endProgress();
    if (outcome && !(*log)->status()) {
        return tl::unexpected((*log)->status().error());
    }
    return outcome;
}

Result<ExitCode> runSeeds(const RunOptions& options, CommandContext& context)
{
    const InterruptGuard interrupts;
    auto spec = baseSpec(options.experiment);
    const auto seeds = parseSeeds(options.seeds);
    if (!spec || !seeds) {
        return tl::unexpected(!spec ? spec.error() : seeds.error());
    }
    spec->approach = options.approach;
    const auto data = loadData(options.experiment, spec->protocol, [&](double share) {
        context.console.progress(share, "simulating the city");
        return !interrupts.token().stop_requested();
    });
    context.console.endProgress();
    if (!data) {
        return tl::unexpected(data.error());
    }
    const auto store = openStore(options.experiment);
    if (!store) {
        return tl::unexpected(store.error());
    }
    CoreTrainer trainer(context.lstmSource);
    NullRunLog unused;
    const RunTools tools{trainer, *store ? &**store : nullptr, unused, interrupts.token(), {}};
    for (const std::uint64_t seed : *seeds) {
        spec->seed = seed;
        const fs::path file = fileOf(options, *spec);
        const auto outcome = runOne(options, *spec, *data, tools, file, context);
        if (!outcome) {
            return tl::unexpected(outcome.error());
        }
        Console::print(options.json ? summaryJson(*outcome) + '\n' : summaryText(file, *spec, *outcome));
        if (outcome->status == RunStatus::Cancelled) {
            context.console.say("Interrupted: the run file holds everything up to here and is marked cancelled.");
            return ExitCode::Interrupted;
        }
    }
    return ExitCode::Fine;
}

} // namespace

void addRunCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<RunOptions>();
    CLI::App* command = app.add_subcommand("run", "Run one approach over the data and record it in a run file");
    addExperimentOptions(*command, options->experiment);
    command->add_option("--approach", options->approach, "which approach")->capture_default_str();
    command->add_option("--seed", options->seeds, "a seed or a range such as 1..10, one run each")
        ->capture_default_str();
    command->add_option("-o,--output", options->output, "folder for run files, or one file ending in .run")
        ->capture_default_str();
    command->add_flag("--json", options->json, "print the summary as JSON");
    command->add_flag("--force", options->force, "replace run files that exist");
    command->footer("Examples:\n"
                    "  greenloopctl run --approach frugal -o frugal.run\n"
                    "  greenloopctl run --scenario induced-drift --approach frugal\n"
                    "  greenloopctl run --data d04_text_station_5min_2022_10_04.txt --protocol standard --seed 1..3");
    command->callback([options, &context] {
        const auto code = runSeeds(*options, context);
        context.exitCode = code ? *code : context.console.fail(code.error());
    });
}

} // namespace mlops
