// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Hands a network, and what happens on it, to SUMO. A .net.xml is not written: SUMO's own authors ask everybody to let
// netconvert make it, which works out junctions, signals and connections.

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "twin/core/result.h"
#include "twin/estimation/link_states.h"
#include "twin/network/road_network.h"

namespace twin {

struct SumoFiles {
    std::vector<std::filesystem::path> files;
    std::string netconvert;         ///< the command that makes network.net.xml of them
    std::vector<std::string> notes; ///< sentences about what SUMO has no place for
};

/// Writes network.nod.xml and network.edg.xml into an existing folder, over what is there.
/// Ensures: what netconvert makes of them is read back by readSumoNet with the same links, up to the sixth decimal of a
/// metre and of m/s.
/// Errors: NotFound if there is no such folder; Io if the system refuses; InvalidInput if two ids differ only in
/// letters that SUMO does not allow.
[[nodiscard]] Result<SumoFiles> writeSumo(const RoadNetwork& network, const std::filesystem::path& folder);

/// The state of all links over some time.
struct EdgeDataInterval {
    double begin_s = 0.0; ///< since the start of the run
    double end_s = 0.0;
    std::string id; ///< such as "observed 2022-10-03"
    const LinkStates* states = nullptr;
};

/// Writes edge data with which sumo-gui and netedit colour roads and which SUMO's tools average.
/// Requires: every interval ends after it begins and has states of all links.
/// Ensures: values that are no finite numbers are left out.
/// Errors: NotFound if the folder does not exist; Io if the system refuses; InvalidInput as writeSumo().
[[nodiscard]] Result<void> writeSumoEdgeData(const RoadNetwork& network, std::span<const EdgeDataInterval> intervals,
                                             const std::filesystem::path& path);

} // namespace twin
