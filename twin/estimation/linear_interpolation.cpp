// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/estimation/linear_interpolation.h"

#include <algorithm>

#include "twin/core/assert.h"

namespace twin {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

double alongTheCorridor(const CorridorReadings& readings, double position_m, std::size_t tick,
                        double TrafficState::*quantity)
{
    double before = kUnknown;
    double before_m = 0.0;
    for (std::size_t station = 0; station < readings.stations(); ++station) {
        const double value = readings.at(tick, station).*quantity;
        if (std::isnan(value)) {
            continue;
        }
        const double here_m = readings.positions_m()[station];
        if (here_m >= position_m) {
            const double gap_m = here_m - before_m;
            const bool isBetween = !std::isnan(before) && gap_m > 0.0;
            return isBetween ? before + (value - before) * (position_m - before_m) / gap_m : value;
        }
        before = value;
        before_m = here_m;
    }
    return before;
}

double mix(double a, double b, double share)
{
    if (std::isnan(a) || std::isnan(b)) {
        return std::isnan(a) ? b : a;
    }
    return a + (b - a) * share;
}

} // namespace

TrafficState interpolateLinearly(const CorridorReadings& readings, double position_m, std::size_t tick)
{
    TWIN_ASSERT(tick < readings.ticks(), "the interval was read");
    return {alongTheCorridor(readings, position_m, tick, &TrafficState::flow_vps),
            alongTheCorridor(readings, position_m, tick, &TrafficState::speed_mps)};
}

TrafficState interpolateLinearly(const CorridorReadings& readings, double position_m, double time_s)
{
    TWIN_ASSERT(readings.ticks() > 0, "an interval was read");
    const double last = static_cast<double>(readings.ticks() - 1);
    const double place = std::clamp(time_s / readings.interval_s() - 0.5, 0.0, last);
    const auto tick = static_cast<std::size_t>(place);
    const TrafficState now = interpolateLinearly(readings, position_m, tick);
    const TrafficState next = interpolateLinearly(readings, position_m, std::min(tick + 1, readings.ticks() - 1));
    const double share = place - static_cast<double>(tick);
    return {mix(now.flow_vps, next.flow_vps, share), mix(now.speed_mps, next.speed_mps, share)};
}

} // namespace twin
