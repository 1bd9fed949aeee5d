// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Writes a network as GMNS 0.96, in miles and mph, with the further columns that gmns_reader.h names.

#include <filesystem>

#include "twin/core/result.h"
#include "twin/network/road_network.h"

namespace twin {

/// Writes config.csv, node.csv, link.csv and location.csv into an existing folder, over what is there.
/// Ensures: what readGmns has read is read back exactly; amounts from elsewhere to the last bit but one, and from then
/// on exactly.
/// Errors: NotFound if there is no such folder; Io if the system refuses.
[[nodiscard]] Result<void> writeGmns(const RoadNetwork& network, const std::filesystem::path& folder);

} // namespace twin
