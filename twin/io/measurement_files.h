// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The one door for measured data: hands files of any known kind to the reader that understands them, judged by what is
// in them and not by what they are called.

#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

#include "twin/core/result.h"
#include "twin/io/import_report.h"
#include "twin/io/read_options.h"

namespace twin {

enum class MeasurementFormat {
    Clearinghouse, ///< PeMS Clearinghouse station_5min (pems_clearinghouse.h)
    WebExport,     ///< table exported by the PeMS web pages (pems_web_export.h)
    FlowColumn     ///< one column named flow, no times (flow_csv.h)
};

/// In a sentence: "a PeMS Clearinghouse file".
[[nodiscard]] std::string_view nameOf(MeasurementFormat format);

/// Errors: InvalidInput if the file cannot be read or is of no kind known here.
[[nodiscard]] Result<MeasurementFormat> detectFormat(const std::filesystem::path& path);

/// The *.csv, *.txt and *.gz files in a folder, not in those below, numbers in names in their order: 1, 2, 10.
/// Errors: InvalidInput if the folder cannot be read or holds none.
[[nodiscard]] Result<std::vector<std::filesystem::path>> measurementFilesIn(const std::filesystem::path& folder);

/// Reads all files, and those of the folders among `paths`, as one set of measurements. Descriptions of stations
/// (text_meta) that lie in a folder beside the measurements are passed over with a note.
/// Errors: InvalidInput if there are no paths, if the files are of several kinds, if several have no times, or as the
/// reader of their kind (readClearinghouse, readWebExport, readFlowCsv); nothing is read then.
[[nodiscard]] Result<Imported> readMeasurements(std::span<const std::filesystem::path> paths,
                                                const ReadOptions& options);

} // namespace twin
