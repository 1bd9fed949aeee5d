// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Finds a road, a station or a corridor by what people call it: an id, a name, "101 north".

#include <string>
#include <variant>
#include <vector>

#include <QString>

#include "twin/network/road_network.h"

namespace gui {

struct CorridorIndex {
    std::size_t value = 0;
    friend bool operator==(CorridorIndex, CorridorIndex) = default;
};

/// What can be chosen on the map. Nothing chosen: std::monostate.
using MapTarget = std::variant<std::monostate, twin::LinkIndex, twin::StationIndex, CorridorIndex>;

struct MapHit {
    MapTarget target;
    QString title;  ///< "Station 400123"
    QString detail; ///< "US-101 N, mainline, 4 lanes"
};

/// Best first: exact ids, then names that begin with the words, then those that hold them all. At most `most`.
[[nodiscard]] std::vector<MapHit> searchNetwork(const twin::RoadNetwork& network, const QString& words, std::size_t most);

/// How a thing is called.
[[nodiscard]] MapHit describe(const twin::RoadNetwork& network, const MapTarget& target);
[[nodiscard]] QString kindName(twin::LinkKind kind);
[[nodiscard]] QString kindName(twin::StationKind kind);

} // namespace gui
