// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/bridge/file_kind.h"

#include <fstream>
#include <optional>

#include <QCoreApplication>
#include <nlohmann/json.hpp>

#include "gui/bridge/qt_text.h"
#include "twin/core/text.h"
#include "twin/io/delimited_rows.h"
#include "twin/io/measurement_files.h"
#include "twin/io/network_files.h"
#include "twin/io/text_file.h"

namespace gui {

namespace {

using Path = std::filesystem::path;

constexpr std::size_t kHead = 64UL * 1024; ///< bytes that tell what a file is
constexpr std::string_view kSqlite = "SQLite format 3";

QString translated(const char* text) { return QCoreApplication::translate("FileKind", text); }

bool isDatabase(const Path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::string head(kSqlite.size(), ' ');
    file.read(head.data(), static_cast<std::streamsize>(head.size()));
    return file && head == kSqlite;
}

/// JSON without measurements in it: a scenario has events in time, a policy has boundaries or one of its rivals'
/// fields.
std::optional<RecognisedFile> recogniseJson(const Path& path)
{
    const auto text = twin::readText(path);
    if (!text || !twin::trim(*text).starts_with('{')) {
        return std::nullopt;
    }
    const auto json = nlohmann::json::parse(*text, nullptr, false);
    if (json.is_object() && !json.contains("events") && !json.contains("story") && !json.contains("feed")) {
        return RecognisedFile{FileKind::Policy, translated("a policy"), {path}};
    }
    // What is no JSON goes the way of a scenario, whose reader says in which line it breaks.
    return RecognisedFile{FileKind::Scenario, translated("a scenario"), {path}};
}

RecognisedFile recogniseFolder(const Path& folder)
{
    if (const auto format = twin::networkFormatOf(folder)) {
        return {FileKind::Network, qtText(twin::nameOf(*format)), {folder}};
    }
    auto files = twin::measurementFilesIn(folder);
    if (!files) {
        return {FileKind::Unknown, qtText(files.error().message), {folder}};
    }
    std::vector<Path> measured;
    std::string what;
    std::string why;
    for (const Path& file : *files) {
        if (const auto format = twin::detectFormat(file)) {
            measured.push_back(file);
            what = twin::nameOf(*format);
        } else {
            why = why.empty() ? format.error().message : why;
        }
    }
    return measured.empty() ? RecognisedFile{FileKind::Unknown, qtText(why), {folder}}
                            : RecognisedFile{FileKind::Measurements, qtText(what), std::move(measured)};
}

} // namespace

RecognisedFile recognise(const Path& path)
{
    std::error_code problem;
    if (std::filesystem::is_directory(path, problem)) {
        return recogniseFolder(path);
    }
    // What is called a run and is none, the reader of runs says better.
    if (path.extension() == ".run" || isDatabase(path)) {
        return {FileKind::Run, translated("a recorded run"), {path}};
    }
    const auto raw = twin::readTextHead(path, kHead);
    if (!raw) {
        return {FileKind::Unknown, qtText(raw.error().message), {path}};
    }
    if (twin::trim(*raw).starts_with('{')) {
        return recogniseJson(path).value_or(RecognisedFile{});
    }
    if (const auto format = twin::networkFormatOf(path)) {
        return {FileKind::Network, qtText(twin::nameOf(*format)), {path}};
    }
    const auto format = twin::detectFormat(path);
    return format ? RecognisedFile{FileKind::Measurements, qtText(twin::nameOf(*format)), {path}}
                  : RecognisedFile{FileKind::Unknown, qtText(format.error().message), {path}};
}

std::vector<std::vector<std::string>> firstRowsOf(const Path& path, std::size_t most)
{
    std::vector<std::vector<std::string>> found;
    const auto head = twin::readTextHead(path, kHead);
    if (!head) {
        return found;
    }
    twin::DelimitedRows rows(*head, twin::detectSeparator(*head));
    while (found.size() < most && rows.next()) {
        if (!rows.isBlank()) {
            found.emplace_back(rows.fields().begin(), rows.fields().end());
        }
    }
    return found;
}

} // namespace gui
