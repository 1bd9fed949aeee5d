// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Where an event's bar lies in the editor: a lane for each sort of thing that can happen, and rows within it where
// events of one sort last at the same time.

#include <array>
#include <vector>

#include <QString>

#include "twin/scenario/scenario.h"

namespace gui {

enum class EventLane { Closures, Capacity, Demand, Weather, Incidents, Sensors, Drift };
inline constexpr std::size_t kEventLanes = 7;

[[nodiscard]] EventLane laneOf(const twin::Action& action);
[[nodiscard]] QString nameOf(EventLane lane);
/// The kind, in the order of twin::Action, that a lane is begun with.
[[nodiscard]] std::size_t firstKindOf(EventLane lane);

struct EventBar {
    std::size_t event = 0; ///< in Scenario::events
    EventLane lane = EventLane::Closures;
    int row = 0; ///< within the lane, from 0
};

struct EventLayout {
    std::vector<EventBar> bars;          ///< one an event, in the order of the events
    std::array<int, kEventLanes> rows{}; ///< at least one a lane

    [[nodiscard]] int rowsInAll() const;
    /// Rows above a lane.
    [[nodiscard]] int rowsAbove(EventLane lane) const;
};

/// Ensures: bars of one row do not overlap in time.
[[nodiscard]] EventLayout layoutOf(const std::vector<twin::Event>& events);

} // namespace gui
