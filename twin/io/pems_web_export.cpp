// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/pems_web_export.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "twin/core/assert.h"
#include "twin/core/text.h"
#include "twin/io/bad_file.h"
#include "twin/io/delimited_rows.h"
#include "twin/io/file_by_file.h"
#include "twin/io/file_tally.h"
#include "twin/io/measured_rows.h"
#include "twin/io/station_name.h"
#include "twin/io/text_file.h"
#include "twin/io/web_export_columns.h"

namespace twin {

namespace {

constexpr std::string_view kAdvice =
    "Give a table exported by PeMS in steps of 5 minutes, with the columns \"5 Minutes\" and \"Flow (Veh/5 Minutes)\"";

class WebExportReader {
public:
    explicit WebExportReader(const ReadOptions& options) : m_options(options) {}

    Result<void> readFile(const std::filesystem::path& path);
    Result<Imported> finish() &&;

private:
    Result<WebExportColumns> readHeader(DelimitedRows& rows, const std::string& file);
    std::optional<FieldFault> readRow(const DelimitedRows& rows, const WebExportColumns& columns,
                                      std::uint32_t station);
    std::uint32_t stationOf(const std::filesystem::path& path);
    void note(std::string sentence);

    const ReadOptions& m_options;
    MeasuredRows m_rows;
    ImportReport m_report;
    std::map<std::string, std::uint32_t> m_stations;
    std::string m_unnumbered; ///< id for files without a number in their name
    std::size_t m_unnumberedFiles = 0;
};

Result<void> WebExportReader::readFile(const std::filesystem::path& path)
{
    const Result<std::string> text = readTextOfRows(path);
    if (!text) {
        return tl::unexpected(text.error());
    }
    DelimitedRows rows(*text, detectSeparator(*text));
    const Result<WebExportColumns> columns = readHeader(rows, path.string());
    if (!columns) {
        return tl::unexpected(columns.error());
    }
    FileTally tally(path.string(), std::string(kAdvice));
    m_rows.beginFile(path.string());
    const std::uint32_t station = stationOf(path);
    while (rows.next()) {
        if (m_options.stop.stop_requested()) {
            return fail(ErrorCode::Cancelled, concat(path.string(), ": reading was given up"));
        }
        if (rows.isBlank()) {
            continue;
        }
        tally.countRow();
        if (const auto fault = readRow(rows, *columns, station)) {
            tally.addBad(rows, *fault);
        }
    }
    return tally.close(m_report);
}

Result<WebExportColumns> WebExportReader::readHeader(DelimitedRows& rows, const std::string& file)
{
    while (rows.next() && rows.isBlank()) {
    }
    const auto columns = WebExportColumns::open(rows.fields());
    if (!columns) {
        return badFile({.file = file,
                        .line = rows.line(),
                        .column = rows.column(columns.error().field),
                        .found = concat("the header ", excerpt(rows.row())),
                        .expected = std::string(columns.error().expected)},
                       kAdvice);
    }
    if (!columns->hasObserved()) {
        note(file + " has no column \"% Observed\": its values count as observed");
    }
    for (const std::string& name : columns->unused()) {
        note(concat(file, ": column \"", name, "\" is not used"));
    }
    return *columns;
}

std::optional<FieldFault> WebExportReader::readRow(const DelimitedRows& rows, const WebExportColumns& columns,
                                                   std::uint32_t station)
{
    if (const auto stray = strayQuote(rows)) {
        return stray;
    }
    const auto fields = rows.fields();
    if (fields.size() < columns.count()) {
        return FieldFault{fields.size(), "as many fields as the header has"};
    }
    for (std::size_t extra = columns.count(); extra < fields.size(); ++extra) {
        if (!fields[extra].empty()) {
            return FieldFault{extra, "no more fields than the header has"};
        }
    }
    MeasuredRow row{.time = {}, .station = station, .reading = {}};
    int lanes = m_rows.station(station).lanes;
    if (const auto fault = columns.read(fields, row.reading, lanes)) {
        return fault;
    }
    const auto time = m_rows.readTime(fields[columns.time()], rows.line());
    if (!time) {
        return FieldFault{columns.time(),
                          "a time on a whole 5 minutes, such as 04/01/2016 08:35 or 2016-04-01 08:35:00"};
    }
    row.time = *time;
    m_rows.station(station).lanes = lanes;
    m_rows.add(row);
    return std::nullopt;
}

std::uint32_t WebExportReader::stationOf(const std::filesystem::path& path)
{
    std::string id = m_options.stationId;
    if (id.empty()) {
        id = stationNumberIn(path).value_or("");
    }
    if (id.empty()) {
        ++m_unnumberedFiles;
        m_unnumbered = m_unnumbered.empty() ? plainNameOf(path) : m_unnumbered;
        id = m_unnumbered;
    }
    const auto at = m_stations.find(id);
    if (at != m_stations.end()) {
        return at->second;
    }
    const std::uint32_t index = m_rows.addStation(Station{.id = id});
    m_stations.emplace(id, index);
    return index;
}

void WebExportReader::note(std::string sentence) { m_report.notes.push_back(std::move(sentence)); }

Result<Imported> WebExportReader::finish() &&
{
    if (m_unnumberedFiles > 1) {
        note(concat(m_unnumberedFiles, " files without a station's number in their names are taken for one station, \"",
                    m_unnumbered, "\""));
    }
    Result<Measurements> measurements = std::move(m_rows).lay(m_options, DateOrder::Detect, m_report);
    if (!measurements) {
        return tl::unexpected(measurements.error());
    }
    return Imported{std::move(*measurements), std::move(m_report)};
}

std::string rowsOf(const Measurements& measurements, std::size_t station)
{
    std::string text = "5 Minutes,Flow (Veh/5 Minutes),# Lane Points,% Observed\n";
    const std::string lanes = concat(',', measurements.stations[station].lanes, ',');
    for (std::size_t tick = 0; tick < measurements.ticks(); ++tick) {
        const Observation& reading = measurements.at(tick, station);
        const UtcTime time = measurements.axis.at(static_cast<Tick>(tick));
        const LocalTime local{(time + measurements.axis.clock().offsetAt(time)).time_since_epoch()};
        appendPemsTime(text, local, SecondsShown::No);
        text.push_back(',');
        if (!std::isnan(reading.flow_veh)) {
            appendNumber(text, reading.flow_veh);
        }
        text.append(lanes);
        appendNumber(text, std::uint64_t{reading.observed_pct});
        text.push_back('\n');
    }
    return text;
}

} // namespace

Result<Imported> readWebExport(std::span<const std::filesystem::path> paths, const ReadOptions& options)
{
    return readFileByFile(paths, WebExportReader(options));
}

Result<void> writeWebExport(const std::filesystem::path& path, const Measurements& measurements, std::size_t station)
try {
    TWIN_ASSERT(station < measurements.stations.size(), "the station is one of those measured");
    if (!measurements.axis.hasDates() || measurements.axis.step() != kFiveMinutes) {
        return fail(ErrorCode::InvalidInput,
                    concat(path.string(), ": cannot be written: a PeMS table needs dates and steps of 300 s"));
    }
    return writeTextAtomically(path, rowsOf(measurements, station));
} catch (const std::exception& exception) {
    return foreignFailure(path, exception);
}

} // namespace twin
