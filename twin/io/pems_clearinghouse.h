// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// PeMS Clearinghouse `station_5min`: one file a district and day, no header, comma, local times without zone.
//
//   1 time  2 station  3 district  4 freeway  5 direction  6 lane type  7 station length [mile]  8 samples
//   9 % observed  10 total flow [veh/5 min]  11 average occupancy [0..1]  12 average speed [mph]
//   then for each lane: samples, flow, average occupancy, average speed, observed [0 or 1]
//
// The number of lane blocks is not fixed: it is (fields - 12) / 5. A station's lanes are the blocks it ever fills.
// `% observed` 0 means imputed where there are values, and nothing measured where there are none.
//
// Source: PeMS Clearinghouse, description of "Station 5-Minute"; checked against files of district 4.

#include <cstddef>
#include <filesystem>
#include <limits>
#include <span>

#include "twin/core/result.h"
#include "twin/io/import_report.h"
#include "twin/io/read_options.h"

namespace twin {

/// Reads files of several days and districts onto one axis of 5-minute intervals, from the first to the last found.
/// Requires: at least one path.
/// Ensures: stations stand in order of first appearance; flow is veh/interval, occupancy 0..1, speed m/s; intervals and
/// stations without a row are missing readings. Flow, occupancy and speed are those of all lanes together.
/// Where the order of day and month cannot be told, the month comes first: a program wrote the file.
/// Errors: InvalidInput if a file cannot be read, has another layout, has no good row or more than a fifth bad ones, if
/// no station asked for is there, or if its times make no sense; the text says where, what was found, what was
/// expected and what to do, and nothing is read.
[[nodiscard]] Result<Imported> readClearinghouse(std::span<const std::filesystem::path> paths,
                                                 const ReadOptions& options);

struct ClearinghouseWriteOptions {
    int laneBlocks = 8; ///< as district 4 has; raised to the lanes of the widest station
    std::size_t firstTick = 0;
    std::size_t tickCount = std::numeric_limits<std::size_t>::max(); ///< as many of them as there are
};

/// Writes intervals of `measurements` as one file, whole or not at all: for each interval one row a station.
/// Ensures: the same measurements give the same bytes, and readClearinghouse with the zone of their axis reads back
/// equal readings and stations. Numbers are the shortest that do so. What measurements do not hold is made up evenly:
/// 10 samples a lane, the station's speed and occupancy in each lane, flow and observed lanes shared out from lane 1.
/// Station length is left empty.
/// Errors: InvalidInput if the axis has no dates or steps other than 5 minutes, or if there is nothing to write; Io and
/// NotFound as writeTextAtomically.
[[nodiscard]] Result<void> writeClearinghouse(const std::filesystem::path& path, const Measurements& measurements,
                                              const ClearinghouseWriteOptions& options = {});

} // namespace twin
