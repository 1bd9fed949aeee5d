// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The city: the map, and beside it all there is to know of the place chosen on it. A run without a road network has no
// map; its one station's curves take the whole room.

#include <optional>

#include <QSplitter>
#include <QTimer>

#include "gui/bridge/run_session.h"
#include "gui/charts/time_cursor.h"
#include "gui/map/map_frame.h"
#include "gui/map/map_search.h"

namespace gui {

class ExploreWorkspace;
class Inspector;
class MapPanel;

class CityWorkspace : public QSplitter {
    Q_OBJECT

public:
    CityWorkspace(RunSession& session, TimeCursor& cursor, QWidget* parent);
    /// Chooses a station of the feed, on the map too.
    void selectStation(std::size_t station);
    /// Roads without a run, until the next run opens; `notice` stands above them.
    void showNetwork(std::shared_ptr<const twin::RoadNetwork> network, const QString& notice);
    [[nodiscard]] MapPanel& map() { return *m_panel; }
    [[nodiscard]] Inspector& inspector() { return *m_inspector; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    void connectSignals();
    void restart();
    void refresh();
    void choose(const MapTarget& target);
    void inspectSoon();
    void inspect();

    RunSession& m_session;
    ExploreWorkspace* m_explore = nullptr;
    Inspector* m_inspector = nullptr;
    MapPanel* m_panel = nullptr;
    StationMatch m_match;
    bool m_isBare = false;                 ///< the map shows roads that are not the run's
    std::optional<std::size_t> m_station;  ///< inspected, in the feed
    std::optional<twin::LinkIndex> m_link; ///< inspected, where no station of the feed is
    std::size_t m_horizon = 0;             ///< of the inspector's forecast
    QTimer m_inspecting;                   ///< so often the inspector follows a playhead that runs
};

} // namespace gui
