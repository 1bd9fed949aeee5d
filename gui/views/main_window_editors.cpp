// SPDX-License-Identifier: GPL-3.0-or-later
// What joins the editors, of scenarios and of policies, to the rest of the window.

#include <QAction>
#include <QStackedWidget>
#include <QUndoGroup>

#include "gui/bridge/qt_text.h"
#include "gui/views/banner.h"
#include "gui/views/file_door.h"
#include "gui/views/main_window.h"
#include "gui/views/policy_workspace.h"
#include "gui/views/scenario_workspace.h"

namespace gui {

namespace {

constexpr int kNotice_ms = 4'000;

} // namespace

void MainWindow::connectScenario()
{
    m_scenario->bind([this](ActionId id) -> QAction& { return action(id); });
    connect(m_scenario, &ScenarioWorkspace::failed, this, [this](const QString& text) { m_banner->showError(text); });
    connect(m_scenario, &ScenarioWorkspace::noticed, this,
            [this](const QString& text) { m_banner->showNotice(text, {}, kNotice_ms); });
    connect(m_scenario, &ScenarioWorkspace::runWanted, this, [this](const QString& file) {
        startLive(scenarioRun(m_parts.liveSetup(QStringLiteral("frugal")), file.toStdString()),
                  RunSession::Start::Playing);
        showWorkspace(ActionId::City);
    });
    connect(m_door, &FileDoor::scenarioGiven, this, [this](const QString& path) {
        m_scenario->files().open(path.toStdString());
        showWorkspace(ActionId::Scenario);
    });
}

void MainWindow::connectPolicy()
{
    connect(m_policy, &PolicyWorkspace::whyWanted, this, &MainWindow::explain);
    connect(m_policy, &PolicyWorkspace::failed, this, [this](const QString& text) { m_banner->showError(text); });
    connect(m_policy, &PolicyWorkspace::noticed, this,
            [this](const QString& text) { m_banner->showNotice(text, {}, kNotice_ms); });
    connect(m_policy, &PolicyWorkspace::runWanted, this, [this](const mlops::DecisionMap& map) {
        LiveSetup setup = m_parts.liveSetup(m_session.hasRun() ? qtText(m_session.description().approach)
                                                               : QStringLiteral("harmone"));
        setup.spec.map = map;
        startLive(setup, RunSession::Start::Playing);
    });
}

/// Undo and redo are those of the editor in sight.
void MainWindow::connectUndo()
{
    auto* group = new QUndoGroup(this);
    group->addStack(&m_scenario->document().undoStack());
    group->addStack(&m_policy->document().undoStack());
    const auto follow = [this, group] {
        group->setActiveStack(m_stack->currentWidget() == m_scenario ? &m_scenario->document().undoStack()
                              : m_stack->currentWidget() == m_policy ? &m_policy->document().undoStack()
                                                                     : nullptr);
    };
    connect(m_stack, &QStackedWidget::currentChanged, this, follow);
    QAction& undo = action(ActionId::Undo);
    QAction& redo = action(ActionId::Redo);
    connect(&undo, &QAction::triggered, group, &QUndoGroup::undo);
    connect(&redo, &QAction::triggered, group, &QUndoGroup::redo);
    connect(group, &QUndoGroup::canUndoChanged, &undo, &QAction::setEnabled);
    connect(group, &QUndoGroup::canRedoChanged, &redo, &QAction::setEnabled);
    connect(group, &QUndoGroup::undoTextChanged, &undo, [&undo](const QString& what) {
        undo.setToolTip(what.isEmpty() ? tr("Nothing to undo") : tr("Undo: %1  (Ctrl+Z)").arg(what));
    });
    connect(group, &QUndoGroup::redoTextChanged, &redo, [&redo](const QString& what) {
        redo.setToolTip(what.isEmpty() ? tr("Nothing to redo") : tr("Redo: %1  (Ctrl+Shift+Z)").arg(what));
    });
    undo.setEnabled(false);
    redo.setEnabled(false);
    follow();
}

} // namespace gui
