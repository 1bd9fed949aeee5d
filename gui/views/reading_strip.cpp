// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/reading_strip.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QPainter>
#include <QPainterPath>

#include "gui/bridge/qt_text.h"
#include "gui/theme/colors.h"
#include "gui/theme/typography.h"

namespace gui {

ReadingStrip::ReadingStrip(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ReadingStrip::setReadings(std::vector<BoundaryReading> readings)
{
    m_readings = std::move(readings);
    if (!m_readings.empty()) {
        const BoundaryReading& last = m_readings.back();
        setAccessibleName(tr("%1 %2 against its limit %3")
                              .arg(metricText(last.metric), numberText(last.value), numberText(last.limit)));
    }
    update();
}

namespace {

struct Label {
    double x;
    double y; ///< its middle
    double width;
    QString text;
    QColor ink;
};

/// Two labels beside their points, never upon each other.
void drawLabels(QPainter& painter, Label first, Label second, double height)
{
    const double apart = QFontMetricsF(painter.font()).height();
    if (std::abs(first.y - second.y) < apart) {
        const double middle = std::clamp((first.y + second.y) / 2.0, apart, height - apart);
        const double way = first.y <= second.y ? -apart / 2.0 : apart / 2.0;
        first.y = middle + way;
        second.y = middle - way;
    }
    for (const Label* label : {&first, &second}) {
        painter.setPen(label->ink);
        painter.drawText(QRectF(label->x, label->y - apart / 2.0, label->width, apart),
                         Qt::AlignVCenter | Qt::AlignLeft, label->text);
    }
}

} // namespace

void ReadingStrip::paintEvent(QPaintEvent* /*event*/)
{
    if (m_readings.empty()) {
        return;
    }
    const Colors& colors = colorsFor(*this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    double least = m_readings.front().limit;
    double most = least;
    for (const BoundaryReading& reading : m_readings) {
        least = std::min({least, reading.value, reading.limit});
        most = std::max({most, reading.value, reading.limit});
    }
    const double room = std::max(1e-9, (most - least) * 0.18);
    least -= room;
    most += room;
    painter.setFont(tabular(fontFor(TextRole::Small)));
    const QFontMetricsF metrics(painter.font());
    const BoundaryReading& last = m_readings.back();
    const QString value = numberText(last.value, 3);
    const QString limit = tr("limit %1").arg(numberText(last.limit, 3));
    const double label = std::max(metrics.horizontalAdvance(value), metrics.horizontalAdvance(limit)) + 12.0;
    const QRectF plot(4.0, 6.0, width() - label - 10.0, height() - 12.0);
    const auto yOf = [&](double v) { return plot.bottom() - (v - least) / (most - least) * plot.height(); };
    const double step = plot.width() / static_cast<double>(std::max<std::size_t>(1, m_readings.size() - 1));
    const auto xOf = [&](std::size_t i) {
        return m_readings.size() == 1 ? plot.right() : plot.left() + step * static_cast<double>(i);
    };
    QPainterPath limits;
    QPainterPath values;
    for (std::size_t i = 0; i < m_readings.size(); ++i) {
        const QPointF limitAt(xOf(i), yOf(m_readings[i].limit));
        const QPointF valueAt(xOf(i), yOf(m_readings[i].value));
        i == 0 ? limits.moveTo(limitAt) : limits.lineTo(limitAt);
        i == 0 ? values.moveTo(valueAt) : values.lineTo(valueAt);
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colors.boundary, 1.4, Qt::DashLine));
    painter.drawPath(limits);
    painter.setPen(QPen(colors.observed, 1.6));
    painter.drawPath(values);
    for (std::size_t i = 0; i < m_readings.size(); ++i) {
        const bool isLast = i + 1 == m_readings.size();
        painter.setPen(QPen(colors.surface, 1.0));
        painter.setBrush(m_readings[i].isCrossed ? colors.bad : colors.observed);
        painter.drawEllipse(QPointF(xOf(i), yOf(m_readings[i].value)), isLast ? 4.5 : 3.0, isLast ? 4.5 : 3.0);
    }
    const double x = plot.right() + 10.0;
    drawLabels(painter, Label{x, yOf(last.value), label, value, last.isCrossed ? colors.bad : colors.observed},
               Label{x, yOf(last.limit), label, limit, colors.boundary}, height());
}

} // namespace gui
