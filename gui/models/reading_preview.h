// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a sensor fault or an induced drift will do to a station's readings: a typical day of the simulated city, and the
// same day behind the core's own SensorFaultFeed. Nothing is modelled here a second time.

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

#include "twin/core/result.h"
#include "twin/network/road_network.h"
#include "twin/scenario/scenario.h"
#include "twin/sensing/measurements.h"

namespace gui {

/// A day of the city without incidents, rain, gaps or broken detectors. Shared, because it never changes.
using TypicalDay = std::shared_ptr<const twin::Measurements>;

/// The 24 hours over which an event is previewed: from its beginning on; to its end where it sets in gradually; around
/// its middle where it is shorter than that.
[[nodiscard]] twin::UtcTime previewStart(const twin::Event& event);

/// Takes about a second. Errors: InvalidInput where the scenario's feed is not a simulated city or its zone is unknown;
/// Cancelled.
[[nodiscard]] twin::Result<TypicalDay> simulateTypicalDay(const twin::RoadNetwork& network,
                                                          const twin::Scenario& scenario, twin::UtcTime start,
                                                          const std::stop_token& stop);

/// One station's readings as they are and as they would be seen; NaN where nothing is.
struct ReadingPreview {
    std::vector<double> time_s; ///< [T] seconds since 1970 UTC
    std::vector<float> usual;   ///< [T] in the unit of `signal`: vehicles, share of time, m/s
    std::vector<float> changed; ///< [T]
    twin::Signal signal = twin::Signal::Flow;
    std::size_t together = 1; ///< events of the readings that apply, the previewed one among them
};

/// Requires: the event is one of the readings. Events of the readings that overlap it apply as well, in their order.
/// Errors: InvalidInput where the scenario does not fit the network.
[[nodiscard]] twin::Result<ReadingPreview> previewOf(const TypicalDay& day, const twin::RoadNetwork& network,
                                                     const twin::Scenario& scenario, std::size_t event,
                                                     std::size_t station);

/// The stations of the day that the event is about, as positions in TypicalDay::stations.
[[nodiscard]] std::vector<std::size_t> previewStations(const TypicalDay& day, const twin::RoadNetwork& network,
                                                       const twin::Event& event);

} // namespace gui
