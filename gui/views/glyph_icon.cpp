// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/glyph_icon.h"

#include <algorithm>

#include <QApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>

#include "gui/theme/colors.h"

namespace gui {

namespace {

/// Pen for strokes on a grid of 24.
QPen stroke(const QColor& ink) { return {ink, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin}; }

void triangle(QPainter& painter, double left, double right)
{
    QPainterPath path;
    path.moveTo(left, 6.0);
    path.lineTo(right, 12.0);
    path.lineTo(left, 18.0);
    path.closeSubpath();
    painter.drawPath(path);
}

void bar(QPainter& painter, double x) { painter.drawRoundedRect(QRectF(x, 6.0, 2.6, 12.0), 1.0, 1.0); }

void diamond(QPainter& painter, double x)
{
    painter.drawPolygon(QPolygonF({{x, 7.5}, {x + 4.5, 12.0}, {x, 16.5}, {x - 4.5, 12.0}}));
}

/// Filled signs of the transport. Returns false for the others.
bool drawFilled(QPainter& painter, Glyph glyph)
{
    switch (glyph) {
    case Glyph::Play:
        triangle(painter, 8.0, 18.5);
        return true;
    case Glyph::Pause:
        bar(painter, 7.5);
        bar(painter, 14.0);
        return true;
    case Glyph::ToStart:
        bar(painter, 5.0);
        triangle(painter, 19.0, 9.0);
        return true;
    case Glyph::ToEnd:
        bar(painter, 16.5);
        triangle(painter, 5.0, 15.0);
        return true;
    case Glyph::StepBack:
        triangle(painter, 14.0, 6.0);
        bar(painter, 16.0);
        return true;
    case Glyph::StepForward:
        triangle(painter, 10.0, 18.0);
        bar(painter, 5.5);
        return true;
    case Glyph::PreviousEvent:
        triangle(painter, 11.0, 4.0);
        diamond(painter, 17.5);
        return true;
    case Glyph::NextEvent:
        triangle(painter, 13.0, 20.0);
        diamond(painter, 6.5);
        return true;
    default:
        return false;
    }
}

void drawLoopSign(QPainter& painter)
{
    painter.drawArc(QRectF(4.5, 4.5, 15.0, 15.0), 60 * 16, 270 * 16);
    painter.drawPolyline(QPolygonF({{12.6, 4.0}, {16.4, 5.6}, {14.6, 9.2}}));
}

void drawStroked(QPainter& painter, Glyph glyph)
{
    switch (glyph) {
    case Glyph::City:
        painter.drawPolyline(QPolygonF({{4.0, 20.0}, {9.0, 12.0}, {9.5, 4.0}}));
        painter.drawPolyline(QPolygonF({{4.0, 7.0}, {12.0, 12.5}, {20.0, 13.0}}));
        painter.drawPolyline(QPolygonF({{13.0, 20.0}, {16.5, 13.0}, {18.0, 4.0}}));
        break;
    case Glyph::Loop:
        drawLoopSign(painter);
        break;
    case Glyph::Energy:
        painter.drawPolygon(
            QPolygonF({{13.0, 3.5}, {6.0, 13.5}, {11.5, 13.5}, {10.5, 20.5}, {18.0, 10.0}, {12.0, 10.0}}));
        break;
    case Glyph::Policy:
        for (const double y : {6.5, 12.0, 17.5}) {
            painter.drawLine(QPointF(4.5, y), QPointF(19.5, y));
        }
        painter.setBrush(painter.pen().color());
        painter.drawEllipse(QPointF(9.0, 6.5), 2.0, 2.0);
        painter.drawEllipse(QPointF(15.5, 12.0), 2.0, 2.0);
        painter.drawEllipse(QPointF(8.0, 17.5), 2.0, 2.0);
        break;
    case Glyph::Models:
        painter.drawEllipse(QPointF(6.5, 6.5), 2.4, 2.4);
        painter.drawEllipse(QPointF(6.5, 17.5), 2.4, 2.4);
        painter.drawEllipse(QPointF(17.5, 12.0), 2.4, 2.4);
        painter.drawLine(QPointF(6.5, 9.0), QPointF(6.5, 15.0));
        painter.drawLine(QPointF(9.0, 7.5), QPointF(15.2, 11.0));
        break;
    case Glyph::Compare:
        painter.drawPolyline(QPolygonF({{4.0, 17.0}, {9.0, 9.0}, {13.0, 13.0}, {20.0, 5.0}}));
        painter.drawPolyline(QPolygonF({{4.0, 20.0}, {10.0, 15.5}, {15.0, 18.0}, {20.0, 13.0}}));
        break;
    case Glyph::Scenario:
        painter.drawLine(QPointF(4.0, 18.5), QPointF(20.0, 18.5));
        painter.drawRoundedRect(QRectF(5.0, 5.0, 8.0, 3.6), 1.5, 1.5);
        painter.drawRoundedRect(QRectF(10.0, 11.0, 9.0, 3.6), 1.5, 1.5);
        break;
    case Glyph::Search:
        painter.drawEllipse(QPointF(10.5, 10.5), 5.5, 5.5);
        painter.drawLine(QPointF(14.8, 14.8), QPointF(19.5, 19.5));
        break;
    case Glyph::Theme:
        painter.drawEllipse(QPointF(12.0, 12.0), 7.0, 7.0);
        painter.setBrush(painter.pen().color());
        painter.drawChord(QRectF(5.0, 5.0, 14.0, 14.0), 90 * 16, -180 * 16);
        break;
    default:
        break;
    }
}

void drawMark(QPainter& painter)
{
    const QColor green = colorsOf(Scheme::Light).accent;
    painter.setPen(Qt::NoPen);
    painter.setBrush(green);
    painter.drawRoundedRect(QRectF(1.0, 1.0, 22.0, 22.0), 5.5, 5.5);
    painter.setPen(QPen(Qt::white, 2.0, Qt::SolidLine, Qt::RoundCap));
    painter.setBrush(Qt::NoBrush);
    painter.drawArc(QRectF(5.0, 5.0, 14.0, 14.0), 70 * 16, 280 * 16);
    QPainterPath leaf;
    leaf.moveTo(9.0, 15.2);
    leaf.cubicTo(8.2, 10.2, 11.4, 8.2, 16.0, 8.2);
    leaf.cubicTo(16.2, 13.0, 13.8, 15.8, 9.0, 15.2);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Qt::white);
    painter.drawPath(leaf);
}

class GlyphEngine final : public QIconEngine {
public:
    GlyphEngine(Glyph glyph, bool isMark) : m_glyph(glyph), m_isMark(isMark) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        const Colors& colors = colorsOf(schemeOf(QApplication::palette()));
        const QColor ink = mode == QIcon::Disabled ? colors.textDisabled
                           : state == QIcon::On    ? colors.accent
                                                   : colors.text;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const double side = std::min(rect.width(), rect.height());
        painter->translate(rect.x() + (rect.width() - side) / 2.0, rect.y() + (rect.height() - side) / 2.0);
        painter->scale(side / 24.0, side / 24.0);
        if (m_isMark) {
            drawMark(*painter);
        } else {
            painter->setPen(Qt::NoPen);
            painter->setBrush(ink);
            if (!drawFilled(*painter, m_glyph)) {
                painter->setPen(stroke(ink));
                painter->setBrush(Qt::NoBrush);
                drawStroked(*painter, m_glyph);
            }
        }
        painter->restore();
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap picture(size);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return picture;
    }
    [[nodiscard]] QIconEngine* clone() const override { return new GlyphEngine(*this); }

private:
    Glyph m_glyph;
    bool m_isMark;
};

} // namespace

QIcon glyphIcon(Glyph glyph) { return QIcon(new GlyphEngine(glyph, false)); }

QIcon applicationIcon() { return QIcon(new GlyphEngine(Glyph::Loop, true)); }

} // namespace gui
