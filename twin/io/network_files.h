// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Opens whatever a user has that roads can be made of, without asking which format it is.

#include <filesystem>
#include <string_view>

#include "twin/core/result.h"
#include "twin/io/network_report.h"

namespace twin {

enum class NetworkFormat {
    Gmns,        ///< a folder with node.csv
    SumoNet,     ///< XML
    PemsMetadata ///< tabs, with columns ID and Fwy; freeways are built from the stations
};
[[nodiscard]] std::string_view nameOf(NetworkFormat format);

/// Tells formats apart by content, not by name.
/// Errors: NotFound; Io; InvalidInput if it is none of them.
[[nodiscard]] Result<NetworkFormat> networkFormatOf(const std::filesystem::path& path);

/// Errors: as networkFormatOf() and the readers of the formats.
[[nodiscard]] Result<ImportedNetwork> readNetwork(const std::filesystem::path& path);

} // namespace twin
