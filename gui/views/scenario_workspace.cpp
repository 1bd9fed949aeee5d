// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/scenario_workspace.h"

#include <algorithm>

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QTabWidget>
#include <QToolButton>

#include "gui/bridge/qt_text.h"
#include "gui/bridge/what_if_job.h"
#include "gui/map/map_panel.h"
#include "gui/models/scenario_marks.h"
#include "gui/views/event_form.h"
#include "gui/views/run_map_frame.h"
#include "gui/views/scenario_axis.h"
#include "gui/views/scenario_form.h"
#include "gui/views/what_if_panel.h"
#include "mlops/experiment/scenario_data.h"
#include "twin/io/gmns_reader.h"

namespace gui {

namespace {

const QString kFirst = QStringLiteral("incident"); ///< shown where the open run has no scenario

constexpr int kMostAxis_px = 300; ///< beyond, the lanes scroll: the map needs room as well

using NetworkPtr = std::shared_ptr<const twin::RoadNetwork>;

/// The file of the scenario that a run plays; empty where it plays none.
std::filesystem::path scenarioOf(const RunSession& session)
{
    if (session.hasRun()) {
        for (const auto& [name, value] : session.description().settings) {
            if (name == "data.scenario.file") {
                return value;
            }
        }
    }
    return {};
}

} // namespace

ScenarioWorkspace::ScenarioWorkspace(RunSession& session, JobRunner& jobs, ScenarioFolders folders, QWidget* parent)
    : QWidget(parent), m_session(session), m_jobs(jobs), m_folders(std::move(folders))
{
    m_document = new ScenarioDocument(this);
    m_files = new ScenarioFiles(*m_document, m_folders, this);
    buildLayout();
    connectSignals();
    connectMap();
    refreshActions();
}

void ScenarioWorkspace::bind(const std::function<QAction&(ActionId)>& actionOf)
{
    const auto connectTo = [&](ActionId id, QToolButton* button, std::function<void()> run) {
        QAction& action = actionOf(id);
        connect(&action, &QAction::triggered, this, std::move(run));
        if (button != nullptr) {
            const QString text = button->text();
            const QIcon icon = button->icon();
            action.setIconText(text); // of the button; one set there is forgotten when the action changes
            button->setDefaultAction(&action);
            button->setIcon(icon);
        }
        m_actions.push_back(&action);
    };
    connectTo(ActionId::Undo, m_undo, [this] { m_document->undoStack().undo(); });
    connectTo(ActionId::Redo, m_redo, [this] { m_document->undoStack().redo(); });
    connectTo(ActionId::NewScenario, m_new, [this] { m_files->startNew(); });
    connectTo(ActionId::SaveScenario, m_save, [this] { m_files->save(); });
    connectTo(ActionId::SaveScenarioAs, nullptr, [this] { m_files->saveAs(); });
    connectTo(ActionId::DeleteEvent, m_delete, [this] {
        if (m_document->chosen()) {
            m_document->edit(removed(m_document->scenario(), *m_document->chosen()));
        }
    });
    connectTo(ActionId::RunScenario, nullptr, [this] { run(); });
    refreshActions();
}

void ScenarioWorkspace::connectSignals()
{
    connect(m_document, &ScenarioDocument::replaced, this, &ScenarioWorkspace::loadNetwork);
    connect(m_document, &ScenarioDocument::changed, this, &ScenarioWorkspace::refresh);
    connect(m_document, &ScenarioDocument::chosenChanged, this, &ScenarioWorkspace::refresh);
    connect(m_files, &ScenarioFiles::failed, this, &ScenarioWorkspace::failed);
    connect(m_files, &ScenarioFiles::saved, this,
            [this](const QString& file) { Q_EMIT noticed(tr("Saved as %1").arg(file)); });
    connect(m_bundled, &QComboBox::activated, this, [this](int index) {
        m_files->open(m_files->bundledFile(m_bundled->itemText(index)));
        refresh();
    });
    connect(m_run, &QPushButton::clicked, this, &ScenarioWorkspace::run);
    connect(m_parts.axis, &ScenarioAxis::eventWanted, this, &ScenarioWorkspace::addKind);
    connect(&m_session, &RunSession::opened, this, &ScenarioWorkspace::refreshRoads);
    connect(&m_session, &RunSession::playheadMoved, this, &ScenarioWorkspace::refreshRoads);
    connect(m_parts.whatIf, &WhatIfPanel::differenceChanged, this, [this](const WhatIfFrame& difference) {
        m_difference = difference;
        refreshRoads();
    });
}

void ScenarioWorkspace::connectMap()
{
    MapWidget& map = m_parts.map->map();
    connect(m_parts.map, &MapPanel::requestChanged, this, &ScenarioWorkspace::refreshRoads);
    connect(&map, &MapWidget::selectionChanged, m_parts.event, &EventForm::setMapTarget);
    connect(&map, &MapWidget::menuAsked, this, [this, &map](const MapTarget& target, const QPoint& at) {
        map.select(target);
        if (QMenu* menu = menuFor(target)) {
            menu->popup(at);
        }
    });
}

QMenu* ScenarioWorkspace::menuFor(const MapTarget& target)
{
    if (m_document->network() == nullptr) {
        return nullptr;
    }
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const MapChoice& choice : choicesAt(*m_document->network(), target)) {
        menu->addAction(choice.title, this,
                        [this, action = choice.action] { addEvent(action, m_parts.axis->cursor()); });
    }
    if (menu->isEmpty()) {
        menu->addAction(tr("Rain everywhere"), this, [this] { addEvent(twin::Weather{}, m_parts.axis->cursor()); });
        menu->addAction(tr("More demand everywhere"), this,
                        [this] { addEvent(twin::DemandFactor{.where = {}, .factor = 1.2}, m_parts.axis->cursor()); });
    }
    return menu;
}

void ScenarioWorkspace::addEvent(twin::Action action, twin::UtcTime from)
{
    m_document->edit(added(m_document->scenario(), newEvent(std::move(action), from, m_document->scenario())));
    m_parts.tabs->setCurrentIndex(0);
}

void ScenarioWorkspace::addKind(std::size_t kind, twin::UtcTime from)
{
    twin::Action action = usualAction(kind);
    const twin::RoadNetwork* network = m_document->network();
    if (twin::Place* place = twin::placeOf(action); place != nullptr && network != nullptr) {
        const MapTarget& target = m_parts.map->map().selection();
        if (const auto* link = std::get_if<twin::LinkIndex>(&target)) {
            place->links = {network->link(*link).id};
        } else if (const auto* station = std::get_if<twin::StationIndex>(&target)) {
            place->stations = {network->station(*station).station.id};
        }
    }
    addEvent(std::move(action), from);
}

void ScenarioWorkspace::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_document->scenario().name.empty()) {
        openFirst();
    }
    refreshActions();
    refreshRoads();
}

void ScenarioWorkspace::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    refreshActions();
}

void ScenarioWorkspace::openFirst()
{
    const std::filesystem::path ofRun = scenarioOf(m_session);
    std::error_code ignored;
    m_files->open(std::filesystem::is_regular_file(ofRun, ignored) ? ofRun : m_files->bundledFile(kFirst));
}

void ScenarioWorkspace::loadNetwork()
{
    m_parts.map->map().select({});
    const std::filesystem::path folder =
        mlops::networkFolder({.file = m_document->file(), .networks = m_folders.data}, m_document->scenario().network);
    if (folder == m_networkFolder && m_document->network() != nullptr) {
        return refresh();
    }
    m_networkFolder = folder;
    m_document->setNetwork(nullptr);
    m_parts.map->setNetwork(nullptr);
    const auto work = [folder](const std::stop_token&, const JobProgress&) -> twin::Result<NetworkPtr> {
        auto read = twin::readGmns(folder);
        if (!read) {
            return tl::unexpected(read.error());
        }
        return std::make_shared<const twin::RoadNetwork>(std::move(read->network));
    };
    m_jobs.start<NetworkPtr>(this, tr("Reading the network"), work, [this, folder](twin::Result<NetworkPtr> network) {
        if (folder != m_networkFolder) {
            return;
        }
        if (!network) {
            Q_EMIT failed(qtText(network.error().message));
            return;
        }
        m_parts.map->setNetwork(*network);
        m_document->setNetwork(std::move(*network));
        refreshRoads();
    });
}

void ScenarioWorkspace::refresh()
{
    const std::filesystem::path& file = m_document->file();
    const bool isBundled = file.parent_path() == m_folders.data / "scenarios";
    m_bundled->setCurrentIndex(isBundled ? m_bundled->findText(qtText(file.stem().string())) : -1);
    m_bundled->setPlaceholderText(file.empty() ? tr("new scenario") : qtText(file.filename().string()));
    const std::size_t problems = m_document->problems().size();
    const QString unsaved = m_document->undoStack().isClean() ? QString() : tr("not saved");
    m_state->setText(problems == 0   ? unsaved
                     : problems == 1 ? QStringLiteral("\u26a0 ") + tr("1 event is not in order")
                                     : QStringLiteral("\u26a0 ") + tr("%1 events are not in order").arg(problems));
    m_state->setToolTip(problems == 0 ? QString() : m_document->problems().front().sentence);
    m_axisArea->setMinimumHeight(std::min(m_parts.axis->minimumHeight(), kMostAxis_px));
    refreshMarks();
    refreshActions();
}

void ScenarioWorkspace::refreshMarks()
{
    const twin::RoadNetwork* network = m_document->network();
    if (network == nullptr) {
        return;
    }
    MapEvents marks = mapEventsOf(m_document->scenario(), *network, m_document->chosen());
    marks.withStations = !isSameCity(network, m_session.description().network.get()) || m_difference != nullptr;
    m_parts.map->map().setEvents(std::move(marks));
    m_parts.map->setSubject(m_difference ? tr("difference in speed") : QString());
    m_parts.map->setNotice(m_difference ? tr("With the event less without it")
                                        : everywhereText(m_document->scenario()));
}

void ScenarioWorkspace::refreshRoads()
{
    if (!isVisible() || m_document->network() == nullptr) {
        return;
    }
    const bool isHere = isSameCity(m_document->network(), m_session.description().network.get());
    m_parts.map->map().setFrame(m_difference ? m_difference
                                : isHere     ? frameAtPlayhead(m_session, *m_parts.map)
                                             : nullptr);
    refreshMarks();
}

void ScenarioWorkspace::refreshActions()
{
    QUndoStack& undo = m_document->undoStack();
    for (QAction* action : m_actions) {
        action->setEnabled(isVisible());
    }
    if (m_actions.empty()) {
        return;
    }
    m_actions[0]->setEnabled(isVisible() && undo.canUndo());
    m_actions[0]->setToolTip(undo.canUndo() ? tr("Undo: %1  (Ctrl+Z)").arg(undo.undoText()) : tr("Nothing to undo"));
    m_actions[1]->setEnabled(isVisible() && undo.canRedo());
    m_actions[1]->setToolTip(undo.canRedo() ? tr("Redo: %1  (Ctrl+Shift+Z)").arg(undo.redoText())
                                            : tr("Nothing to redo"));
    m_delete->defaultAction()->setEnabled(isVisible() && m_document->chosen().has_value());
    m_run->setEnabled(m_document->problems().empty());
}

void ScenarioWorkspace::run()
{
    const auto file = m_files->fileToRun();
    if (!file) {
        Q_EMIT failed(qtText(file.error().message));
        return;
    }
    Q_EMIT runWanted(qtText(file->string()));
}

} // namespace gui
