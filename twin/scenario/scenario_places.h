// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Which links and stations of a network the places of a scenario mean. A scenario is written for people, who say
// "US-101 northbound"; what runs it needs ids.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "twin/core/result.h"
#include "twin/network/road_network.h"
#include "twin/scenario/scenario.h"

namespace twin {

/// The links that fit the place, in the order of the network. Ids that do not exist fit nothing.
[[nodiscard]] std::vector<LinkIndex> linksAt(const Place& place, const RoadNetwork& network);

/// The stations that fit the place, in the order of the network; where it names links, those that stand on them.
[[nodiscard]] std::vector<StationIndex> stationsAt(const Place& place, const RoadNetwork& network);

/// As above over stations of which only the description is known: by id, freeway and direction. A place that names
/// links or a vicinity fits none of them; settle() turns those into ids.
[[nodiscard]] std::vector<std::size_t> stationsAt(const Place& place, std::span<const Station> stations);

/// The scenario with every place of an event of the readings as a list of stations, unless it means everywhere.
/// Errors: InvalidInput `scenario.json: events[3].where.links[0]: found "x", expected the id of a link of San José` for
/// ids the network does not have, for places that fit nothing, for more lanes closed than a link has, and for a ramp
/// meter where there is no on-ramp.
[[nodiscard]] Result<Scenario> settle(const Scenario& scenario, const RoadNetwork& network, const std::string& file);

/// Whether the scenario can run on the network. Errors: as settle().
[[nodiscard]] Result<void> checkAgainst(const Scenario& scenario, const RoadNetwork& network, const std::string& file);

} // namespace twin
