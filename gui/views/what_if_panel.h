// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What would be different without the chosen event: a branch beside the base, in numbers and on the map. Where a live
// run goes on in the city, its own estimated state is branched; else the scenario is simulated anew up to the moment.

#include <memory>

#include <QWidget>

#include "gui/bridge/job_runner.h"
#include "gui/bridge/run_session.h"
#include "gui/bridge/what_if_job.h"
#include "gui/models/scenario_document.h"
#include "gui/models/table_model.h"
#include "gui/models/what_if_rows.h"
#include "gui/views/scenario_files.h"

class QCheckBox;
class QComboBox;
class QFormLayout;
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
    WhatIfPanel(ScenarioDocument& document, ScenarioFiles& files, RunSession& session, JobRunner& jobs,
                QWidget* parent);
    /// Starts the question as it stands. answered() or a sentence in problem() follows.
    void ask();
    void cancel();
    [[nodiscard]] const TableModel<MeasureRow>& rows() const { return *m_rows; }
    [[nodiscard]] QString problem() const;
    [[nodiscard]] QString sentence() const;
    /// Whether it branches a live run or simulates anew, before an answer is there; and with one, from which moment.
    [[nodiscard]] QString way() const;
    [[nodiscard]] QString source() const;
    /// Lets the event begin where a live run stands, whenever the scenario has it.
    void setBeginsNow(bool beginsNow);
    [[nodiscard]] QString command() const;

Q_SIGNALS:
    void answered();
    /// The map of the difference; null where it is no longer looked at.
    void differenceChanged(const gui::WhatIfFrame& difference);

private:
    using Work = std::function<twin::Result<mlops::WhatIfAnswer>(std::stop_token, const JobProgress&)>;

    void buildLayout();
    [[nodiscard]] QWidget* buildAnswer();
    void connectSignals();
    void refresh();
    void forget();
    void showAnswer(const mlops::WhatIfAnswer& answer, bool isLive);
    void tellProgress();
    void setBusy(bool isBusy);
    /// Whether a live run goes on in the document's city.
    [[nodiscard]] bool isLive() const;
    void refreshWay();
    void askLive(const BranchPtr& branch, const QString& problem);
    void askAnew();
    void start(const Work& work, bool isLive);
    [[nodiscard]] twin::Result<ScenarioQuestion> question() const;
    [[nodiscard]] std::chrono::minutes duration() const;
    [[nodiscard]] QString sourceOf(const mlops::WhatIfAnswer& answer, bool isLive) const;

    ScenarioDocument& m_document;
    ScenarioFiles& m_files;
    RunSession& m_session;
    JobRunner& m_jobs;
    JobRunner::Id m_job = 0;
    bool m_isBranchAwaited = false;     ///< from the live run
    twin::Scenario m_asked;             ///< the scenario that the answer shown is about
    std::optional<std::size_t> m_event; ///< whose beginning the branch is set to
    twin::UtcTime m_from;
    QLabel* m_subject = nullptr;
    QLabel* m_way = nullptr;
    QFormLayout* m_form = nullptr;
    WallClockEdit* m_at = nullptr;
    QCheckBox* m_now = nullptr;
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
    QWidget* m_commandLine = nullptr; ///< the command and its button
    QLineEdit* m_command = nullptr;
    WhatIfFrame m_frame;
};

} // namespace gui
