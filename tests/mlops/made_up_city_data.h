// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A small freeway as experiment data: a day of its stations that trains and some hours that are the stream. No files.

#include <cmath>

#include "mlops/experiment/experiment_data.h"
#include "tests/twin/estimation/corridor_fixture.h"

namespace mlops {

inline ExperimentData madeUpCity(std::size_t streamTicks = 36)
{
    constexpr std::size_t kTraining = 300;
    const auto network = corridor::network();
    corridor::Traffic traffic(network);
    ExperimentData data;
    data.name = "corridor";
    data.network = network;
    const twin::TimeAxis axis(twin::UtcTime{std::chrono::hours(24 * 365 * 54)}, std::chrono::seconds(300), {});
    data.trainingAxis = axis;
    data.stream.axis = axis.from(static_cast<twin::Tick>(kTraining));
    for (const twin::PlacedStation& placed : network->stations()) {
        data.stream.stations.push_back(placed.station);
    }
    for (std::size_t tick = 0; tick < kTraining + streamTicks; ++tick) {
        const auto frame = traffic.next(0.75 + 0.2 * std::sin(0.1 * static_cast<double>(tick)), 0.15);
        for (const twin::Observation& reading : frame.readings) {
            if (tick < kTraining) {
                data.training.push_back(reading.flow_veh);
                data.trainingReadings.push_back(reading);
            } else {
                data.stream.readings.push_back(reading);
            }
        }
    }
    twin::Scenario scenario{.name = "corridor", .story = "Traffic comes and goes.", .network = "corridor"};
    scenario.start = data.stream.axis.at(0);
    scenario.end = data.stream.axis.at(static_cast<twin::Tick>(streamTicks));
    data.scenario = std::make_shared<const twin::Scenario>(std::move(scenario));
    return data;
}

} // namespace mlops
