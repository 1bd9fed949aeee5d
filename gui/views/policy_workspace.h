// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Goals and limits: the form on the left, what they would have changed in the open run on the right, the map below. The
// dry run starts by itself a moment after the last edit.

#include <QWidget>

#include "gui/bridge/job_runner.h"
#include "gui/bridge/run_session.h"
#include "gui/models/table_model.h"
#include "mlops/mapek/dry_run.h"

class QComboBox;
class QLabel;
class QTimer;

namespace gui {

class MapDiagram;
class PolicyForm;
class TableView;

/// A decision that an edited policy would have made otherwise.
struct ChangedRow {
    qint64 id = 0;
    twin::Tick tick = 0;
    QString time;
    QString recorded;
    QString planned;
    QString because;
};
[[nodiscard]] std::vector<ChangedRow> changedRows(const mlops::DryRun& run, const twin::TimeAxis& axis);
/// "With these settings: 9 switches instead of 14, ..."
[[nodiscard]] QString dryRunSentence(const mlops::DryRun& run);

class PolicyWorkspace : public QWidget {
    Q_OBJECT

public:
    PolicyWorkspace(RunSession& session, JobRunner& jobs, QWidget* parent);
    [[nodiscard]] PolicyForm& form() { return *m_form; }
    [[nodiscard]] const TableModel<ChangedRow>& changes() const { return *m_changes; }
    [[nodiscard]] QString verdict() const;
    /// Shows the policy of a file, or says why it cannot.
    void openFile(const QString& path);

Q_SIGNALS:
    void runWanted(const mlops::DecisionMap& map);
    void whyWanted(qint64 decision);
    /// The dry run's answer is on screen.
    void dryRunShown();

protected:
    void showEvent(QShowEvent* event) override;

private:
    void buildLayout();
    [[nodiscard]] QWidget* buildFormSide();
    [[nodiscard]] QWidget* buildDryRunSide();
    void restart();
    void adoptRun();
    void choosePreset(int index);
    void startDryRun();
    void showDryRun(const mlops::DryRun& run);
    void refreshDiagram();
    void save();

    RunSession& m_session;
    JobRunner& m_jobs;
    JobRunner::Id m_job = 0;
    bool m_isOfOtherRun = false; ///< what the form shows
    QTimer* m_idle = nullptr;
    QComboBox* m_preset = nullptr;
    PolicyForm* m_form = nullptr;
    MapDiagram* m_diagram = nullptr;
    QLabel* m_verdict = nullptr;
    TableView* m_table = nullptr;
    TableModel<ChangedRow>* m_changes = nullptr;
};

} // namespace gui
