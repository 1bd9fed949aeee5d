// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/city_workspace.h"

#include <algorithm>

#include <QSplitter>

#include "gui/map/map_panel.h"
#include "gui/models/station_history_builder.h"
#include "gui/views/explore_workspace.h"
#include "gui/views/inspector.h"

namespace gui {

namespace {

/// What the inspector shows of the past, and leaves free after the playhead.
constexpr twin::Tick kShownHours = 20;
constexpr twin::Tick kFreeHours = 4;

} // namespace

CityWorkspace::CityWorkspace(RunSession& session, TimeCursor& cursor, QWidget* parent)
    : QStackedWidget(parent), m_session(session)
{
    m_explore = new ExploreWorkspace(session, cursor, this);
    addWidget(m_explore);
    buildMap(cursor);
    connect(&session, &RunSession::opened, this, &CityWorkspace::restart);
    connect(&session, &RunSession::playheadMoved, this, &CityWorkspace::refresh);
    connect(m_panel, &MapPanel::requestChanged, this, &CityWorkspace::refresh);
    connect(&m_panel->map(), &MapWidget::selectionChanged, this, [this](const MapTarget& target) {
        const auto* station = std::get_if<twin::StationIndex>(&target);
        const auto found = std::ranges::find_if(m_match, [&](const auto& place) { return station != nullptr && place == *station; });
        m_station = found == m_match.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - m_match.begin()));
        refreshInspector();
    });
}

void CityWorkspace::buildMap(TimeCursor& cursor)
{
    auto* split = new QSplitter(Qt::Vertical, this);
    m_panel = new MapPanel(split);
    m_inspector = new Inspector(split);
    m_inspector->follow(cursor);
    split->addWidget(m_panel);
    split->addWidget(m_inspector);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    m_mapPage = split;
    addWidget(m_mapPage);
}

void CityWorkspace::selectStation(std::size_t station)
{
    m_explore->selectStation(station);
    m_station = station;
    refreshInspector();
}

void CityWorkspace::showEvent(QShowEvent* event)
{
    QStackedWidget::showEvent(event);
    refresh();
}

void CityWorkspace::restart()
{
    const RunDescription& run = m_session.description();
    setCurrentWidget(run.network ? m_mapPage : m_explore);
    m_panel->setNetwork(run.network);
    m_station = run.stations.empty() ? std::nullopt : std::optional<std::size_t>(0);
    m_match = run.network ? matchStations(*run.network, run.stations) : StationMatch{};
    refresh();
}

void CityWorkspace::refresh()
{
    const RunDescription& run = m_session.description();
    const twin::Tick now = m_session.playback().playhead();
    if (!run.network || !isVisible() || now >= m_session.history().ticks()) {
        return;
    }
    const mlops::SnapshotPtr snapshot = m_session.snapshot();
    MapRequest request{.quantity = m_panel->quantity(), .horizon = m_panel->horizon()};
    request.interval_s = static_cast<double>(run.axis.step().count());
    const twin::Tick ahead = request.horizon < snapshot->horizons.size() ? snapshot->horizons[request.horizon] : 1;
    const mlops::SnapshotPtr before = now >= ahead ? m_session.history().snapshotAt(now - ahead) : nullptr;
    request.before = before.get();
    m_panel->map().setFrame(std::make_shared<const MapFrame>(frameOf(*run.network, m_match, *snapshot, request)));
    refreshInspector();
}

void CityWorkspace::refreshInspector()
{
    const RunDescription& run = m_session.description();
    if (!run.network || !m_station) {
        m_inspector->setHistory(nullptr);
        return;
    }
    const twin::Tick hour = 3600 / run.axis.step().count();
    const twin::Tick now = m_session.playback().playhead();
    const twin::Tick from = std::max<twin::Tick>(0, now - kShownHours * hour);
    m_inspector->setHistory(stationHistory(run, m_session.history(), {*m_station, from, now + kFreeHours * hour}));
}

} // namespace gui
