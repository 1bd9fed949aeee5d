// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The barest data set of the field: one column named `flow`, vehicles in 5 minutes, no times. Rows follow each other
// without a gap, so a row that holds nothing is a missing reading and not a blank line to pass over.
//
// Such columns are made by scripts, and some have drift worked into them: in the stream on which HarmonE was
// judged 13.6 % of the flows are below zero. Here alone they are taken as they stand; no detector counts less than
// nothing.

#include <filesystem>

#include "twin/core/result.h"
#include "twin/io/import_report.h"
#include "twin/io/read_options.h"

namespace twin {

/// Reads one station. Its id is ReadOptions::stationId, else a number of 6 or 7 digits in the file's name, else that
/// name without endings.
/// Ensures: the axis has no dates and steps of 5 minutes; values count as wholly observed; a bad row is counted, and a
/// missing reading in its place; flows below zero are kept and noted. Blank lines at the end are no rows.
/// Errors: InvalidInput if the file cannot be read, its header is not `flow`, or if it has no good row or more than a
/// fifth bad ones.
[[nodiscard]] Result<Imported> readFlowCsv(const std::filesystem::path& path, const ReadOptions& options);

} // namespace twin
