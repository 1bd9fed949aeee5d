// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What hands do to a scenario, as functions from value to value: begin an event, move it, pull at an end. Times snap to
// five minutes, because that is what the feed's intervals last. Whether the result makes sense is not decided here but
// by the core (scenario_checks.h).

#include <array>
#include <chrono>
#include <optional>
#include <variant>
#include <vector>

#include <QString>

#include "gui/map/map_search.h"
#include "twin/core/time.h"
#include "twin/scenario/scenario.h"

namespace gui {

inline constexpr std::chrono::seconds kEditStep{300};
inline constexpr std::size_t kActionKinds = std::variant_size_v<twin::Action>;

/// To the nearest step of UTC, which is one of the wall clock too.
[[nodiscard]] twin::UtcTime snapped(twin::UtcTime time);

/// What of an event's bar is held.
enum class EventGrip { Whole, Start, End };

/// The event with what is held moved by `by`, snapped. Ensures: as long as before where the whole is moved, at least
/// one step long where an end is; within the scenario's time as far as its length allows.
[[nodiscard]] twin::Event dragged(const twin::Event& event, EventGrip grip, std::chrono::seconds by,
                                  const twin::Scenario& within);

/// An action of a kind with values that do something, and no place yet. Requires: kind < kActionKinds, in the order of
/// twin::Action.
[[nodiscard]] twin::Action usualAction(std::size_t kind);
/// The same place with an action of another kind.
[[nodiscard]] twin::Action withKind(const twin::Action& action, std::size_t kind);
/// An event of an hour from `from` on, moved into the scenario's time.
[[nodiscard]] twin::Event newEvent(twin::Action action, twin::UtcTime from, const twin::Scenario& within);
/// A quiet scenario of a day on a network, to begin with. `like` lends network, zone and time.
[[nodiscard]] twin::Scenario newScenario(const twin::Scenario& like);

/// Something that can be made to happen at a thing of the map.
struct MapChoice {
    QString title;
    twin::Action action;
};
[[nodiscard]] std::vector<MapChoice> choicesAt(const twin::RoadNetwork& network, const MapTarget& target);

/// "Lane closure".
[[nodiscard]] QString kindText(const twin::Action& action);
/// "US-101 N, link 20005", "2 stations", "everywhere". The network may be null.
[[nodiscard]] QString placeText(const twin::Place& place, const twin::RoadNetwork* network);
/// "Lane closure: 1 lane, US-101 N link 20005", for a bar or a tooltip.
[[nodiscard]] QString summaryOf(const twin::Event& event, const twin::RoadNetwork* network);
/// "1 h 10 min".
[[nodiscard]] QString lengthText(std::chrono::seconds length);

} // namespace gui
