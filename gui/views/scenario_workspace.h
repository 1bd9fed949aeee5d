// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Makes a scenario: the map on which things are made to happen, the time axis on which they are moved, a form with
// their values. Runs it live, and asks what one event would change.

#include <functional>
#include <memory>

#include <QWidget>

#include "gui/bridge/job_runner.h"
#include "gui/bridge/run_session.h"
#include "gui/map/map_frame.h"
#include "gui/map/map_search.h"
#include "gui/views/scenario_files.h"
#include "gui/views/shortcuts.h"

class QAction;
class QComboBox;
class QLabel;
class QMenu;
class QPushButton;
class QSplitter;
class QTabWidget;
class QToolButton;

namespace gui {

class EventForm;
class MapPanel;
class ReadingPreviewView;
class ScenarioAxis;
class ScenarioForm;
class WhatIfPanel;

class ScenarioWorkspace : public QWidget {
    Q_OBJECT

public:
    /// What is shown of it, for who drives it.
    struct Parts {
        MapPanel* map = nullptr;
        ScenarioAxis* axis = nullptr;
        EventForm* event = nullptr;
        ScenarioForm* scenario = nullptr;
        ReadingPreviewView* preview = nullptr;
        WhatIfPanel* whatIf = nullptr;
        QTabWidget* tabs = nullptr;
    };

    ScenarioWorkspace(RunSession& session, JobRunner& jobs, ScenarioFolders folders, QWidget* parent);

    /// Gives the window's actions their meaning here.
    void bind(const std::function<QAction&(ActionId)>& actionOf);
    [[nodiscard]] ScenarioDocument& document() { return *m_document; }
    [[nodiscard]] ScenarioFiles& files() { return *m_files; }
    [[nodiscard]] const Parts& parts() const { return m_parts; }
    /// What can be made to happen at a thing of the map. The menu deletes itself when it closes.
    [[nodiscard]] QMenu* menuFor(const MapTarget& target);
    void addEvent(twin::Action action, twin::UtcTime from);

Q_SIGNALS:
    /// A live run with the scenario in this file.
    void runWanted(const QString& file);
    void failed(const QString& message);
    void noticed(const QString& message);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void buildLayout();
    [[nodiscard]] QWidget* buildBar();
    [[nodiscard]] QWidget* buildAxisCard();
    [[nodiscard]] QWidget* buildSide();
    void connectSignals();
    void connectMap();
    void openFirst();
    void loadNetwork();
    void refresh();
    void refreshMarks();
    void refreshRoads();
    void refreshActions();
    void addKind(std::size_t kind, twin::UtcTime from);
    void run();

    RunSession& m_session;
    JobRunner& m_jobs;
    ScenarioFolders m_folders;
    ScenarioDocument* m_document;
    ScenarioFiles* m_files;
    std::filesystem::path m_networkFolder;        ///< of the network shown
    std::shared_ptr<const MapFrame> m_difference; ///< of a what-if, while it is looked at
    Parts m_parts;
    QWidget* m_axisArea = nullptr;
    QComboBox* m_bundled = nullptr;
    QLabel* m_state = nullptr;
    QPushButton* m_run = nullptr;
    QToolButton* m_new = nullptr;
    QToolButton* m_save = nullptr;
    QToolButton* m_undo = nullptr;
    QToolButton* m_redo = nullptr;
    QToolButton* m_delete = nullptr;
    std::vector<QAction*> m_actions; ///< that mean something only while this is seen
};

} // namespace gui
