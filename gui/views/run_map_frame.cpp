// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/run_map_frame.h"

#include "gui/map/map_panel.h"

namespace gui {

std::shared_ptr<const MapFrame> frameAtPlayhead(const RunSession& session, const MapPanel& panel)
{
    const RunDescription& run = session.description();
    const twin::Tick now = session.playback().playhead();
    if (!run.network || now >= session.history().ticks()) {
        return nullptr;
    }
    const mlops::SnapshotPtr snapshot = session.snapshot();
    MapRequest request{.quantity = panel.quantity(), .horizon = panel.horizon()};
    request.interval_s = static_cast<double>(run.axis.step().count());
    const twin::Tick ahead = request.horizon < snapshot->horizons.size() ? snapshot->horizons[request.horizon] : 1;
    const mlops::SnapshotPtr before = now >= ahead ? session.history().snapshotAt(now - ahead) : nullptr;
    request.before = before.get();
    const StationMatch match = matchStations(*run.network, run.stations);
    return std::make_shared<const MapFrame>(frameOf(*run.network, match, *snapshot, request));
}

} // namespace gui
