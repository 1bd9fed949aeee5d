// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The inspector's first page: what was measured, what was filled in, what was forecast and how far off it was.

#include <QWidget>

#include "gui/charts/chart_series.h"
#include "gui/charts/time_cursor.h"
#include "gui/models/station_history.h"

class QComboBox;
class QToolButton;

namespace gui {

class TimeSeriesChart;

class InspectorSeries final : public QWidget {
    Q_OBJECT
public:
    explicit InspectorSeries(QWidget* parent = nullptr);

    /// Requires: not null.
    void setHistory(StationHistoryPtr history);
    void follow(TimeCursor& cursor);

Q_SIGNALS:
    void horizonChosen(int minutes);

private:
    void buildLayout();
    void connectSignals();
    void offerHorizons();
    void refresh();
    void showResiduals();
    [[nodiscard]] float valueOf(const StationSample& sample) const;
    [[nodiscard]] AxisTitle axis() const;
    void addMeasured(std::vector<ChartSeries>& series) const;
    void addForecast(std::vector<ChartSeries>& series) const;
    void addPast(std::vector<ChartSeries>& series) const;

    QComboBox* m_quantity = nullptr;
    QComboBox* m_horizon = nullptr;
    QToolButton* m_yesterday = nullptr;
    QToolButton* m_lastWeek = nullptr;
    TimeSeriesChart* m_chart = nullptr;
    TimeSeriesChart* m_residuals = nullptr;
    StationHistoryPtr m_history;
    std::vector<int> m_offered; ///< minutes, as the box lists them
};

} // namespace gui
