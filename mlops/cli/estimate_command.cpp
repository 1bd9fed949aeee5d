// SPDX-License-Identifier: GPL-3.0-or-later
// What the estimators are worth, as a table: on cases with truth, and on measured data by leaving stations out.
#include <filesystem>
#include <memory>
#include <optional>

#include "mlops/cli/commands.h"
#include "mlops/cli/common_options.h"
#include "mlops/experiment/estimation_study.h"
#include "mlops/experiment/station_line.h"
#include "twin/core/text.h"
#include "twin/io/measurement_files.h"

namespace mlops {

namespace {

using twin::concat;
using twin::fixed;
using twin::Result;

constexpr double kMph = 2.2369362920544; ///< of a metre per second
constexpr double kPerHour = 3600.0;

struct EstimateOptions {
    std::vector<std::string> cases;
    std::string seeds = "1";
    double removedShare = 0.25;
    std::vector<std::string> leaveOut; ///< files or folders of measurements
    StationLine line;
    std::string zone = "America/Los_Angeles";
};

std::string cell(const EstimationErrors& errors, const EstimationErrors& linear)
{
    if (errors.count == 0) {
        return " - | - | - | - |";
    }
    return concat(" ", fixed(errors.speed_mps * kMph, 2), " | ", fixed(errors.speed_mps / linear.speed_mps, 2), " | ",
                  fixed(errors.flow_vps * kPerHour, 0), " | ", fixed(errors.flow_vps / linear.flow_vps, 2), " |");
}

void printStudy(const std::string& label, const EstimationStudy& study)
{
    for (std::size_t kind = 0; kind < kEstimatorKinds; ++kind) {
        std::string row = concat("| ", label, " | ", nameOf(static_cast<EstimatorKind>(kind)), " |",
                                 cell(study.atRemoved[kind], study.atRemoved.front()),
                                 cell(study.atUnsensed[kind], study.atUnsensed.front()));
        const bool isFilter = static_cast<EstimatorKind>(kind) == EstimatorKind::Filter;
        row += isFilter ? concat(" ", fixed(study.flowChiSquare, 2), " / ", fixed(study.speedChiSquare, 2), " | ",
                                 fixed(study.spreadOverError(), 2), " |\n")
                        : std::string(" | |\n");
        Console::print(row);
    }
}

void printHead(std::string_view what)
{
    Console::print(concat("Root mean square errors ", what,
                          "; x: over that of linear interpolation; chi2: normalised squared innovations per degree, of "
                          "flow and of speed; "
                          "spread/error: what the filter expects of its speed at the removed, over its error "
                          "there.\n\n"
                          "| case | estimator | removed: mph | x | veh/h | x | unsensed: mph | x | veh/h | x | chi2 | "
                          "spread/error |\n"
                          "|---|---|---|---|---|---|---|---|---|---|---|---|\n"));
}

void printDifference(std::string_view what, const std::optional<PairedDifference>& found, double unit,
                     std::string_view unitName, int digits)
{
    if (found) {
        Console::print(concat(what, ": filter less ", nameOf(found->baseline), found->difference < 0.0 ? " " : " +",
                              fixed(found->difference * unit, digits), " ", unitName, ", standard error over ",
                              found->days, " days ", fixed(found->standardError * unit, digits), "\n"));
    }
}

/// How far the filter is from the better baseline, and whether days could have made that.
void printDifferences(const EstimationStudy& all)
{
    const auto speed = filterLessBaseline(all, &EstimationErrors::speed_mps);
    const auto flow = filterLessBaseline(all, &EstimationErrors::flow_vps);
    Console::print(speed || flow ? "\n" : "");
    printDifference("speed", speed, kMph, "mph", 2);
    printDifference("flow", flow, kPerHour, "veh/h", 1);
}

Result<void> studyCases(const EstimateOptions& options)
{
    const auto seeds = parseSeeds(options.seeds);
    if (!seeds) {
        return tl::unexpected(seeds.error());
    }
    std::vector<EstimationStudy> all;
    std::vector<std::pair<std::string, EstimationStudy>> rows;
    for (const std::string& folder : options.cases) {
        const auto data = twin::readEstimationCase(folder);
        if (!data) {
            return tl::unexpected(data.error());
        }
        std::vector<EstimationStudy> ofCase;
        for (const std::uint64_t seed : *seeds) {
            const auto study = studyEstimators(*data, {.removedShare = options.removedShare, .seed = seed});
            if (!study) {
                return tl::unexpected(study.error());
            }
            ofCase.push_back(*study);
            all.push_back(*study);
        }
        rows.emplace_back(std::filesystem::path(folder).filename().string(), pooled(ofCase));
    }
    printHead(concat("over ", rows.size(), " cases, ", seeds->size(), " choices of removed stations each"));
    for (const auto& [label, study] : rows) {
        printStudy(label, study);
    }
    printStudy("all", pooled(all));
    return {};
}

Result<void> leaveStationsOut(const EstimateOptions& options)
{
    const std::vector<std::filesystem::path> paths(options.leaveOut.begin(), options.leaveOut.end());
    const auto imported = twin::readMeasurements(paths, {.zone = options.zone, .stations = options.line.stations});
    if (!imported) {
        return tl::unexpected(imported.error());
    }
    const auto data = layStationLine(imported->measurements, options.line);
    if (!data) {
        return tl::unexpected(data.error());
    }
    std::vector<EstimationStudy> all;
    std::vector<std::pair<std::string, EstimationStudy>> rows;
    for (std::size_t s = 0; s < options.line.stations.size(); ++s) {
        const auto study = studyEstimators(*data, {.removed = {twin::StationIndex(s)}});
        if (!study) {
            return tl::unexpected(study.error());
        }
        if (study->atRemoved.front().count == 0) {
            Console::print(concat("Station ", options.line.stations[s], " observed nothing and is passed over.\n\n"));
            continue;
        }
        rows.emplace_back(concat("without ", options.line.stations[s]), *study);
        all.push_back(*study);
    }
    printHead(concat("at a station left out, ", data->frames.size(), " intervals"));
    for (const auto& [label, study] : rows) {
        printStudy(label, study);
    }
    const EstimationStudy together = pooled(all);
    printStudy("all", together);
    printDifferences(together);
    return {};
}

Result<void> estimate(const EstimateOptions& options)
{
    if (options.cases.empty() == options.leaveOut.empty()) {
        return twin::fail(twin::ErrorCode::InvalidInput,
                          "estimate needs either folders of cases, or --leave-out with files of measurements");
    }
    return options.cases.empty() ? leaveStationsOut(options) : studyCases(options);
}

} // namespace

void addEstimateCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<EstimateOptions>();
    CLI::App* command =
        app.add_subcommand("estimate", "Measure what the state estimators are worth: linear interpolation, adaptive "
                                       "smoothing and the filter, side by side");
    command->add_option("cases", options->cases, "folders with a network, readings and the truth");
    command->add_option("--seeds", options->seeds, "choices of removed stations: 3, 1..5 or 1,2,5")
        ->capture_default_str();
    command->add_option("--removed", options->removedShare, "share of all stations that is taken away")
        ->check(CLI::Range(0.01, 0.9))
        ->capture_default_str();
    command->add_option("--leave-out", options->leaveOut, "files or folders of measurements; each station is left out");
    command->add_option("--stations", options->line.stations, "with --leave-out: stations in driving order")
        ->delimiter(',');
    command->add_option("--positions", options->line.positions_m, "with --leave-out: where they stand, metres")
        ->delimiter(',');
    command->add_option("--zone", options->zone, "time zone of the measurements")->capture_default_str();
    command->footer("Example:\n  greenloopctl estimate cases/11 cases/12 --seeds 1..3\n"
                    "  greenloopctl estimate --leave-out us101n-2022 --stations 404531,404532,401833 "
                    "--positions 0,346,1191");
    command->callback([options, &context] {
        const auto done = estimate(*options);
        context.exitCode = done ? ExitCode::Fine : context.console.fail(done.error());
    });
}

} // namespace mlops
