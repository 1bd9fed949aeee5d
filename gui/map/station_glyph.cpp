// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/map/station_glyph.h"

#include <cmath>

#include <QPainter>

namespace gui {

namespace {

/// A stamp's side: the triangle reaches a quarter beyond the disc, and all of them a line's width.
int stampSide(double size, double pixelRatio) { return static_cast<int>(std::ceil((1.3 * size + 2.0) * pixelRatio)); }

void drawTriangle(QPainter& painter, QPointF center, double radius, const Colors& colors)
{
    const double half = radius * 1.15;
    const QPolygonF triangle{center + QPointF(0, -half * 1.1), center + QPointF(half * 1.05, half * 0.8),
                             center + QPointF(-half * 1.05, half * 0.8)};
    painter.setPen(QPen(colors.mapGround, 1.0, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(colors.bad);
    painter.drawPolygon(triangle);
}

void drawRing(QPainter& painter, QPointF center, double radius, const QPen& pen, const QColor& fill)
{
    painter.setPen(pen);
    painter.setBrush(fill);
    painter.drawEllipse(center, radius - pen.widthF() / 2, radius - pen.widthF() / 2);
}

} // namespace

void drawStationGlyph(QPainter& painter, QPointF center, double size, StationLook look, Scheme scheme)
{
    const Colors& colors = colorsOf(scheme);
    const double radius = size / 2.0;
    const double line = std::max(size / 7.0, 1.0);
    painter.setRenderHint(QPainter::Antialiasing);
    switch (look) {
    case StationLook::Observed:
        drawRing(painter, center, radius, QPen(colors.mapGround, line), colors.text);
        break;
    case StationLook::Imputed:
        drawRing(painter, center, radius, QPen(colors.text, line * 1.2), colors.mapGround);
        break;
    case StationLook::Missing: {
        drawRing(painter, center, radius, QPen(colors.textMuted, line), colors.mapGround);
        const double arm = radius * 0.5;
        painter.drawLine(center + QPointF(-arm, -arm), center + QPointF(arm, arm));
        painter.drawLine(center + QPointF(-arm, arm), center + QPointF(arm, -arm));
        break;
    }
    case StationLook::Faulty:
        drawTriangle(painter, center, radius, colors);
        break;
    case StationLook::Unsensed: {
        QPen dashes(colors.outline, line);
        dashes.setDashPattern({1.6, 1.4});
        drawRing(painter, center, radius, dashes, Qt::transparent);
        break;
    }
    }
}

StationGlyphs::StationGlyphs(Scheme scheme, double pixelRatio, double size) : m_size(size)
{
    const int pixels = stampSide(size, pixelRatio);
    const double side = pixels / pixelRatio;
    for (std::size_t i = 0; i < m_stamps.size(); ++i) {
        m_stamps[i] = QPixmap(pixels, pixels);
        m_stamps[i].setDevicePixelRatio(pixelRatio);
        m_stamps[i].fill(Qt::transparent);
        QPainter painter(&m_stamps[i]);
        drawStationGlyph(painter, {side / 2, side / 2}, size, static_cast<StationLook>(i), scheme);
    }
}

double StationGlyphs::sizeFor(double metresPerPixel)
{
    return metresPerPixel > 60.0 ? 5.0 : metresPerPixel > 25.0 ? 7.0 : metresPerPixel > 8.0 ? 9.0 : 12.0;
}

void StationGlyphs::draw(QPainter& painter, QPointF center, StationLook look) const
{
    const QPixmap& stamp = m_stamps[static_cast<std::size_t>(look)];
    const double half = stamp.width() / stamp.devicePixelRatio() / 2.0;
    painter.drawPixmap(center - QPointF(half, half), stamp);
}

} // namespace gui
