// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What must be true of roads before anything is computed on them. Readers of files check what they can point at in a
// file; here stands what must hold whatever the roads were read from.

#include "twin/core/result.h"
#include "twin/network/road_network.h"

namespace twin {

/// Errors: InvalidInput naming the first node, link or station that breaks an invariant of RoadNetwork, what was found
/// and what was expected.
[[nodiscard]] Result<void> checkParts(const RoadNetworkParts& parts);

} // namespace twin
