// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The window: what is where, and nothing of what it shows. Workspaces look after themselves.

#include <functional>
#include <map>

#include <QMainWindow>

#include "gui/bridge/job_runner.h"
#include "gui/bridge/live_run.h"
#include "gui/bridge/run_session.h"
#include "gui/charts/time_cursor.h"
#include "gui/views/shortcuts.h"

class QActionGroup;
class QDockWidget;
class QLabel;
class QProgressBar;
class QStackedWidget;
class QToolBar;

namespace gui {

class Banner;
class CityWorkspace;
class CommandPalette;
class CompareWorkspace;
class LoopWorkspace;
class PolicyWorkspace;
class ScenarioWorkspace;
class TimelineWidget;
class TransportBar;
class WhyPanel;

/// What only the program's edge knows, handed in.
struct WindowParts {
    std::function<LiveSetup(const QString& approach)> liveSetup; ///< a live run over the bundled data
    QString appVersion;
    QString scenarioCopies; ///< folder from which edited scenarios are run; empty: the system's temporary one
    QString recentFile;     ///< where recent files and the layout are kept; empty: nowhere
};

class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(WindowParts parts);
    ~MainWindow() override;

    void openFile(const QString& path);
    void startLive(const LiveSetup& setup, RunSession::Start start);
    void showWorkspace(ActionId workspace);
    [[nodiscard]] QAction& action(ActionId id) const { return *m_actions.at(id); }
    [[nodiscard]] RunSession& session() { return m_session; }
    [[nodiscard]] Banner& banner() { return *m_banner; }
    [[nodiscard]] WhyPanel& why() { return *m_why; }
    [[nodiscard]] CompareWorkspace& compare() { return *m_compare; }
    [[nodiscard]] PolicyWorkspace& policy() { return *m_policy; }
    [[nodiscard]] ScenarioWorkspace& scenario() { return *m_scenario; }
    [[nodiscard]] JobRunner& jobs() { return m_jobs; }

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    void buildActions();
    void buildMenus();
    void buildToolBar();
    void buildWorkspaces();
    void buildDocks();
    void buildStatus();
    void connectActions();
    void connectRunActions();
    void connectSession();
    void connectScenario();
    void on(ActionId id, std::function<void()> run);

    void askForFile();
    void openPalette();
    void explain(qint64 decision);
    void jump(int direction);
    void jumpChapter(int direction);
    void askForTime();
    void toggleLoopStretch();
    void togglePresent();
    void toggleTheme();
    void retrain();
    void tellStatus();
    void tellJobs();
    void remember(const QString& path);
    void restoreLayout();

    WindowParts m_parts;
    TimeCursor m_cursor;
    RunSession m_session;
    std::map<ActionId, QAction*> m_actions;
    QActionGroup* m_workspaces = nullptr;
    QStackedWidget* m_stack = nullptr;
    Banner* m_banner = nullptr;
    CommandPalette* m_palette = nullptr;
    CityWorkspace* m_city = nullptr;
    LoopWorkspace* m_loop = nullptr;
    PolicyWorkspace* m_policy = nullptr;
    CompareWorkspace* m_compare = nullptr;
    ScenarioWorkspace* m_scenario = nullptr;
    WhyPanel* m_why = nullptr;
    QDockWidget* m_whyDock = nullptr;
    QDockWidget* m_timelineDock = nullptr;
    TimelineWidget* m_timeline = nullptr;
    TransportBar* m_transport = nullptr;
    QToolBar* m_bar = nullptr;
    QToolBar* m_rail = nullptr;
    QLabel* m_runChip = nullptr;
    QLabel* m_modelChip = nullptr;
    QLabel* m_energyStatus = nullptr;
    QLabel* m_dataStatus = nullptr;
    QLabel* m_jobText = nullptr;
    QProgressBar* m_jobBar = nullptr;
    JobRunner m_jobs; ///< last: its threads end before what they answer to
};

} // namespace gui
