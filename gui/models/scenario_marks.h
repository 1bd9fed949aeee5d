// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A scenario's events as the map draws them.

#include "gui/map/map_events.h"
#include "twin/scenario/scenario.h"

namespace gui {

/// Events that are everywhere, or nowhere on this network, leave no mark.
[[nodiscard]] MapEvents mapEventsOf(const twin::Scenario& scenario, const twin::RoadNetwork& network,
                                    std::optional<std::size_t> chosen);

/// "Rain and 1 more everywhere": what has no place on the map; empty where all have one.
[[nodiscard]] QString everywhereText(const twin::Scenario& scenario);

} // namespace gui
