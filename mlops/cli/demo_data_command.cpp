// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <filesystem>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "mlops/cli/commands.h"
#include "mlops/cli/places.h"
#include "twin/core/text.h"
#include "twin/io/gmns_reader.h"
#include "twin/io/pems_clearinghouse.h"
#include "twin/io/pems_metadata.h"
#include "twin/io/text_file.h"
#include "twin/sensing/simulated_city.h"

namespace mlops {

namespace {

namespace fs = std::filesystem;
using twin::concat;
using twin::ErrorCode;
using twin::fail;
using twin::Result;

struct DemoDataOptions {
    std::uint64_t seed = 1;
    int weeks = 2;
    std::string output;
    std::string network; ///< folder; empty: the bundled city
};

/// Monday, 6 May 2024. Clocks change on 3 November, the last Sunday of week 26.
constexpr std::chrono::sys_days kFirstDay{std::chrono::year{2024} / 5 / 6};
constexpr int kMostWeeks = 25;
constexpr std::chrono::hours kPacificDaylight{-7};
constexpr std::size_t kTicksPerDay = 288;
/// PeMS has no district 9, so the files cannot be taken for a real one's.
constexpr int kDistrict = 9;

/// `d09_text_station_5min_2024_05_06.txt`, as the Clearinghouse names its files.
std::string fileName(std::string_view what, std::chrono::sys_days day)
{
    const std::chrono::year_month_day date(day);
    const auto twoDigits = [](unsigned number) { return concat(number < 10 ? "0" : "", number); };
    return concat("d0", kDistrict, "_text_", what, "_", static_cast<int>(date.year()), "_",
                  twoDigits(static_cast<unsigned>(date.month())), "_", twoDigits(static_cast<unsigned>(date.day())),
                  ".txt");
}

std::string readme(const DemoDataOptions& options, const twin::RoadNetwork& network)
{
    return concat("SYNTHETIC DATA - no measurement of any real road.\n\n"
                  "Readings of the made-up stations of the network ",
                  network.name(), ", as a simulated city gives them, in the layout of the PeMS\n",
                  "Clearinghouse: station_5min (one file a day) and station metadata. Times are those of the clock in "
                  "Los Angeles.\n\nMade by: greenloopctl demo-data --weeks ",
                  options.weeks, " --seed ", options.seed, "\n");
}

/// Errors: InvalidInput if there is something in the folder; Io if it cannot be made.
Result<void> makeEmptyFolder(const fs::path& folder)
{
    std::error_code problem;
    fs::create_directories(folder, problem);
    const bool isEmpty = !problem && fs::is_empty(folder, problem);
    if (problem) {
        return fail(ErrorCode::Io, concat(folder.string(), ": ", problem.message()));
    }
    if (!isEmpty) {
        return fail(ErrorCode::InvalidInput,
                    concat(folder.string(), ": found files, expected an empty folder or none. Name another folder"));
    }
    return {};
}

/// The stations of the network on which the city has detectors, in their order.
std::vector<twin::PlacedStation> stationsOf(const twin::RoadNetwork& network, const twin::SimulatedCity& city)
{
    std::vector<twin::PlacedStation> stations;
    for (const twin::StationIndex index : city.placed()) {
        stations.push_back(network.station(index));
        stations.back().station.district = kDistrict;
    }
    return stations;
}

Result<void> writeDays(const fs::path& folder, twin::SensorFeed& feed, std::span<const twin::PlacedStation> stations,
                       int days, Console& console)
{
    twin::Measurements part;
    for (const twin::PlacedStation& placed : stations) {
        part.stations.push_back(placed.station);
    }
    twin::ObservationFrame frame;
    for (int day = 0; day < days; ++day) {
        part.readings.clear();
        for (std::size_t tick = 0; tick < kTicksPerDay && feed.next(frame); ++tick) {
            part.readings.insert(part.readings.end(), frame.readings.begin(), frame.readings.end());
        }
        part.axis = feed.axis().from(static_cast<twin::Tick>(kTicksPerDay) * day);
        const std::string name = fileName("station_5min", kFirstDay + std::chrono::days(day));
        if (const auto written = twin::writeClearinghouse(folder / name, part); !written) {
            return written;
        }
        console.progress(static_cast<double>(day + 1) / days, name);
    }
    return {};
}

Result<void> writeDemoData(const DemoDataOptions& options, Console& console)
{
    const fs::path folder = options.output;
    const fs::path roads = options.network.empty() ? dataDirectory() / "city-san-jose" : fs::path(options.network);
    const auto read = twin::readGmns(roads);
    if (!read) {
        return tl::unexpected<twin::Error>(read.error());
    }
    const twin::UtcTime start = kFirstDay - kPacificDaylight;
    twin::Scenario scenario{.name = "demo-data", .network = roads.string(), .seed = options.seed};
    scenario.start = start;
    scenario.end = start + std::chrono::weeks(options.weeks);
    const twin::LocalClock clock(scenario.zone, {{start, kPacificDaylight}});
    auto city = twin::openCityFeed(read->network, scenario, clock);
    if (!city) {
        return tl::unexpected<twin::Error>(city.error());
    }
    if (const auto made = makeEmptyFolder(folder); !made) {
        return made;
    }
    if (const auto said = twin::writeTextAtomically(folder / "README.txt", readme(options, read->network)); !said) {
        return said;
    }
    const auto stations = stationsOf(read->network, *city->city);
    if (const auto placed = twin::writePemsMetadata(stations, folder / fileName("meta", kFirstDay)); !placed) {
        return placed;
    }
    return writeDays(folder, *city->feed, stations, 7 * options.weeks, console);
}

} // namespace

void addDemoDataCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<DemoDataOptions>();
    CLI::App* command =
        app.add_subcommand("demo-data", "Write made-up readings of a simulated city as PeMS Clearinghouse files");
    command->add_option("--weeks", options->weeks, "how many, from Monday, 6 May 2024")
        ->capture_default_str()
        ->check(CLI::Range(1, kMostWeeks));
    command->add_option("--seed", options->seed, "equal seeds give equal files")->capture_default_str();
    command->add_option("-o,--output", options->output, "the folder; must be empty or not exist")->required();
    command->add_option("--network", options->network, "a GMNS folder (default: the bundled city)");
    command->callback([options, &context] {
        const auto written = writeDemoData(*options, context.console);
        context.console.endProgress();
        context.exitCode = written ? ExitCode::Fine : context.console.fail(written.error());
    });
}

} // namespace mlops
