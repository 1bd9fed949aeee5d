// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the name of a file says about the station inside, where the file itself is silent.

#include <filesystem>
#include <optional>
#include <string>

namespace twin {

/// A run of 6 or 7 digits in the file's name, as PeMS numbers its stations: 401833 of `401833_week2.csv.gz`.
[[nodiscard]] std::optional<std::string> stationNumberIn(const std::filesystem::path& path);

/// The file's name without .gz, .csv and .txt: `week_1` of `data/week_1.csv.gz`.
[[nodiscard]] std::string plainNameOf(const std::filesystem::path& path);

} // namespace twin
