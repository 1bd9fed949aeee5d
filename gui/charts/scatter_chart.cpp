// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/charts/scatter_chart.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include <QMouseEvent>
#include <QPainter>

#include "gui/theme/color_map.h"
#include "gui/theme/typography.h"

namespace gui {

namespace {
constexpr double kReach_px = 10.0;
} // namespace

std::vector<std::size_t> paretoFront(const std::vector<ScatterPoint>& points)
{
    std::vector<std::size_t> order(points.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::pair(points[a].x, points[a].y) < std::pair(points[b].x, points[b].y);
    });
    std::vector<std::size_t> front;
    double least = std::numeric_limits<double>::infinity();
    for (const std::size_t i : order) {
        if (points[i].y < least) {
            least = points[i].y;
            front.push_back(i);
        }
    }
    return front;
}

ScatterChart::ScatterChart(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setMinimumSize(220, 160);
    setFocusPolicy(Qt::StrongFocus);
}

void ScatterChart::setAxes(AxisTitle x, AxisTitle y)
{
    m_x = std::move(x);
    m_y = std::move(y);
    setAccessibleName(tr("%1 against %2").arg(m_y.quantity, m_x.quantity));
    update();
}

void ScatterChart::setPoints(std::vector<ScatterPoint> points, std::vector<ScatterLine> lines)
{
    std::erase_if(points, [](const ScatterPoint& point) { return !std::isfinite(point.x) || !std::isfinite(point.y); });
    m_points = std::move(points);
    m_lines = std::move(lines);
    m_pointed.reset();
    setAccessibleDescription(tr("%1 points").arg(m_points.size()));
    update();
}

void ScatterChart::setPareto(Pareto pareto)
{
    m_pareto = pareto;
    update();
}

void ScatterChart::setShadeNames(const QString& from, const QString& to)
{
    m_shadeFrom = from;
    m_shadeTo = to;
    update();
}

void ScatterChart::setEmptyText(const QString& text)
{
    m_empty = text;
    update();
}

ChartFrame ScatterChart::frame() const
{
    double left = 0.0;
    double right = 0.0;
    double low = 0.0;
    double high = 0.0;
    const bool fromZero = m_pareto == Pareto::None;
    if (!fromZero && !m_points.empty()) {
        left = right = m_points.front().x;
        low = high = m_points.front().y;
    }
    for (const ScatterPoint& point : m_points) {
        left = std::min(left, point.x);
        right = std::max(right, point.x);
        low = std::min(low, point.y);
        high = std::max(high, point.y);
    }
    const QRectF plot = plotWithin(rect());
    return {plot, roundScale(left, right, std::max(static_cast<int>(plot.width() / 90), 2)),
            roundScale(low, high, std::max(static_cast<int>(plot.height() / 44), 2))};
}

std::optional<std::size_t> ScatterChart::pointAt(QPointF place) const
{
    const ChartFrame where = frame();
    std::optional<std::size_t> found;
    double least = kReach_px;
    for (std::size_t i = 0; i < m_points.size(); ++i) {
        const QPointF off = where.place(m_points[i].x, m_points[i].y) - place;
        if (const double distance = std::hypot(off.x(), off.y()); distance < least) {
            least = distance;
            found = i;
        }
    }
    return found;
}

void ScatterChart::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const Colors& colors = colorsFor(*this);
    if (m_points.empty()) {
        drawEmptyChart(painter, rect(), m_empty.isEmpty() ? tr("Nothing to show yet") : m_empty, colors);
        return;
    }
    const ChartFrame where = frame();
    drawFrame(painter, where, m_x, m_y, colors);
    drawLines(painter, where);
    drawPoints(painter, where);
    drawShade(painter, where);
    if (m_pointed) {
        const ScatterPoint& point = m_points[*m_pointed];
        QStringList lines{point.label.isEmpty() ? tr("Sample") : point.label};
        lines << QStringLiteral("%1: %2 %3").arg(m_x.quantity, figureText(point.x), m_x.unit)
              << QStringLiteral("%1: %2 %3").arg(m_y.quantity, figureText(point.y), m_y.unit);
        drawReadoutBox(painter, lines, where.place(point.x, point.y), rect(), colors);
    }
}

void ScatterChart::drawLines(QPainter& painter, const ChartFrame& where) const
{
    const Colors& colors = colorsFor(*this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setFont(fontFor(TextRole::Small));
    for (const ScatterLine& line : m_lines) {
        QPolygonF drawn;
        for (const QPointF& point : line.points) {
            drawn.append(where.place(point.x(), point.y()));
        }
        painter.setPen(QPen(colors.boundary, 1.5, Qt::DashLine));
        painter.save();
        painter.setClipRect(where.plot);
        painter.drawPolyline(drawn);
        painter.drawText(drawn[drawn.size() / 2] + QPointF(12, 20), line.name);
        painter.restore();
    }
    if (m_pareto == Pareto::None) {
        return;
    }
    QPolygonF stairs;
    for (const std::size_t i : paretoFront(m_points)) {
        const QPointF at = where.place(m_points[i].x, m_points[i].y);
        if (!stairs.isEmpty()) {
            stairs.append({at.x(), stairs.back().y()});
        }
        stairs.append(at);
    }
    painter.setPen(QPen(colors.accent, 1.5));
    painter.drawPolyline(stairs);
    painter.drawText(
        QRectF(where.plot.left(), where.plot.top() + space::kTight, where.plot.width() - space::kSmall, 20),
        Qt::AlignRight | Qt::AlignTop, tr("line: no other is better in both"));
}

void ScatterChart::drawPoints(QPainter& painter, const ChartFrame& where) const
{
    const Scheme scheme = schemeOf(palette());
    const Colors& colors = colorsOf(scheme);
    const ColorMap shades(ColorMapKind::Sequential, scheme);
    const QFontMetricsF metrics(fontFor(TextRole::Small));
    std::vector<QRectF> labels;
    painter.setFont(fontFor(TextRole::Small));
    for (const bool isEmphasised : {false, true}) {
        for (const ScatterPoint& point : m_points) {
            if (point.isEmphasised != isEmphasised) {
                continue;
            }
            const QPointF at = where.place(point.x, point.y);
            QColor color = point.category >= 0 ? categoryColor(scheme, point.category) : shades.at(point.shade);
            painter.setPen(isEmphasised ? QPen(colors.text, 1.5) : QPen(Qt::NoPen));
            color.setAlphaF(point.category >= 0 || isEmphasised ? 1.0F : 0.75F);
            painter.setBrush(color);
            const double radius = point.category >= 0 ? 6.0 : isEmphasised ? 5.0 : 2.6;
            painter.drawEllipse(at, radius, radius);
            QRectF box(at + QPointF(8, -metrics.height() - 3),
                       QSizeF(metrics.horizontalAdvance(point.label) + 2, metrics.height()));
            if (box.right() > where.plot.right()) {
                box.moveRight(at.x() - 10);
            }
            const bool isFree =
                std::none_of(labels.begin(), labels.end(), [&](const QRectF& other) { return other.intersects(box); });
            if (!point.label.isEmpty() && point.category >= 0 && isFree) {
                labels.push_back(box);
                painter.setPen(colors.text);
                painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, point.label);
            }
        }
    }
}

void ScatterChart::drawShade(QPainter& painter, const ChartFrame& where) const
{
    if (m_shadeFrom.isEmpty()) {
        return;
    }
    const ColorMap shades(ColorMapKind::Sequential, schemeOf(palette()));
    const QFontMetricsF metrics(fontFor(TextRole::Small));
    const double width = 120.0;
    const double toWidth = metrics.horizontalAdvance(m_shadeTo) + space::kTight;
    const QRectF bar(where.plot.right() - width - toWidth, space::kTight + 3, width, 7);
    for (int i = 0; i < 60; ++i) {
        painter.fillRect(QRectF(bar.left() + i * width / 60, bar.top(), width / 60 + 0.5, bar.height()),
                         shades.at(i / 59.0));
    }
    painter.setPen(colorsFor(*this).textMuted);
    painter.drawText(QRectF(0, space::kTight - 2, bar.left() - space::kTight, metrics.height()),
                     Qt::AlignRight | Qt::AlignVCenter, m_shadeFrom);
    painter.drawText(QPointF(bar.right() + space::kTight, space::kTight - 2 + metrics.ascent()), m_shadeTo);
}

void ScatterChart::mouseMoveEvent(QMouseEvent* event)
{
    m_pointed = pointAt(event->position());
    update();
}

void ScatterChart::mousePressEvent(QMouseEvent* event)
{
    if (const auto point = pointAt(event->position())) {
        Q_EMIT pointChosen(*point);
    }
}

void ScatterChart::leaveEvent(QEvent* /*event*/)
{
    m_pointed.reset();
    update();
}

} // namespace gui
