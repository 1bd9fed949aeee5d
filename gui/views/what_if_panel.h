// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What would be different without the chosen event: a branch beside the base, in numbers and on the map.

#include <memory>

#include <QWidget>

#include "gui/bridge/job_runner.h"
#include "gui/bridge/what_if_job.h"
#include "gui/models/scenario_document.h"
#include "gui/models/table_model.h"
#include "gui/models/what_if_rows.h"
#include "gui/views/scenario_files.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace gui {

class ProblemLabel;
class TableView;
class WallClockEdit;

using WhatIfFrame = std::shared_ptr<const MapFrame>;

class WhatIfPanel : public QWidget {
    Q_OBJECT

public:
    WhatIfPanel(ScenarioDocument& document, ScenarioFiles& files, JobRunner& jobs, QWidget* parent);
    /// Starts the question as it stands. answered() or a sentence in problem() follows.
    void ask();
    void cancel();
    [[nodiscard]] const TableModel<MeasureRow>& rows() const { return *m_rows; }
    [[nodiscard]] QString problem() const;
    [[nodiscard]] QString sentence() const;
    [[nodiscard]] QString command() const;

Q_SIGNALS:
    void answered();
    /// The map of the difference; null where it is no longer looked at.
    void differenceChanged(const gui::WhatIfFrame& difference);

private:
    void buildLayout();
    [[nodiscard]] QWidget* buildAnswer();
    void connectSignals();
    void refresh();
    void forget();
    void showAnswer(const mlops::WhatIfAnswer& answer);
    void tellProgress();
    void setBusy(bool isBusy);
    [[nodiscard]] twin::Result<ScenarioQuestion> question() const;

    ScenarioDocument& m_document;
    ScenarioFiles& m_files;
    JobRunner& m_jobs;
    JobRunner::Id m_job = 0;
    twin::Scenario m_asked;             ///< the scenario that the answer shown is about
    std::optional<std::size_t> m_event; ///< whose beginning the branch is set to
    twin::UtcTime m_from;
    QLabel* m_subject = nullptr;
    WallClockEdit* m_at = nullptr;
    QComboBox* m_duration = nullptr;
    QPushButton* m_ask = nullptr;
    QPushButton* m_cancel = nullptr;
    QProgressBar* m_progress = nullptr;
    ProblemLabel* m_problem = nullptr;
    QWidget* m_answer = nullptr;
    QLabel* m_sentence = nullptr;
    QLabel* m_source = nullptr;
    TableModel<MeasureRow>* m_rows = nullptr;
    TableView* m_table = nullptr;
    QPushButton* m_onMap = nullptr;
    QLineEdit* m_command = nullptr;
    WhatIfFrame m_frame;
};

} // namespace gui
