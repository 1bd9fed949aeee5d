// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/compare_workspace.h"

#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

#include "gui/bridge/qt_text.h"
#include "gui/charts/time_series_chart.h"
#include "gui/views/card.h"
#include "gui/views/decision_lanes.h"
#include "gui/views/table_view.h"
#include "gui/views/tradeoff_plot.h"

namespace gui {

namespace {

constexpr std::size_t kMostColumns = 6; ///< runs the table has columns for

/// A result of a run, and which way is better.
struct Measure {
    const char* name;
    double (*of)(const mlops::ComparisonCell&);
    bool lessIsBetter;
    bool isVerdict; ///< whether better and worse make sense
};

const std::vector<Measure>& measures()
{
    using Cell = mlops::ComparisonCell;
    static const std::vector<Measure> kMeasures{
        {QT_TRANSLATE_NOOP("gui::CompareWorkspace", "R² of the forecasts"), [](const Cell& cell) { return cell.r2; },
         false, true},
        {QT_TRANSLATE_NOOP("gui::CompareWorkspace", "Mean absolute error, veh"),
         [](const Cell& cell) { return cell.mae; }, true, true},
        {QT_TRANSLATE_NOOP("gui::CompareWorkspace", "Energy per forecast, mJ"),
         [](const Cell& cell) { return cell.energy_mj; }, true, true},
        {QT_TRANSLATE_NOOP("gui::CompareWorkspace", "Inference per forecast, mJ"),
         [](const Cell& cell) { return cell.inference_mj; }, true, true},
        {QT_TRANSLATE_NOOP("gui::CompareWorkspace", "Switches"), [](const Cell& cell) { return cell.switches; }, true,
         false},
        {QT_TRANSLATE_NOOP("gui::CompareWorkspace", "Retrainings"), [](const Cell& cell) { return cell.retrainings; },
         true, false}};
    return kMeasures;
}

QString verdictOf(const Measure& measure, double first, double last)
{
    const double change = last - first;
    const QString percent = first != 0.0 ? QStringLiteral(" (%1%2 %)")
                                               .arg(change > 0 ? QStringLiteral("+") : QString(),
                                                    numberText(change / std::fabs(first) * 100.0, 2))
                                         : QString();
    const QString amount = (change > 0 ? QStringLiteral("+") : QString()) + numberText(change, 3) + percent;
    if (!measure.isVerdict || std::fabs(change) < 0.002 * std::fabs(first)) {
        return amount;
    }
    return ((change < 0.0) == measure.lessIsBetter ? QStringLiteral("▲ better  ") : QStringLiteral("▼ worse  ")) +
           amount;
}

QString valueOf(const ComparedRun& run, const std::string& setting)
{
    const auto& settings = run.run.description.settings;
    const auto found = std::ranges::find(settings, setting, &std::pair<std::string, std::string>::first);
    return found == settings.end() ? QStringLiteral("–") : qtText(found->second);
}

/// Settings that differ between any two runs by their nature and say nothing.
bool isIdentity(const std::string& name)
{
    return name == "run_id" || name == "name" || name == "created_utc" || name == "policy.sha256" ||
           name.starts_with("host.");
}

void addSettings(const std::vector<ComparedRunPtr>& runs, std::vector<DifferenceRow>& rows)
{
    std::vector<std::string> names;
    for (const ComparedRunPtr& run : runs) {
        for (const auto& [name, value] : run->run.description.settings) {
            if (!isIdentity(name) && std::ranges::find(names, name) == names.end()) {
                names.push_back(name);
            }
        }
    }
    for (const std::string& name : names) {
        DifferenceRow row{.name = qtText(name)};
        row.name.replace(QLatin1Char('.'), QStringLiteral(" › ")).replace(QLatin1Char('_'), QLatin1Char(' '));
        for (const ComparedRunPtr& run : runs) {
            row.values << valueOf(*run, name);
        }
        if (std::ranges::any_of(row.values, [&](const QString& value) { return value != row.values.front(); })) {
            rows.push_back(std::move(row));
        }
    }
}

} // namespace

std::vector<DifferenceRow> differences(const std::vector<ComparedRunPtr>& runs)
{
    std::vector<DifferenceRow> rows;
    if (runs.empty()) {
        return rows;
    }
    for (const Measure& measure : measures()) {
        DifferenceRow row{.name = CompareWorkspace::tr(measure.name), .isResult = true};
        for (const ComparedRunPtr& run : runs) {
            const auto cell = cellOf(run->totals);
            row.values << (cell ? numberText(measure.of(*cell), 4) : QStringLiteral("–"));
        }
        const auto first = cellOf(runs.front()->totals);
        const auto last = cellOf(runs.back()->totals);
        row.verdict =
            runs.size() > 1 && first && last ? verdictOf(measure, measure.of(*first), measure.of(*last)) : QString();
        rows.push_back(std::move(row));
    }
    addSettings(runs, rows);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].key = static_cast<qint64>(i);
    }
    return rows;
}

mlops::Comparison comparisonOf(const std::vector<ComparedRunPtr>& runs)
{
    mlops::Comparison comparison;
    for (const ComparedRunPtr& run : runs) {
        const RunDescription& description = run->run.description;
        const auto cell = cellOf(run->totals);
        if (!cell) {
            continue;
        }
        comparison.protocol = description.protocol;
        comparison.data = description.dataName;
        comparison.energy = description.energyMeter;
        auto found = std::ranges::find(comparison.rows, description.approach, &mlops::ComparisonRow::approach);
        if (found == comparison.rows.end()) {
            comparison.rows.push_back({description.approach, description.approachTitle, description.fidelity, {}, {}});
            found = comparison.rows.end() - 1;
        }
        found->seeds.push_back(description.seed);
        found->cells.push_back(*cell);
    }
    comparison.baseline = comparison.rows.empty() ? std::string() : comparison.rows.front().approach;
    return comparison;
}

CompareWorkspace::CompareWorkspace(RunSession& session, JobRunner& jobs, TimeCursor& cursor, QWidget* parent)
    : QWidget(parent), m_session(session), m_jobs(jobs)
{
    buildLayout(cursor);
    refresh();
}

void CompareWorkspace::buildLayout(TimeCursor& cursor)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::kMedium, space::kMedium, space::kMedium, space::kMedium);
    layout->setSpacing(space::kMedium);
    layout->addWidget(buildBar());
    auto* top = new QHBoxLayout();
    top->setSpacing(space::kMedium);
    auto* table = new Card(tr("Only what differs"), this);
    m_rows = new TableModel<DifferenceRow>(
        {}, [](const DifferenceRow& row) { return row.key; }, this);
    m_table = new TableView(table);
    table->add(m_table, 1);
    auto* tradeoff = new Card(tr("Accuracy against energy"), this);
    m_tradeoff = new TradeoffPlot(tradeoff);
    tradeoff->add(m_tradeoff, 1);
    top->addWidget(table, 3);
    top->addWidget(tradeoff, 2);
    layout->addLayout(top, 3);
    auto* curves = new Card(tr("Mean absolute error over a day"), this);
    m_curves = new TimeSeriesChart(curves);
    m_curves->follow(cursor);
    curves->add(m_curves, 1);
    layout->addWidget(curves, 2);
    auto* lanes = new Card(tr("Decisions"), this);
    m_lanes = new DecisionLanes(lanes);
    lanes->add(m_lanes);
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
    m_chips->addStretch(1);
    for (QToolButton* button : {addOpen, addFile, copy}) {
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

void CompareWorkspace::refreshTable()
{
    using Row = DifferenceRow;
    std::vector<Column<Row>> columns{{tr("Setting or result"), {}, [](const Row& row) { return row.name; }, {}}};
    for (std::size_t i = 0; i < std::min(kMostColumns, m_runs.size()); ++i) {
        columns.push_back({m_runs[i]->letter,
                           qtText(m_runs[i]->run.description.title),
                           [i](const Row& row) { return row.values.value(static_cast<qsizetype>(i)); },
                           {},
                           true});
    }
    if (m_runs.size() > 1) {
        columns.push_back({tr("%1 against A").arg(m_runs.back()->letter),
                           tr("The last run against the first"),
                           [](const Row& row) { return row.verdict; },
                           {}});
    }
    auto* model = new TableModel<Row>(
        std::move(columns), [](const Row& row) { return row.key; }, this);
    model->setMuted([](const Row& row) { return !row.isResult; });
    model->setRows(differences(m_runs));
    m_table->show(model, 0);
    delete std::exchange(m_rows, model);
}

void CompareWorkspace::refreshCurves()
{
    std::vector<ChartSeries> series;
    for (std::size_t i = 0; i < m_runs.size(); ++i) {
        const OpenedRun& run = m_runs[i]->run;
        const auto day = static_cast<twin::Tick>(86'400 / run.description.axis.step().count());
        ChartSeries curve{.name = m_runs[i]->letter + QLatin1Char(' ') + qtText(run.description.approachTitle),
                          .role = SeriesRole::Category,
                          .category = static_cast<int>(i)};
        for (const RollingError& error : rollingErrors(run.history, day, 12)) {
            curve.x.push_back(secondsOf(run.description.axis.at(error.tick)));
            curve.y.push_back(static_cast<float>(error.mae));
        }
        series.push_back(std::move(curve));
    }
    if (!m_runs.empty()) {
        const twin::TimeAxis& axis = m_runs.front()->run.description.axis;
        m_curves->setAxis({tr("Vehicles"), {}}, TimeText(axis.clock(), axis.hasDates()));
    }
    m_curves->setSeries(std::move(series));
    m_curves->setEmptyText(tr("Add two runs: the open one, files, or drop them here."));
}

} // namespace gui
