// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the sensors say and what was forecast. A run without a road network shows its station's curves; with one, the
// map stands above them.

#include <QWidget>

#include "gui/bridge/run_session.h"
#include "gui/charts/chart_series.h"
#include "gui/charts/time_cursor.h"

class QComboBox;
class QVBoxLayout;

namespace gui {

class Card;
class FigureCard;
class TimeSeriesChart;

/// Which stretch of which station to draw.
struct StationView {
    std::size_t station = 0;
    twin::Tick from = 0;
    twin::Tick to = 0; ///< one past the last
};

/// Observed, imputed, forecast, and the same hours yesterday and last week.
[[nodiscard]] std::vector<ChartSeries> stationSeries(const RunDescription& run, const RunHistory& history,
                                                     const StationView& view, bool withPast);
/// Forecast minus truth.
[[nodiscard]] std::vector<ChartSeries> residualSeries(const RunDescription& run, const RunHistory& history,
                                                      const StationView& view);

class ExploreWorkspace : public QWidget {
    Q_OBJECT

public:
    ExploreWorkspace(RunSession& session, TimeCursor& cursor, QWidget* parent);
    void selectStation(std::size_t station);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void buildLayout(TimeCursor& cursor);
    [[nodiscard]] QWidget* buildFigures();
    void restart();
    void refresh();
    void refreshFigures();
    void refreshErrors();
    [[nodiscard]] StationView view() const;

    RunSession& m_session;
    Card* m_seriesCard = nullptr;
    QComboBox* m_station = nullptr;
    QComboBox* m_stretch = nullptr;
    TimeSeriesChart* m_series = nullptr;
    TimeSeriesChart* m_residual = nullptr;
    TimeSeriesChart* m_errors = nullptr;
    FigureCard* m_flow = nullptr;
    FigureCard* m_forecast = nullptr;
    FigureCard* m_accuracy = nullptr;
    FigureCard* m_skill = nullptr;
    twin::Tick m_errorsUpTo = 0;
};

} // namespace gui
