// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Events on the map: the roads and stations they are about in their colour, with a tag that says what. Drawn over the
// roads and under the mouse; the roads' own picture does not change.

#include <optional>
#include <vector>

#include <QColor>
#include <QString>

#include "gui/map/map_camera.h"
#include "gui/map/map_geometry.h"
#include "gui/map/map_painter.h"
#include "gui/theme/colors.h"

namespace gui {

/// One event and where it is.
struct MapEvent {
    std::vector<std::size_t> links;
    std::vector<std::size_t> stations;
    std::optional<QRectF> circle; ///< on the plane, metres east and south
    QString tag;                  ///< a few words; empty: no tag
    int category = 0;             ///< categoryColor index
    bool isChosen = false;
};

struct MapEvents {
    std::vector<MapEvent> events;
    bool withStations = false; ///< dots for all stations, where no values show them
};

/// Roads, rings and circles belong under the route shields, tags above them.
enum class EventLayer { Places, Tags };
void drawMapEvents(QPainter& painter, const MapEvents& events, EventLayer layer, const MapPainter& roads,
                   const MapGeometry& geometry, const MapCamera& camera, Scheme scheme);

} // namespace gui
