// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Goals and limits: the form on the left, what they would have changed in the open run on the right, below it the map
// in which system, features and qualities are edited. The dry run starts by itself a moment after the last edit, and
// the map is coloured by what the edited policy would have judged.

#include <optional>

#include <QWidget>

#include "gui/bridge/job_runner.h"
#include "gui/bridge/run_session.h"
#include "gui/models/dry_run_rows.h"
#include "gui/models/policy_document.h"
#include "gui/models/table_model.h"

class QComboBox;
class QLabel;
class QPushButton;
class QScrollArea;
class QTimer;

namespace gui {

class MapDiagram;
class MapElementEditor;
class PolicyForm;
class TableView;

class PolicyWorkspace : public QWidget {
    Q_OBJECT

public:
    PolicyWorkspace(RunSession& session, JobRunner& jobs, QWidget* parent);
    [[nodiscard]] PolicyDocument& document() { return *m_document; }
    [[nodiscard]] PolicyForm& form() { return *m_form; }
    [[nodiscard]] MapDiagram& diagram() { return *m_diagram; }
    [[nodiscard]] const TableModel<ChangedRow>& changes() const { return *m_changes; }
    [[nodiscard]] QString verdict() const;
    /// Shows the policy of a file, or says why it cannot.
    void openFile(const QString& path);

Q_SIGNALS:
    void runWanted(const mlops::DecisionMap& map);
    void whyWanted(qint64 decision);
    /// The dry run's answer is on screen.
    void dryRunShown();

    void noticed(const QString& text);
    /// Something could not be done, and why.
    void failed(const QString& text);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void buildLayout();
    [[nodiscard]] QWidget* buildFormSide();
    [[nodiscard]] QWidget* buildDryRunSide();
    [[nodiscard]] QWidget* buildMap(QWidget* side);
    void connectSignals();
    void restart();
    void adoptRun();
    [[nodiscard]] const mlops::DecisionMap& policyOfRun() const;
    void choosePreset(int index);
    void showMap(const mlops::DecisionMap& map);
    void takeMap(const QString& title, const mlops::DecisionMap& map);
    void showChosen();
    void startDryRun();
    void showDryRun(const mlops::DryRun& run);
    void refreshDiagram();
    void refreshButtons();
    void useFromNowOn();
    void save();

    RunSession& m_session;
    JobRunner& m_jobs;
    JobRunner::Id m_job = 0;
    bool m_isOfOtherRun = false;        ///< what the form shows
    std::optional<mlops::DryRun> m_dry; ///< of what the form shows, or a moment ago did
    PolicyDocument* m_document = nullptr;
    QTimer* m_idle = nullptr;
    QComboBox* m_preset = nullptr;
    int m_shownPreset = 0;
    std::size_t m_planned = 0; ///< decisions when the dry run was started last
    QPushButton* m_use = nullptr;
    QScrollArea* m_scroll = nullptr;
    PolicyForm* m_form = nullptr;
    MapDiagram* m_diagram = nullptr;
    MapElementEditor* m_element = nullptr;
    QLabel* m_colouring = nullptr;
    QLabel* m_verdict = nullptr;
    TableView* m_table = nullptr;
    TableModel<ChangedRow>* m_changes = nullptr;
};

} // namespace gui
