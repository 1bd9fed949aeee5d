// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The table that the PeMS web pages export: one station, a header, comma or tab, and the columns its user ticked:
// `5 Minutes`, `Lane k Flow (Veh/5 Minutes)`, `Lane k Speed (mph)`, `Flow (Veh/5 Minutes)`, `Speed (mph)`,
// `Occupancy (%)`, `# Lane Points`, `% Observed`. Files from notebooks have an unnamed index column in front.
//
// Source: public PeMS exports, and the readers of the research scripts that use them.

#include <filesystem>
#include <span>

#include "twin/core/result.h"
#include "twin/io/import_report.h"
#include "twin/io/read_options.h"

namespace twin {

/// Reads files onto one axis of 5-minute intervals, from the first to the last found. Files of the same station, such
/// as weeks, are joined. A station's id is ReadOptions::stationId, else a number of 6 or 7 digits in the name of the
/// file, else the name (without endings) of the first file that has no such number.
/// Requires: at least one path.
/// Ensures: flow is veh/interval, occupancy 0..1, speed m/s, all lanes together: where the totals are not in the file,
/// lanes' flows are added, their speeds averaged by flow, their occupancies averaged. Without `% Observed`, values
/// count as observed. Lanes are the highest lane named, else the most `# Lane Points`. Errors: InvalidInput as
/// readClearinghouse, and where the order of day and month cannot be told.
[[nodiscard]] Result<Imported> readWebExport(std::span<const std::filesystem::path> paths, const ReadOptions& options);

/// Writes one station as `5 Minutes,Flow (Veh/5 Minutes),# Lane Points,% Observed`, the table research scripts expect,
/// whole or not at all. Times are `MM/DD/YYYY HH:MM` in the axis' own zone; a missing flow is an empty field.
/// Requires: `station` is an index of measurements.stations.
/// Errors: InvalidInput if the axis has no dates or steps other than 5 minutes; Io and NotFound as writeTextAtomically.
[[nodiscard]] Result<void> writeWebExport(const std::filesystem::path& path, const Measurements& measurements,
                                          std::size_t station);

} // namespace twin
