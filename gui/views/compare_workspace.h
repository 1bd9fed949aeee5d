// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Two and more runs beside each other: what differs, their errors on one axis, accuracy against energy, their
// decisions. The first run is the baseline that the others are held against.

#include <memory>

#include <QWidget>

#include "gui/bridge/job_runner.h"
#include "gui/bridge/recorded_run.h"
#include "gui/bridge/run_session.h"
#include "gui/charts/time_cursor.h"
#include "gui/models/run_totals.h"
#include "gui/models/table_model.h"
#include "mlops/experiment/comparison_report.h"

class QHBoxLayout;
class QToolButton;

namespace gui {

class DecisionLanes;
class TableView;
class TimeSeriesChart;
class TradeoffPlot;

/// A run with what comparisons need of it. Shared, because it is large and never changes.
struct ComparedRun {
    OpenedRun run;
    RunTotals totals;
    QString letter; ///< A, B, ...
};
using ComparedRunPtr = std::shared_ptr<const ComparedRun>;

/// One line of the differences: a setting or a result, of every run.
struct DifferenceRow {
    qint64 key = 0;
    QString name;
    QStringList values;
    QString verdict; ///< of the last run against the first
    bool isResult = false;
};
/// Settings that are not the same everywhere, then all results.
[[nodiscard]] std::vector<DifferenceRow> differences(const std::vector<ComparedRunPtr>& runs);
/// The comparison as tables for taking away.
[[nodiscard]] mlops::Comparison comparisonOf(const std::vector<ComparedRunPtr>& runs);

class CompareWorkspace : public QWidget {
    Q_OBJECT

public:
    CompareWorkspace(RunSession& session, JobRunner& jobs, TimeCursor& cursor, QWidget* parent);
    /// Reads run files in the background and adds them. One of runsChanged() and failed() follows for each.
    void addFiles(const QStringList& files);
    [[nodiscard]] const std::vector<ComparedRunPtr>& runs() const { return m_runs; }
    [[nodiscard]] QString asText(mlops::ReportFormat format) const;

Q_SIGNALS:
    void runsChanged();
    void failed(const QString& message);

private:
    void buildLayout(TimeCursor& cursor);
    [[nodiscard]] QWidget* buildBar();
    void addOpenRun();
    void add(ComparedRun run);
    void remove(std::size_t index);
    void refresh();
    void refreshChips();
    void refreshTable();
    void refreshCurves();

    RunSession& m_session;
    JobRunner& m_jobs;
    std::vector<ComparedRunPtr> m_runs;
    QHBoxLayout* m_chips = nullptr;
    std::vector<QToolButton*> m_chipButtons;
    TableModel<DifferenceRow>* m_rows = nullptr;
    TableView* m_table = nullptr;
    TimeSeriesChart* m_curves = nullptr;
    TradeoffPlot* m_tradeoff = nullptr;
    DecisionLanes* m_lanes = nullptr;
};

} // namespace gui
