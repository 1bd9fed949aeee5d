// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Builds freeways from nothing but a list of stations, for those who hold PeMS files and no map. Absolute postmiles
// rise northbound and eastbound, so they give the order of driving; the road runs straight from one station to the
// next.

#include <string>
#include <vector>

#include "twin/core/result.h"
#include "twin/network/road_network.h"

namespace twin {

struct BuiltFreeways {
    RoadNetwork network;
    std::vector<std::string> notes; ///< sentences about stations that could not be used
};

/// One link for each stretch between two mainline stations of a freeway and direction, with the lanes of the station it
/// begins at; on- and off-ramps at their postmiles, which divide a stretch. Stretches above 20 miles are gaps.
/// Errors: InvalidInput if no freeway has two mainline stations with postmiles.
[[nodiscard]] Result<BuiltFreeways> buildFreeways(std::string name, std::vector<PlacedStation> stations);

} // namespace twin
