// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/city_workspace.h"

#include <algorithm>

#include "gui/map/map_panel.h"
#include "gui/views/explore_workspace.h"

namespace gui {

CityWorkspace::CityWorkspace(RunSession& session, TimeCursor& cursor, QWidget* parent)
    : QSplitter(Qt::Vertical, parent), m_session(session)
{
    m_panel = new MapPanel(this);
    m_explore = new ExploreWorkspace(session, cursor, this);
    addWidget(m_panel);
    addWidget(m_explore);
    setStretchFactor(0, 1);
    setStretchFactor(1, 1);
    m_panel->hide();
    connect(&session, &RunSession::opened, this, &CityWorkspace::restart);
    connect(&session, &RunSession::playheadMoved, this, &CityWorkspace::refresh);
    connect(m_panel, &MapPanel::requestChanged, this, &CityWorkspace::refresh);
    connect(&m_panel->map(), &MapWidget::selectionChanged, this, [this](const MapTarget& target) {
        const auto* station = std::get_if<twin::StationIndex>(&target);
        const auto found =
            std::ranges::find_if(m_match, [&](const auto& place) { return station != nullptr && place == *station; });
        if (found != m_match.end()) {
            m_explore->selectStation(static_cast<std::size_t>(found - m_match.begin()));
        }
    });
}

void CityWorkspace::selectStation(std::size_t station) { m_explore->selectStation(station); }

void CityWorkspace::showEvent(QShowEvent* event)
{
    QSplitter::showEvent(event);
    refresh();
}

void CityWorkspace::restart()
{
    const RunDescription& run = m_session.description();
    m_panel->setVisible(run.network != nullptr);
    m_explore->setCompact(run.network != nullptr);
    if (run.network) {
        setSizes({height() * 2 / 3, height() / 3});
    }
    m_panel->setNetwork(run.network);
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
}

} // namespace gui
