// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/experiment/experiment_data.h"

#include <algorithm>
#include <utility>

#include "mlops/experiment/scenario_data.h"
#include "mlops/registry/digest.h"
#include "twin/core/text.h"
#include "twin/io/text_file.h"

namespace mlops {

namespace {

namespace fs = std::filesystem;
using twin::ErrorCode;
using twin::Imported;
using twin::Measurements;
using twin::Result;

constexpr std::string_view kPublishedTraining = "flow_data_train.csv";
constexpr std::string_view kPublishedStream = "flow_data_test.csv";

/// The published data set's two files, where the choice is its folder.
DataChoice withPublishedFiles(DataChoice choice)
{
    std::error_code ignored;
    if (choice.paths.size() == 1 && choice.trainingPaths.empty() && fs::is_directory(choice.paths.front(), ignored)) {
        const fs::path folder = choice.paths.front();
        if (fs::exists(folder / kPublishedTraining, ignored) && fs::exists(folder / kPublishedStream, ignored)) {
            choice.paths = {folder / kPublishedStream};
            choice.trainingPaths = {folder / kPublishedTraining};
        }
    }
    return choice;
}

/// Rows [first, last) of the measurements.
Measurements rows(const Measurements& whole, std::size_t first, std::size_t last)
{
    const auto width = static_cast<std::ptrdiff_t>(whole.stations.size());
    const auto begin = whole.readings.begin();
    return {whole.axis.from(static_cast<twin::Tick>(first)),
            whole.stations,
            {begin + static_cast<std::ptrdiff_t>(first) * width, begin + static_cast<std::ptrdiff_t>(last) * width}};
}

Result<void> addFiles(ExperimentData& data, const Imported& imported)
{
    for (const std::string& file : imported.report.files) {
        const auto text = twin::readText(file);
        if (!text) {
            return tl::unexpected(text.error());
        }
        data.files.push_back({file, sha256Hex(*text)});
    }
    data.notes.insert(data.notes.end(), imported.report.notes.begin(), imported.report.notes.end());
    return {};
}

} // namespace

void ExperimentData::adoptTraining(const Measurements& measured)
{
    trainingAxis = measured.axis;
    training = completeFlows(measured);
    trainingObserved = observedMarks(measured);
    const auto missing = std::ranges::count(trainingObserved, std::uint8_t{0});
    trainingShareImputed =
        missing == 0 ? 0.0 : static_cast<double>(missing) / static_cast<double>(trainingObserved.size());
}

std::vector<std::uint8_t> observedMarks(const Measurements& measurements)
{
    std::vector<std::uint8_t> marks(measurements.readings.size());
    std::ranges::transform(measurements.readings, marks.begin(), [](const twin::Observation& reading) {
        return static_cast<std::uint8_t>(reading.quality() == twin::Quality::Observed ? 1 : 0);
    });
    if (std::ranges::count(marks, std::uint8_t{0}) == 0) {
        marks.clear();
    }
    return marks;
}

std::vector<float> completeFlows(const Measurements& measurements)
{
    const std::size_t stations = measurements.stations.size();
    const auto day = static_cast<std::size_t>(measurements.axis.slotAt(0).slotsPerDay);
    std::vector<float> flows(measurements.readings.size());
    for (std::size_t i = 0; i < flows.size(); ++i) {
        flows[i] = measurements.readings[i].flow_veh;
        if (measurements.readings[i].quality() == twin::Quality::Missing) {
            flows[i] = i >= day * stations ? flows[i - day * stations] : i >= stations ? flows[i - stations] : 0.0F;
        }
    }
    return flows;
}

Result<ExperimentData> loadExperimentData(const DataChoice& given, std::size_t trainingTicks,
                                          const DataProgress& progress)
{
    if (given.scenario) {
        return loadScenarioData(*given.scenario, progress);
    }
    const DataChoice choice = withPublishedFiles(given);
    auto stream = twin::readMeasurements(choice.paths, choice.options);
    if (!stream) {
        return tl::unexpected(stream.error());
    }
    ExperimentData data;
    data.name = given.paths.front().filename().empty() ? given.paths.front().parent_path().filename().string()
                                                       : given.paths.front().filename().string();
    if (const auto added = addFiles(data, *stream); !added) {
        return tl::unexpected(added.error());
    }
    Measurements& whole = stream->measurements;
    if (!choice.trainingPaths.empty()) {
        const auto training = twin::readMeasurements(choice.trainingPaths, choice.options);
        if (!training) {
            return tl::unexpected(training.error());
        }
        if (training->measurements.stations.size() != whole.stations.size()) {
            return twin::fail(ErrorCode::InvalidInput,
                              twin::concat("the training files hold ", training->measurements.stations.size(),
                                           " stations, the stream ", whole.stations.size(), "; expected the same"));
        }
        if (const auto added = addFiles(data, *training); !added) {
            return tl::unexpected(added.error());
        }
        data.adoptTraining(training->measurements);
        data.stream = std::move(whole);
        if (!data.stream.axis.hasDates()) {
            // Files without times: the stream is taken to follow the training part, so the time of day runs on.
            data.stream.axis = data.trainingAxis.from(static_cast<twin::Tick>(training->measurements.ticks()));
        }
        return data;
    }
    if (whole.ticks() <= trainingTicks) {
        return twin::fail(ErrorCode::InvalidInput,
                          twin::concat(data.name, ": found ", whole.ticks(), " intervals, expected more than the ",
                                       trainingTicks, " that train the models; give more data or --train-ticks"));
    }
    data.adoptTraining(rows(whole, 0, trainingTicks));
    data.stream = rows(whole, trainingTicks, whole.ticks());
    return data;
}

} // namespace mlops
