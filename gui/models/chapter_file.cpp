// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/chapter_file.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "gui/bridge/qt_text.h"
#include "twin/core/text.h"
#include "twin/io/text_file.h"

namespace gui {

namespace {

constexpr const char* kFormat = "greenloop-chapters/1";

/// Nothing where the entry is no chapter.
std::optional<Chapter> chapterOf(const nlohmann::json& entry)
{
    const bool isChapter = entry.is_object() && entry.contains("tick") && entry["tick"].is_number_integer() &&
                           entry["tick"].get<std::int64_t>() >= 0 && entry.contains("title") &&
                           entry["title"].is_string();
    return isChapter ? std::optional(Chapter{entry["tick"].get<twin::Tick>(), qtText(entry["title"].get<std::string>()),
                                             ChapterKind::User})
                     : std::nullopt;
}

} // namespace

std::filesystem::path chapterFileOf(const std::filesystem::path& run)
{
    return run.empty() ? run : run.parent_path() / (run.stem().string() + ".chapters.json");
}

twin::Result<std::vector<Chapter>> readChapters(const std::filesystem::path& file)
{
    std::error_code ignored;
    if (file.empty() || !std::filesystem::exists(file, ignored)) {
        return std::vector<Chapter>();
    }
    const auto text = twin::readText(file);
    if (!text) {
        return tl::unexpected(text.error());
    }
    const auto json = nlohmann::json::parse(*text, nullptr, false);
    const auto refuse = [&](std::string_view what) {
        return twin::fail(
            twin::ErrorCode::InvalidInput,
            twin::concat(file.string(), ": ", what, "; expected an object with \"format\": \"", kFormat,
                         "\" and a list \"chapters\" of {\"tick\", \"title\"}. The run opens without it"));
    };
    if (!json.is_object() || json.value("format", nlohmann::json()) != kFormat || !json.contains("chapters") ||
        !json["chapters"].is_array()) {
        return refuse("found no chapters");
    }
    std::vector<Chapter> chapters;
    for (const auto& entry : json["chapters"]) {
        auto chapter = chapterOf(entry);
        if (!chapter) {
            return refuse(twin::concat("entry ", chapters.size() + 1, " is no chapter"));
        }
        chapters.push_back(std::move(*chapter));
    }
    std::ranges::stable_sort(chapters, {}, &Chapter::tick);
    return chapters;
}

twin::Result<void> writeChapters(const std::filesystem::path& file, const std::vector<Chapter>& chapters,
                                 const twin::TimeAxis& axis)
{
    auto list = nlohmann::ordered_json::array();
    for (const Chapter& chapter : chapters) {
        if (chapter.kind == ChapterKind::User) {
            list.push_back({{"time", twin::isoTime(axis.at(chapter.tick), axis.clock())},
                            {"tick", chapter.tick},
                            {"title", chapter.title.toStdString()}});
        }
    }
    if (list.empty()) {
        std::error_code ignored;
        std::filesystem::remove(file, ignored);
        return {};
    }
    const nlohmann::ordered_json json{{"format", kFormat}, {"chapters", std::move(list)}};
    return twin::writeTextAtomically(file, json.dump(2) + '\n');
}

} // namespace gui
