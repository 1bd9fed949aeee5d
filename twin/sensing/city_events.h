// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What happens in the simulated city by chance: rain, incidents, detectors that break. All of it is written as events
// of a scenario, so that chance and a scenario's author speak the same language.

#include <span>
#include <vector>

#include "twin/network/road_network.h"
#include "twin/scenario/scenario.h"
#include "twin/sensing/simulated_city.h"

namespace twin {

/// Rain and incidents over the period, by the settings' seed and rates, in order of time.
[[nodiscard]] std::vector<Event> randomHappenings(const RoadNetwork& network, const SimulatedCitySettings& settings);

/// Faults of detectors over the period, each of one station for some hours or days.
[[nodiscard]] std::vector<Event> randomDetectorFaults(std::span<const Station> stations,
                                                      const SimulatedCitySettings& settings);

} // namespace twin
