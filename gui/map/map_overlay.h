// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What lies on the map and is not the map: route shields, scale bar, north, the card at the mouse.

#include <vector>

#include <QPainter>
#include <QString>

#include "gui/map/map_camera.h"
#include "gui/map/map_geometry.h"
#include "gui/map/map_painter.h"
#include "gui/map/map_search.h"
#include "gui/theme/colors.h"

namespace gui {

/// A route's number somewhere along it.
struct RouteShield {
    QString text;
    QPointF plane; ///< metres east and south
};
/// Places for shields, some along each corridor; which are drawn depends on what is free on the screen.
[[nodiscard]] std::vector<RouteShield> shieldsOf(const twin::RoadNetwork& network, const MapGeometry& geometry);
void drawShields(QPainter& painter, const std::vector<RouteShield>& shields, const MapCamera& camera,
                 const Colors& colors);

/// A round length that is about `wanted_px` long.
struct ScaleBar {
    double length_px = 0.0;
    QString text;
};
[[nodiscard]] ScaleBar scaleBarFor(double metresPerPixel, UnitSystem units, double wanted_px);
/// Right-aligned above `corner`.
void drawScaleAndNorth(QPainter& painter, QPointF corner, const ScaleBar& bar, const Colors& colors);

/// The lines of a hover card: a title and what is known.
struct HoverCard {
    QString title;
    QStringList lines;
};
void drawCard(QPainter& painter, const HoverCard& card, QPointF at, const QRectF& area, const Colors& colors);

/// Marks one road or station as chosen or pointed at.
void drawEmphasis(QPainter& painter, const MapPainter& roads, const MapCamera& camera, const MapTarget& target,
                  const QColor& color, double margin);

} // namespace gui
