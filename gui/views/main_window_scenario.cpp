// SPDX-License-Identifier: GPL-3.0-or-later
// What joins the scenario editor to the rest of the window.

#include <QAction>

#include "gui/views/banner.h"
#include "gui/views/file_door.h"
#include "gui/views/main_window.h"
#include "gui/views/scenario_workspace.h"

namespace gui {

void MainWindow::connectScenario()
{
    m_scenario->bind([this](ActionId id) -> QAction& { return action(id); });
    connect(m_scenario, &ScenarioWorkspace::failed, this, [this](const QString& text) { m_banner->showError(text); });
    connect(m_scenario, &ScenarioWorkspace::noticed, this,
            [this](const QString& text) { m_banner->showNotice(text, {}, 4000); });
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

} // namespace gui
