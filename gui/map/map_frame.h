// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// One picture's worth of values for the map: a value and how it is known for each road, a look for each station. Made
// from a snapshot of the twin; drawn without knowing where it came from.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "gui/map/map_quantity.h"
#include "mlops/runtime/twin_snapshot.h"
#include "twin/network/road_network.h"

namespace gui {

/// How a road's value is known.
enum class Known : std::uint8_t {
    Nothing,   ///< no value
    Estimated, ///< by the twin's model; no detector here
    Imputed,   ///< a detector is here, its reading was filled in
    Observed
};

/// How a station stands.
enum class StationLook : std::uint8_t {
    Observed,
    Imputed,
    Missing,
    Faulty,
    Unsensed ///< on the network, but the feed does not know it
};

struct MapFrame {
    MapClasses classes;
    std::vector<float> values;         ///< [L] in the unit of `classes`; NaN where nothing is known
    std::vector<Known> known;          ///< [L]
    std::vector<StationLook> stations; ///< [S] in the order of RoadNetwork::stations()
};

/// Where the feed's stations stand on the network.
using StationMatch = std::vector<std::optional<twin::StationIndex>>; ///< [N]
[[nodiscard]] StationMatch matchStations(const twin::RoadNetwork& network, std::span<const twin::Station> feed);

struct MapRequest {
    MapQuantity quantity = MapQuantity::SpeedRatio;
    UnitSystem units = UnitSystem::UsCustomary;
    std::size_t horizon = 0;       ///< which of TwinSnapshot::horizons, for Forecast and ForecastError
    double interval_s = 300.0;     ///< of the feed
    const mlops::TwinSnapshot* before = nullptr; ///< taken that horizon ago; ForecastError is unknown without it
};

/// Ensures: L values and S looks, whatever the snapshot lacks.
[[nodiscard]] MapFrame frameOf(const twin::RoadNetwork& network, const StationMatch& match,
                               const mlops::TwinSnapshot& snapshot, const MapRequest& request);
/// `other` less `base`, where both are known. Requires: both of one network and one quantity.
[[nodiscard]] MapFrame differenceOf(const MapFrame& base, const MapFrame& other, UnitSystem units);

[[nodiscard]] QString nameOf(Known known);
[[nodiscard]] QString nameOf(StationLook look);

} // namespace gui
