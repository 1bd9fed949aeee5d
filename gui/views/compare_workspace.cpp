// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/compare_workspace.h"

#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>

#include "gui/bridge/qt_text.h"
#include "gui/charts/time_series_chart.h"
#include "gui/views/card.h"
#include "gui/views/decision_lanes.h"
#include "gui/views/difference_map.h"
#include "gui/views/scroll_page.h"
#include "gui/views/table_view.h"
#include "gui/views/tradeoff_plot.h"

namespace gui {

namespace {

constexpr QSize kLeastTable(400, 150);
constexpr int kLeastCurves_px = 150;
constexpr std::size_t kMostColumns = 6; ///< groups the table has columns for

} // namespace

CompareWorkspace::CompareWorkspace(RunSession& session, JobRunner& jobs, TimeCursor& cursor, QWidget* parent)
    : QWidget(parent), m_session(session), m_jobs(jobs)
{
    buildLayout(cursor);
    refresh();
}

void CompareWorkspace::buildLayout(TimeCursor& cursor)
{
    auto* layout = new QVBoxLayout(scrolledPage(*this));
    layout->setContentsMargins(space::kMedium, space::kMedium, space::kMedium, space::kMedium);
    layout->setSpacing(space::kMedium);
    layout->addWidget(buildBar());
    auto* upper = new SideBySide(this);
    auto* table = new Card(tr("Only what differs"), upper);
    m_rows = new TableModel<DifferenceRow>(
        {}, [](const DifferenceRow& row) { return row.key; }, this);
    m_table = new TableView(table);
    m_table->setMinimumSize(kLeastTable);
    table->add(m_table, 1);
    auto* tradeoff = new Card(tr("Accuracy against energy"), upper);
    m_tradeoff = new TradeoffPlot(tradeoff);
    tradeoff->add(m_tradeoff, 1);
    upper->add(table, 3);
    upper->add(tradeoff, 2);
    layout->addWidget(upper, 3);
    auto* pages = new Card({}, this);
    m_pages = new QTabWidget(pages);
    m_pages->setDocumentMode(true);
    m_curves = new TimeSeriesChart(m_pages);
    m_curves->follow(cursor);
    m_curves->setMinimumHeight(kLeastCurves_px);
    m_map = new DifferenceMap(cursor, m_pages);
    m_pages->addTab(m_curves, tr("Mean absolute error over a day"));
    m_pages->addTab(m_map, tr("Difference on the map"));
    m_pages->tabBar()->setDrawBase(false);
    pages->add(m_pages, 1);
    layout->addWidget(pages, 3);
    auto* lanes = new Card(tr("Decisions"), this);
    m_lanes = new DecisionLanes(lanes);
    lanes->add(m_lanes);
    // A map and its legend need the whole room.
    connect(m_pages, &QTabWidget::currentChanged, lanes, [=](int page) {
        upper->setVisible(page == 0);
        lanes->setVisible(page == 0);
    });
    layout->addWidget(lanes);
}

QWidget* CompareWorkspace::buildBar()
{
    auto* bar = new QWidget(this);
    m_chips = new QHBoxLayout(bar);
    m_chips->setContentsMargins(0, 0, 0, 0);
    auto* addOpen = new QToolButton(bar);
    addOpen->setText(tr("Add the open run"));
    auto* addFile = new QToolButton(bar);
    addFile->setText(tr("Add run files…"));
    auto* copy = new QToolButton(bar);
    copy->setText(tr("Copy as"));
    copy->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(copy);
    const std::pair<const char*, mlops::ReportFormat> formats[] = {{"Markdown", mlops::ReportFormat::Markdown},
                                                                   {"CSV", mlops::ReportFormat::Csv},
                                                                   {"LaTeX", mlops::ReportFormat::Latex},
                                                                   {"Text", mlops::ReportFormat::Text}};
    for (const auto& [name, format] : formats) {
        menu->addAction(QString::fromLatin1(name), this,
                        [this, format = format] { QApplication::clipboard()->setText(asText(format)); });
    }
    copy->setMenu(menu);
    m_together = new QToolButton(bar);
    m_together->setText(tr("Seeds together"));
    m_together->setToolTip(tr("Runs that differ in nothing but their seed are shown as mean and standard deviation"));
    m_together->setCheckable(true);
    m_together->setChecked(true);
    setRole(*m_together, "chip");
    connect(m_together, &QToolButton::toggled, this, &CompareWorkspace::refresh);
    m_chips->addStretch(1);
    for (QToolButton* button : {m_together, addOpen, addFile, copy}) {
        m_chips->addWidget(button);
    }
    connect(addOpen, &QToolButton::clicked, this, &CompareWorkspace::addOpenRun);
    connect(addFile, &QToolButton::clicked, this,
            [this] { addFiles(QFileDialog::getOpenFileNames(this, tr("Add runs"), {}, tr("Runs (*.run)"))); });
    return bar;
}

void CompareWorkspace::addFiles(const QStringList& files)
{
    for (const QString& file : files) {
        const auto work = [path = std::filesystem::path(file.toStdString())](
                              std::stop_token stop, const JobProgress& progress) -> twin::Result<ComparedRun> {
            auto run = readRun(path, std::move(stop),
                               [&](double share, const std::string& what) { progress(share, qtText(what)); });
            if (!run) {
                return tl::unexpected(run.error());
            }
            ComparedRun compared{.run = std::move(*run)};
            compared.totals = totalsOf(compared.run.history, compared.run.history.ticks());
            return compared;
        };
        m_jobs.start<ComparedRun>(this, tr("Reading %1").arg(file.section(QLatin1Char('/'), -1)), work,
                                  [this](twin::Result<ComparedRun> run) {
                                      if (run) {
                                          add(std::move(*run));
                                      } else {
                                          Q_EMIT failed(qtText(run.error().message));
                                      }
                                  });
    }
}

void CompareWorkspace::addOpenRun()
{
    if (m_session.hasRun()) {
        const RunHistory& history = m_session.history();
        add({{m_session.description(), history}, totalsOf(history, history.ticks()), {}});
    }
}

void CompareWorkspace::add(ComparedRun run)
{
    run.letter = QString(QChar(static_cast<char16_t>(u'A' + m_runs.size() % 26)));
    m_runs.push_back(std::make_shared<const ComparedRun>(std::move(run)));
    refresh();
}

void CompareWorkspace::remove(std::size_t index)
{
    m_runs.erase(m_runs.begin() + static_cast<std::ptrdiff_t>(index));
    refresh();
}

QString CompareWorkspace::asText(mlops::ReportFormat format) const
{
    return m_runs.empty() ? QString() : qtText(mlops::report(comparisonOf(m_runs), format));
}

void CompareWorkspace::refresh()
{
    refreshChips();
    refreshTable();
    refreshCurves();
    std::vector<TradeoffPoint> points;
    for (const ComparedRunPtr& run : m_runs) {
        if (const auto cell = cellOf(run->totals)) {
            points.push_back(
                {run->letter, qtText(run->run.description.approachTitle), cell->energy_mj * 1e-3, cell->r2});
        }
    }
    m_tradeoff->setPoints(std::move(points));
    m_lanes->setRuns(m_runs);
    m_map->setRuns(m_runs.size() > 1 ? m_runs.front() : nullptr, m_runs.size() > 1 ? m_runs.back() : nullptr);
    m_pages->setTabVisible(1, m_map->isPossible());
    Q_EMIT runsChanged();
}

void CompareWorkspace::refreshChips()
{
    qDeleteAll(m_chipButtons);
    m_chipButtons.clear();
    for (std::size_t i = 0; i < m_runs.size(); ++i) {
        auto* chip = new QToolButton(m_chips->parentWidget());
        chip->setProperty(kRoleProperty, QStringLiteral("chip"));
        chip->setText(QStringLiteral("%1  %2%3  ×")
                          .arg(m_runs[i]->letter, qtText(m_runs[i]->run.description.approachTitle),
                               i == 0 ? tr(" · baseline") : QString()));
        chip->setToolTip(
            tr("%1\nClick takes it out of the comparison").arg(qtText(m_runs[i]->run.description.file.string())));
        connect(
            chip, &QToolButton::clicked, this, [this, i] { remove(i); }, Qt::QueuedConnection);
        m_chips->insertWidget(static_cast<int>(i), chip);
        m_chipButtons.push_back(chip);
    }
}

std::vector<RunGroup> CompareWorkspace::groups() const
{
    return groupsOf(m_runs, m_together->isChecked() ? Seeds::Together : Seeds::Apart);
}

void CompareWorkspace::showMap(bool isShown) { m_pages->setCurrentIndex(isShown && m_map->isPossible() ? 1 : 0); }

void CompareWorkspace::refreshTable()
{
    using Row = DifferenceRow;
    const std::vector<RunGroup> shown = groups();
    std::vector<Column<Row>> columns{{tr("Setting or result"), {}, [](const Row& row) { return row.name; }, {}}};
    for (std::size_t i = 0; i < std::min(kMostColumns, shown.size()); ++i) {
        columns.push_back({shown[i].letter,
                           shown[i].title(),
                           [i](const Row& row) { return row.values.value(static_cast<qsizetype>(i)); },
                           {},
                           true});
    }
    if (shown.size() > 1) {
        columns.push_back({tr("%1 against A").arg(shown.back().letter),
                           tr("The last against the first"),
                           [](const Row& row) { return row.verdict; },
                           {}});
    }
    auto* model = new TableModel<Row>(
        std::move(columns), [](const Row& row) { return row.key; }, this);
    model->setMuted([](const Row& row) { return !row.isResult; });
    model->setRows(differences(shown));
    // The name is whole, and so is what differs; long values are cut, and whole in their tooltips.
    constexpr int kWidestName_px = 190;
    constexpr int kWidestValue_px = 120;
    m_table->show(model, model->columnCount() - 1);
    QHeaderView& header = *m_table->horizontalHeader();
    header.setMaximumSectionSize(kWidestName_px);
    for (int column = 1; column + 1 < model->columnCount(); ++column) {
        const int wanted = header.sectionSize(column);
        header.setSectionResizeMode(column, QHeaderView::Interactive);
        header.resizeSection(column, std::min(wanted, kWidestValue_px));
    }
    delete std::exchange(m_rows, model);
}

void CompareWorkspace::refreshCurves()
{
    if (!m_runs.empty()) {
        const twin::TimeAxis& axis = m_runs.front()->run.description.axis;
        m_curves->setAxis({tr("Vehicles"), {}}, TimeText(axis.clock(), axis.hasDates()));
    }
    m_curves->setSeries(errorCurves(groups()));
    m_curves->setEmptyText(tr("Add two runs: the open one, files, or drop them here."));
}

} // namespace gui
