// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/charts/heat_map.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QEvent>
#include <QMouseEvent>
#include <QPainter>

#include "gui/charts/chart_frame.h"
#include "gui/theme/typography.h"

namespace gui {

HeatMap::HeatMap(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setMinimumSize(240, 120);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Space and time"));
}

void HeatMap::setData(HeatMapData shown, MapClasses classes, TimeText time)
{
    m_data = std::move(shown);
    m_classes = std::move(classes);
    m_time = std::move(time);
    m_pointed.reset();
    setAccessibleDescription(tr("%1 at %2 stations over %3 intervals")
                                 .arg(m_classes.name)
                                 .arg(m_data.positions.size())
                                 .arg(m_data.columns()));
    render();
}

void HeatMap::setEmptyText(const QString& text)
{
    m_empty = text;
    update();
}

void HeatMap::follow(TimeCursor& cursor)
{
    m_cursor = &cursor;
    connect(m_cursor, &TimeCursor::pointedChanged, this, [this] { update(); });
    connect(m_cursor, &TimeCursor::nowChanged, this, [this] { update(); });
}

void HeatMap::render()
{
    const auto columns = static_cast<int>(m_data.columns());
    const auto rows = static_cast<int>(m_data.positions.size());
    m_colors = ColorMap(m_classes.colors, schemeOf(palette())).classColors(m_classes.count());
    m_image = columns > 0 ? QImage(columns, rows, QImage::Format_RGB32) : QImage();
    const QRgb nothing = colorsFor(*this).sunken.rgb();
    for (int row = 0; row < rows && columns > 0; ++row) {
        auto* line = reinterpret_cast<QRgb*>(m_image.scanLine(rows - 1 - row));
        for (int column = 0; column < columns; ++column) {
            const float value = m_data.values[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
                                              static_cast<std::size_t>(column)];
            const std::size_t klass = m_classes.classOf(value);
            line[column] = klass < m_colors.size() ? m_colors[klass].rgb() : nothing;
        }
    }
    update();
}

QRectF HeatMap::plot() const
{
    const QFontMetricsF metrics(fontFor(TextRole::Small));
    return plotWithin(rect()).adjusted(0, metrics.height() * 0.9, 0, metrics.height() + space::kTight);
}

double HeatMap::rowEdge(std::size_t edge) const
{
    const auto& at = m_data.positions;
    if (at.size() == 1) {
        return at[0] + (edge == 0 ? -0.5 : 0.5);
    }
    if (edge == 0) {
        return at[0] - (at[1] - at[0]) / 2;
    }
    if (edge == at.size()) {
        return at.back() + (at.back() - at[at.size() - 2]) / 2;
    }
    return (at[edge - 1] + at[edge]) / 2;
}

double HeatMap::yOf(double position) const
{
    const double least = rowEdge(0);
    return plot().bottom() - (position - least) / (rowEdge(m_data.positions.size()) - least) * plot().height();
}

double HeatMap::xOf(double time_s) const
{
    const double span = static_cast<double>(m_data.columns()) * m_data.step_s;
    return plot().left() + (time_s - m_data.from_s) / span * plot().width();
}

std::optional<HeatMap::Cell> HeatMap::cellAt(QPointF place) const
{
    if (m_image.isNull() || !plot().contains(place)) {
        return std::nullopt;
    }
    const double share = (place.x() - plot().left()) / plot().width();
    const auto column =
        std::min(static_cast<std::size_t>(share * static_cast<double>(m_data.columns())), m_data.columns() - 1);
    std::size_t row = 0;
    while (row + 1 < m_data.positions.size() && place.y() < yOf(rowEdge(row + 1))) {
        ++row;
    }
    return Cell{row, column};
}

void HeatMap::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const Colors& colors = colorsFor(*this);
    if (m_image.isNull()) {
        drawEmptyChart(painter, rect(), m_empty.isEmpty() ? tr("Nothing to show yet") : m_empty, colors);
        return;
    }
    drawCells(painter);
    drawAxes(painter);
    drawLegend(painter);
    const auto line = [&](const std::optional<double>& time, const QColor& color, double width) {
        if (time && xOf(*time) >= plot().left() && xOf(*time) <= plot().right()) {
            painter.setPen(QPen(color, width));
            painter.drawLine(QPointF(xOf(*time), plot().top()), QPointF(xOf(*time), plot().bottom()));
        }
    };
    if (m_cursor != nullptr) {
        line(m_cursor->now(), colors.cursor, 1.5);
        line(m_cursor->pointed(), colors.textMuted, 1.0);
    }
    if (m_pointed) {
        const std::size_t at = m_pointed->row * m_data.columns() + m_pointed->column;
        const double time = m_data.from_s + static_cast<double>(m_pointed->column) * m_data.step_s;
        QStringList lines{m_time.day(time) + QLatin1Char(' ') + m_time.clock(time), m_data.names[m_pointed->row],
                          m_classes.text(m_data.values[at])};
        if (!m_data.isImputed.empty() && m_data.isImputed[at]) {
            lines << tr("estimated, not observed");
        }
        drawReadoutBox(painter, lines, m_mouse, rect(), colors);
    }
}

void HeatMap::drawCells(QPainter& painter) const
{
    const QColor hatch = schemeOf(palette()) == Scheme::Dark ? QColor(0, 0, 0, 150) : QColor(255, 255, 255, 170);
    const auto rows = m_data.positions.size();
    const double cell = plot().width() / static_cast<double>(m_data.columns());
    for (std::size_t row = 0; row < rows; ++row) {
        const QRectF strip(QPointF(plot().left(), std::round(yOf(rowEdge(row + 1)))),
                           QPointF(plot().right(), std::round(yOf(rowEdge(row)))));
        painter.drawImage(strip, m_image, QRectF(0, static_cast<double>(rows - 1 - row), m_image.width(), 1));
        if (m_data.isImputed.empty()) {
            continue;
        }
        for (std::size_t from = 0; from < m_data.columns(); ++from) {
            std::size_t to = from;
            while (to < m_data.columns() && m_data.isImputed[row * m_data.columns() + to]) {
                ++to;
            }
            if (to > from) {
                painter.fillRect(QRectF(strip.left() + static_cast<double>(from) * cell, strip.top(),
                                        static_cast<double>(to - from) * cell, strip.height()),
                                 QBrush(hatch, Qt::BDiagPattern));
                from = to;
            }
        }
    }
}

void HeatMap::drawAxes(QPainter& painter) const
{
    const Colors& colors = colorsFor(*this);
    const QFont font = tabular(fontFor(TextRole::Small));
    const QFontMetricsF metrics(font);
    painter.setFont(font);
    painter.setPen(colors.textMuted);
    const AxisScale scale =
        roundScale(rowEdge(0), rowEdge(m_data.positions.size()), std::max(static_cast<int>(plot().height() / 40.0), 2));
    for (const double at : scale.values()) {
        if (const double y = yOf(at); y <= plot().bottom() + 1 && y >= plot().top() - 1) {
            painter.drawText(QRectF(0, y - metrics.height() / 2, plot().left() - space::kSmall, metrics.height()),
                             Qt::AlignRight | Qt::AlignVCenter, scale.text(at));
        }
    }
    const double to = m_data.from_s + static_cast<double>(m_data.columns()) * m_data.step_s;
    for (const TimeTick& tick : timeTicks(m_data.from_s, to, static_cast<int>(plot().width() / 84.0), m_time)) {
        painter.drawText(QRectF(xOf(tick.time_s) - 50, plot().bottom() + space::kTight, 100, metrics.height()),
                         Qt::AlignCenter, tick.text);
    }
    painter.drawText(QRectF(space::kSmall, space::kTight, plot().width() / 2, metrics.height()),
                     Qt::AlignLeft | Qt::AlignVCenter, m_data.positionUnit);
    if (std::ranges::find(m_data.isImputed, true) != m_data.isImputed.end()) {
        painter.drawText(QRectF(space::kSmall, space::kTight + metrics.height(), plot().width() / 2, metrics.height()),
                         Qt::AlignLeft | Qt::AlignVCenter, tr("hatched: estimated, not observed"));
    }
}

void HeatMap::drawLegend(QPainter& painter) const
{
    const Colors& colors = colorsFor(*this);
    const QFontMetricsF metrics(fontFor(TextRole::Small));
    const double width = std::min(30.0, plot().width() * 0.5 / static_cast<double>(m_colors.size()));
    double x = plot().right() - width * static_cast<double>(m_colors.size());
    const double top = space::kTight + 2;
    painter.setPen(colors.textMuted);
    painter.drawText(QRectF(0, space::kTight, x - space::kSmall, metrics.height()), Qt::AlignRight | Qt::AlignVCenter,
                     titleText({m_classes.name, m_classes.unit}));
    for (std::size_t i = 0; i < m_colors.size(); ++i) {
        painter.fillRect(QRectF(x, top, width - 1, 8), m_colors[i]);
        x += width;
        if (i < m_classes.edges.size()) {
            painter.drawText(QRectF(x - 30, top + 8, 60, metrics.height()), Qt::AlignCenter,
                             edgeText(m_classes.edges[i]));
        }
    }
}

void HeatMap::mouseMoveEvent(QMouseEvent* event)
{
    m_mouse = event->position();
    m_pointed = cellAt(m_mouse);
    if (m_cursor != nullptr) {
        m_cursor->point(m_pointed
                            ? std::optional(m_data.from_s + static_cast<double>(m_pointed->column) * m_data.step_s)
                            : std::nullopt);
    }
    update();
}

void HeatMap::mousePressEvent(QMouseEvent* event)
{
    if (const auto cell = cellAt(event->position())) {
        if (m_cursor != nullptr) {
            m_cursor->ask(m_data.from_s + static_cast<double>(cell->column) * m_data.step_s);
        }
        Q_EMIT rowChosen(cell->row);
    }
}

void HeatMap::leaveEvent(QEvent* /*event*/)
{
    m_pointed.reset();
    if (m_cursor != nullptr) {
        m_cursor->point(std::nullopt);
    }
    update();
}

void HeatMap::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        render();
    }
}

} // namespace gui
