// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Draws roads and stations. What does not change with the values (grounds and edges of roads) is drawn apart, so that it
// can be kept; roads with values are gathered by class and width and drawn class by class, because changing the pen for
// every road costs more than the roads.
//
// How a value is known shows in the road itself: observed fills it, imputed is dashed, estimated leaves its edges free.

#include <optional>

#include <QPainter>

#include "gui/map/map_camera.h"
#include "gui/map/map_frame.h"
#include "gui/map/map_geometry.h"
#include "gui/theme/colors.h"

namespace gui {

/// How fine to draw; coarse while the map moves.
enum class MapDetail { Fine, Coarse };

struct MapStyle {
    Scheme scheme = Scheme::Light;
    MapDetail detail = MapDetail::Fine;
    ColorMapKind speedColors = ColorMapKind::Speed; ///< or Traffic, for those who expect it
    std::optional<std::size_t> onlyClass;           ///< the others are dimmed
};

class MapPainter {
public:
    /// `geometry` outlives the painter.
    explicit MapPainter(const MapGeometry& geometry) : m_geometry(geometry) {}

    /// The ground and every road without a value.
    void paintGround(QPainter& painter, const MapCamera& camera, const MapStyle& style) const;
    void paintValues(QPainter& painter, const MapCamera& camera, const MapStyle& style, const MapFrame& frame) const;
    void paintStations(QPainter& painter, const MapCamera& camera, const MapStyle& style, const MapFrame& frame) const;

    /// A road's centre line on the screen, on its own side; and its width there.
    [[nodiscard]] QPolygonF onScreen(std::size_t link, const MapCamera& camera) const;
    [[nodiscard]] double roadWidth(std::size_t link, double metresPerPixel) const;
    [[nodiscard]] QPointF stationOnScreen(std::size_t station, const MapCamera& camera) const;

private:
    [[nodiscard]] bool isWorthDrawing(std::size_t link, const QRectF& view, double metresPerPixel) const;

    const MapGeometry& m_geometry;
};

} // namespace gui
