// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/inspector_series.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QComboBox>
#include <QHBoxLayout>
#include <QToolButton>

#include "gui/charts/time_series_chart.h"
#include "gui/theme/theme.h"
#include "gui/theme/typography.h"

namespace gui {

namespace {
enum Quantity { kFlow, kSpeed, kOccupancy };
} // namespace

InspectorSeries::InspectorSeries(QWidget* parent) : QWidget(parent)
{
    buildLayout();
    connectSignals();
}

void InspectorSeries::buildLayout()
{
    m_quantity = new QComboBox(this);
    m_quantity->addItems({tr("Flow"), tr("Speed"), tr("Occupancy")});
    m_quantity->setAccessibleName(tr("Quantity"));
    m_horizon = new QComboBox(this);
    m_horizon->setAccessibleName(tr("Horizon of the forecast"));
    m_horizon->setToolTip(tr("The forecast curve shows what was said so long before"));
    for (QComboBox* box : {m_quantity, m_horizon}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    }
    const auto chip = [this](const QString& text) {
        auto* button = new QToolButton(this);
        button->setText(text);
        button->setCheckable(true);
        setRole(*button, "chip");
        return button;
    };
    m_yesterday = chip(tr("Yesterday"));
    m_yesterday->setToolTip(tr("Lays the day before behind the curve"));
    m_lastWeek = chip(tr("Last week"));
    m_lastWeek->setToolTip(tr("Lays the same weekday of the week before behind the curve"));
    auto* row = new QHBoxLayout;
    row->setContentsMargins(space::kMedium, space::kSmall, space::kMedium, 0);
    row->setSpacing(space::kSmall);
    row->addWidget(m_quantity);
    row->addWidget(m_horizon);
    row->addStretch(1);
    row->addWidget(m_yesterday);
    row->addWidget(m_lastWeek);
    m_chart = new TimeSeriesChart(this);
    m_residuals = new TimeSeriesChart(this);
    m_residuals->setLegendShown(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, space::kTight);
    column->setSpacing(space::kSmall);
    column->addLayout(row);
    column->addWidget(m_chart, 3);
    column->addWidget(m_residuals, 1);
}

void InspectorSeries::connectSignals()
{
    connect(m_quantity, &QComboBox::currentIndexChanged, this, &InspectorSeries::refresh);
    connect(m_yesterday, &QToolButton::toggled, this, &InspectorSeries::refresh);
    connect(m_lastWeek, &QToolButton::toggled, this, &InspectorSeries::refresh);
    connect(m_horizon, &QComboBox::activated, this, [this] { Q_EMIT horizonChosen(m_horizon->currentData().toInt()); });
    connect(m_chart, &TimeSeriesChart::windowChanged, m_residuals, &TimeSeriesChart::setWindow);
    connect(m_residuals, &TimeSeriesChart::windowChanged, m_chart, &TimeSeriesChart::setWindow);
}

void InspectorSeries::follow(TimeCursor& cursor)
{
    m_chart->follow(cursor);
    m_residuals->follow(cursor);
}

void InspectorSeries::setHistory(StationHistoryPtr history)
{
    m_history = std::move(history);
    offerHorizons();
    const int known = m_horizon->findData(m_history->horizon_min);
    m_horizon->setCurrentIndex(known >= 0 ? known : m_horizon->currentIndex());
    m_yesterday->setEnabled(!m_history->yesterday_vph.empty());
    m_lastWeek->setEnabled(!m_history->lastWeek_vph.empty());
    refresh();
}

void InspectorSeries::offerHorizons()
{
    const std::vector<int> usual{5, 15, 30, 45, 60};
    const std::vector<int>& offered = m_history->horizons_min.empty() ? usual : m_history->horizons_min;
    m_horizon->setVisible(!m_history->isEstimated);
    if (offered != m_offered) {
        m_offered = offered;
        m_horizon->clear();
        for (const int minutes : m_offered) {
            m_horizon->addItem(tr("+%1 min").arg(minutes), minutes);
        }
    }
}

float InspectorSeries::valueOf(const StationSample& sample) const
{
    switch (m_quantity->currentIndex()) {
    case kSpeed:
        return sample.speed;
    case kOccupancy:
        return sample.occupancy_pct;
    default:
        return sample.flow_vph;
    }
}

AxisTitle InspectorSeries::axis() const
{
    switch (m_quantity->currentIndex()) {
    case kSpeed:
        return {tr("Speed"), m_history->units == UnitSystem::UsCustomary ? tr("mph") : tr("km/h")};
    case kOccupancy:
        return {tr("Occupancy"), tr("%")};
    default:
        return {tr("Flow"), tr("veh/h")};
    }
}

void InspectorSeries::addMeasured(std::vector<ChartSeries>& series) const
{
    const bool isEstimate =
        m_history->isEstimated || (m_history->isSpeedEstimated && m_quantity->currentIndex() == kSpeed);
    ChartSeries observed{.name = isEstimate ? tr("estimated by the twin") : tr("observed"),
                         .role = isEstimate ? SeriesRole::Imputed : SeriesRole::Observed};
    ChartSeries imputed{.name = tr("imputed"), .role = SeriesRole::Imputed};
    bool wasObserved = false;
    bool anyImputed = false;
    for (std::size_t i = 0; i < m_history->samples.size(); ++i) {
        const StationSample& sample = m_history->samples[i];
        const bool isObserved = sample.quality == twin::Quality::Observed;
        const bool isImputed = sample.quality == twin::Quality::Imputed;
        observed.x.push_back(m_history->timeOf(i));
        imputed.x.push_back(m_history->timeOf(i));
        observed.y.push_back(isObserved ? valueOf(sample) : twin::kMissing);
        // The imputed piece begins at the last observed point, so that the curve has no hole where its line changes.
        imputed.y.push_back(isImputed ? valueOf(sample) : twin::kMissing);
        if (isImputed && wasObserved) {
            imputed.y[i - 1] = valueOf(m_history->samples[i - 1]);
        }
        const bool endsImputed = isObserved && i > 0 && m_history->samples[i - 1].quality == twin::Quality::Imputed;
        if (endsImputed) {
            imputed.y[i] = valueOf(sample);
        }
        wasObserved = isObserved;
        anyImputed = anyImputed || isImputed;
    }
    if (anyImputed) {
        series.push_back(std::move(imputed));
    }
    series.push_back(std::move(observed));
}

void InspectorSeries::addForecast(std::vector<ChartSeries>& series) const
{
    if (m_quantity->currentIndex() != kFlow || m_history->forecast.empty()) {
        return;
    }
    ChartSeries forecast{.name = tr("forecast, %1").arg(m_history->model), .role = SeriesRole::Forecast};
    const bool isNamed = !m_history->intervalText.isEmpty();
    ChartSeries band{.name = isNamed ? m_history->intervalText : tr("interval"), .role = SeriesRole::Band};
    bool hasBand = false;
    for (const ForecastSample& said : m_history->forecast) {
        forecast.x.push_back(said.time_s);
        forecast.y.push_back(said.flow_vph);
        band.x.push_back(said.time_s);
        band.y.push_back(said.lower_vph);
        band.upper.push_back(said.upper_vph);
        hasBand = hasBand || std::isfinite(said.lower_vph);
    }
    if (hasBand) {
        series.insert(series.begin(), std::move(band));
    }
    series.push_back(std::move(forecast));
}

void InspectorSeries::addPast(std::vector<ChartSeries>& series) const
{
    const auto add = [&](const QToolButton& chip, const std::vector<float>& values, const QString& name,
                         SeriesRole role) {
        if (!chip.isChecked() || m_quantity->currentIndex() != kFlow || values.empty()) {
            return;
        }
        ChartSeries past{.name = name, .role = role, .y = values};
        for (std::size_t i = 0; i < values.size(); ++i) {
            past.x.push_back(m_history->timeOf(i));
        }
        series.push_back(std::move(past));
    };
    add(*m_yesterday, m_history->yesterday_vph, tr("yesterday"), SeriesRole::Yesterday);
    add(*m_lastWeek, m_history->lastWeek_vph, tr("last week"), SeriesRole::LastWeek);
}

void InspectorSeries::refresh()
{
    if (!m_history) {
        return;
    }
    std::vector<ChartSeries> series;
    addPast(series);
    addMeasured(series);
    addForecast(series);
    m_chart->setAxis(axis(), m_history->time);
    m_chart->setEmptyText(tr("No readings in this stretch."));
    m_chart->setSeries(std::move(series));
    showResiduals();
}

void InspectorSeries::showResiduals()
{
    m_residuals->setVisible(m_quantity->currentIndex() == kFlow && !m_history->isEstimated);
    m_residuals->setAxis({tr("Forecast less observed"), tr("veh/h")}, m_history->time);
    const auto have =
        std::count_if(m_history->samples.begin(), m_history->samples.end(),
                      [](const StationSample& sample) { return sample.quality == twin::Quality::Observed; });
    if (m_history->forecast.empty() && have < m_history->need) {
        m_residuals->setCollecting(static_cast<int>(have), m_history->need);
        return;
    }
    ChartSeries residual{.name = tr("residual"), .role = SeriesRole::Residual};
    std::vector<float> said(m_history->samples.size(), twin::kMissing);
    for (const ForecastSample& forecast : m_history->forecast) {
        const double tick = std::round((forecast.time_s - m_history->start_s) / m_history->step_s);
        if (tick >= 0.0 && tick < static_cast<double>(said.size())) {
            said[static_cast<std::size_t>(tick)] = forecast.flow_vph;
        }
    }
    double last = m_history->forecast.empty() ? 0.0 : m_history->forecast.back().time_s;
    for (std::size_t i = 0; i < said.size(); ++i) {
        const StationSample& sample = m_history->samples[i];
        residual.x.push_back(m_history->timeOf(i));
        residual.y.push_back(sample.quality == twin::Quality::Observed ? said[i] - sample.flow_vph : twin::kMissing);
    }
    if (!residual.x.empty() && last > residual.x.back()) { // the same stretch as the curves above
        residual.x.push_back(last);
        residual.y.push_back(twin::kMissing);
    }
    m_residuals->setEmptyText(tr("No forecast has met its truth yet."));
    m_residuals->setSeries({std::move(residual)});
}

} // namespace gui
