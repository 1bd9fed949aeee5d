// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A corridor's speeds over space and time, from a run's history: read off the detectors where the run kept readings,
// estimated by the twin elsewhere, and marked so.

#include <optional>

#include "gui/bridge/run_history.h"
#include "gui/map/map_frame.h"
#include "gui/models/station_history.h"

namespace gui {

struct CorridorRequest {
    twin::LinkIndex link;      ///< any of the corridor's
    const StationMatch& match; ///< where the feed's stations stand
    twin::Tick from = 0;
    twin::Tick to = 0; ///< one past the last; at most RunHistory::ticks()
};

/// Miles along the corridor from its start. Nothing where the link is on no corridor with two stations of the feed.
/// Requires: the run has a network.
[[nodiscard]] std::optional<CorridorHistory> corridorHistory(const RunDescription& run, const RunHistory& history,
                                                             const CorridorRequest& request);

} // namespace gui
