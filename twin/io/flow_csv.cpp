// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/flow_csv.h"

#include <algorithm>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

#include "twin/core/text.h"
#include "twin/io/bad_file.h"
#include "twin/io/delimited_rows.h"
#include "twin/io/field_numbers.h"
#include "twin/io/file_tally.h"
#include "twin/io/measured_rows.h"
#include "twin/io/station_name.h"

namespace twin {

namespace {

constexpr std::string_view kAdvice = "Give a file with one column named flow, a number of vehicles a line";

std::optional<FieldFault> readFlow(const DelimitedRows& rows, Observation& reading)
{
    if (const auto stray = strayQuote(rows)) {
        return stray;
    }
    for (std::size_t extra = 1; extra < rows.fields().size(); ++extra) {
        if (!trim(rows.fields()[extra]).empty()) {
            return FieldFault{extra, "one field only"};
        }
    }
    constexpr float kMost = std::numeric_limits<float>::max();
    if (!readNumber(rows.fields().front(), Bounds<float>{-kMost, kMost}, reading.flow_veh)) {
        return FieldFault{0, "flow: a number of vehicles in 5 minutes, or nothing"};
    }
    reading.observed_pct = reading.quality() == Quality::Missing ? 0 : 100;
    return std::nullopt;
}

Result<void> readHeader(DelimitedRows& rows, const std::string& file)
{
    while (rows.next() && rows.isBlank()) {
    }
    if (!rows.fields().empty() && lower(trim(rows.fields().front())) == "flow") {
        return {};
    }
    return badFile({.file = file,
                    .line = rows.line(),
                    .column = 1,
                    .found = concat("the header ", excerpt(rows.row())),
                    .expected = "the header flow"},
                   kAdvice);
}

/// Says so if flows are below zero; without a word they would look like a fault of the program.
void noteNegativeFlows(Imported& imported)
{
    const auto& readings = imported.measurements.readings;
    const auto negative = std::count_if(readings.begin(), readings.end(),
                                        [](const Observation& reading) { return reading.flow_veh < 0.0F; });
    if (negative > 0) {
        imported.report.notes.push_back(
            concat(negative, " flows in ", imported.report.files.front(),
                   " are below zero. They are kept: someone has reckoned with this column"));
    }
}

std::string stationIdOf(const std::filesystem::path& path, const ReadOptions& options)
{
    return options.stationId.empty() ? stationNumberIn(path).value_or(plainNameOf(path)) : options.stationId;
}

} // namespace

Result<Imported> readFlowCsv(const std::filesystem::path& path, const ReadOptions& options)
try {
    const Result<std::string> text = readTextOfRows(path);
    if (!text) {
        return tl::unexpected(text.error());
    }
    const std::string_view content = std::string_view(*text).substr(0, text->find_last_not_of("\r\n\t ,;") + 1);
    DelimitedRows rows(content, detectSeparator(content));
    if (const Result<void> header = readHeader(rows, path.string()); !header) {
        return tl::unexpected(header.error());
    }
    Imported imported;
    FileTally tally(path.string(), std::string(kAdvice));
    while (rows.next()) {
        if (options.stop.stop_requested()) {
            return fail(ErrorCode::Cancelled, concat(path.string(), ": reading was given up"));
        }
        tally.countRow();
        Observation& reading = imported.measurements.readings.emplace_back();
        if (const auto fault = readFlow(rows, reading)) {
            tally.addBad(rows, *fault);
            reading = {};
        }
    }
    if (const Result<void> closed = tally.close(imported.report); !closed) {
        return tl::unexpected(closed.error());
    }
    imported.report.rowsKept = imported.report.rowsRead - imported.report.badRows.count;
    noteNegativeFlows(imported);
    imported.measurements.axis = TimeAxis::withoutDates(kFiveMinutes);
    imported.measurements.stations.push_back(Station{.id = stationIdOf(path, options)});
    return imported;
} catch (const std::exception& exception) {
    return foreignFailure(path, exception);
}

} // namespace twin
