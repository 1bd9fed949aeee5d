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
#include "gui/models/recent_files.h"
#include "gui/models/session_memory.h"
#include "gui/views/shortcuts.h"

class QActionGroup;
class QDockWidget;
class QLabel;
class QProgressBar;
class QStackedWidget;
class QToolBar;

namespace gui {

class Banner;
class ChapterList;
class CityWorkspace;
class CommandPalette;
class CompareWorkspace;
class FileDoor;
class GuidedDemo;
class LoopWorkspace;
class PolicyWorkspace;
class ScenarioWorkspace;
class PresentMode;
class TimelineWidget;
class TransportBar;
class WhyPanel;

/// What only the program's edge knows, handed in.
struct WindowParts {
    std::function<LiveSetup(const QString& approach)> liveSetup; ///< a live run over the bundled data
    QString appVersion;
    QString scenarioCopies; ///< folder from which edited scenarios are run; empty: the system's temporary one
    QString recentFile;     ///< where recent files, the layout and the session are kept; empty: nowhere
    /// A live run over the user's own data, the first intervals of which train; over a scenario, if it names one.
    std::function<LiveSetup(const QString& approach, const mlops::DataChoice& data, std::size_t trainingTicks)>
        ownRun{};
    /// A live run of a bundled scenario or a scenario file; "none" is the bundled station.
    std::function<LiveSetup(const QString& approach, const QString& scenario)> namedRun{};
};

class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(WindowParts parts);
    ~MainWindow() override;

    void openFile(const QString& path);
    /// Whatever the user has; several at once.
    void openFiles(const QStringList& paths);
    /// Goes on where the window was closed last. False where nothing is remembered or its run is gone.
    bool restoreSession();
    void startLive(const LiveSetup& setup, RunSession::Start start);
    void showWorkspace(ActionId workspace);
    [[nodiscard]] QAction& action(ActionId id) const { return *m_actions.at(id); }
    [[nodiscard]] RunSession& session() { return m_session; }
    [[nodiscard]] Banner& banner() { return *m_banner; }
    [[nodiscard]] WhyPanel& why() { return *m_why; }
    [[nodiscard]] CompareWorkspace& compare() { return *m_compare; }
    [[nodiscard]] PolicyWorkspace& policy() { return *m_policy; }
    [[nodiscard]] ScenarioWorkspace& scenario() { return *m_scenario; }
    [[nodiscard]] CityWorkspace& city() { return *m_city; }
    [[nodiscard]] FileDoor& door() { return *m_door; }
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
    void connectPolicy();
    void connectUndo();
    void connectFiles();
    void on(ActionId id, std::function<void()> run);

    void openRun(const QString& path);
    void askForRun();
    /// A run that could not be opened or could not go on, and what may be done instead.
    void tellFailure(const QString& text);
    void tellRefusal(const QString& text);
    void askForFile();
    void openPalette();
    void explain(qint64 decision);
    void jump(int direction);
    void jumpChapter(int direction);
    void askForTime();
    void toggleLoopStretch();
    void toggleTheme();
    void retrain();
    void tellStatus();
    /// Which orders a run takes now.
    void tellOrders();
    void tellJobs();
    void settle();
    void rememberSession() const;
    void restoreLayout();

    WindowParts m_parts;
    RecentFiles m_recent;
    std::optional<SessionMemory> m_toSettle; ///< what the run being opened shall look like
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
    QDockWidget* m_chapterDock = nullptr;
    ChapterList* m_chapters = nullptr;
    PresentMode* m_present = nullptr;
    GuidedDemo* m_demo = nullptr;
    FileDoor* m_door = nullptr;
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
    bool m_isStartingLive = false; ///< what is or was opened last; else a file
    JobRunner::Id m_roadsJob = 0;
    JobRunner m_jobs; ///< last: its threads end before what they answer to
};

} // namespace gui
