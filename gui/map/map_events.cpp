// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/map/map_events.h"

#include <algorithm>

#include <QFontMetricsF>
#include <QPainterPath>

#include "gui/theme/typography.h"

namespace gui {

namespace {

constexpr std::size_t kMostRings = 60; ///< stations ringed one by one; beyond, the rings hide the city

/// Draws the events of one picture, tags last so that no road covers them.
class EventDrawing {
public:
    EventDrawing(QPainter& painter, const MapPainter& roads, const MapGeometry& geometry, const MapCamera& camera,
                 Scheme scheme)
        : m_painter(painter),
          m_roads(roads),
          m_geometry(geometry),
          m_camera(camera),
          m_scheme(scheme),
          m_colors(colorsOf(scheme))
    {
        m_painter.setRenderHint(QPainter::Antialiasing);
    }

    void drawStationDots()
    {
        m_painter.setPen(QPen(m_colors.mapGround, 1.0));
        m_painter.setBrush(m_colors.outline);
        for (std::size_t i = 0; i < m_geometry.stations().size(); ++i) {
            m_painter.drawEllipse(m_roads.stationOnScreen(i, m_camera), 2.8, 2.8);
        }
    }

    void drawPlaces(const MapEvent& event)
    {
        const QColor ink = categoryColor(m_scheme, event.category);
        for (const std::size_t link : event.links) {
            const double width = m_roads.roadWidth(link, m_camera.metresPerPixel());
            drawLine(link, m_colors.mapGround, width + (event.isChosen ? 7.0 : 5.0));
            drawLine(link, ink, width + (event.isChosen ? 4.0 : 2.0));
        }
        if (event.circle) {
            QColor veil = ink;
            veil.setAlpha(28);
            m_painter.setPen(QPen(ink, event.isChosen ? 2.0 : 1.2, Qt::DashLine));
            m_painter.setBrush(veil);
            m_painter.drawEllipse(screenOf(*event.circle));
        }
        m_painter.setBrush(Qt::NoBrush);
        m_painter.setPen(QPen(ink, event.isChosen ? 2.6 : 1.8));
        const double radius = event.stations.size() > kMostRings ? 4.0 : 6.5;
        for (const std::size_t station : event.stations) {
            m_painter.drawEllipse(m_roads.stationOnScreen(station, m_camera), radius, radius);
        }
    }

    void drawTag(const MapEvent& event)
    {
        const std::optional<QPointF> at = anchorOf(event);
        if (event.tag.isEmpty() || !at || !QRectF({0, 0}, m_camera.size()).contains(*at)) {
            return;
        }
        QFont font = fontFor(TextRole::Small);
        font.setWeight(event.isChosen ? QFont::DemiBold : QFont::Normal);
        const QFontMetricsF metrics(font);
        QRectF box({0, 0}, QSizeF(metrics.horizontalAdvance(event.tag) + 22.0, metrics.height() + 6.0));
        box.moveTo(*at + QPointF(12.0, -12.0 - box.height()));
        keepInside(box);
        // Tags of events at one place stand above each other.
        while (std::ranges::any_of(m_taken, [&](const QRectF& other) { return other.intersects(box); })) {
            box.translate(0.0, -(box.height() + 3.0));
        }
        m_taken.push_back(box);
        const QColor ink = categoryColor(m_scheme, event.category);
        m_painter.setPen(QPen(ink, 1.2));
        m_painter.drawLine(*at, QPointF(box.left() + 10.0, box.bottom()));
        m_painter.setPen(QPen(event.isChosen ? ink : m_colors.border, event.isChosen ? 1.6 : 1.0));
        m_painter.setBrush(m_colors.raised);
        m_painter.drawRoundedRect(box, 4, 4);
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(ink);
        m_painter.drawRoundedRect(QRectF(box.left() + 6.0, box.center().y() - 4.0, 8.0, 8.0), 2, 2);
        m_painter.setFont(font);
        m_painter.setPen(m_colors.text);
        m_painter.drawText(box.adjusted(18.0, 0.0, -4.0, 0.0), Qt::AlignVCenter | Qt::AlignLeft, event.tag);
    }

private:
    void drawLine(std::size_t link, const QColor& color, double width)
    {
        m_painter.setPen(QPen(color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawPolyline(m_roads.onScreen(link, m_camera));
    }

    [[nodiscard]] QRectF screenOf(const QRectF& plane) const
    {
        return {m_camera.toScreen(plane.topLeft()), m_camera.toScreen(plane.bottomRight())};
    }

    [[nodiscard]] std::optional<QPointF> anchorOf(const MapEvent& event) const
    {
        if (!event.links.empty()) {
            const QPolygonF line = m_roads.onScreen(event.links[event.links.size() / 2], m_camera);
            return line.isEmpty() ? std::nullopt : std::optional(line[line.size() / 2]);
        }
        if (!event.stations.empty()) {
            return m_roads.stationOnScreen(event.stations[event.stations.size() / 2], m_camera);
        }
        return event.circle ? std::optional(screenOf(*event.circle).center()) : std::nullopt;
    }

    void keepInside(QRectF& box) const
    {
        const QRectF area = QRectF({0, 0}, m_camera.size()).adjusted(4, 4, -4, -4);
        box.moveLeft(std::clamp(box.left(), area.left(), std::max(area.left(), area.right() - box.width())));
        box.moveTop(std::clamp(box.top(), area.top(), std::max(area.top(), area.bottom() - box.height())));
    }

    QPainter& m_painter;
    const MapPainter& m_roads;
    const MapGeometry& m_geometry;
    const MapCamera& m_camera;
    Scheme m_scheme;
    const Colors& m_colors;
    std::vector<QRectF> m_taken;
};

} // namespace

void drawMapEvents(QPainter& painter, const MapEvents& events, EventLayer layer, const MapPainter& roads,
                   const MapGeometry& geometry, const MapCamera& camera, Scheme scheme)
{
    EventDrawing drawing(painter, roads, geometry, camera, scheme);
    const bool arePlaces = layer == EventLayer::Places;
    if (arePlaces && events.withStations) {
        drawing.drawStationDots();
    }
    // The chosen one's place last, above the others; its tag first, where it has room.
    for (const bool isChosen : {!arePlaces, arePlaces}) {
        for (const MapEvent& event : events.events) {
            if (event.isChosen == isChosen) {
                arePlaces ? drawing.drawPlaces(event) : drawing.drawTag(event);
            }
        }
    }
}

} // namespace gui
