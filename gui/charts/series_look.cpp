// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/charts/series_look.h"

#include <array>

#include <QPainter>

namespace gui {

namespace {

QPen pen(const QColor& color, double width, Qt::PenStyle style = Qt::SolidLine)
{
    QPen made(color, width, style, Qt::FlatCap, Qt::RoundJoin);
    made.setCosmetic(true);
    return made;
}

QPen dashed(const QColor& color, double width, const QList<qreal>& pattern)
{
    QPen made = pen(color, width, Qt::CustomDashLine);
    made.setDashPattern(pattern);
    return made;
}

QColor faded(QColor color, double opacity)
{
    color.setAlphaF(static_cast<float>(opacity));
    return color;
}

QPen categoryPen(int category, Scheme scheme)
{
    static const std::array<QList<qreal>, 3> kPatterns{QList<qreal>{6, 3}, QList<qreal>{2, 2},
                                                       QList<qreal>{8, 3, 2, 3}};
    const QColor color = categoryColor(scheme, category);
    const int style = category % 4;
    return style == 0 ? pen(color, 1.6) : dashed(color, 1.6, kPatterns[static_cast<std::size_t>(style - 1)]);
}

} // namespace

SeriesLook lookOf(SeriesRole role, int category, Scheme scheme)
{
    const Colors& colors = colorsOf(scheme);
    switch (role) {
    case SeriesRole::Observed:
        return {pen(colors.observed, 1.6), {}};
    case SeriesRole::Imputed:
        return {dashed(colors.imputed, 1.6, {4, 3}), {}};
    case SeriesRole::Forecast:
        return {dashed(colors.forecast, 2.0, {1.5, 1.5}), {}};
    case SeriesRole::Band:
        return {Qt::NoPen, faded(colors.forecast, scheme == Scheme::Dark ? 0.24 : 0.18)};
    case SeriesRole::Residual:
        return {pen(colors.residual, 1.2), faded(colors.residual, 0.28)};
    case SeriesRole::Boundary:
        return {dashed(colors.boundary, 1.4, {7, 4}), {}};
    case SeriesRole::Yesterday:
        return {pen(colors.yesterday, 1.0), {}};
    case SeriesRole::LastWeek:
        return {dashed(colors.lastWeek, 1.0, {8, 3, 2, 3}), {}};
    case SeriesRole::CategoryBand:
        return {Qt::NoPen, faded(categoryColor(scheme, category), scheme == Scheme::Dark ? 0.24 : 0.18)};
    case SeriesRole::Category:
        return {categoryPen(category, scheme), {}};
    }
    return {};
}

void drawSample(QPainter& painter, const QRectF& area, const SeriesLook& look)
{
    if (look.fill.isValid()) {
        painter.fillRect(area.adjusted(0, area.height() * 0.2, 0, -area.height() * 0.2), look.fill);
    }
    if (look.pen.style() != Qt::NoPen) {
        painter.setPen(look.pen);
        painter.drawLine(QPointF(area.left(), area.center().y()), QPointF(area.right(), area.center().y()));
    }
}

} // namespace gui
