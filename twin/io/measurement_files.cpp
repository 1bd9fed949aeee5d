// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/measurement_files.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "twin/core/text.h"
#include "twin/io/bad_file.h"
#include "twin/io/delimited_rows.h"
#include "twin/io/flow_csv.h"
#include "twin/io/pems_clearinghouse.h"
#include "twin/io/pems_time.h"
#include "twin/io/pems_web_export.h"
#include "twin/io/text_file.h"
#include "twin/io/web_export_columns.h"

namespace twin {

namespace {

using Path = std::filesystem::path;

constexpr std::size_t kHeadSize = 64UL * 1024; ///< bytes; some hundred rows
constexpr int kHeadRows = 5;                   ///< a broken first row must not hide what the file is
constexpr std::string_view kAdvice =
    "Give PeMS Clearinghouse files (station_5min), tables exported by PeMS, or a column named flow";

bool isStationDescription(std::span<const std::string_view> header)
{
    return header.size() > 2 && lower(trim(header[0])) == "id" && lower(trim(header[1])) == "fwy";
}

/// What a file is, and whether it can be read here at all.
struct Kind {
    std::optional<MeasurementFormat> format;
    bool describesStations = false;

    [[nodiscard]] bool isKnown() const { return format.has_value() || describesStations; }
};

/// What the first row tells, if it is a header.
Kind kindOfHeader(std::span<const std::string_view> header)
{
    if (lower(trim(header.front())) == "flow") {
        return {.format = MeasurementFormat::FlowColumn};
    }
    if (looksLikeWebExport(header)) {
        return {.format = MeasurementFormat::WebExport};
    }
    return {.format = std::nullopt, .describesStations = isStationDescription(header)};
}

Kind kindOf(DelimitedRows& rows)
{
    Kind kind;
    int seen = 0;
    while (!kind.isKnown() && seen < kHeadRows && rows.next()) {
        if (rows.isBlank()) {
            continue;
        }
        kind = seen++ == 0 ? kindOfHeader(rows.fields()) : kind;
        if (parseWrittenTime(trim(rows.fields().front()))) {
            kind.format = MeasurementFormat::Clearinghouse;
        }
    }
    return kind;
}

Result<Kind> kindOf(const Path& path)
{
    const Result<std::string> head = readTextHead(path, kHeadSize);
    if (!head) {
        return fail(ErrorCode::InvalidInput, head.error().message);
    }
    DelimitedRows rows(*head, detectSeparator(*head));
    const Kind kind = kindOf(rows);
    if (kind.isKnown()) {
        return kind;
    }
    DelimitedRows first(*head, detectSeparator(*head));
    const bool hasLine = first.next();
    return badFile({.file = path.string(),
                    .found = hasLine ? excerpt(first.row()) : "an empty file",
                    .expected = "the first row of a known kind of file"},
                   kAdvice);
}

/// Takes the digits at the front of `text` away, and gives them without leading zeros.
std::string_view takeNumber(std::string_view& text)
{
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    std::string_view number = text.substr(0, digits);
    number.remove_prefix(std::min(number.find_first_not_of('0'), number.size()));
    text.remove_prefix(digits);
    return number;
}

bool isDigit(char letter) { return letter >= '0' && letter <= '9'; }

/// Orders names as people do: letters by letters, numbers by their size.
bool comesBefore(std::string_view a, std::string_view b)
{
    while (!a.empty() && !b.empty()) {
        if (isDigit(a.front()) && isDigit(b.front())) {
            const std::string_view numberA = takeNumber(a);
            const std::string_view numberB = takeNumber(b);
            if (numberA != numberB) {
                return numberA.size() != numberB.size() ? numberA.size() < numberB.size() : numberA < numberB;
            }
            continue;
        }
        if (a.front() != b.front()) {
            return a.front() < b.front();
        }
        a.remove_prefix(1);
        b.remove_prefix(1);
    }
    return a.size() < b.size();
}

bool mayHoldMeasurements(const Path& path)
{
    constexpr std::array<std::string_view, 3> kEndings = {".csv", ".txt", ".gz"};
    const bool isHidden = path.filename().string().starts_with('.');
    return !isHidden && std::find(kEndings.begin(), kEndings.end(), lower(path.extension().string())) != kEndings.end();
}

/// A file to read, and what it is.
struct KnownFile {
    Path path;
    MeasurementFormat format = MeasurementFormat::Clearinghouse;
};

/// Files and notes about those left out.
struct Selection {
    std::vector<KnownFile> files;
    std::vector<std::string> notes;
};

enum class Asked { ByName, WithFolder };

Result<void> select(const Path& path, Asked asked, Selection& selection)
{
    const Result<Kind> kind = kindOf(path);
    if (!kind) {
        return tl::unexpected(kind.error());
    }
    if (kind->format) {
        selection.files.push_back({path, *kind->format});
        return {};
    }
    if (asked == Asked::WithFolder) {
        selection.notes.push_back(path.string() + " describes stations and holds no measurements: passed over");
        return {};
    }
    return badFile({.file = path.string(), .found = "descriptions of stations", .expected = "measurements"}, kAdvice);
}

Result<void> selectFolder(const Path& folder, Selection& selection)
{
    const Result<std::vector<Path>> files = measurementFilesIn(folder);
    if (!files) {
        return tl::unexpected(files.error());
    }
    for (const Path& file : *files) {
        if (Result<void> selected = select(file, Asked::WithFolder, selection); !selected) {
            return selected;
        }
    }
    return {};
}

Result<Selection> selectAll(std::span<const Path> paths)
{
    Selection selection;
    for (const Path& path : paths) {
        std::error_code unreadable; // then opening it will say why
        const bool isFolder = std::filesystem::is_directory(path, unreadable);
        const Result<void> selected = isFolder ? selectFolder(path, selection) : select(path, Asked::ByName, selection);
        if (!selected) {
            return tl::unexpected(selected.error());
        }
    }
    if (selection.files.empty()) {
        return fail(ErrorCode::InvalidInput, concat("There is no file with measurements to read. ", kAdvice));
    }
    return selection;
}

Result<void> checkBelongTogether(const std::vector<KnownFile>& files)
{
    const KnownFile& first = files.front();
    const auto other = std::find_if(files.begin(), files.end(),
                                    [&first](const KnownFile& file) { return file.format != first.format; });
    if (other != files.end()) {
        return fail(ErrorCode::InvalidInput,
                    concat(first.path.string(), " is ", nameOf(first.format), ", but ", other->path.string(), " is ",
                           nameOf(other->format),
                           ". Files of different kinds cannot be joined: read them one kind at a "
                           "time"));
    }
    if (first.format == MeasurementFormat::FlowColumn && files.size() > 1) {
        return fail(ErrorCode::InvalidInput,
                    concat(first.path.string(), " and ", files[1].path.string(), " are ", files.size(),
                           " files without times, which cannot be put on one axis: read one at a time"));
    }
    return {};
}

Result<Imported> readWithItsReader(const std::vector<KnownFile>& files, const ReadOptions& options)
{
    std::vector<Path> paths;
    paths.reserve(files.size());
    for (const KnownFile& file : files) {
        paths.push_back(file.path);
    }
    switch (files.front().format) {
    case MeasurementFormat::Clearinghouse:
        return readClearinghouse(paths, options);
    case MeasurementFormat::WebExport:
        return readWebExport(paths, options);
    case MeasurementFormat::FlowColumn:
        break;
    }
    return readFlowCsv(paths.front(), options);
}

} // namespace

std::string_view nameOf(MeasurementFormat format)
{
    switch (format) {
    case MeasurementFormat::Clearinghouse:
        return "a PeMS Clearinghouse file";
    case MeasurementFormat::WebExport:
        return "a table exported by PeMS";
    case MeasurementFormat::FlowColumn:
        break;
    }
    return "a column of flows without times";
}

Result<MeasurementFormat> detectFormat(const std::filesystem::path& path)
try {
    Selection selection;
    if (const Result<void> selected = select(path, Asked::ByName, selection); !selected) {
        return tl::unexpected(selected.error());
    }
    return selection.files.front().format;
} catch (const std::exception& exception) {
    return foreignFailure(path, exception);
}

Result<std::vector<std::filesystem::path>> measurementFilesIn(const std::filesystem::path& folder)
try {
    std::vector<Path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.is_regular_file() && mayHoldMeasurements(entry.path())) {
            files.push_back(entry.path());
        }
    }
    if (files.empty()) {
        return fail(ErrorCode::InvalidInput,
                    concat(folder.string(), ": found no *.csv, *.txt or *.gz file in this folder. ", kAdvice));
    }
    std::sort(files.begin(), files.end(), [](const Path& a, const Path& b) {
        const std::string nameA = a.filename().string();
        const std::string nameB = b.filename().string();
        return comesBefore(nameA, nameB) || (!comesBefore(nameB, nameA) && nameA < nameB);
    });
    return files;
} catch (const std::filesystem::filesystem_error& error) {
    return fail(ErrorCode::InvalidInput,
                concat(folder.string(), ": the folder cannot be read: ", error.code().message()));
} catch (const std::exception& exception) {
    return foreignFailure(folder, exception);
}

Result<Imported> readMeasurements(std::span<const std::filesystem::path> paths, const ReadOptions& options)
try {
    const Result<Selection> selection = selectAll(paths);
    if (!selection) {
        return tl::unexpected(selection.error());
    }
    if (const Result<void> together = checkBelongTogether(selection->files); !together) {
        return tl::unexpected(together.error());
    }
    Result<Imported> imported = readWithItsReader(selection->files, options);
    if (imported) {
        auto& notes = imported->report.notes;
        notes.insert(notes.end(), selection->notes.begin(), selection->notes.end());
    }
    return imported;
} catch (const std::exception& exception) {
    return foreignFailure(paths.empty() ? std::filesystem::path("measurements") : paths.front(), exception);
}

} // namespace twin
