// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Scenarios as JSON files, in the field's units: speeds in mph, rates in veh/h, distances in metres, times in ISO 8601
// with their offset. resources/scenario.schema.json says the same for editors; a test keeps the two in step.
//
//   {"name": "incident", "story": "A lorry ...", "network": "san-jose", "feed": {"kind": "simulated_city"}, "seed": 1,
//    "zone": "America/Los_Angeles", "start": "2024-05-06T00:00:00-07:00", "end": "2024-05-13T00:00:00-07:00",
//    "events": [{"kind": "incident", "from": ..., "to": ..., "where": {"links": ["..."]}, "lanes_blocked": 2}]}

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "twin/core/result.h"
#include "twin/scenario/scenario.h"

namespace twin {

/// Reads a scenario from the text of a file called `file`.
/// Errors: InvalidInput `scenario.json: events[3].to (line 12, column 9): found ..., expected ...` for what is no JSON,
/// unknown names, wrong types, numbers out of range, times in the wrong order and names that cannot stand together.
/// Whether links and stations exist is not asked here: checkAgainst (twin/scenario/scenario_places.h).
[[nodiscard]] Result<Scenario> parseScenario(std::string_view text, const std::string& file);

/// Reads events alone: a list of them as in a scenario, or an object whose `events` is one. Where an event does not
/// say, it lasts from `from` to `to`. Errors: as parseScenario.
[[nodiscard]] Result<std::vector<Event>> parseEvents(std::string_view text, const std::string& file, UtcTime from,
                                                     UtcTime to);

/// Errors: as readText and parseScenario.
[[nodiscard]] Result<Scenario> readScenario(const std::filesystem::path& path);

/// Ensures: parseScenario reads back an equal scenario; equal scenarios give equal bytes.
[[nodiscard]] std::string scenarioText(const Scenario& scenario);

/// Errors: as writeTextAtomically.
[[nodiscard]] Result<void> writeScenario(const std::filesystem::path& path, const Scenario& scenario);

/// Every name the reader asks for, sorted, each once.
[[nodiscard]] std::vector<std::string> scenarioNames();

} // namespace twin
