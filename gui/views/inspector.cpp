// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/inspector.h"

#include <cmath>
#include <utility>

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>

#include "gui/charts/heat_map.h"
#include "gui/charts/scatter_chart.h"
#include "gui/models/health_table_model.h"
#include "gui/models/history_table_model.h"
#include "gui/theme/theme.h"
#include "gui/theme/typography.h"
#include "gui/views/inspector_series.h"

namespace gui {

namespace {

constexpr int kRowsMeasured = 40; ///< for the width of a column

void dress(QTableView& view)
{
    view.setAlternatingRowColors(true);
    view.setShowGrid(false);
    view.verticalHeader()->hide();
    view.verticalHeader()->setDefaultSectionSize(kMinimumHit + 2);
    view.setSelectionBehavior(QAbstractItemView::SelectRows);
    view.setFont(tabular(fontFor(TextRole::Body)));
    view.horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    view.horizontalHeader()->setResizeContentsPrecision(kRowsMeasured);
    view.horizontalHeader()->setHighlightSections(false);
    view.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
}

/// The triangular diagram that the twin reckons with, as a line.
std::vector<ScatterLine> diagramLines(const StationHistory& history)
{
    if (history.capacity_vph <= 0.0 || history.criticalDensity <= 0.0 || history.jamDensity <= 0.0) {
        return {};
    }
    return {{Inspector::tr("twin's diagram"),
             QPolygonF{{0.0, 0.0}, {history.criticalDensity, history.capacity_vph}, {history.jamDensity, 0.0}}}};
}

double hourOf(const StationHistory& history, std::size_t tick)
{
    const double time = history.timeOf(tick);
    return std::fmod(time + history.time.offsetAt(time), 86'400.0) / 3600.0;
}

} // namespace

Inspector::Inspector(QWidget* parent) : QWidget(parent)
{
    buildLayout();
    connectSignals();
    setHistory(nullptr);
}

void Inspector::buildLayout()
{
    m_title = new QLabel(this);
    m_title->setFont(fontFor(TextRole::Heading));
    m_detail = new QLabel(this);
    setRole(*m_detail, "muted");
    m_series = new InspectorSeries(this);
    m_contour = new HeatMap(this);
    m_diagram = new ScatterChart(this);
    m_pages = new QTabWidget(this);
    m_pages->setDocumentMode(true);
    m_pages->tabBar()->setDrawBase(false);
    m_pages->addTab(m_series, tr("Series"));
    m_pages->addTab(m_contour, tr("Contour"));
    m_pages->addTab(m_diagram, tr("Diagram"));
    m_pages->addTab(buildHealth(), tr("Health"));
    m_pages->addTab(buildTable(), tr("Table"));
    auto* nothing = new QLabel(tr("Nothing chosen.\nClick a station or a road on the map."), this);
    nothing->setAlignment(Qt::AlignCenter);
    setRole(*nothing, "muted");
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(nothing);
    m_stack->addWidget(m_pages);
    auto* header = new QHBoxLayout;
    header->setContentsMargins(space::kMedium, space::kSmall, space::kMedium, 0);
    header->setSpacing(space::kMedium);
    header->addWidget(m_title);
    header->addWidget(m_detail, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kTight);
    column->addLayout(header);
    column->addWidget(m_stack, 1);
}

QWidget* Inspector::buildHealth()
{
    m_health = new HealthTableModel(this);
    m_healthView = new QTableView(this);
    m_healthView->setModel(m_health);
    m_healthView->setAccessibleName(tr("Detector health by day"));
    dress(*m_healthView);
    m_healthView->horizontalHeader()->setStretchLastSection(true);
    m_healthNote = new QLabel(m_healthView);
    m_healthNote->setProperty(kRoleProperty, QStringLiteral("muted"));
    m_healthNote->setAlignment(Qt::AlignCenter);
    m_healthNote->setWordWrap(true);
    auto* over = new QVBoxLayout(m_healthView);
    over->addWidget(m_healthNote);
    return m_healthView;
}

QWidget* Inspector::buildTable()
{
    auto* page = new QWidget(this);
    m_rows = new HistoryTableModel(this);
    m_table = new QTableView(page);
    m_table->setModel(m_rows);
    m_table->setAccessibleName(tr("All rows"));
    dress(*m_table);
    auto* copy = new QPushButton(tr("Copy with header"), page);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_rows->asText()); });
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(space::kMedium, 0, space::kMedium, space::kSmall);
    buttons->addStretch(1);
    buttons->addWidget(copy);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_table, 1);
    column->addLayout(buttons);
    return page;
}

void Inspector::connectSignals()
{
    connect(m_contour, &HeatMap::rowChosen, this, &Inspector::stationChosen);
    connect(m_series, &InspectorSeries::horizonChosen, this, &Inspector::horizonChosen);
}

void Inspector::follow(TimeCursor& cursor)
{
    m_series->follow(cursor);
    m_contour->follow(cursor);
}

void Inspector::showPage(Page page) { m_pages->setCurrentIndex(static_cast<int>(page)); }

void Inspector::setHistory(StationHistoryPtr history)
{
    m_history = std::move(history);
    m_stack->setCurrentIndex(m_history ? 1 : 0);
    m_title->setText(m_history ? m_history->title : QString());
    m_detail->setText(m_history ? m_history->detail : QString());
    m_rows->setHistory(m_history);
    m_health->setDays(m_history ? m_history->health : std::vector<HealthDay>());
    m_healthNote->setVisible(m_history && m_history->health.empty());
    if (m_history) {
        m_healthNote->setText(m_history->isEstimated ? tr("No detector stands here: the twin estimates this road.")
                                                     : tr("No day of this detector has been judged yet."));
        m_series->setHistory(m_history);
        showContour();
        showDiagram();
    }
}

void Inspector::showContour()
{
    const bool isUs = m_history->units == UnitSystem::UsCustomary;
    m_contour->setEmptyText(tr("This place is on no corridor with stations: there is nothing to draw along."));
    HeatMapData contour{.from_s = m_history->start_s, .step_s = m_history->step_s};
    if (m_history->corridor) {
        contour.positions = m_history->corridor->positions;
        contour.names = m_history->corridor->stations;
        contour.values = m_history->corridor->speeds;
        contour.isImputed = m_history->corridor->isImputed;
        contour.positionUnit = (isUs ? tr("miles along %1") : tr("km along %1")).arg(m_history->corridor->name);
    }
    m_contour->setData(std::move(contour), classesOf(MapQuantity::Speed, m_history->units), m_history->time);
}

void Inspector::showDiagram()
{
    std::vector<ScatterPoint> points;
    for (std::size_t i = 0; i < m_history->samples.size(); ++i) {
        const StationSample& sample = m_history->samples[i];
        if (sample.quality == twin::Quality::Observed) {
            points.push_back({.x = static_cast<double>(sample.density),
                              .y = static_cast<double>(sample.flow_vph),
                              .label = m_history->time.clock(m_history->timeOf(i)),
                              .shade = hourOf(*m_history, i) / 24.0});
        }
    }
    const bool isUs = m_history->units == UnitSystem::UsCustomary;
    m_diagram->setAxes({tr("Density"), isUs ? tr("veh/mi") : tr("veh/km")}, {tr("Flow"), tr("veh/h")});
    m_diagram->setShadeNames(QStringLiteral("00:00"), QStringLiteral("24:00"));
    m_diagram->setEmptyText(tr("No observed samples with speed: the diagram needs flow and density."));
    m_diagram->setPoints(std::move(points), diagramLines(*m_history));
}

} // namespace gui
