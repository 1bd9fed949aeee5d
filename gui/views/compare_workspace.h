// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Two and more runs beside each other: what differs, their errors on one axis, accuracy against energy, their
// decisions. The first run is the baseline that the others are held against.

#include <QWidget>

#include "gui/bridge/job_runner.h"
#include "gui/bridge/run_session.h"
#include "gui/charts/time_cursor.h"
#include "gui/models/run_differences.h"
#include "gui/models/table_model.h"

class QHBoxLayout;
class QTabWidget;
class QToolButton;

namespace gui {

class DecisionLanes;
class DifferenceMap;
class TableView;
class TimeSeriesChart;
class TradeoffPlot;

class CompareWorkspace : public QWidget {
    Q_OBJECT

public:
    CompareWorkspace(RunSession& session, JobRunner& jobs, TimeCursor& cursor, QWidget* parent);
    /// Reads run files in the background and adds them. One of runsChanged() and failed() follows for each.
    void addFiles(const QStringList& files);
    [[nodiscard]] const std::vector<ComparedRunPtr>& runs() const { return m_runs; }
    /// As the table and the curves show them.
    [[nodiscard]] std::vector<RunGroup> groups() const;
    /// The difference on the map, where there is one, else the curves.
    void showMap(bool isShown);
    [[nodiscard]] DifferenceMap& map() { return *m_map; }
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
    QToolButton* m_together = nullptr;
    QTabWidget* m_pages = nullptr;
    TimeSeriesChart* m_curves = nullptr;
    DifferenceMap* m_map = nullptr;
    TradeoffPlot* m_tradeoff = nullptr;
    DecisionLanes* m_lanes = nullptr;
};

} // namespace gui
