// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// From a run's history to what the inspector shows of one of its places.

#include <optional>

#include "gui/bridge/run_history.h"
#include "gui/map/map_frame.h"
#include "gui/models/station_history.h"

namespace gui {

struct HistoryRequest {
    std::optional<std::size_t> station;  ///< in RunDescription::stations; else `link` is looked at
    std::optional<twin::LinkIndex> link; ///< in RunDescription::network
    twin::Tick from = 0;
    twin::Tick to = 0;                   ///< one past the last; what is not there yet is left out
    std::size_t horizon = 0;             ///< in RunHistory::horizons()
    const StationMatch* match = nullptr; ///< where the feed's stations stand; null: on no road
};

/// Speeds come from readings where the run kept them, else from the twin's estimate of the station's road; a road
/// without a station has the estimate alone. Both say so.
/// Requires: a station or a link.
[[nodiscard]] StationHistoryPtr stationHistory(const RunDescription& run, const RunHistory& history,
                                               const HistoryRequest& request);

/// The station that says most before anybody has chosen: main line, in the middle of the corridor with the most
/// stations of the feed; the first of the feed where there is no network.
[[nodiscard]] std::size_t tellingStation(const RunDescription& run, const StationMatch& match);

} // namespace gui
