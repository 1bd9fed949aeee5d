// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Where PeMS stations stand: dDD_text_meta_YYYY_MM_DD.txt, tab separated, a first line of names, quotes without
// meaning. Not every day has a file and some are empty, so the one in force on a day is the latest at or before it.

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "twin/core/result.h"
#include "twin/network/road_network.h"

namespace twin {

struct StationList {
    std::vector<PlacedStation> stations; ///< in the order of the file; not placed on links
    std::vector<std::string> notes;      ///< sentences about rows without a place
};

/// Stations without latitude or longitude are left out and noted.
/// Errors: InvalidInput with file, line and column, what was found and what was expected.
[[nodiscard]] Result<StationList> readPemsMetadata(const std::filesystem::path& path);

/// A calendar day as it stands in the names of files.
struct FileDay {
    int year = 0;
    int month = 0;
    int day = 0;

    friend auto operator<=>(const FileDay&,
                            const FileDay&) = default; // NOLINT(modernize-use-nullptr): as in core/index.h
};

/// The file of `folder` that is in force on `day`: the latest at or before it that is not empty.
/// Errors: NotFound if there is none; Io if the folder cannot be read.
[[nodiscard]] Result<std::filesystem::path> pemsMetadataFor(const std::filesystem::path& folder, int district,
                                                            FileDay day);

/// Sentences about stations that stand more than 10 m elsewhere in `later`, or only in one of the two.
[[nodiscard]] std::vector<std::string> compareStations(std::span<const PlacedStation> earlier,
                                                       std::span<const PlacedStation> later);

/// Writes the layout read above.
/// Errors: NotFound if the folder does not exist; Io if the system refuses.
[[nodiscard]] Result<void> writePemsMetadata(std::span<const PlacedStation> stations,
                                             const std::filesystem::path& path);

} // namespace twin
