// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// All there is to know of one chosen place, in five pages: curves, space and time, fundamental diagram, detector
// health, table. It takes one value and asks for nothing.

#include <QWidget>

#include "gui/charts/time_cursor.h"
#include "gui/models/station_history.h"

class QLabel;
class QStackedWidget;
class QTableView;
class QTabWidget;

namespace gui {

class HealthTableModel;
class HeatMap;
class HistoryTableModel;
class InspectorSeries;
class ScatterChart;

class Inspector final : public QWidget {
    Q_OBJECT
public:
    enum class Page { Series, Contour, Diagram, Health, Table };

    explicit Inspector(QWidget* parent = nullptr);

    /// Null: nothing is chosen.
    void setHistory(StationHistoryPtr history);
    [[nodiscard]] const StationHistoryPtr& history() const { return m_history; }
    /// Requires: `cursor` outlives the inspector.
    void follow(TimeCursor& cursor);
    void showPage(Page page);

Q_SIGNALS:
    /// Another station of the corridor was clicked in the contour: its place in CorridorHistory::stations.
    void stationChosen(std::size_t row);
    /// Minutes ahead that the forecast curve should show.
    void horizonChosen(int minutes);

private:
    void buildLayout();
    void connectSignals();
    [[nodiscard]] QWidget* buildTable();
    [[nodiscard]] QWidget* buildHealth();
    void showContour();
    void showDiagram();

    QLabel* m_title = nullptr;
    QLabel* m_detail = nullptr;
    QStackedWidget* m_stack = nullptr;
    QTabWidget* m_pages = nullptr;
    InspectorSeries* m_series = nullptr;
    HeatMap* m_contour = nullptr;
    ScatterChart* m_diagram = nullptr;
    QTableView* m_healthView = nullptr;
    QLabel* m_healthNote = nullptr; ///< over the table where it is empty
    QTableView* m_table = nullptr;
    HealthTableModel* m_health = nullptr;
    HistoryTableModel* m_rows = nullptr;
    StationHistoryPtr m_history;
};

} // namespace gui
