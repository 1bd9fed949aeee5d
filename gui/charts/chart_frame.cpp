// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/charts/chart_frame.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>
#include <QFontMetricsF>

#include "gui/theme/typography.h"

namespace gui {

QRectF plotWithin(const QRectF& area)
{
    const QFontMetricsF metrics(fontFor(TextRole::Small));
    const double left = std::ceil(metrics.horizontalAdvance(QStringLiteral("-0,000"))) + space::kSmall;
    const double line = metrics.height();
    return area.adjusted(left, line + space::kSmall, -space::kLarge, -2 * line - space::kMedium);
}

QString titleText(const AxisTitle& title)
{
    return title.unit.isEmpty() ? title.quantity
                                : QCoreApplication::translate("Chart", "%1, %2").arg(title.quantity, title.unit);
}

void drawFrame(QPainter& painter, const ChartFrame& frame, const AxisTitle& x, const AxisTitle& y, const Colors& colors)
{
    const QFont font = tabular(fontFor(TextRole::Small));
    const QFontMetricsF metrics(font);
    const QRectF& plot = frame.plot;
    painter.setFont(font);
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (const double value : frame.y.values()) {
        const double at = std::floor(frame.place(frame.x.from, value).y()) + 0.5;
        painter.setPen(colors.grid);
        painter.drawLine(QPointF(plot.left(), at), QPointF(plot.right(), at));
        painter.setPen(colors.textMuted);
        painter.drawText(QRectF(0, at - metrics.height() / 2, plot.left() - space::kSmall, metrics.height()),
                         Qt::AlignRight | Qt::AlignVCenter, frame.y.text(value));
    }
    for (const double value : frame.x.values()) {
        const double at = std::floor(frame.place(value, frame.y.from).x()) + 0.5;
        painter.setPen(colors.grid);
        painter.drawLine(QPointF(at, plot.top()), QPointF(at, plot.bottom()));
        painter.setPen(colors.textMuted);
        painter.drawText(QRectF(at - 40, plot.bottom() + space::kTight, 80, metrics.height()), Qt::AlignCenter,
                         frame.x.text(value));
    }
    painter.setPen(colors.textMuted);
    painter.drawText(
        QRectF(plot.left(), plot.bottom() + space::kSmall + metrics.height(), plot.width(), metrics.height()),
        Qt::AlignRight | Qt::AlignVCenter, titleText(x));
    painter.drawText(QRectF(space::kSmall, plot.top() - metrics.height() - space::kTight, plot.width() + plot.left(),
                            metrics.height()),
                     Qt::AlignLeft | Qt::AlignVCenter, titleText(y));
}

void drawEmptyChart(QPainter& painter, const QRectF& area, const QString& text, const Colors& colors)
{
    painter.setFont(fontFor(TextRole::Body));
    painter.setPen(colors.textMuted);
    painter.drawText(area.adjusted(space::kLarge, 0, -space::kLarge, 0), Qt::AlignCenter | Qt::TextWordWrap, text);
}

void drawReadoutBox(QPainter& painter, const QStringList& lines, QPointF at, const QRectF& area, const Colors& colors)
{
    const QFont font = tabular(fontFor(TextRole::Small));
    const QFontMetricsF metrics(font);
    double width = 0.0;
    for (const QString& line : lines) {
        width = std::max(width, metrics.horizontalAdvance(line));
    }
    QRectF box(at + QPointF(12, 12),
               QSizeF(width + 2 * space::kSmall, static_cast<double>(lines.size()) * metrics.height() + space::kSmall));
    if (box.right() > area.right()) {
        box.moveRight(at.x() - 8);
    }
    if (box.bottom() > area.bottom()) {
        box.moveBottom(at.y() - 8);
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colors.border);
    painter.setBrush(colors.raised);
    painter.drawRoundedRect(box, 4, 4);
    painter.setFont(font);
    double y = box.top() + space::kTight + metrics.ascent();
    for (const QString& line : lines) {
        painter.setPen(line == lines.front() ? colors.textMuted : colors.text);
        painter.drawText(QPointF(box.left() + space::kSmall, y), line);
        y += metrics.height();
    }
}

} // namespace gui
