// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What one <edge> of a SUMO network says, and the names of the parameters in which the writer keeps what SUMO has no
// attribute for.

#include <optional>
#include <string_view>

#include "twin/core/result.h"
#include "twin/io/sumo_location.h"
#include "twin/io/xml_file.h"
#include "twin/network/road_network.h"

namespace twin {

namespace sumo {
inline constexpr const char* kKind = "kind";             ///< a name of nameOf(LinkKind)
inline constexpr const char* kFreeway = "freeway";       ///< route number
inline constexpr const char* kDirection = "direction";   ///< N, S, E or W
inline constexpr const char* kCapacity = "capacity";     ///< vehicles per hour and lane
inline constexpr const char* kJamDensity = "jamDensity"; ///< vehicles per kilometre and lane
} // namespace sumo

struct SumoEdge {
    Link link;                        ///< without its nodes
    bool isRampOfUnknownKind = false; ///< which kind, only the whole network shows
    bool hasCapacity = true;          ///< false: the usual one is taken once the kind is known
    bool hasJamDensity = true;
};

/// Nothing for an edge on which no car may drive.
/// Errors: InvalidInput with the place.
[[nodiscard]] Result<std::optional<SumoEdge>> readSumoEdge(const XmlFile& file, const SumoLocation& location,
                                                           pugi::xml_node edge, GeoPoint from, GeoPoint to);

} // namespace twin
