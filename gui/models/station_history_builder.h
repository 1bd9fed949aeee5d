// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// From a run's history to what the inspector shows of one of its stations.

#include "gui/bridge/run_history.h"
#include "gui/models/station_history.h"

namespace gui {

struct HistoryRequest {
    std::size_t station = 0; ///< in RunDescription::stations
    twin::Tick from = 0;
    twin::Tick to = 0; ///< one past the last; what is not there yet is left out
};

/// Speeds and occupancies are known where snapshots were kept whole, as in runs with a road network.
[[nodiscard]] StationHistoryPtr stationHistory(const RunDescription& run, const RunHistory& history,
                                               const HistoryRequest& request);

} // namespace gui
