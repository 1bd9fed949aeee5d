// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A run file as a folder of plain files that other tools open: CSV, JSON lines, and the formats of CodeCarbon and
// HarmonE. The folder explains itself in a README.txt.

#include <filesystem>

#include "mlops/store/run_reader.h"

namespace mlops {

struct ExportOptions {
    bool withTimings = true; ///< false leaves latencies and joules out, so that equal runs give equal bytes
    std::string appVersion;
};

/// Writes into `folder`, which is created. Ensures: the folder appears whole under its name or not at all.
/// Errors: InvalidInput where it exists; Io; Corrupt from the run file.
[[nodiscard]] twin::Result<void> exportRun(const RunReader& reader, const std::filesystem::path& folder,
                                           const ExportOptions& options);

} // namespace mlops
