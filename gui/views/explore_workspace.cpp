// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/explore_workspace.h"

#include <algorithm>
#include <array>
#include <limits>

#include <QComboBox>
#include <QHBoxLayout>

#include "gui/bridge/qt_text.h"
#include "gui/charts/time_series_chart.h"
#include "gui/models/run_totals.h"
#include "gui/views/card.h"
#include "gui/views/scroll_page.h"

namespace gui {

namespace {

constexpr float kGap = std::numeric_limits<float>::quiet_NaN();

/// Hours before the playhead that can be shown; a sixth more is left free after it.
constexpr std::array kStretchHours{6, 12, 24, 72, 168};

constexpr int kLeastSeries_px = 170;

/// Ticks between two points of the rolling error, and how often it is drawn anew while a run grows.
constexpr twin::Tick kErrorStep = 12;
constexpr twin::Tick kErrorRedraw = 144;

void add(ChartSeries& series, double time, float value)
{
    series.x.push_back(time);
    series.y.push_back(value);
}

ChartSeries shifted(const RunDescription& run, const RunHistory& history, const StationView& view, twin::Tick by,
                    ChartSeries series)
{
    for (twin::Tick tick = std::max(view.from, by); tick < view.to && tick - by < history.ticks(); ++tick) {
        add(series, secondsOf(run.axis.at(tick)), history.flow(tick - by, view.station));
    }
    return series;
}

} // namespace

std::vector<ChartSeries> stationSeries(const RunDescription& run, const RunHistory& history, const StationView& view,
                                       bool withPast)
{
    ChartSeries observed{.name = ExploreWorkspace::tr("observed"), .role = SeriesRole::Observed};
    ChartSeries imputed{.name = ExploreWorkspace::tr("imputed"), .role = SeriesRole::Imputed};
    ChartSeries forecast{.name = ExploreWorkspace::tr("forecast"), .role = SeriesRole::Forecast};
    const twin::Tick end = std::min(view.to, history.ticks());
    bool wasObserved = true;
    for (twin::Tick tick = view.from; tick < end; ++tick) {
        const double time = secondsOf(run.axis.at(tick));
        const float flow = history.flow(tick, view.station);
        const bool isObserved = history.quality(tick, view.station) == twin::Quality::Observed;
        add(observed, time, isObserved ? flow : kGap);
        // The imputed stretch begins and ends at its observed neighbours, so that it hangs together.
        add(imputed, time, !isObserved || !wasObserved ? flow : kGap);
        wasObserved = isObserved;
        const auto made = tick > 0 ? history.forecast(tick - 1, view.station) : std::nullopt;
        add(forecast, time, made.value_or(kGap));
    }
    if (end > 0 && end < view.to) {
        add(forecast, secondsOf(run.axis.at(end)), history.forecast(end - 1, view.station).value_or(kGap));
    }
    std::vector<ChartSeries> all;
    if (withPast) {
        const auto day = static_cast<twin::Tick>(86'400 / run.axis.step().count());
        all.push_back(shifted(run, history, view, 7 * day,
                              {.name = ExploreWorkspace::tr("last week"), .role = SeriesRole::LastWeek}));
        all.push_back(shifted(run, history, view, day,
                              {.name = ExploreWorkspace::tr("yesterday"), .role = SeriesRole::Yesterday}));
    }
    all.push_back(std::move(observed));
    all.push_back(std::move(imputed));
    all.push_back(std::move(forecast));
    return all;
}

std::vector<ChartSeries> residualSeries(const RunDescription& run, const RunHistory& history, const StationView& view)
{
    ChartSeries residual{.name = ExploreWorkspace::tr("forecast − truth"), .role = SeriesRole::Residual};
    for (twin::Tick tick = std::max<twin::Tick>(1, view.from); tick < std::min(view.to, history.ticks()); ++tick) {
        const auto made = history.forecast(tick - 1, view.station);
        const bool isObserved = history.quality(tick, view.station) == twin::Quality::Observed;
        add(residual, secondsOf(run.axis.at(tick)),
            made && isObserved ? *made - history.flow(tick, view.station) : kGap);
    }
    return {std::move(residual)};
}

ExploreWorkspace::ExploreWorkspace(RunSession& session, TimeCursor& cursor, QWidget* parent)
    : QWidget(parent), m_session(session)
{
    buildLayout(cursor);
    connect(&session, &RunSession::opened, this, &ExploreWorkspace::restart);
    connect(&session, &RunSession::playheadMoved, this, &ExploreWorkspace::refresh);
    connect(&session, &RunSession::grew, this, &ExploreWorkspace::refreshErrors);
    connect(m_station, &QComboBox::currentIndexChanged, this, &ExploreWorkspace::refresh);
    connect(m_stretch, &QComboBox::currentIndexChanged, this, &ExploreWorkspace::refresh);
    restart();
}

void ExploreWorkspace::buildLayout(TimeCursor& cursor)
{
    auto* layout = new QVBoxLayout(scrolledPage(*this));
    layout->setContentsMargins(space::kMedium, space::kMedium, space::kMedium, space::kMedium);
    layout->setSpacing(space::kMedium);
    layout->addWidget(buildFigures());
    m_seriesCard = new Card(tr("Flow"), this);
    m_station = new QComboBox(this);
    m_stretch = new QComboBox(this);
    for (const int hours : kStretchHours) {
        m_stretch->addItem(hours < 48 ? tr("%1 hours").arg(hours) : tr("%1 days").arg(hours / 24));
    }
    m_stretch->setCurrentIndex(2);
    m_seriesCard->addBeside(m_station);
    m_seriesCard->addBeside(m_stretch);
    m_series = new TimeSeriesChart(m_seriesCard);
    m_series->setMinimumHeight(kLeastSeries_px);
    m_residual = new TimeSeriesChart(m_seriesCard);
    m_residual->setLegendShown(false);
    m_residual->setMinimumHeight(84);
    m_seriesCard->add(m_series, 4);
    m_seriesCard->add(m_residual, 1);
    layout->addWidget(m_seriesCard, 3);
    auto* errors = new Card(tr("Mean absolute error over a day"), this);
    m_errors = new TimeSeriesChart(errors);
    m_errors->setMinimumHeight(110);
    errors->add(m_errors, 1);
    layout->addWidget(errors, 1);
    for (TimeSeriesChart* chart : {m_series, m_residual, m_errors}) {
        chart->follow(cursor);
    }
}

QWidget* ExploreWorkspace::buildFigures()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kMedium);
    m_flow = new FigureCard(tr("Flow now"), tr("Vehicles counted in the interval, all lanes"), row);
    m_forecast =
        new FigureCard(tr("Next interval"), tr("The serving model's forecast for the interval that follows"), row);
    m_accuracy = new FigureCard(tr("Mean error so far"),
                                tr("Mean absolute error of all forecasts that met an observed truth"), row);
    m_skill = new FigureCard(
        tr("Against no change"),
        tr("1 − (error / persistence's error)²: how much better than assuming that nothing changes"), row);
    for (FigureCard* card : {m_flow, m_forecast, m_accuracy, m_skill}) {
        layout->addWidget(card, 1);
    }
    return row;
}

void ExploreWorkspace::selectStation(std::size_t station) { m_station->setCurrentIndex(static_cast<int>(station)); }

void ExploreWorkspace::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
    m_errorsUpTo = 0;
    refreshErrors();
}

void ExploreWorkspace::restart()
{
    m_errorsUpTo = 0;
    if (!m_session.hasRun()) {
        m_series->setEmptyText(tr("No run is open. Drop a run file here, or start one with Ctrl+N."));
        return;
    }
    const RunDescription& run = m_session.description();
    const QSignalBlocker quiet(m_station);
    m_station->clear();
    for (const twin::Station& station : run.stations) {
        m_station->addItem(tr("Station %1").arg(qtText(station.id)));
    }
    const TimeText time(run.axis.clock(), run.axis.hasDates());
    m_series->setAxis({tr("Flow"), tr("vehicles / %1 min").arg(run.axis.step().count() / 60)}, time);
    m_residual->setAxis({tr("Forecast − truth"), {}}, time);
    m_errors->setAxis({tr("Vehicles"), {}}, time);
    refresh();
    refreshErrors();
}

StationView ExploreWorkspace::view() const
{
    const twin::Tick hours = kStretchHours[static_cast<std::size_t>(m_stretch->currentIndex())];
    const twin::Tick span = hours * 3600 / m_session.description().axis.step().count();
    const twin::Tick now = m_session.playback().playhead();
    const twin::Tick from = std::max<twin::Tick>(0, now - span * 5 / 6);
    return {static_cast<std::size_t>(std::max(0, m_station->currentIndex())), from, from + span};
}

void ExploreWorkspace::refresh()
{
    if (!m_session.hasRun() || !isVisible()) {
        return;
    }
    const RunDescription& run = m_session.description();
    const StationView shown = view();
    m_series->setSeries(stationSeries(run, m_session.history(), shown, true));
    m_residual->setSeries(residualSeries(run, m_session.history(), shown));
    std::vector<ChartMark> marks;
    for (const DecisionPtr& decision : m_session.history().decisions()) {
        if (hasActed(*decision) && decision->tick >= shown.from && decision->tick < shown.to) {
            const double time = secondsOf(run.axis.at(decision->tick));
            marks.push_back({time, time, tacticText(decision->plan.tactic), false});
        }
    }
    m_series->setMarks(std::move(marks));
    for (TimeSeriesChart* chart : {m_series, m_residual}) {
        chart->setWindow(secondsOf(run.axis.at(shown.from)), secondsOf(run.axis.at(shown.to)));
    }
    refreshFigures();
}

void ExploreWorkspace::refreshFigures()
{
    const RunHistory& history = m_session.history();
    const twin::Tick now = m_session.playback().playhead();
    if (now >= history.ticks()) {
        return;
    }
    const std::size_t station = view().station;
    const QString quality = history.quality(now, station) == twin::Quality::Observed ? tr("observed") : tr("imputed");
    m_flow->set(tr("%1 veh").arg(numberText(history.flow(now, station), 3)), quality);
    const auto next = history.forecast(now, station);
    m_forecast->set(next ? tr("%1 veh").arg(numberText(*next, 3)) : QStringLiteral("–"),
                    next ? tr("by %1").arg(modelText(history.model(now))) : tr("warming up"));
    const RunTotals totals = totalsOf(history, now + 1);
    const bool isScored = totals.errors.count() > 1;
    m_accuracy->set(isScored ? tr("%1 veh").arg(numberText(totals.errors.mae(), 3)) : QStringLiteral("–"),
                    isScored ? tr("persistence %1").arg(numberText(totals.persistence.mae(), 3))
                             : tr("nothing scored yet"));
    const double ratio = totals.persistence.rmse() > 0.0 ? totals.errors.rmse() / totals.persistence.rmse() : 1.0;
    m_skill->set(isScored ? numberText(1.0 - ratio * ratio, 2) : QStringLiteral("–"),
                 ratio <= 1.0 ? tr("better than persistence") : tr("worse than persistence"));
}

void ExploreWorkspace::refreshErrors()
{
    const RunHistory& history = m_session.history();
    if (!isVisible() || (m_errorsUpTo > 0 && history.ticks() < m_errorsUpTo + kErrorRedraw && m_session.isGrowing())) {
        return;
    }
    m_errorsUpTo = history.ticks();
    const RunDescription& run = m_session.description();
    const auto day = static_cast<twin::Tick>(86'400 / run.axis.step().count());
    ChartSeries model{.name = tr("this run"), .role = SeriesRole::Forecast};
    ChartSeries naive{.name = tr("persistence"), .role = SeriesRole::Yesterday};
    for (const RollingError& error : rollingErrors(history, day, kErrorStep)) {
        const double time = secondsOf(run.axis.at(error.tick));
        add(model, time, static_cast<float>(error.mae));
        add(naive, time, static_cast<float>(error.persistence));
    }
    m_errors->setSeries({std::move(naive), std::move(model)});
    std::vector<ChartMark> marks;
    for (const Episode& episode : run.episodes) {
        marks.push_back(
            {secondsOf(run.axis.at(episode.from)), secondsOf(run.axis.at(episode.to)), qtText(episode.title), false});
    }
    m_errors->setMarks(std::move(marks));
}

} // namespace gui
