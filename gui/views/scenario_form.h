// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a scenario is as a whole: name, story, seed, from when to when.

#include <functional>

#include <QWidget>

#include "gui/models/scenario_document.h"

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;

namespace gui {

class ProblemLabel;
class WallClockEdit;

class ScenarioForm : public QWidget {
    Q_OBJECT

public:
    ScenarioForm(ScenarioDocument& document, QWidget* parent);
    [[nodiscard]] QLineEdit& name() { return *m_name; }
    [[nodiscard]] WallClockEdit& end() { return *m_end; }
    [[nodiscard]] QString problem() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildLayout();
    void connectSignals();
    void refresh();
    void storeStory();
    void editScenario(const QString& title, const std::function<void(twin::Scenario&)>& change);

    ScenarioDocument& m_document;
    bool m_isShowing = false; ///< what changes meanwhile is no edit
    QLineEdit* m_name = nullptr;
    QPlainTextEdit* m_story = nullptr;
    QSpinBox* m_seed = nullptr;
    WallClockEdit* m_start = nullptr;
    WallClockEdit* m_end = nullptr;
    QLabel* m_length = nullptr;
    QLineEdit* m_zone = nullptr;
    QLabel* m_network = nullptr;
    QLabel* m_events = nullptr;
    QLabel* m_file = nullptr;
    ProblemLabel* m_problem = nullptr;
};

} // namespace gui
