// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/charts/time_series_chart.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QTimer>

#include "gui/charts/chart_legend.h"
#include "gui/charts/time_series_canvas.h"
#include "gui/theme/theme.h"
#include "gui/theme/typography.h"

namespace gui {

namespace {
constexpr int kRedraw_ms = 50; ///< twenty redraws a second; more is not seen in a chart
} // namespace

TimeSeriesChart::TimeSeriesChart(QWidget* parent) : QWidget(parent)
{
    buildLayout();
    connectSignals();
}

void TimeSeriesChart::buildLayout()
{
    m_title = new QLabel(this);
    m_title->setFont(fontFor(TextRole::Small));
    setRole(*m_title, "muted");
    m_legend = new ChartLegend(this);
    m_canvas = new TimeSeriesCanvas(this);
    m_throttle = new QTimer(this);
    m_throttle->setSingleShot(true);
    auto* header = new QHBoxLayout;
    header->setContentsMargins(space::kSmall, 0, space::kSmall, 0);
    header->setSpacing(space::kLarge);
    header->addWidget(m_title);
    header->addWidget(m_legend, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kTight);
    column->addLayout(header);
    column->addWidget(m_canvas, 1);
    setFocusPolicy(Qt::StrongFocus);
}

void TimeSeriesChart::connectSignals()
{
    connect(m_throttle, &QTimer::timeout, this, [this] {
        if (m_isDue) {
            refresh();
        }
    });
    connect(m_legend, &ChartLegend::toggled, this, &TimeSeriesChart::toggle);
    connect(m_canvas, &TimeSeriesCanvas::zoomAsked, this, &TimeSeriesChart::zoom);
    connect(m_canvas, &TimeSeriesCanvas::panAsked, this, &TimeSeriesChart::pan);
    connect(m_canvas, &TimeSeriesCanvas::fitAsked, this, [this] { setWindow(0.0, 0.0); });
}

void TimeSeriesChart::setAxis(AxisTitle title, TimeText time)
{
    m_title->setText(title.unit.isEmpty() ? title.quantity : tr("%1, %2").arg(title.quantity, title.unit));
    m_canvas->contents().axis = std::move(title);
    m_canvas->contents().time = std::move(time);
    schedule();
}

void TimeSeriesChart::setSeries(std::vector<ChartSeries> series)
{
    m_canvas->contents().series = std::move(series);
    m_canvas->contents().progress = -1.0;
    refreshLegend();
    schedule();
}

void TimeSeriesChart::setMarks(std::vector<ChartMark> marks)
{
    m_canvas->contents().marks = std::move(marks);
    schedule();
}

void TimeSeriesChart::setWindow(double from_s, double to_s)
{
    m_canvas->contents().from = from_s;
    m_canvas->contents().to = to_s;
    schedule();
}

void TimeSeriesChart::setValues(std::optional<std::pair<double, double>> range)
{
    m_canvas->contents().values = range;
    schedule();
}

void TimeSeriesChart::setEmptyText(const QString& text)
{
    m_canvas->contents().empty = text;
    m_canvas->contents().progress = -1.0;
    schedule();
}

void TimeSeriesChart::setCollecting(int have, int need)
{
    const QLocale locale;
    m_canvas->contents().series.clear();
    m_canvas->contents().empty
        = tr("Too little data yet: %1 of %2 samples").arg(locale.toString(have), locale.toString(need));
    m_canvas->contents().progress = need > 0 ? static_cast<double>(have) / need : 0.0;
    refreshLegend();
    schedule();
}

void TimeSeriesChart::follow(TimeCursor& cursor)
{
    m_cursor = &cursor;
    const auto redraw = [this] { m_canvas->setLines(m_cursor->pointed(), m_cursor->now()); };
    connect(m_cursor, &TimeCursor::pointedChanged, this, redraw);
    connect(m_cursor, &TimeCursor::nowChanged, this, redraw);
    connect(m_canvas, &TimeSeriesCanvas::pointed, m_cursor, &TimeCursor::point);
    connect(m_canvas, &TimeSeriesCanvas::clicked, m_cursor, &TimeCursor::ask);
    redraw();
}

void TimeSeriesChart::setLegendShown(bool isShown)
{
    m_legend->setVisible(isShown);
}

void TimeSeriesChart::flush()
{
    refresh();
}

QString TimeSeriesChart::emptyText() const
{
    return m_canvas->isEmpty() ? m_canvas->contents().empty : QString();
}

void TimeSeriesChart::schedule()
{
    m_isDue = true;
    if (!m_throttle->isActive()) {
        m_throttle->start(kRedraw_ms);
    }
}

void TimeSeriesChart::refresh()
{
    m_isDue = false;
    m_canvas->rebuild();
    describe();
}

void TimeSeriesChart::refreshLegend()
{
    std::vector<ChartLegend::Entry> entries;
    for (const ChartSeries& series : m_canvas->contents().series) {
        entries.push_back(
            {series.name, series.role, series.category, m_canvas->contents().hidden.count(series.name) == 0});
    }
    m_legend->setEntries(std::move(entries));
}

void TimeSeriesChart::describe()
{
    const ChartContents& contents = m_canvas->contents();
    setAccessibleName(tr("%1 over time").arg(contents.axis.quantity));
    if (m_canvas->isEmpty()) {
        setAccessibleDescription(contents.empty);
        return;
    }
    QStringList names;
    for (const ChartSeries& series : contents.series) {
        names << series.name;
    }
    setAccessibleDescription(tr("%1, from %2 to %3")
                                 .arg(names.join(QStringLiteral(", ")), contents.time.full(m_canvas->windowFrom()),
                                      contents.time.full(m_canvas->windowTo())));
}

void TimeSeriesChart::toggle(const QString& name)
{
    auto& hidden = m_canvas->contents().hidden;
    if (hidden.erase(name) == 0) {
        hidden.insert(name);
    }
    refreshLegend();
    refresh();
}

void TimeSeriesChart::zoom(double factor, double about_s)
{
    const double from = about_s + (m_canvas->windowFrom() - about_s) * factor;
    const double to = about_s + (m_canvas->windowTo() - about_s) * factor;
    setWindow(from, to);
    Q_EMIT windowChanged(from, to);
}

void TimeSeriesChart::pan(double by_s)
{
    setWindow(m_canvas->windowFrom() + by_s, m_canvas->windowTo() + by_s);
    refresh();
    Q_EMIT windowChanged(m_canvas->windowFrom(), m_canvas->windowTo());
}

void TimeSeriesChart::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        schedule();
    }
}

void TimeSeriesChart::keyPressEvent(QKeyEvent* event)
{
    const double span = m_canvas->windowTo() - m_canvas->windowFrom();
    const double middle = m_canvas->windowFrom() + span / 2;
    switch (event->key()) {
    case Qt::Key_Plus:
        return zoom(0.7, middle);
    case Qt::Key_Minus:
        return zoom(1.0 / 0.7, middle);
    case Qt::Key_Left:
        return pan(-span / 10);
    case Qt::Key_Right:
        return pan(span / 10);
    case Qt::Key_0:
        return setWindow(0.0, 0.0);
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace gui
