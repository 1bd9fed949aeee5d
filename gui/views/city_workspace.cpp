// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/city_workspace.h"

#include <algorithm>

#include "gui/map/map_panel.h"
#include "gui/models/station_history_builder.h"
#include "gui/views/explore_workspace.h"
#include "gui/views/inspector.h"

namespace gui {

namespace {

constexpr int kInspect_ms = 200;            ///< five times a second is as often as curves can be read
constexpr twin::Tick kInspected_s = 86'400; ///< before the playhead

int minutesOf(const RunDescription& run, int steps) { return steps * static_cast<int>(run.axis.step().count() / 60); }

} // namespace

CityWorkspace::CityWorkspace(RunSession& session, TimeCursor& cursor, QWidget* parent)
    : QSplitter(Qt::Horizontal, parent), m_session(session)
{
    m_panel = new MapPanel(this);
    m_inspector = new Inspector(this);
    m_inspector->setMinimumWidth(434);
    m_inspector->setBackgroundRole(QPalette::Base);
    m_inspector->setAutoFillBackground(true);
    m_inspector->follow(cursor);
    m_explore = new ExploreWorkspace(session, cursor, this);
    for (QWidget* part : std::initializer_list<QWidget*>{m_panel, m_inspector, m_explore}) {
        addWidget(part);
    }
    setStretchFactor(0, 3);
    setStretchFactor(1, 2);
    setChildrenCollapsible(false);
    m_panel->hide();
    m_inspector->hide();
    m_inspecting.setSingleShot(true);
    m_inspecting.setInterval(kInspect_ms);
    connectSignals();
}

void CityWorkspace::connectSignals()
{
    connect(&m_session, &RunSession::opened, this, &CityWorkspace::restart);
    connect(&m_session, &RunSession::playheadMoved, this, &CityWorkspace::refresh);
    connect(&m_session, &RunSession::playheadMoved, this, &CityWorkspace::inspectSoon);
    connect(m_panel, &MapPanel::requestChanged, this, &CityWorkspace::refresh);
    connect(&m_panel->map(), &MapWidget::selectionChanged, this, &CityWorkspace::choose);
    connect(&m_inspecting, &QTimer::timeout, this, &CityWorkspace::inspect);
    connect(m_inspector, &Inspector::stationChosen, this, [this](std::size_t row) {
        const StationHistoryPtr shown = m_inspector->history();
        if (shown && shown->corridor && row < shown->corridor->feed.size()) {
            selectStation(shown->corridor->feed[row]);
        }
    });
    connect(m_inspector, &Inspector::horizonChosen, this, [this](int minutes) {
        const auto& steps = m_session.history().horizons();
        const auto found =
            std::ranges::find_if(steps, [&](int step) { return minutesOf(m_session.description(), step) == minutes; });
        m_horizon = found == steps.end() ? 0 : static_cast<std::size_t>(found - steps.begin());
        inspect();
    });
}

void CityWorkspace::selectStation(std::size_t station)
{
    m_explore->selectStation(station);
    if (station < m_match.size() && m_match[station]) {
        m_panel->map().select(*m_match[station]);
        m_panel->map().reveal(*m_match[station]);
    }
    m_station = station;
    m_link.reset();
    inspect();
}

void CityWorkspace::showNetwork(std::shared_ptr<const twin::RoadNetwork> network, const QString& notice)
{
    m_isBare = true;
    m_station.reset();
    m_link.reset();
    m_explore->hide();
    m_inspector->hide();
    m_panel->show();
    m_panel->setNetwork(std::move(network));
    m_panel->setNotice(notice);
}

void CityWorkspace::choose(const MapTarget& target)
{
    const RunDescription& run = m_session.description();
    if (m_isBare || !run.network) {
        return;
    }
    const auto* station = std::get_if<twin::StationIndex>(&target);
    const auto* link = std::get_if<twin::LinkIndex>(&target);
    // A road with a detector on it is best known by its detector.
    const auto isMeant = [&](const std::optional<twin::StationIndex>& place) {
        return place && ((station != nullptr && *place == *station) ||
                         (link != nullptr && run.network->station(*place).link == *link));
    };
    const auto found = std::ranges::find_if(m_match, isMeant);
    if (found != m_match.end()) {
        m_station = static_cast<std::size_t>(found - m_match.begin());
        m_link.reset();
        inspect();
    } else if (link != nullptr) {
        m_station.reset();
        m_link = *link;
        inspect();
    } else if (station != nullptr && run.network->station(*station).link) {
        m_station.reset();
        m_link = run.network->station(*station).link;
        inspect();
    }
}

void CityWorkspace::showEvent(QShowEvent* event)
{
    QSplitter::showEvent(event);
    refresh();
    inspect();
}

void CityWorkspace::restart()
{
    const RunDescription& run = m_session.description();
    const bool hasMap = run.network != nullptr;
    m_panel->setVisible(hasMap);
    m_inspector->setVisible(hasMap);
    m_explore->setVisible(!hasMap);
    m_panel->setNetwork(run.network);
    m_match = hasMap ? matchStations(*run.network, run.stations) : StationMatch{};
    m_horizon = 0;
    m_isBare = false;
    m_panel->setNotice({});
    m_station.reset();
    m_link.reset();
    if (hasMap) {
        setSizes({width() * 3 / 5, width() * 2 / 5, 0});
        std::vector<int> minutes;
        for (const int steps : run.horizons) {
            minutes.push_back(minutesOf(run, steps));
        }
        m_panel->setHorizons(minutes);
        m_station = tellingStation(run, m_match);
        if (*m_station < m_match.size() && m_match[*m_station]) {
            m_panel->map().select(*m_match[*m_station]); // chosen, but the whole city stays in view
        }
    }
    refresh();
    inspect();
}

void CityWorkspace::inspectSoon()
{
    if (!m_inspecting.isActive()) {
        m_inspecting.start();
    }
}

void CityWorkspace::inspect()
{
    const RunDescription& run = m_session.description();
    const twin::Tick now = m_session.playback().playhead();
    if (!run.network || !isVisible() || (!m_station && !m_link) || now >= m_session.history().ticks()) {
        return;
    }
    const twin::Tick span = kInspected_s / run.axis.step().count();
    m_inspector->setHistory(stationHistory(run, m_session.history(),
                                           {.station = m_station,
                                            .link = m_link,
                                            .from = std::max<twin::Tick>(0, now + 1 - span),
                                            .to = now + 1,
                                            .horizon = m_horizon,
                                            .match = &m_match}));
}

void CityWorkspace::refresh()
{
    const RunDescription& run = m_session.description();
    const twin::Tick now = m_session.playback().playhead();
    if (m_isBare || !run.network || !isVisible() || now >= m_session.history().ticks()) {
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
