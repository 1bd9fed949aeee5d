// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <memory>

#include "mlops/cli/commands.h"
#include "mlops/metrics/error_accumulator.h"
#include "mlops/store/export_tables.h"
#include "mlops/store/run_reader.h"
#include "twin/core/json_text.h"
#include "twin/sensing/measurements.h"

namespace mlops {

namespace {

using twin::concat;
using twin::Result;

struct ReplayOptions {
    std::string run;
    bool all = false;
    bool json = false;
};

/// The score of the recorded forecasts, from the record alone.
Result<ErrorAccumulator> scored(const RunReader& reader)
{
    ErrorAccumulator errors;
    StoredTick before;
    const auto walked = reader.ticks([&](const StoredTick& tick) {
        for (std::size_t n = 0; n < tick.flows.size() && !before.forecast.empty(); ++n) {
            const bool observed =
                tick.quality.empty() || tick.quality[n] == static_cast<std::uint8_t>(twin::Quality::Observed);
            if (observed) {
                errors.add(tick.flows[n], before.forecast[n]);
            }
        }
        before = tick;
        return true;
    });
    return walked ? Result<ErrorAccumulator>(errors) : tl::unexpected(walked.error());
}

/// One line a decision, unchanged ones folded into a count.
Result<std::string> story(const ExportContext& context, bool all)
{
    const auto lines = decisionsJsonl(context);
    if (!lines) {
        return lines;
    }
    std::string text;
    std::size_t quiet = 0;
    const auto fold = [&] {
        text +=
            quiet == 0 ? "" : concat("          ... ", quiet, quiet == 1 ? " check" : " checks", ", nothing to do\n");
        quiet = 0;
    };
    for (const std::string_view line : twin::split(*lines, '\n')) {
        if (line.empty()) {
            continue;
        }
        const auto json = nlohmann::json::parse(line);
        if (json.at("verdict") == "keep" && !all) {
            ++quiet;
            continue;
        }
        fold();
        const auto tick = json.at("tick").get<twin::Tick>();
        const std::string time = context.axis.hasDates() ? twin::isoTime(context.axis.at(tick), context.axis.clock())
                                                         : concat("tick ", tick);
        text += concat("#", json.at("id").get<std::int64_t>(), "  ", time, "  ", json.at("sentence").get<std::string>(),
                       '\n');
    }
    fold();
    return text;
}

Result<ExitCode> replay(const ReplayOptions& options)
{
    const auto reader = RunReader::open(options.run);
    if (!reader) {
        return tl::unexpected(reader.error());
    }
    const auto context = exportContext(*reader, {.withTimings = false, .appVersion = ""});
    const auto errors = scored(*reader);
    if (!context || !errors) {
        return tl::unexpected(!context ? context.error() : errors.error());
    }
    const auto text = options.json ? decisionsJsonl(*context) : story(*context, options.all);
    if (!text) {
        return tl::unexpected(text.error());
    }
    Console::print(*text);
    const std::string status = reader->status() == "running" ? "interrupted" : reader->status();
    const auto r2 = errors->r2();
    if (!options.json) {
        Console::print(concat("The run is ", status, "; from its record: ", errors->count(), " forecasts, R2 ",
                              r2 ? twin::fixed(*r2, 4) : "-", ", MAE ", twin::fixed(errors->mae(), 2), "\n"));
    }
    const nlohmann::json& summary = reader->summary();
    const bool agrees = summary.is_null() || !r2 || summary.at("r2").is_null() ||
                        std::fabs(summary.at("r2").get<double>() - *r2) < 1e-12;
    return agrees ? ExitCode::Fine : ExitCode::Differs;
}

} // namespace

void addReplayCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<ReplayOptions>();
    CLI::App* command = app.add_subcommand("replay", "Tell a recorded run again, from its file alone");
    command->add_option("run", options->run, "the run file")->required();
    command->add_flag("--all", options->all, "also the checks that changed nothing");
    command->add_flag("--json", options->json, "one JSON object a decision");
    command->footer("Exit code 5: the record's own score is not the one its summary states.\n"
                    "Example:\n  greenloopctl replay runs/harmone_corrected_s1.run");
    command->callback([options, &context] {
        const auto code = replay(*options);
        context.exitCode = code ? *code : context.console.fail(code.error());
    });
}

} // namespace mlops
