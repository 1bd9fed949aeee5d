// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/tradeoff_plot.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <QPainter>
#include <QPainterPath>

#include "gui/bridge/qt_text.h"
#include "gui/charts/axis_scale.h"
#include "gui/theme/colors.h"
#include "gui/theme/typography.h"

namespace gui {

namespace {

constexpr double kMark_px = 6.5;    ///< radius of a run's mark
constexpr double kBeside_px = 11.0; ///< from a mark's middle to its text

double area(const QRectF& box) { return box.isEmpty() ? 0.0 : box.width() * box.height(); }

/// How much of a label would lie upon others, upon marks, or beyond the plot.
double coveredOf(const QRectF& box, const std::vector<QRectF>& placed, const std::vector<QPointF>& marks,
                 const QRectF& plot)
{
    double covered = plot.contains(box) ? 0.0 : area(box);
    for (const QRectF& other : placed) {
        covered += area(other.intersected(box));
    }
    for (const QPointF& mark : marks) {
        const QRectF drawn(mark - QPointF(kMark_px, kMark_px), QSizeF(2 * kMark_px, 2 * kMark_px));
        covered += area(drawn.intersected(box));
    }
    return covered;
}

} // namespace

std::vector<std::size_t> paretoFront(const std::vector<TradeoffPoint>& points)
{
    std::vector<std::size_t> order(points.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
        return points[a].energy_j != points[b].energy_j ? points[a].energy_j < points[b].energy_j
                                                        : points[a].accuracy > points[b].accuracy;
    });
    std::vector<std::size_t> front;
    for (const std::size_t i : order) {
        if (front.empty() || points[i].accuracy > points[front.back()].accuracy) {
            front.push_back(i);
        }
    }
    return front;
}

std::vector<QRectF> placedLabels(const std::vector<QPointF>& marks, const std::vector<QSizeF>& sizes,
                                 const QRectF& plot)
{
    std::vector<QRectF> placed;
    for (std::size_t i = 0; i < marks.size(); ++i) {
        const double height = sizes[i].height();
        const QRectF right(marks[i] + QPointF(kBeside_px, -height / 2.0), sizes[i]);
        const QRectF left = right.translated(-sizes[i].width() - 2.0 * kBeside_px, 0.0);
        std::vector<QRectF> places;
        for (const double down : {0.0, -0.7, 0.7, -1.5, 1.5, -2.5, 2.5, -3.5, 3.5}) {
            places.push_back(right.translated(0.0, down * height));
            places.push_back(left.translated(0.0, down * height));
        }
        placed.push_back(*std::ranges::min_element(
            places, {}, [&](const QRectF& place) { return coveredOf(place, placed, marks, plot); }));
    }
    return placed;
}

TradeoffPlot::TradeoffPlot(QWidget* parent) : QWidget(parent) { setAccessibleName(tr("Accuracy against energy")); }

void TradeoffPlot::setPoints(std::vector<TradeoffPoint> points)
{
    m_points = std::move(points);
    update();
}

void TradeoffPlot::paintEvent(QPaintEvent* /*event*/)
{
    const Scheme scheme = schemeOf(palette());
    const Colors& colors = colorsOf(scheme);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_points.empty()) {
        return;
    }
    const auto [cheap, dear] = std::ranges::minmax(m_points, {}, &TradeoffPoint::energy_j);
    const auto [poor, good] = std::ranges::minmax(m_points, {}, &TradeoffPoint::accuracy);
    const double room = std::max(0.01, (good.accuracy - poor.accuracy) * 0.2);
    const AxisScale xs = roundScale(0.0, std::max(1e-3, dear.energy_j * 1.15 * 1e3), 5);
    const AxisScale ys = roundScale(poor.accuracy - room, std::min(1.0, good.accuracy + room), 5);
    const QRectF plot(52.0, 10.0, width() - 68.0, height() - 52.0);
    const auto xOf = [&](double joules) {
        return plot.left() + (joules * 1e3 - xs.from) / (xs.to - xs.from) * plot.width();
    };
    const auto yOf = [&](double r2) { return plot.bottom() - (r2 - ys.from) / (ys.to - ys.from) * plot.height(); };
    painter.setFont(tabular(fontFor(TextRole::Small)));
    for (const double value : ys.values()) {
        painter.setPen(QPen(colors.grid, 1.0));
        painter.drawLine(QPointF(plot.left(), yOf(value)), QPointF(plot.right(), yOf(value)));
        painter.setPen(colors.textMuted);
        painter.drawText(QRectF(0.0, yOf(value) - 10.0, plot.left() - 8.0, 20.0), Qt::AlignRight | Qt::AlignVCenter,
                         ys.text(value));
    }
    for (const double value : xs.values()) {
        painter.setPen(colors.textMuted);
        painter.drawText(QRectF(xOf(value * 1e-3) - 40.0, plot.bottom() + 4.0, 80.0, 18.0), Qt::AlignHCenter,
                         xs.text(value));
    }
    const QString shortCaption = tr("R² by mJ a forecast");
    const QString caption = tr("energy per forecast, mJ   (left is cheaper, up is better; R²)");
    painter.drawText(QRectF(plot.left(), height() - 22.0, plot.width(), 20.0), Qt::AlignHCenter,
                     painter.fontMetrics().horizontalAdvance(caption) < plot.width() ? caption : shortCaption);
    QPainterPath line;
    for (const std::size_t i : paretoFront(m_points)) {
        const QPointF at(xOf(m_points[i].energy_j), yOf(m_points[i].accuracy));
        if (line.elementCount() == 0) {
            line.moveTo(at);
        } else {
            line.lineTo(QPointF(at.x(), line.currentPosition().y()));
            line.lineTo(at);
        }
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colors.accent, 1.6, Qt::DashLine));
    painter.drawPath(line);
    drawRuns(painter, plot,
             [&](const TradeoffPoint& point) { return QPointF(xOf(point.energy_j), yOf(point.accuracy)); });
}

void TradeoffPlot::drawRuns(QPainter& painter, const QRectF& plot,
                            const std::function<QPointF(const TradeoffPoint&)>& place) const
{
    const Scheme scheme = schemeOf(palette());
    const Colors& colors = colorsOf(scheme);
    const QFontMetricsF metrics(painter.font());
    std::vector<QPointF> marks;
    std::vector<QSizeF> sizes;
    const auto textOf = [](const TradeoffPoint& point) { return point.letter + QLatin1Char(' ') + point.name; };
    for (const TradeoffPoint& point : m_points) {
        marks.push_back(place(point));
        sizes.emplace_back(metrics.horizontalAdvance(textOf(point)) + 2.0, metrics.height());
    }
    const std::vector<QRectF> labels = placedLabels(marks, sizes, plot);
    for (std::size_t i = 0; i < marks.size(); ++i) {
        // Text that had to go farther off says whose it is.
        if (std::abs(labels[i].center().y() - marks[i].y()) > metrics.height()) {
            const double nearer = labels[i].left() > marks[i].x() ? labels[i].left() : labels[i].right();
            painter.setPen(QPen(colors.border, 1.0));
            painter.drawLine(marks[i], QPointF(nearer, labels[i].center().y()));
        }
    }
    for (std::size_t i = 0; i < marks.size(); ++i) {
        painter.setPen(QPen(colors.surface, 1.5));
        painter.setBrush(categoryColor(scheme, static_cast<int>(i)));
        painter.drawEllipse(marks[i], kMark_px, kMark_px);
        painter.setPen(colors.text);
        painter.drawText(labels[i], Qt::AlignVCenter, textOf(m_points[i]));
    }
}

} // namespace gui
