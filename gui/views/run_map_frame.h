// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The open run at its playhead, as a map that asks for a quantity shows it.

#include <memory>

#include "gui/bridge/run_session.h"
#include "gui/map/map_frame.h"

namespace gui {

class MapPanel;

/// Null where the run has no network or nothing has happened yet.
[[nodiscard]] std::shared_ptr<const MapFrame> frameAtPlayhead(const RunSession& session, const MapPanel& panel);

} // namespace gui
