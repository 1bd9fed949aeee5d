// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/boundary_view.h"

#include <algorithm>
#include <limits>

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "gui/bridge/qt_text.h"
#include "gui/models/time_text.h"
#include "gui/theme/theme.h"
#include "gui/theme/typography.h"

namespace gui {

namespace {

constexpr std::size_t kManyChecks = 8; ///< after so many, what was never judged is not judged at all

QString meaningOf(mlops::Metric metric)
{
    switch (metric) {
    case mlops::Metric::Score:
        return BoundaryView::tr(
            "Accuracy and energy in one number, 1 is best. Below its limit the loop looks for a better model.");
    case mlops::Metric::NormalisedEnergy:
        return BoundaryView::tr("Energy of a forecast against the policy's ceiling, 1 is the ceiling. Unspent "
                                "allowance is saved up: the limit moves.");
    case mlops::Metric::DriftDistance:
        return BoundaryView::tr(
            "How far the newest readings are from those before, by the policy's distance on shared bins.");
    case mlops::Metric::Skill:
        return BoundaryView::tr("1 − (error / persistence's error)². Below 0 the forecast is worse than no forecast.");
    case mlops::Metric::ErrorGrowth:
        return BoundaryView::tr(
            "The error against persistence, over what is usual. Above its limit the relation in the data has changed.");
    }
    return {};
}

/// The longest time between two checks that a line is drawn over: twice the usual one.
twin::Tick longestPause(const std::vector<BoundaryReading>& readings)
{
    std::vector<twin::Tick> pauses;
    for (std::size_t i = 1; i < readings.size(); ++i) {
        pauses.push_back(readings[i].tick - readings[i - 1].tick);
    }
    if (pauses.empty()) {
        return 0;
    }
    const auto middle = pauses.begin() + static_cast<std::ptrdiff_t>(pauses.size() / 2);
    std::ranges::nth_element(pauses, middle);
    return 2 * *middle;
}

} // namespace

std::vector<ChartSeries> boundarySeries(const std::vector<BoundaryReading>& readings, const twin::TimeAxis& axis)
{
    ChartSeries value{.name = BoundaryView::tr("value"), .role = SeriesRole::Observed};
    ChartSeries limit{.name = BoundaryView::tr("limit"), .role = SeriesRole::Boundary};
    const twin::Tick longest = longestPause(readings);
    for (std::size_t i = 0; i < readings.size(); ++i) {
        const BoundaryReading& reading = readings[i];
        const double time = secondsOf(axis.at(reading.tick));
        if (i > 0 && reading.tick - readings[i - 1].tick > longest) {
            value.x.push_back(time); // nothing was judged since: no line
            value.y.push_back(std::numeric_limits<float>::quiet_NaN());
        }
        value.x.push_back(time);
        value.y.push_back(static_cast<float>(reading.value));
        limit.x.push_back(time);
        limit.y.push_back(static_cast<float>(reading.limit));
    }
    return {std::move(value), std::move(limit)};
}

BoundaryView::BoundaryView(mlops::Metric metric, RunSession& session, TimeCursor& cursor, QWidget* parent)
    : QWidget(parent), m_metric(metric), m_session(session)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kTight);
    auto* head = new QHBoxLayout();
    m_name = new QLabel(metricText(metric), this);
    m_name->setProperty(kRoleProperty, QStringLiteral("heading"));
    m_name->setToolTip(meaningOf(metric));
    m_state = new QLabel(this);
    m_state->setFont(tabular(fontFor(TextRole::Small)));
    m_state->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    head->addWidget(m_name);
    head->addWidget(m_state, 1);
    layout->addLayout(head);
    m_chart = new TimeSeriesChart(this);
    m_chart->setLegendShown(false);
    m_chart->follow(cursor);
    m_chart->setMinimumHeight(92);
    layout->addWidget(m_chart, 1);
}

void BoundaryView::rebuild()
{
    const RunHistory& history = m_session.history();
    const twin::TimeAxis& axis = m_session.description().axis;
    m_readings = readingsOn(m_metric, history.decisions());
    m_decisions = history.decisions().size();
    m_chart->setAxis({{}, {}}, TimeText(axis.clock(), axis.hasDates()));
    m_chart->setSeries(boundarySeries(m_readings, axis));
    const double end = static_cast<double>(
        std::max<twin::Tick>(history.ticks(), m_session.isGrowing() ? m_session.description().plannedTicks : 0));
    m_chart->setWindow(secondsOf(axis.at(0)), secondsOf(axis.at(static_cast<twin::Tick>(end))));
    if (m_readings.empty()) {
        // Some approaches have a limit in their map that their rules do not look at.
        const bool isHeeded = m_decisions < kManyChecks;
        m_chart->setEmptyText(isHeeded ? tr("Not judged so far.")
                                       : tr("None of %1 checks has judged it: %2 goes by other limits.")
                                             .arg(m_decisions)
                                             .arg(qtText(m_session.description().approachTitle)));
        tellCollecting();
    }
    tell();
}

void BoundaryView::tellCollecting()
{
    const auto collecting = collectingAt(m_session.history(), m_session.history().ticks());
    if (m_metric == mlops::Metric::DriftDistance && collecting) {
        m_chart->setCollecting(static_cast<int>(collecting->have), static_cast<int>(collecting->need));
    }
}

void BoundaryView::tell()
{
    const twin::Tick now = m_session.playback().playhead();
    const auto after = std::ranges::upper_bound(m_readings, now, {}, &BoundaryReading::tick);
    if (after == m_readings.begin()) {
        m_state->setText(tr("no value yet"));
        tint(colorsFor(*this).textMuted);
        return;
    }
    const BoundaryReading& reading = *std::prev(after);
    const twin::Tick longest = longestPause(m_readings);
    if (longest > 0 && now - reading.tick > longest) { // red would say that it is crossed now
        const twin::TimeAxis& axis = m_session.description().axis;
        m_state->setText(tr("%1  ·  last judged %2")
                             .arg(numberText(reading.value, 3),
                                  TimeText(axis.clock(), axis.hasDates()).clock(secondsOf(axis.at(reading.tick)))));
        tint(colorsFor(*this).textMuted);
        return;
    }
    const double room =
        reading.crossing == mlops::Crossing::Below ? reading.value - reading.limit : reading.limit - reading.value;
    m_state->setText(
        reading.isCrossed
            ? tr("%1  ✕ crossed its limit %2").arg(numberText(reading.value, 3), numberText(reading.limit, 3))
            : tr("%1  ·  limit %2  ·  room %3")
                  .arg(numberText(reading.value, 3), numberText(reading.limit, 3), numberText(room, 2)));
    tint(reading.isCrossed ? colorsFor(*this).bad : colorsFor(*this).textMuted);
}

void BoundaryView::tint(const QColor& color)
{
    QPalette palette = m_state->palette();
    palette.setColor(QPalette::WindowText, color);
    m_state->setPalette(palette);
}

} // namespace gui
