// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// One boundary of the loop as it moves: value and limit over time, and in words how far it is from being crossed.

#include <QWidget>

#include "gui/bridge/run_session.h"
#include "gui/charts/time_series_chart.h"
#include "gui/models/boundary_readings.h"

class QLabel;

namespace gui {

/// Value and limit of a boundary as curves.
[[nodiscard]] std::vector<ChartSeries> boundarySeries(const std::vector<BoundaryReading>& readings,
                                                      const twin::TimeAxis& axis);

class BoundaryView : public QWidget {
    Q_OBJECT

public:
    BoundaryView(mlops::Metric metric, RunSession& session, TimeCursor& cursor, QWidget* parent);
    /// The curves of the whole run.
    void rebuild();
    /// The words at the playhead.
    void tell();
    [[nodiscard]] TimeSeriesChart& chart() { return *m_chart; }
    [[nodiscard]] mlops::Metric metric() const { return m_metric; }

private:
    void tellCollecting();
    void tint(const QColor& color);

    mlops::Metric m_metric;
    RunSession& m_session;
    std::size_t m_decisions = 0;
    std::vector<BoundaryReading> m_readings;
    QLabel* m_name = nullptr;
    QLabel* m_state = nullptr;
    TimeSeriesChart* m_chart = nullptr;
};

} // namespace gui
