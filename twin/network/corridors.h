// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Strings the links of each freeway and direction together, so that a view along the road, a queue or a travel time
// need not search the graph.

#include <span>
#include <vector>

#include "twin/network/road_network.h"

namespace twin {

/// The corridors by freeway, then N, S, E, W, then from the longest; stations along them in driving order.
/// Requires: the stations are placed.
[[nodiscard]] std::vector<Corridor> findCorridors(const RoadNetworkParts& parts);

} // namespace twin
