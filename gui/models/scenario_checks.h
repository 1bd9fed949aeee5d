// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What is wrong with a scenario, by the core's own words: its file reader's and its check against the network. Each
// event is judged by itself, so that one fault does not hide the next.

#include <optional>
#include <vector>

#include <QString>

#include "twin/network/road_network.h"
#include "twin/scenario/scenario.h"

namespace gui {

struct ScenarioProblem {
    std::optional<std::size_t> event; ///< none: of the scenario as a whole
    QString sentence;                 ///< without the file's name and the place in it
};

/// Empty: it can be saved and run. Without a network, places are not looked at. Events are judged only where the
/// scenario around them holds.
[[nodiscard]] std::vector<ScenarioProblem> problemsOf(const twin::Scenario& scenario, const twin::RoadNetwork* network);

} // namespace gui
