// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Some stations along one freeway, made up, without fault or gap: what health and faults are tried on.

#include <algorithm>
#include <cmath>
#include <string>

#include "twin/core/random.h"
#include "twin/sensing/measurements.h"
#include "twin/sensing/synthetic_station.h"

namespace made_up {

inline constexpr std::size_t kDay = 288;

/// Monday, 6 May 2024, 00:00 in San José.
inline twin::UtcTime monday()
{
    return twin::UtcTime(std::chrono::sys_days{std::chrono::year{2024} / 5 / 6}) + std::chrono::hours(7);
}

inline twin::LocalClock pacific() { return {"America/Los_Angeles", {{monday(), std::chrono::hours(-7)}}}; }

/// Deviations of a road are shared by its stations; each adds its own scatter.
inline twin::Measurements stations(std::size_t count, int weeks, std::uint64_t seed)
{
    const auto settings = [&](std::uint64_t each) {
        return twin::SyntheticStationSettings{.seed = each,
                                              .weeks = weeks,
                                              .start = monday(),
                                              .clock = pacific(),
                                              .missingShare = 0.0,
                                              .imputedShare = 0.0};
    };
    const twin::Measurements road = twin::makeSyntheticStation(settings(seed)).measurements;
    twin::Measurements all;
    all.axis = road.axis;
    all.readings.resize(road.ticks() * count);
    for (std::size_t station = 0; station < count; ++station) {
        twin::RandomStream random(seed, "scatter-" + std::to_string(station));
        twin::Station place = road.stations[0];
        place.id = std::to_string(400001 + station);
        place.freeway = 101;
        place.direction = 'N';
        all.stations.push_back(place);
        for (std::size_t tick = 0; tick < road.ticks(); ++tick) {
            const double flow = road.readings[tick].flow_veh * (0.8 + 0.1 * static_cast<double>(station % 5));
            const auto counted =
                static_cast<float>(std::max(0.0, std::round(flow + 0.7 * std::sqrt(flow) * random.normal())));
            const float speed = 29.0F - 0.02F * counted + 0.5F * static_cast<float>(random.normal());
            const float occupancy = counted / 300.0F / 3.0F / speed * 7.0F;
            all.readings[tick * count + station] = {counted, occupancy, speed, 100};
        }
    }
    return all;
}

} // namespace made_up
