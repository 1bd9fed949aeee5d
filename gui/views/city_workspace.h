// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The city: map above, the chosen place below. A run without a road network shows its stations' curves instead.

#include <QStackedWidget>

#include "gui/bridge/run_session.h"
#include "gui/charts/time_cursor.h"
#include "gui/map/map_frame.h"

namespace gui {

class ExploreWorkspace;
class Inspector;
class MapPanel;

class CityWorkspace : public QStackedWidget {
    Q_OBJECT

public:
    CityWorkspace(RunSession& session, TimeCursor& cursor, QWidget* parent);
    void selectStation(std::size_t station);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void buildMap(TimeCursor& cursor);
    void restart();
    void refresh();
    void refreshInspector();

    RunSession& m_session;
    ExploreWorkspace* m_explore = nullptr;
    QWidget* m_mapPage = nullptr;
    MapPanel* m_panel = nullptr;
    Inspector* m_inspector = nullptr;
    StationMatch m_match;
    std::optional<std::size_t> m_station;
};

} // namespace gui
