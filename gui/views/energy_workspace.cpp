// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/energy_workspace.h"

#include <algorithm>
#include <array>

#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>

#include "gui/bridge/qt_text.h"
#include "gui/charts/time_series_chart.h"
#include "gui/models/run_totals.h"
#include "gui/views/card.h"
#include "gui/views/horizontal_bars.h"
#include "gui/views/scroll_page.h"
#include "gui/views/source_badge.h"

namespace gui {

namespace {

constexpr int kLeastCurve_px = 180;

QString phaseText(mlops::Phase phase)
{
    constexpr std::array<const char*, mlops::kPhaseCount> kNames{
        QT_TRANSLATE_NOOP("Phases", "Sense"),           QT_TRANSLATE_NOOP("Phases", "Inference"),
        QT_TRANSLATE_NOOP("Phases", "Online learning"), QT_TRANSLATE_NOOP("Phases", "Monitor"),
        QT_TRANSLATE_NOOP("Phases", "Analyse"),         QT_TRANSLATE_NOOP("Phases", "Plan"),
        QT_TRANSLATE_NOOP("Phases", "Execute"),         QT_TRANSLATE_NOOP("Phases", "Training"),
        QT_TRANSLATE_NOOP("Phases", "Record"),          QT_TRANSLATE_NOOP("Phases", "Estimate")};
    static_assert(kNames.back() != nullptr, "every phase has a name");
    return QCoreApplication::translate("Phases", kNames[static_cast<std::size_t>(phase)]);
}

QString shareText(double part, double whole)
{
    return whole > 0.0 ? numberText(part / whole * 100.0, 2) + QStringLiteral(" %") : QString();
}

/// Whether a phase forecasts or adapts. Sensing, estimating and recording cost the same whatever model serves.
bool isManaged(mlops::Phase phase)
{
    using mlops::Phase;
    return phase != Phase::Sense && phase != Phase::Estimate && phase != Phase::Record;
}

double managedEnergy(const mlops::EnergyLedger& ledger)
{
    double sum = 0.0;
    for (std::size_t i = 0; i < mlops::kPhaseCount; ++i) {
        const auto phase = static_cast<mlops::Phase>(i);
        sum += isManaged(phase) ? ledger.phaseTotal(phase).energy.value : 0.0;
    }
    return sum;
}

double loopEnergy(const mlops::EnergyLedger& ledger)
{
    using mlops::Phase;
    double sum = 0.0;
    for (const Phase phase : {Phase::Monitor, Phase::Analyze, Phase::Plan, Phase::Execute}) {
        sum += ledger.phaseTotal(phase).energy.value;
    }
    return sum;
}

} // namespace

std::optional<double> inferenceEnergy(const RunHistory& history, mlops::Family family, twin::Tick end)
{
    if (end <= 0) {
        return std::nullopt;
    }
    const mlops::EnergyEntry entry = history.ledgerAt(end - 1).entry(mlops::Phase::Inference, family);
    return entry.count == 0 ? std::nullopt : std::optional(entry.energy.value / static_cast<double>(entry.count));
}

std::vector<ChartSeries> cumulativeEnergy(const RunDescription& run, const RunHistory& history, mlops::Family baseline)
{
    ChartSeries all{.name = EnergyWorkspace::tr("this run"), .role = SeriesRole::Observed};
    ChartSeries inference{.name = EnergyWorkspace::tr("of it inference"), .role = SeriesRole::Imputed};
    ChartSeries other{.name = EnergyWorkspace::tr("always %1 (modelled)").arg(familyText(baseline)),
                      .role = SeriesRole::Boundary};
    const auto each = inferenceEnergy(history, baseline, history.ticks());
    double sum = 0.0;
    double ofIt = 0.0;
    const auto point = [&](twin::Tick tick) {
        const double time = secondsOf(run.axis.at(tick));
        all.x.push_back(time);
        all.y.push_back(static_cast<float>(sum));
        inference.x.push_back(time);
        inference.y.push_back(static_cast<float>(ofIt));
        if (each) {
            other.x.push_back(time);
            other.y.push_back(
                static_cast<float>(*each * static_cast<double>(tick + 1) * static_cast<double>(history.stations())));
        }
    };
    for (std::size_t i = 0; i < history.energy().size(); ++i) {
        const mlops::EnergyRecord& record = history.energy()[i];
        if (record.booking == mlops::Booking::Counted && isManaged(record.phase)) {
            sum += record.spent.energy.value;
            ofIt += record.phase == mlops::Phase::Inference ? record.spent.energy.value : 0.0;
        }
        if (i + 1 == history.energy().size() || history.energy()[i + 1].tick != record.tick) {
            point(record.tick);
        }
    }
    std::vector<ChartSeries> series{std::move(inference), std::move(all)};
    if (each) {
        series.push_back(std::move(other));
    }
    return series;
}

EnergyWorkspace::EnergyWorkspace(RunSession& session, TimeCursor& cursor, QWidget* parent)
    : QWidget(parent), m_session(session)
{
    buildLayout(cursor);
    connect(&session, &RunSession::opened, this, &EnergyWorkspace::restart);
    connect(&session, &RunSession::grew, this, &EnergyWorkspace::refreshCurve);
    connect(&session, &RunSession::playheadMoved, this, &EnergyWorkspace::refresh);
    connect(m_baseline, &QComboBox::currentIndexChanged, this, [this] {
        m_shownRecords = 0;
        refreshCurve();
        refresh();
    });
    restart();
}

void EnergyWorkspace::buildLayout(TimeCursor& cursor)
{
    auto* layout = new QVBoxLayout(scrolledPage(*this));
    layout->setContentsMargins(space::kMedium, space::kMedium, space::kMedium, space::kMedium);
    layout->setSpacing(space::kMedium);
    layout->addWidget(buildFigures());
    auto* curve = new Card(tr("Energy of forecasting and adapting since the run began"), this);
    m_baseline = new QComboBox(curve);
    m_baseline->setToolTip(
        tr("Baseline: what the forecasts alone would have cost with one model throughout, at its mean in this run"));
    curve->addBeside(new QLabel(tr("against"), curve));
    curve->addBeside(m_baseline);
    m_curveSource = new SourceBadge(curve);
    curve->addBeside(m_curveSource);
    m_curve = new TimeSeriesChart(curve);
    m_curve->follow(cursor);
    m_curve->setMinimumHeight(kLeastCurve_px);
    curve->add(m_curve, 1);
    layout->addWidget(curve, 1);
    auto* bars = new SideBySide(this);
    auto* phases = new Card(tr("By phase, up to the cursor"), this);
    m_source = new SourceBadge(phases);
    phases->addBeside(m_source);
    m_byPhase = new HorizontalBars(phases);
    phases->add(m_byPhase);
    phases->layoutOf().addStretch(1);
    auto* models = new Card(tr("Inference by model, up to the cursor"), this);
    m_byModel = new HorizontalBars(models);
    models->add(m_byModel);
    models->layoutOf().addStretch(1);
    bars->add(phases, 1);
    bars->add(models, 1);
    layout->addWidget(bars);
}

QWidget* EnergyWorkspace::buildFigures()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kMedium);
    m_total = new FigureCard(tr("Total"),
                             tr("Everything the program accounts for, training included, up to the cursor"), row);
    m_each = new FigureCard(tr("Per forecast"), tr("Total over the forecasts made"), row);
    m_loop = new FigureCard(tr("The loop itself"), tr("Monitor, analyse, plan and execute together"), row);
    m_saved = new FigureCard(
        tr("Against the baseline"),
        tr("Forecasting and adapting against what one model throughout would have cost for forecasts alone. "
           "Sensing, estimating and recording cost the same either way and are left out."),
        row);
    for (FigureCard* card : {m_total, m_each, m_loop, m_saved}) {
        layout->addWidget(card, 1);
    }
    return row;
}

void EnergyWorkspace::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_shownRecords = 0;
    refreshCurve();
    refresh();
}

mlops::Family EnergyWorkspace::baseline() const
{
    return static_cast<mlops::Family>(m_baseline->currentData().toInt());
}

void EnergyWorkspace::restart()
{
    m_shownRecords = 0;
    const QSignalBlocker quiet(m_baseline);
    m_baseline->clear();
    for (const mlops::Family family : m_session.description().families) {
        m_baseline->addItem(tr("always %1").arg(familyText(family)), static_cast<int>(family));
    }
    if (m_session.hasRun()) {
        const twin::TimeAxis& axis = m_session.description().axis;
        m_curve->setAxis({tr("Energy"), QStringLiteral("J")}, TimeText(axis.clock(), axis.hasDates()));
    }
    refreshCurve();
    refresh();
}

void EnergyWorkspace::refreshCurve()
{
    const RunHistory& history = m_session.history();
    if (!m_session.hasRun() || !isVisible() || history.energy().size() == m_shownRecords) {
        return;
    }
    m_shownRecords = history.energy().size();
    m_curve->setSeries(cumulativeEnergy(m_session.description(), history, baseline()));
    m_curve->setEmptyText(tr("Nothing has been booked yet: energy is settled in blocks and at each check."));
}

void EnergyWorkspace::refresh()
{
    const RunHistory& history = m_session.history();
    const twin::Tick end = std::min(m_session.playback().playhead() + 1, history.ticks());
    if (!m_session.hasRun() || !isVisible() || end <= 0) {
        return;
    }
    const mlops::EnergyLedger ledger = history.ledgerAt(end - 1);
    const RunTotals totals = totalsOf(history, end);
    const QString meter = qtText(m_session.description().energyMeter);
    m_source->setSources(totals.sources, meter);
    std::vector<mlops::EnergySource> onCurve = totals.sources;
    m_curveSource->setSources(std::move(onCurve), meter);
    if (totals.sources.empty()) {
        // Nought joules would be a figure, and it would be wrong.
        for (FigureCard* card : {m_total, m_each, m_loop, m_saved}) {
            card->set(QStringLiteral("–"), tr("not settled yet at this moment"));
        }
        return refreshBars(ledger);
    }
    const double managed = managedEnergy(ledger);
    m_total->set(energyText(totals.energy_j),
                 tr("forecasting and adapting %1").arg(shareText(managed, totals.energy_j)));
    m_each->set(totals.forecasts > 0 ? energyText(*totals.energyPerForecast()) : QStringLiteral("–"),
                totals.forecasts > 0
                    ? tr("inference %1").arg(energyText(totals.inference_j / static_cast<double>(totals.forecasts)))
                    : QString());
    const double loop = loopEnergy(ledger);
    m_loop->set(energyText(loop), tr("%1 of the total").arg(shareText(loop, totals.energy_j)));
    const auto each = inferenceEnergy(history, baseline(), end);
    if (each) {
        const double other = *each * static_cast<double>(totals.forecasts);
        const double change = (managed - other) / other * 100.0;
        m_saved->set((change > 0 ? QStringLiteral("+") : QString()) + numberText(change, 3) + QStringLiteral(" %"),
                     tr("%1 %2: %3, modelled")
                         .arg(change <= 0 ? QStringLiteral("▼ less than") : QStringLiteral("▲ more than"),
                              m_baseline->currentText(), energyText(other)));
    } else {
        m_saved->set(QStringLiteral("–"), tr("%1 has not served yet in this run").arg(familyText(baseline())));
    }
    refreshBars(ledger);
}

void EnergyWorkspace::refreshBars(const mlops::EnergyLedger& ledger)
{
    std::vector<HorizontalBars::Bar> phases;
    const double total = ledger.total().value;
    for (std::size_t i = 0; i < mlops::kPhaseCount; ++i) {
        const auto phase = static_cast<mlops::Phase>(i);
        const double counted = ledger.phaseTotal(phase).energy.value;
        const double leftOut = ledger.phaseTotal(phase, mlops::Booking::LeftOut).energy.value;
        if (counted > 0.0) {
            phases.push_back({phaseText(phase), counted, energyText(counted), shareText(counted, total), -1, false});
        }
        if (leftOut > 0.0) {
            phases.push_back({tr("%1, left out").arg(phaseText(phase)), leftOut, energyText(leftOut), {}, -1, true});
        }
    }
    m_byPhase->setBars(std::move(phases));
    std::vector<HorizontalBars::Bar> models;
    for (const mlops::Family family : m_session.description().families) {
        const mlops::EnergyEntry& entry = ledger.entry(mlops::Phase::Inference, family);
        if (entry.count > 0) {
            models.push_back({familyText(family), entry.energy.value, energyText(entry.energy.value),
                              tr("%1 each").arg(energyText(entry.energy.value / static_cast<double>(entry.count))),
                              static_cast<int>(family), false});
        }
    }
    m_byModel->setBars(std::move(models));
}

} // namespace gui
