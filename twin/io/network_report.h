// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a reader of networks had to guess, mend or leave out. Files seldom say their units, and a network read in the
// wrong one looks right on the map.

#include <string>
#include <vector>

#include "twin/network/road_network.h"

namespace twin {

struct NetworkReport {
    std::vector<std::string> files; ///< as read
    std::vector<std::string> notes; ///< sentences about choices the reader made
};

/// The outcome of reading a network.
struct ImportedNetwork {
    RoadNetwork network;
    NetworkReport report;
};

} // namespace twin
