// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/experiment/scenario_data.h"

#include <algorithm>
#include <utility>

#include "mlops/registry/digest.h"
#include "twin/core/text.h"
#include "twin/io/gmns_reader.h"
#include "twin/io/pems_time.h"
#include "twin/io/scenario_json.h"
#include "twin/io/text_file.h"
#include "twin/scenario/scenario_places.h"
#include "twin/scenario/sensor_faults.h"
#include "twin/sensing/detector_health.h"
#include "twin/sensing/imputation.h"
#include "twin/sensing/simulated_city.h"

namespace mlops {

namespace {

using twin::concat;
using twin::Result;

constexpr std::chrono::seconds kInterval{300};

Result<DataFile> fingerprint(const std::filesystem::path& file)
{
    const auto text = twin::readText(file);
    if (!text) {
        return tl::unexpected(text.error());
    }
    return DataFile{std::filesystem::absolute(file).string(), sha256Hex(*text)};
}

/// A feed that the scenario begins, played to the end of `ticks`.
Result<twin::Measurements> record(twin::SensorFeed& feed, std::size_t ticks, const DataProgress& progress)
{
    twin::Measurements measured{feed.axis(), feed.stations(), {}};
    measured.readings.reserve(ticks * measured.stations.size());
    twin::ObservationFrame frame;
    for (std::size_t tick = 0; tick < ticks && feed.next(frame); ++tick) {
        measured.readings.insert(measured.readings.end(), frame.readings.begin(), frame.readings.end());
        if (progress && tick % 12 == 0 && !progress(static_cast<double>(tick) / static_cast<double>(ticks))) {
            return twin::fail(twin::ErrorCode::Cancelled, "simulating the city was interrupted");
        }
    }
    return measured;
}

Result<twin::Measurements> simulate(const twin::RoadNetwork& network, const twin::Scenario& scenario,
                                    const DataProgress& progress)
{
    const auto clock = twin::localClock(scenario.zone, scenario.start, scenario.end);
    if (!clock) {
        return tl::unexpected(clock.error());
    }
    auto city = twin::openCityFeed(network, scenario, *clock);
    if (!city) {
        return tl::unexpected(city.error());
    }
    return record(*city->feed, static_cast<std::size_t>((scenario.end - scenario.start) / kInterval), progress);
}

/// The readings of the files, as columns of the network's stations; what the network does not have is left out.
twin::Measurements onNetwork(const twin::Measurements& files, const twin::RoadNetwork& network,
                             std::vector<std::string>& notes)
{
    twin::Measurements placed{files.axis, {}, {}};
    std::vector<std::size_t> columns;
    for (const twin::PlacedStation& station : network.stations()) {
        const auto found = std::ranges::find(files.stations, station.station.id, &twin::Station::id);
        columns.push_back(static_cast<std::size_t>(found - files.stations.begin()));
        placed.stations.push_back(station.station);
    }
    const auto known = std::ranges::count_if(columns, [&](std::size_t c) { return c < files.stations.size(); });
    notes.push_back(concat(known, " of the network's ", columns.size(), " stations stand in the files, which hold ",
                           files.stations.size()));
    placed.readings.resize(files.ticks() * columns.size());
    for (std::size_t tick = 0; tick < files.ticks(); ++tick) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (columns[i] < files.stations.size()) {
                placed.readings[tick * columns.size() + i] = files.at(tick, columns[i]);
            }
        }
    }
    return placed;
}

Result<twin::Measurements> replayFiles(const ScenarioChoice& choice, const twin::RoadNetwork& network,
                                       const twin::Scenario& scenario, std::vector<std::string>& notes)
{
    std::vector<std::filesystem::path> paths;
    for (const std::string& path : scenario.feed.paths) {
        paths.push_back(std::filesystem::path(path).is_absolute() ? std::filesystem::path(path)
                                                                  : choice.file.parent_path() / path);
    }
    auto read = twin::readMeasurements(paths, {.zone = scenario.zone});
    if (!read) {
        return tl::unexpected(read.error());
    }
    const twin::TimeAxis axis = read->measurements.axis;
    if (axis.at(0) > scenario.start) {
        return twin::fail(twin::ErrorCode::InvalidInput,
                          concat(choice.file.string(), ": feed: the files begin at ",
                                 twin::isoTime(axis.at(0), axis.clock()), ", expected at least ", choice.historyDays,
                                 " days before the scenario's start, ", twin::isoTime(scenario.start, axis.clock())));
    }
    twin::SensorFaultFeed feed(std::make_unique<twin::RecordedFeed>(onNetwork(read->measurements, network, notes)),
                               scenario);
    const auto from = static_cast<std::size_t>((scenario.start - axis.at(0)) / axis.step());
    const auto length = static_cast<std::size_t>((scenario.end - scenario.start) / axis.step());
    return record(feed, std::min(from + length, read->measurements.ticks()), {});
}

/// What was measured before the scenario's start trains, the rest is the stream.
void divide(const twin::Measurements& measured, std::size_t training, ExperimentData& data)
{
    const std::size_t stations = measured.stations.size();
    const auto cut = measured.readings.begin() + static_cast<std::ptrdiff_t>(training * stations);
    data.trainingReadings.assign(measured.readings.begin(), cut);
    data.stream.axis = measured.axis.from(static_cast<twin::Tick>(training));
    data.stream.stations = measured.stations;
    data.stream.readings.assign(cut, measured.readings.end());
    // Models learn from readings as the run will see them: judged and imputed.
    twin::Measurements clean{measured.axis, measured.stations, data.trainingReadings};
    twin::DetectorHealth health(clean.stations, clean.axis);
    twin::Imputer imputer(clean.stations, clean.axis, twin::neighboursInOrder(clean.stations));
    twin::ObservationFrame frame;
    for (std::size_t tick = 0; tick < training; ++tick) {
        const auto row = clean.readings.begin() + static_cast<std::ptrdiff_t>(tick * stations);
        frame.tick = static_cast<twin::Tick>(tick);
        frame.readings.assign(row, row + static_cast<std::ptrdiff_t>(stations));
        health.update(frame);
        imputer.update(frame, health.verdicts());
        std::ranges::copy(frame.readings, row);
    }
    data.adoptTraining(clean);
}

} // namespace

std::filesystem::path networkFolder(const ScenarioChoice& choice, const std::string& name)
{
    std::error_code ignored;
    for (const auto& folder : {choice.networks / name, choice.file.parent_path() / name}) {
        if (std::filesystem::is_directory(folder, ignored)) {
            return folder;
        }
    }
    return name;
}

Result<ExperimentData> loadScenarioData(const ScenarioChoice& choice, const DataProgress& progress)
{
    const auto written = twin::readScenario(choice.file);
    if (!written) {
        return tl::unexpected(written.error());
    }
    const std::filesystem::path folder = networkFolder(choice, written->network);
    auto imported = twin::readGmns(folder);
    if (!imported) {
        return tl::unexpected(imported.error());
    }
    auto network = std::make_shared<const twin::RoadNetwork>(std::move(imported->network));
    auto settled = twin::settle(*written, *network, choice.file.string());
    if (!settled) {
        return tl::unexpected(settled.error());
    }
    ExperimentData data;
    data.name = settled->name;
    data.notes = imported->report.notes;
    for (const auto& file : {choice.file, folder / "node.csv", folder / "link.csv", folder / "location.csv"}) {
        const auto print = fingerprint(file);
        if (!print) {
            return tl::unexpected(print.error());
        }
        data.files.push_back(*print);
    }
    twin::Scenario withHistory = *settled;
    withHistory.start -= std::chrono::days(choice.historyDays);
    twin::Scenario shortened = *settled;
    if (choice.until) {
        shortened.end = std::min(settled->end, *choice.until);
        withHistory.end = shortened.end;
    }
    const auto measured = settled->feed.kind == twin::FeedKind::SimulatedCity
                              ? simulate(*network, withHistory, progress)
                              : replayFiles(choice, *network, shortened, data.notes);
    if (!measured) {
        return tl::unexpected(measured.error());
    }
    const auto training = static_cast<std::size_t>((settled->start - measured->axis.at(0)) / measured->axis.step());
    if (training < 288 || training >= measured->ticks()) {
        return twin::fail(twin::ErrorCode::InvalidInput,
                          concat(choice.file.string(), ": found ", training, " intervals before the start and ",
                                 measured->ticks() - std::min(training, measured->ticks()),
                                 " after it; expected at least a day before and one interval after"));
    }
    divide(*measured, training, data);
    data.network = std::move(network);
    data.networkFolder = folder;
    data.scenario = std::make_shared<const twin::Scenario>(std::move(*settled));
    return data;
}

} // namespace mlops
