// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The city: the map above, the chosen station's curves below. A run without a road network has no map.

#include <QSplitter>

#include "gui/bridge/run_session.h"
#include "gui/charts/time_cursor.h"
#include "gui/map/map_frame.h"

namespace gui {

class ExploreWorkspace;
class MapPanel;

class CityWorkspace : public QSplitter {
    Q_OBJECT

public:
    CityWorkspace(RunSession& session, TimeCursor& cursor, QWidget* parent);
    void selectStation(std::size_t station);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void restart();
    void refresh();

    RunSession& m_session;
    ExploreWorkspace* m_explore = nullptr;
    MapPanel* m_panel = nullptr;
    StationMatch m_match;
};

} // namespace gui
