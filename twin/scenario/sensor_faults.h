// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Puts the sensor faults and the induced drift of a scenario between a feed and whoever listens. It stands at the end
// of any feed, recorded or simulated, so that a fault is the same in both, and the traffic behind it goes on
// undisturbed.

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "twin/core/random.h"
#include "twin/scenario/scenario.h"
#include "twin/sensing/sensor_feed.h"

namespace twin {

class SensorFaultFeed final : public SensorFeed {
public:
    /// Requires: the places of the scenario's events of readings name stations, freeways or directions (settle() sees
    /// to that). A feed without dates is taken to begin with the scenario. Ensures: equal feed and scenario give equal
    /// frames. Which stations and what noise, the scenario's seed decides.
    SensorFaultFeed(std::unique_ptr<SensorFeed> inner, const Scenario& scenario);

    [[nodiscard]] const std::vector<Station>& stations() const override { return m_inner->stations(); }
    [[nodiscard]] const TimeAxis& axis() const override { return m_inner->axis(); }
    bool next(ObservationFrame& frame) override;

    /// Whether any event changes this station's reading at the frame last given: the truth a detector is scored by.
    [[nodiscard]] bool isChanged(std::size_t station) const { return m_changed[station]; }

private:
    struct ActiveEvent {
        Event event;
        std::vector<std::size_t> stations;
        std::vector<Observation> held; ///< [stations] of a stuck sensor
        std::vector<float> means;      ///< [stations] of the last hour, for the variance
        RandomStream random;
        bool wasOn = false;
    };

    void apply(ActiveEvent& active, ObservationFrame& frame, UtcTime time);
    void applyFault(ActiveEvent& active, const SensorFault& fault, ObservationFrame& frame);
    void applyDrift(ActiveEvent& active, const InducedDrift& drift, ObservationFrame& frame, UtcTime time);
    void followMeans(ActiveEvent& active, const InducedDrift& drift);
    [[nodiscard]] const Observation& original(std::size_t station, std::size_t intervalsAgo) const;

    std::unique_ptr<SensorFeed> m_inner;
    UtcTime m_start; ///< of a feed without dates
    std::vector<ActiveEvent> m_events;
    std::vector<std::vector<Observation>> m_history; ///< a ring of the inner feed's frames
    std::size_t m_frames = 0;                        ///< seen so far
    std::vector<bool> m_changed;
};

} // namespace twin
