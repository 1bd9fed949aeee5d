// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a reading says of traffic, and whether it can be traffic at all. Detectors break and readings are tampered with:
// a count below nothing, not a number, or twice what the road can carry reaches no estimator, whoever let it through.

#include "twin/estimation/corridor_readings.h"
#include "twin/network/road_network.h"
#include "twin/sensing/measurements.h"

namespace twin {

/// Unknown where nothing was observed, or where the count is negative or not finite; the speed alone is unknown where
/// it is negative, not finite or faster than anyone drives. Requires: interval_s > 0.
[[nodiscard]] TrafficState stateOf(const Observation& reading, double interval_s);

/// As above, and unknown where more was counted than twice the capacity of the road it was counted on.
[[nodiscard]] TrafficState stateOf(const Observation& reading, double interval_s, const Link& road);

} // namespace twin
