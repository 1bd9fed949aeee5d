// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/map/map_geometry.h"

#include <algorithm>
#include <cmath>

namespace gui {

namespace {

QPointF onPlane(const twin::LocalPlane& plane, const twin::GeoPoint& point)
{
    const twin::PlanePoint place = plane.toPlane(point);
    return {place.x_m, -place.y_m};
}

double distanceTo(QPointF point, QPointF a, QPointF b)
{
    const QPointF along = b - a;
    const double length = QPointF::dotProduct(along, along);
    const double share = length > 0.0 ? std::clamp(QPointF::dotProduct(point - a, along) / length, 0.0, 1.0) : 0.0;
    const QPointF off = point - (a + along * share);
    return std::hypot(off.x(), off.y());
}

/// Douglas and Peucker 1973: keeps what lies farther than the tolerance from the line through the ends.
void keepOutliers(const std::vector<QPointF>& points, std::size_t first, std::size_t last, double tolerance,
                  std::vector<bool>& kept)
{
    double farthest = tolerance;
    std::size_t at = first;
    for (std::size_t i = first + 1; i < last; ++i) {
        const double distance = distanceTo(points[i], points[first], points[last]);
        if (distance > farthest) {
            farthest = distance;
            at = i;
        }
    }
    if (at != first) {
        kept[at] = true;
        keepOutliers(points, first, at, tolerance, kept);
        keepOutliers(points, at, last, tolerance, kept);
    }
}

std::vector<QPointF> simplified(const std::vector<QPointF>& points, double tolerance)
{
    if (tolerance <= 0.0 || points.size() <= 2) {
        return points;
    }
    std::vector<bool> kept(points.size(), false);
    kept.front() = kept.back() = true;
    keepOutliers(points, 0, points.size() - 1, tolerance, kept);
    std::vector<QPointF> line;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (kept[i]) {
            line.push_back(points[i]);
        }
    }
    return line;
}

QPointF unit(QPointF vector)
{
    const double length = std::hypot(vector.x(), vector.y());
    return length > 0.0 ? vector / length : QPointF(1.0, 0.0);
}

/// On a plane whose y grows downwards, right of (dx, dy) is (-dy, dx).
RoadVertex vertexAt(const std::vector<QPointF>& line, std::size_t i)
{
    const QPointF in = unit(line[i] - line[i == 0 ? 0 : i - 1]);
    const QPointF out = unit(line[std::min(i + 1, line.size() - 1)] - line[i]);
    const QPointF along = i == 0 ? out : i + 1 == line.size() ? in : unit(in + out);
    return {static_cast<float>(line[i].x()), static_cast<float>(line[i].y()), static_cast<float>(-along.y()),
            static_cast<float>(along.x())};
}

} // namespace

MapGeometry::MapGeometry(const twin::RoadNetwork& network)
{
    for (Level& level : m_levels) {
        level.start.push_back(0);
    }
    for (const twin::Link& link : network.links()) {
        addLink(link, network.plane());
    }
    for (const twin::PlacedStation& station : network.stations()) {
        if (station.link) {
            m_stations.push_back(along(station.link->value, station.offset_m));
            continue;
        }
        const QPointF place = onPlane(network.plane(), station.at);
        m_stations.push_back({static_cast<float>(place.x()), static_cast<float>(place.y()), 0.0F, 0.0F});
        m_all |= QRectF(place, QSizeF(1.0, 1.0));
    }
}

void MapGeometry::addLink(const twin::Link& link, const twin::LocalPlane& plane)
{
    std::vector<QPointF> points;
    QRectF bounds;
    for (const twin::GeoPoint& point : link.shape) {
        points.push_back(onPlane(plane, point));
        const QRectF place(points.back(), QSizeF(0.5, 0.5));
        bounds = bounds.isNull() ? place : bounds.united(place);
    }
    for (std::size_t i = 0; i < kLevels; ++i) {
        const std::vector<QPointF> line = simplified(points, kTolerance_m[i]);
        for (std::size_t j = 0; j < line.size(); ++j) {
            m_levels[i].vertices.push_back(vertexAt(line, j));
        }
        m_levels[i].start.push_back(m_levels[i].vertices.size());
    }
    m_bounds.push_back(bounds);
    m_all = m_all.isNull() ? bounds : m_all.united(bounds);
    m_kinds.push_back(link.kind);
    m_lanes.push_back(link.lanes);
}

std::size_t MapGeometry::levelFor(double metresPerPixel)
{
    std::size_t level = 0;
    while (level + 1 < kLevels && kTolerance_m[level + 1] < 0.5 * metresPerPixel) {
        ++level;
    }
    return level;
}

RoadVertex MapGeometry::along(std::size_t link, double offset_m) const
{
    const auto vertices = line(link, 0);
    double left = std::max(offset_m, 0.0);
    for (std::size_t i = 0; i + 1 < vertices.size(); ++i) {
        const float dx = vertices[i + 1].x - vertices[i].x;
        const float dy = vertices[i + 1].y - vertices[i].y;
        const double length = static_cast<double>(std::hypot(dx, dy));
        if (left <= length && length > 0.0) {
            const auto share = static_cast<float>(left / length);
            const auto size = static_cast<float>(length);
            return {vertices[i].x + share * dx, vertices[i].y + share * dy, -dy / size, dx / size};
        }
        left -= length;
    }
    return vertices.back();
}

} // namespace gui
