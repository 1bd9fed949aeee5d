// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/pems_metadata.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "twin/core/text.h"
#include "twin/io/bad_file.h"
#include "twin/io/named_rows.h"
#include "twin/io/station_codes.h"
#include "twin/io/station_columns.h"
#include "twin/io/text_file.h"

namespace twin {

namespace {

constexpr double kMoved_m = 10.0; ///< less is a correction of the survey

Result<PlacedStation> readStation(const NamedRows& rows, bool& hasPlace)
{
    constexpr StationColumns kColumns = {
        .kind = "Type", .direction = "Dir", .freeway = "Fwy", .lanes = "Lanes", .postmile = "Abs_PM"};
    const auto id = rows.needText(rows.column("ID"), "the id of the station");
    if (!id) {
        return tl::unexpected(id.error());
    }
    PlacedStation placed{.station = {.id = *id}, .name = std::string(rows.text(rows.column("Name")))};
    if (const auto read = readStationColumns(rows, kColumns, placed); !read) {
        return tl::unexpected(read.error());
    }
    const auto district = rows.number(rows.column("District"), {0.0, 99.0}, "the number of a Caltrans district");
    const auto lat = rows.number(rows.column("Latitude"), {-89.0, 89.0}, "a latitude from -89 to 89 degrees");
    const auto lon = rows.number(rows.column("Longitude"), {-180.0, 180.0}, "a longitude from -180 to 180 degrees");
    for (const auto* number : {&district, &lat, &lon}) {
        if (!*number) {
            return tl::unexpected(number->error());
        }
    }
    hasPlace = lat->has_value() && lon->has_value();
    placed.station.district = static_cast<int>(district->value_or(0.0));
    placed.at = {.lat_deg = lat->value_or(0.0), .lon_deg = lon->value_or(0.0)};
    return placed;
}

/// The day in dDD_text_meta_YYYY_MM_DD.txt.
std::optional<FileDay> dayOf(std::string name, int district)
{
    name = name.ends_with(".gz") ? name.substr(0, name.size() - 3) : name;
    const std::string two = concat(district < 10 ? "0" : "", district);
    const std::string prefix = concat("d", two, "_text_meta_");
    if (!name.starts_with(prefix) || !name.ends_with(".txt")) {
        return std::nullopt;
    }
    const auto pieces = split(std::string_view(name).substr(prefix.size(), name.size() - prefix.size() - 4), '_');
    if (pieces.size() != 3) {
        return std::nullopt;
    }
    const auto year = parseInteger(pieces[0]);
    const auto month = parseInteger(pieces[1]);
    const auto day = parseInteger(pieces[2]);
    if (!year || !month || !day) {
        return std::nullopt;
    }
    return FileDay{static_cast<int>(*year), static_cast<int>(*month), static_cast<int>(*day)};
}

bool isEmptyFile(const std::filesystem::path& path)
{
    const auto head = readTextHead(path, 4096);
    return head && head->find_first_not_of(" \t\r\n") == std::string::npos;
}

/// A name as it can stand between tabs.
std::string field(std::string_view text)
{
    std::string plain(text);
    std::replace_if(
        plain.begin(), plain.end(), [](char each) { return each == '\t' || each == '\n' || each == '\r'; }, ' ');
    return plain;
}

} // namespace

Result<StationList> readPemsMetadata(const std::filesystem::path& path)
try {
    auto rows = NamedRows::open(path, {.separator = '\t', .quotes = Quotes::Literal},
                                {"ID", "Fwy", "Dir", "Abs_PM", "Latitude", "Longitude", "Type", "Lanes"});
    if (!rows) {
        return tl::unexpected(rows.error());
    }
    StationList list;
    std::set<std::string> seen;
    for (;;) {
        const auto isThere = rows->next();
        if (!isThere) {
            return tl::unexpected(isThere.error());
        }
        if (!*isThere) {
            break;
        }
        bool hasPlace = false;
        auto placed = readStation(*rows, hasPlace);
        if (!placed) {
            return tl::unexpected(placed.error());
        }
        if (!seen.insert(placed->station.id).second) {
            return rows->bad(rows->column("ID"), "every id once");
        }
        if (hasPlace) {
            list.stations.push_back(std::move(*placed));
        } else {
            list.notes.push_back(
                concat("Station ", placed->station.id, " has no latitude or longitude and is left out."));
        }
    }
    if (seen.empty()) {
        return badFile(
            {.file = path.string(), .line = rows->line(), .found = "no row", .expected = "at least one station"},
            "Take the file of an earlier day");
    }
    return list;
} catch (const std::exception& exception) {
    return foreignFailure(path, exception);
}

Result<std::filesystem::path> pemsMetadataFor(const std::filesystem::path& folder, int district, FileDay day)
try {
    std::vector<std::pair<FileDay, std::filesystem::path>> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const auto of = dayOf(entry.path().filename().string(), district);
        if (of && *of <= day) {
            files.emplace_back(*of, entry.path());
        }
    }
    std::sort(files.rbegin(), files.rend());
    const auto latest =
        std::find_if(files.begin(), files.end(), [](const auto& file) { return !isEmptyFile(file.second); });
    if (latest == files.end()) {
        return fail(ErrorCode::NotFound, concat(folder.string(), ": found no file of stations of district ", district,
                                                " at or before ", day.year, "-", day.month, "-", day.day,
                                                ", expected one named dDD_text_meta_YYYY_MM_DD.txt"));
    }
    return latest->second;
} catch (const std::filesystem::filesystem_error& error) {
    return fail(ErrorCode::Io, error.what());
}

std::vector<std::string> compareStations(std::span<const PlacedStation> earlier, std::span<const PlacedStation> later)
{
    std::map<std::string_view, const PlacedStation*> before;
    for (const PlacedStation& placed : earlier) {
        before.emplace(placed.station.id, &placed);
    }
    std::vector<std::string> sentences;
    for (const PlacedStation& placed : later) {
        const auto same = before.find(placed.station.id);
        if (same == before.end()) {
            sentences.push_back(concat("Station ", placed.station.id, " is new."));
            continue;
        }
        const double moved_m = distance_m(same->second->at, placed.at);
        if (moved_m > kMoved_m) {
            sentences.push_back(concat("Station ", placed.station.id, " moved by ", significant(moved_m, 3), " m."));
        }
        before.erase(same);
    }
    for (const auto& [id, placed] : before) {
        sentences.push_back(concat("Station ", id, " is no longer there."));
    }
    return sentences;
}

Result<void> writePemsMetadata(std::span<const PlacedStation> stations, const std::filesystem::path& path)
{
    std::string text =
        "ID\tFwy\tDir\tDistrict\tCounty\tCity\tState_PM\tAbs_PM\tLatitude\tLongitude\tLength\tType\tLanes\t"
        "Name\tUser_ID_1\tUser_ID_2\tUser_ID_3\tUser_ID_4\n";
    for (const PlacedStation& placed : stations) {
        const Station& station = placed.station;
        const std::string postmile = placed.absPostmile ? concat(*placed.absPostmile) : std::string();
        text +=
            concat(field(station.id), "\t", station.freeway, "\t",
                   station.direction == ' ' ? std::string() : std::string(1, station.direction), "\t", station.district,
                   "\t\t\t", postmile, "\t", postmile, "\t", placed.at.lat_deg, "\t", placed.at.lon_deg, "\t\t",
                   codeOf(station.kind), "\t", station.lanes, "\t", field(placed.name), "\t\t\t\t\n");
    }
    return writeTextAtomically(path, text);
}

} // namespace twin
