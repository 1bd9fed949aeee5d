// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/charts/curve_item.h"

#include <cmath>
#include <utility>

#include <QFontMetricsF>
#include <QPainter>

#include "gui/theme/typography.h"

namespace gui {

namespace {

void drawCurve(QPainter& painter, const DrawnCurve& curve)
{
    if (curve.look.fill.isValid()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(curve.look.fill);
        for (const QPolygonF& fill : curve.fills) {
            painter.drawPolygon(fill);
        }
    }
    if (curve.look.pen.style() == Qt::NoPen) {
        return;
    }
    QPen pen = curve.look.pen;
    if (curve.isDense) {
        pen.setStyle(Qt::SolidLine);
        pen.setWidthF(1.0);
    }
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    // A dense curve is a filled shape to the eye; smoothing a thousand strokes that lie side by side shows in nothing
    // but time.
    painter.setRenderHint(QPainter::Antialiasing, !curve.isDense);
    for (const QPolygonF& run : curve.runs) {
        if (run.size() == 1) {
            painter.drawEllipse(run.front(), 1.2, 1.2);
        } else {
            painter.drawPolyline(run);
        }
    }
}

} // namespace

CurveItem::CurveItem(QGraphicsItem* parent) : QGraphicsItem(parent) { setZValue(10); }

void CurveItem::setContents(Contents contents)
{
    prepareGeometryChange();
    m_contents = std::move(contents);
    update();
}

QRectF CurveItem::boundingRect() const { return m_contents.plot.adjusted(-m_contents.plot.left(), -10, 40, 30); }

void CurveItem::paint(QPainter* painter, const QStyleOptionGraphicsItem* /*option*/, QWidget* /*widget*/)
{
    drawTicks(*painter);
    drawValues(*painter);
    painter->save();
    painter->setClipRect(m_contents.plot.adjusted(0, -1, 0, 1));
    painter->setRenderHint(QPainter::Antialiasing);
    for (const DrawnCurve& curve : m_contents.curves) {
        drawCurve(*painter, curve);
    }
    drawMarks(*painter);
    painter->restore();
}

void CurveItem::drawTicks(QPainter& painter) const
{
    const Colors& colors = colorsOf(m_contents.scheme);
    const QRectF& plot = m_contents.plot;
    const QFont font = fontFor(TextRole::Small);
    const QFontMetricsF metrics(font);
    painter.setFont(font);
    for (const DrawnTick& tick : m_contents.ticks) {
        const double x = std::floor(tick.x) + 0.5;
        painter.setPen(tick.isDay ? colors.border : colors.grid);
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        painter.setPen(tick.isDay ? colors.text : colors.textMuted);
        const double width = metrics.horizontalAdvance(tick.text) + 2;
        painter.drawText(QRectF(tick.x - width / 2, plot.bottom() + space::kTight, width, metrics.height()),
                         Qt::AlignCenter, tick.text);
    }
}

void CurveItem::drawValues(QPainter& painter) const
{
    const QFont font = tabular(fontFor(TextRole::Small));
    const QFontMetricsF metrics(font);
    painter.setFont(font);
    const Colors& colors = colorsOf(m_contents.scheme);
    const QRectF& plot = m_contents.plot;
    double freeBelow = m_contents.plot.bottom() + 2 * metrics.height();
    for (const DrawnTick& value : m_contents.values) {
        const double height = std::floor(value.x) + 0.5;
        painter.setPen(colors.grid);
        painter.drawLine(QPointF(plot.left(), height), QPointF(plot.right(), height));
        painter.setPen(colors.textMuted);
        if (value.x + metrics.height() * 0.9 <= freeBelow) {
            painter.drawText(
                QRectF(0, value.x - metrics.height() / 2, m_contents.plot.left() - space::kSmall, metrics.height()),
                Qt::AlignRight | Qt::AlignVCenter, value.text);
            freeBelow = value.x;
        }
    }
}

void CurveItem::drawMarks(QPainter& painter) const
{
    const Colors& colors = colorsOf(m_contents.scheme);
    const QRectF& plot = m_contents.plot;
    const QFont font = fontFor(TextRole::Small);
    const QFontMetricsF metrics(font);
    painter.setFont(font);
    double freeFrom = plot.left();
    for (const DrawnMark& mark : m_contents.marks) {
        const QColor color = mark.isAlarm ? colors.bad : colors.textMuted;
        if (mark.toX > mark.fromX + 1) {
            QColor wash = color;
            wash.setAlphaF(0.10F);
            painter.fillRect(QRectF(mark.fromX, plot.top(), mark.toX - mark.fromX, plot.height()), wash);
        }
        painter.setPen(QPen(color, 1.0, Qt::DashLine));
        painter.drawLine(QPointF(mark.fromX, plot.top()), QPointF(mark.fromX, plot.bottom()));
        const double left = mark.fromX + space::kTight;
        const double width = metrics.horizontalAdvance(mark.text);
        if (left >= freeFrom && left + width < plot.right()) {
            painter.setPen(color);
            painter.drawText(QPointF(left, plot.top() + metrics.ascent()), mark.text);
            freeFrom = left + width + space::kSmall;
        }
    }
}

} // namespace gui
