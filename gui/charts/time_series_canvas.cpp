// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/charts/time_series_canvas.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QChart>
#include <QFontMetricsF>
#include <QGraphicsLayout>
#include <QLineSeries>
#include <QMouseEvent>
#include <QValueAxis>

#include "gui/charts/chart_frame.h"
#include "gui/charts/decimation.h"
#include "gui/theme/typography.h"

namespace gui {

namespace {

constexpr double kClickSlack = 4.0; ///< px that a click may wander before it is a drag

bool isDrawable(const ChartSeries& series, double from, double to)
{
    return std::isfinite(rangeWithin(series.x, series.y, from, to).least);
}

std::vector<QPolygonF> toPixels(std::vector<QPolygonF> runs, const auto& place)
{
    for (QPolygonF& run : runs) {
        for (QPointF& point : run) {
            point = place(point);
        }
    }
    return runs;
}

} // namespace

TimeSeriesCanvas::TimeSeriesCanvas(QWidget* parent)
    : QChartView(parent), m_valueAxis(new QValueAxis(this)), m_curves(new CurveItem(chart()))
{
    auto* timeAxis = new QValueAxis(chart());
    auto* frame = new QLineSeries(chart()); // Qt Charts shows axes only with a series
    chart()->addSeries(frame);
    chart()->addAxis(timeAxis, Qt::AlignBottom);
    chart()->addAxis(m_valueAxis, Qt::AlignLeft);
    frame->attachAxis(timeAxis);
    frame->attachAxis(m_valueAxis);
    timeAxis->setVisible(false);
    timeAxis->setTickCount(2);
    chart()->legend()->hide();
    chart()->setBackgroundVisible(false);
    chart()->setMargins({});
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    m_curves->setCacheMode(QGraphicsItem::DeviceCoordinateCache);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setFocusPolicy(Qt::NoFocus);
    setBackgroundBrush(Qt::NoBrush);
    viewport()->setAutoFillBackground(false);
    setMinimumSize(120, 60);
}

QRectF TimeSeriesCanvas::plotArea() const
{
    const QFontMetricsF metrics(fontFor(TextRole::Small));
    const double left = std::ceil(metrics.horizontalAdvance(QStringLiteral("-0,000"))) + space::kSmall;
    const double bottom = std::ceil(metrics.height()) + space::kSmall;
    return QRectF(left, space::kTight, std::max(width() - left - space::kLarge, 10.0),
                  std::max(height() - bottom - space::kTight, 10.0));
}

double TimeSeriesCanvas::xOf(double time_s) const
{
    const QRectF plot = plotArea();
    return plot.left() + (time_s - m_from) / (m_to - m_from) * plot.width();
}

double TimeSeriesCanvas::yOf(double value) const
{
    const QRectF plot = plotArea();
    return plot.bottom() - (value - m_scale.from) / (m_scale.to - m_scale.from) * plot.height();
}

double TimeSeriesCanvas::timeAt(double x) const
{
    const QRectF plot = plotArea();
    return m_from + std::clamp((x - plot.left()) / plot.width(), 0.0, 1.0) * (m_to - m_from);
}

void TimeSeriesCanvas::findWindow()
{
    m_from = m_contents.from;
    m_to = m_contents.to;
    if (m_to > m_from) {
        return;
    }
    double first = INFINITY;
    double last = -INFINITY;
    for (const ChartSeries& series : m_contents.series) {
        if (!series.x.empty()) {
            first = std::min(first, series.x.front());
            last = std::max(last, series.x.back());
        }
    }
    m_from = std::isfinite(first) ? first : 0.0;
    m_to = last > m_from ? last : m_from + 3600.0;
}

void TimeSeriesCanvas::findValues()
{
    ValueRange all{NAN, NAN};
    m_isEmpty = true;
    for (const ChartSeries& series : m_contents.series) {
        if (m_contents.hidden.count(series.name) > 0) {
            continue;
        }
        const ValueRange own = rangeWithin(series.x, series.y, m_from, m_to);
        m_isEmpty = m_isEmpty && !(std::isfinite(own.least) && series.role != SeriesRole::Boundary);
        all.least = std::fmin(all.least, own.least);
        all.greatest = std::fmax(all.greatest, own.greatest);
        if (isBand(series.role)) {
            all.greatest = std::fmax(all.greatest, rangeWithin(series.x, series.upper, m_from, m_to).greatest);
        }
        if (series.role == SeriesRole::Residual) {
            all.least = std::fmin(all.least, 0.0F);
            all.greatest = std::fmax(all.greatest, 0.0F);
        }
    }
    const int count = std::max(static_cast<int>(plotArea().height() / 44.0), 2);
    if (m_contents.values) {
        m_scale = roundScale(m_contents.values->first, m_contents.values->second, count);
        m_scale.from = m_contents.values->first;
        m_scale.to = m_contents.values->second;
    } else {
        m_scale = roundScale(static_cast<double>(all.least), static_cast<double>(all.greatest), count);
    }
}

void TimeSeriesCanvas::dress()
{
    m_valueAxis->setRange(m_scale.from, m_scale.to);
    // Grid and labels are drawn with the curves: Qt Charts makes a text document for every tick, thousands of them
    // while range and interval do not fit each other yet, and cuts labels short in a low chart.
    m_valueAxis->setTickCount(2);
    m_valueAxis->setLabelsVisible(false);
    m_valueAxis->setGridLineVisible(false);
    m_valueAxis->setLinePenColor(Qt::transparent);
    m_valueAxis->setVisible(!m_isEmpty);
    chart()->setPlotArea(plotArea());
}

void TimeSeriesCanvas::rebuild()
{
    findWindow();
    findValues();
    dress();
    CurveItem::Contents drawing{.plot = plotArea(), .scheme = schemeOf(palette())};
    if (!m_isEmpty) {
        for (const ChartSeries& series : m_contents.series) {
            if (m_contents.hidden.count(series.name) == 0 && isDrawable(series, m_from, m_to)) {
                drawing.curves.push_back(drawn(series));
            }
        }
        for (const ChartMark& mark : m_contents.marks) {
            if (mark.to >= m_from && mark.from <= m_to) {
                drawing.marks.push_back({xOf(mark.from), xOf(mark.to), mark.text, mark.isAlarm});
            }
        }
        const int most = std::max(static_cast<int>(drawing.plot.width() / 84.0), 1);
        for (const TimeTick& tick : timeTicks(m_from, m_to, most, m_contents.time)) {
            drawing.ticks.push_back({xOf(tick.time_s), tick.text, tick.isDay});
        }
        for (const double value : m_scale.values()) {
            drawing.values.push_back({yOf(value), m_scale.text(value)});
        }
    }
    m_curves->setContents(std::move(drawing));
    viewport()->update();
}

DrawnCurve TimeSeriesCanvas::drawn(const ChartSeries& series) const
{
    const QRectF plot = plotArea();
    const ColumnView view{m_from, m_to, std::max(static_cast<int>(plot.width()), 1)};
    const double perSecond = plot.width() / (m_to - m_from);
    const double perUnit = plot.height() / (m_scale.to - m_scale.from);
    const auto place = [&](const QPointF& point) {
        return QPointF(plot.left() + (point.x() - m_from) * perSecond,
                       plot.bottom() - (point.y() - m_scale.from) * perUnit);
    };
    DrawnCurve curve{.look = lookOf(series.role, series.category, schemeOf(palette()))};
    curve.runs = toPixels(decimated(series.x, series.y, view), place);
    qsizetype points = 0;
    for (const QPolygonF& run : curve.runs) {
        points += run.size();
    }
    curve.isDense = points > view.columns;
    if (isBand(series.role)) {
        const auto upper = toPixels(decimated(series.x, series.upper, view), place);
        for (std::size_t i = 0; i < std::min(upper.size(), curve.runs.size()); ++i) {
            QPolygonF outline = curve.runs[i];
            std::copy(upper[i].crbegin(), upper[i].crend(), std::back_inserter(outline));
            curve.fills.push_back(std::move(outline));
        }
    } else if (curve.look.fill.isValid()) {
        fillToZero(curve);
    }
    return curve;
}

void TimeSeriesCanvas::fillToZero(DrawnCurve& curve) const
{
    const double zero = yOf(0.0);
    for (const QPolygonF& run : curve.runs) {
        QPolygonF outline = run;
        outline.append({run.back().x(), zero});
        outline.append({run.front().x(), zero});
        curve.fills.push_back(std::move(outline));
    }
}

void TimeSeriesCanvas::setLines(std::optional<double> pointed, std::optional<double> now)
{
    m_pointed = pointed;
    m_now = now;
    viewport()->update();
}

void TimeSeriesCanvas::drawForeground(QPainter* painter, const QRectF& /*area*/)
{
    if (m_isEmpty) {
        drawEmpty(*painter);
        return;
    }
    const QRectF plot = plotArea();
    const Colors& colors = colorsFor(*this);
    if (m_now && *m_now >= m_from && *m_now <= m_to) {
        painter->setPen(QPen(colors.cursor, 1.5));
        painter->drawLine(QPointF(xOf(*m_now), plot.top()), QPointF(xOf(*m_now), plot.bottom()));
    }
    if (m_pointed && *m_pointed >= m_from && *m_pointed <= m_to) {
        painter->setPen(QPen(colors.textMuted, 1.0));
        painter->drawLine(QPointF(xOf(*m_pointed), plot.top()), QPointF(xOf(*m_pointed), plot.bottom()));
        if (const QStringList lines = readout(*m_pointed); lines.size() > 1) {
            drawReadoutBox(*painter, lines, {xOf(*m_pointed), plot.top()}, plot, colors);
        }
    }
}

QStringList TimeSeriesCanvas::readout(double time_s) const
{
    QStringList lines{m_contents.time.day(time_s) + QLatin1Char(' ') + m_contents.time.clock(time_s)};
    for (const ChartSeries& series : m_contents.series) {
        if (series.x.size() < 2 || m_contents.hidden.count(series.name) > 0) {
            continue;
        }
        const auto next = std::lower_bound(series.x.begin(), series.x.end(), time_s);
        auto at = static_cast<std::size_t>(next - series.x.begin());
        at -= at == series.x.size() || (at > 0 && time_s - series.x[at - 1] < series.x[at] - time_s) ? 1 : 0;
        const double reach = 1.5 * (series.x.back() - series.x.front()) / static_cast<double>(series.x.size() - 1);
        if (!std::isfinite(series.y[at]) || std::abs(series.x[at] - time_s) > reach) {
            continue;
        }
        QString value = figureText(static_cast<double>(series.y[at]));
        if (isBand(series.role)) {
            value += QChar(0x2013) + figureText(static_cast<double>(series.upper[at]));
        }
        lines << QStringLiteral("%1  %2 %3").arg(series.name, value, m_contents.axis.unit);
    }
    return lines;
}

void TimeSeriesCanvas::drawEmpty(QPainter& painter) const
{
    const Colors& colors = colorsFor(*this);
    const QRectF area = viewport()->rect();
    const bool hasBar = m_contents.progress >= 0.0;
    drawEmptyChart(painter, area.adjusted(0, 0, 0, hasBar ? -20 : 0),
                   m_contents.empty.isEmpty() ? tr("Nothing to show yet") : m_contents.empty, colors);
    if (!hasBar) {
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    const double width = std::min(240.0, area.width());
    const QRectF track(area.center().x() - width / 2, area.center().y() + 16, width, 5);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.border);
    painter.drawRoundedRect(track, 2.5, 2.5);
    painter.setBrush(colors.accent);
    painter.drawRoundedRect(QRectF(track.topLeft(), QSizeF(width * std::min(m_contents.progress, 1.0), 5)), 2.5, 2.5);
}

void TimeSeriesCanvas::resizeEvent(QResizeEvent* event)
{
    QChartView::resizeEvent(event);
    rebuild();
}

void TimeSeriesCanvas::mouseMoveEvent(QMouseEvent* event)
{
    const double x = event->position().x();
    if (m_pressedX && (m_isPanning || std::abs(x - *m_pressedX) > kClickSlack)) {
        m_isPanning = true;
        Q_EMIT panAsked((*m_pressedX - x) / plotArea().width() * (m_to - m_from));
        m_pressedX = x;
        return;
    }
    if (!m_isEmpty) {
        Q_EMIT pointed(timeAt(x));
    }
}

void TimeSeriesCanvas::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) {
        m_pressedX = event->position().x();
        m_isPanning = false;
    }
}

void TimeSeriesCanvas::mouseReleaseEvent(QMouseEvent* event)
{
    if (m_pressedX && !m_isPanning && !m_isEmpty) {
        Q_EMIT clicked(timeAt(event->position().x()));
    }
    m_pressedX.reset();
    m_isPanning = false;
}

void TimeSeriesCanvas::mouseDoubleClickEvent(QMouseEvent* /*event*/) { Q_EMIT fitAsked(); }

void TimeSeriesCanvas::leaveEvent(QEvent* event)
{
    QChartView::leaveEvent(event);
    Q_EMIT pointed(std::nullopt);
}

void TimeSeriesCanvas::wheelEvent(QWheelEvent* event)
{
    Q_EMIT zoomAsked(std::pow(0.85, event->angleDelta().y() / 120.0), timeAt(event->position().x()));
    event->accept();
}

} // namespace gui
