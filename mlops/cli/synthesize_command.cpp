// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <memory>

#include "mlops/cli/commands.h"
#include "twin/core/json_text.h"
#include "twin/io/pems_web_export.h"
#include "twin/io/text_file.h"
#include "twin/sensing/synthetic_station.h"

namespace mlops {

namespace {

namespace fs = std::filesystem;
using twin::concat;
using twin::Result;

struct SynthesizeOptions {
    std::uint64_t seed = 7;
    int weeks = 6;
    std::string output;
};

/// Monday, 6 May 2024: weeks without a clock change.
constexpr std::chrono::sys_days kFirstDay{std::chrono::year{2024} / 5 / 6};
constexpr std::chrono::hours kPacificDaylight{-7};
constexpr std::size_t kTicksPerWeek = 2016;

std::string episodesJson(const SynthesizeOptions& options, const twin::SyntheticStation& station)
{
    twin::JsonText json;
    json.beginObject().field("synthetic", true).field("seed", options.seed).key("episodes").beginArray();
    for (const twin::DriftEpisode& episode : station.episodes) {
        const twin::TimeAxis& axis = station.measurements.axis;
        json.beginObject().field("kind", nameOf(episode.kind)).field("from_tick", episode.from);
        json.field("to_tick", episode.to).field("from", twin::isoTime(axis.at(episode.from), axis.clock()));
        json.field("to", twin::isoTime(axis.at(episode.to), axis.clock())).endObject();
    }
    json.endArray().endObject();
    return json.text() + '\n';
}

Result<void> write(const SynthesizeOptions& options)
{
    const fs::path folder = options.output;
    std::error_code problem;
    fs::create_directories(folder, problem);
    if (problem) {
        return twin::fail(twin::ErrorCode::Io, concat(folder.string(), ": ", problem.message()));
    }
    const twin::UtcTime start = kFirstDay - kPacificDaylight;
    const twin::LocalClock clock("America/Los_Angeles", {{start, kPacificDaylight}});
    const auto station =
        twin::makeSyntheticStation({.seed = options.seed, .weeks = options.weeks, .start = start, .clock = clock});
    const twin::Measurements& all = station.measurements;
    for (std::size_t week = 0; week < static_cast<std::size_t>(options.weeks); ++week) {
        const auto begin = all.readings.begin() + static_cast<std::ptrdiff_t>(week * kTicksPerWeek);
        const twin::Measurements part{all.axis.from(static_cast<twin::Tick>(week * kTicksPerWeek)),
                                      all.stations,
                                      {begin, begin + static_cast<std::ptrdiff_t>(kTicksPerWeek)}};
        const fs::path file = folder / concat("synthetic_900001_week_", week + 1, ".csv");
        if (const auto written = twin::writeWebExport(file, part, 0); !written) {
            return written;
        }
    }
    return twin::writeTextAtomically(folder / "episodes.json", episodesJson(options, station));
}

} // namespace

void addSynthesizeCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<SynthesizeOptions>();
    CLI::App* command = app.add_subcommand(
        "synthesize", "Write a made-up station with drift episodes as weekly files in PeMS web export format");
    command->add_option("--seed", options->seed, "equal seeds give equal files")->capture_default_str();
    command->add_option("--weeks", options->weeks, "how many")->capture_default_str()->check(CLI::Range(1, 520));
    command->add_option("-o,--output", options->output, "the folder")->required();
    command->footer(
        "The bundled data were made by:\n  greenloopctl synthesize --seed 7 --weeks 6 -o data/synthetic-station");
    command->callback([options, &context] {
        const auto written = write(*options);
        context.exitCode = written ? ExitCode::Fine : context.console.fail(written.error());
    });
}

} // namespace mlops
