// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// link.csv and geometry.csv of a GMNS folder, before units and missing values are settled.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "twin/core/result.h"
#include "twin/network/road_network.h"

namespace twin {

/// A link as link.csv states it. Of `link` the amounts are not set yet.
struct GmnsLink {
    Link link;
    std::optional<double> length;
    std::optional<double> freeSpeed;
    std::optional<double> capacityPerLane_vph;
    std::optional<double> jamDensityPerLane;
    bool isRampOfUnknownKind = false; ///< motorway_link and the like: which kind, only the whole network shows
    bool isTwoWay = false;
};

using NodesById = std::map<std::string, NodeIndex, std::less<>>;
using Shapes = std::map<std::string, std::vector<GeoPoint>, std::less<>>;

/// Geometries by their id; none if the file is not there.
[[nodiscard]] Result<Shapes> readGmnsGeometry(const std::filesystem::path& path);

/// Requires: `nodes` are those named in `ids`.
[[nodiscard]] Result<std::vector<GmnsLink>> readGmnsLinks(const std::filesystem::path& path, const NodesById& ids,
                                                          const std::vector<Node>& nodes, const Shapes& shapes);

} // namespace twin
