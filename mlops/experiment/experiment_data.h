// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The two parts of an experiment: what the models are first trained on, and the stream on which they are judged.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "mlops/features/time_split.h"
#include "twin/core/result.h"
#include "twin/io/measurement_files.h"
#include "twin/network/road_network.h"
#include "twin/scenario/scenario.h"
#include "twin/sensing/measurements.h"

namespace mlops {

/// A file that was read, as run logs name it.
struct DataFile {
    std::string path;
    std::string sha256;
};

struct ExperimentData {
    std::string name; ///< of the folder or file it came from
    std::vector<DataFile> files;
    twin::TimeAxis trainingAxis;
    std::vector<float> training;                ///< [T0, N], complete: missing readings were imputed
    std::vector<std::uint8_t> trainingObserved; ///< their marks; empty where all were observed
    double trainingShareImputed = 0.0;
    twin::Measurements stream;      ///< [T1, N], as measured
    std::vector<std::string> notes; ///< what the readers had to say

    // Of a scenario in a city only.
    std::shared_ptr<const twin::RoadNetwork> network; ///< null: stations without roads
    std::filesystem::path networkFolder;              ///< where it was read from
    std::shared_ptr<const twin::Scenario> scenario;   ///< settled on the network
    std::vector<twin::Observation> trainingReadings;  ///< [T0, N] as measured: what detectors and gaps are judged by

    [[nodiscard]] SeriesView trainingSeries() const
    {
        return {training, stream.stations.size(), trainingAxis, trainingObserved};
    }
    /// Takes the training part over, imputed and marked.
    void adoptTraining(const twin::Measurements& measured);
};

/// A scenario in a city, in place of files of measurements.
struct ScenarioChoice {
    std::filesystem::path file;         ///< the scenario
    std::filesystem::path networks;     ///< where bundled networks lie, by name; a scenario may also name a folder
    int historyDays = 7;                ///< before the scenario's start, for training and for what is usual
    std::optional<twin::UtcTime> until; ///< the stream ends here where the scenario goes on longer
};

/// Called with the share of the reading or simulating that is done; false stops it.
using DataProgress = std::function<bool(double)>;

/// Where the data are.
struct DataChoice {
    std::optional<ScenarioChoice> scenario;           ///< where given, the rest is not looked at
    std::vector<std::filesystem::path> paths;         ///< files or folders of one data set
    std::vector<std::filesystem::path> trainingPaths; ///< where the training part stands in files of its own
    twin::ReadOptions options;
};

/// Reads both parts. A folder that holds flow_data_train.csv and flow_data_test.csv is taken as the published data
/// set. Where neither part has dates the stream is taken to follow the training part directly. Otherwise, without files
/// of its own, the training part is cut from the beginning: `trainingTicks` of it. Errors: those of the readers;
/// InvalidInput where the stream would be empty.
[[nodiscard]] twin::Result<ExperimentData> loadExperimentData(const DataChoice& choice, std::size_t trainingTicks,
                                                              const DataProgress& progress = {});

/// The flows of measurements, row by row, with missing ones imputed: yesterday's at this time, else the one before,
/// else 0.
[[nodiscard]] std::vector<float> completeFlows(const twin::Measurements& measurements);

/// The marks of measurements; empty where all were observed.
[[nodiscard]] std::vector<std::uint8_t> observedMarks(const twin::Measurements& measurements);

} // namespace mlops
