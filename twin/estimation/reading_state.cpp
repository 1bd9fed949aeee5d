// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/estimation/reading_state.h"

#include <cmath>

namespace twin {

namespace {

constexpr double kFastest_mps = 70.0; ///< 157 mph; PeMS reports at most 100 mph
constexpr double kMostFlow = 2.0;     ///< of the capacity, which is a mean: short peaks count more
constexpr double kUnknown = TrafficState{}.flow_vps;

} // namespace

TrafficState stateOf(const Observation& reading, double interval_s)
{
    const auto counted_veh = static_cast<double>(reading.flow_veh);
    if (reading.quality() != Quality::Observed || !std::isfinite(counted_veh) || counted_veh < 0.0) {
        return {};
    }
    const auto speed_mps = static_cast<double>(reading.speed_mps);
    const bool isDriven = speed_mps >= 0.0 && speed_mps <= kFastest_mps;
    return {counted_veh / interval_s, isDriven ? speed_mps : kUnknown};
}

TrafficState stateOf(const Observation& reading, double interval_s, const Link& road)
{
    const TrafficState state = stateOf(reading, interval_s);
    return state.flow_vps > kMostFlow * road.capacity_vps ? TrafficState{} : state;
}

} // namespace twin
