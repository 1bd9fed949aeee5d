// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Which piece of the plane the map shows, and how large. The plane is in metres east and south (y grows downwards, as
// on a screen), so that no step of drawing turns an axis round.

#include <algorithm>

#include <QPointF>
#include <QRectF>
#include <QSizeF>

namespace gui {

class MapCamera {
public:
    static constexpr double kClosest_mpp = 0.25; ///< metres a pixel: a lane is some ten pixels wide
    static constexpr double kFarthest_mpp = 400.0;

    [[nodiscard]] double metresPerPixel() const { return m_mpp; }
    [[nodiscard]] QPointF center() const { return m_center; }
    [[nodiscard]] QSizeF size() const { return m_size; }
    [[nodiscard]] QPointF toScreen(QPointF plane) const
    {
        return (plane - m_center) / m_mpp + QPointF(m_size.width() / 2, m_size.height() / 2);
    }
    [[nodiscard]] QPointF toPlane(QPointF screen) const
    {
        return (screen - QPointF(m_size.width() / 2, m_size.height() / 2)) * m_mpp + m_center;
    }
    [[nodiscard]] QRectF view() const
    {
        const QSizeF extent = m_size * m_mpp;
        return {m_center - QPointF(extent.width() / 2, extent.height() / 2), extent};
    }

    void setSize(QSizeF size) { m_size = size; }
    void setScale(double metresPerPixel) { m_mpp = std::clamp(metresPerPixel, kClosest_mpp, kFarthest_mpp); }
    void setCenter(QPointF plane) { m_center = plane; }
    void panPixels(QPointF by) { m_center -= by * m_mpp; }
    /// factor < 1 comes closer. What lies under `screen` stays there.
    void zoom(double factor, QPointF screen)
    {
        const QPointF held = toPlane(screen);
        m_mpp = std::clamp(m_mpp * factor, kClosest_mpp, kFarthest_mpp);
        m_center += held - toPlane(screen);
    }
    /// Shows all of `plane` with `margin` pixels around it.
    void fit(const QRectF& plane, double margin)
    {
        const double width = std::max(m_size.width() - 2 * margin, 16.0);
        const double height = std::max(m_size.height() - 2 * margin, 16.0);
        m_mpp = std::clamp(std::max(plane.width() / width, plane.height() / height), kClosest_mpp, kFarthest_mpp);
        m_center = plane.center();
    }

    friend bool operator==(const MapCamera&, const MapCamera&) = default;

private:
    QPointF m_center;
    double m_mpp = 50.0;
    QSizeF m_size{800, 600};
};

} // namespace gui
