// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The simplest thing that can be said between two stations: a straight line. It stands beside every estimate, because
// an estimator that does not beat it is not worth its electricity.

#include <cstddef>

#include "twin/estimation/corridor_readings.h"

namespace twin {

/// The state at a place over one interval: linear between the nearest stations up- and downstream that observed that
/// quantity in that interval; beyond the first and last, their value. Knows nothing of later intervals.
/// Requires: tick < readings.ticks(). Ensures: a quantity that no station observed is NaN.
[[nodiscard]] TrafficState interpolateLinearly(const CorridorReadings& readings, double position_m, std::size_t tick);

/// As above at any time: linear between the middles of the two intervals around it, at the ends the first or last.
/// Uses readings from after that time; not for a running twin. Requires: readings.ticks() > 0.
[[nodiscard]] TrafficState interpolateLinearly(const CorridorReadings& readings, double position_m, double time_s);

} // namespace twin
