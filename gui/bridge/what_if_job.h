// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What if one event happened, or did not? The scenario's twin up to a moment, then two branches of it: one with what is
// planned, one with the event more. For a job: it takes seconds.

#include <filesystem>
#include <memory>
#include <stop_token>

#include "gui/bridge/job_runner.h"
#include "gui/map/map_frame.h"
#include "twin/network/road_network.h"
#include "twin/scenario/scenario.h"
#include "twin/scenario/what_if.h"

namespace gui {

struct WhatIfQuestion {
    std::shared_ptr<const twin::RoadNetwork> network;
    twin::Scenario scenario; ///< with all its events
    std::size_t extra = 0;   ///< the event that only one branch has
    twin::UtcTime at;        ///< where the branches part
    std::chrono::minutes duration{60};
};

/// Errors: InvalidInput where the question does not fit the scenario or the scenario not the network; Cancelled.
[[nodiscard]] twin::Result<twin::WhatIf> answerWhatIf(const WhatIfQuestion& question, const std::stop_token& stop,
                                                      const JobProgress& progress);

/// How much faster or slower each road is with the event than without, as a map.
[[nodiscard]] MapFrame differenceFrame(const twin::WhatIf& answer, const twin::RoadNetwork& network, UnitSystem units);

} // namespace gui
