// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Curves over time. The one chart through which the program shows series: it decimates to the pixels it has, replaces
// whole series at once, redraws at most twenty times a second, and says in words when there is nothing to draw.

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <QWidget>

#include "gui/charts/chart_series.h"
#include "gui/charts/time_cursor.h"
#include "gui/models/time_text.h"

class QLabel;
class QTimer;

namespace gui {

class ChartLegend;
class TimeSeriesCanvas;

class TimeSeriesChart final : public QWidget {
    Q_OBJECT
public:
    explicit TimeSeriesChart(QWidget* parent = nullptr);

    void setAxis(AxisTitle title, TimeText time);
    /// Replaces everything that is drawn. A series keeps whether it is hidden by its name.
    void setSeries(std::vector<ChartSeries> series);
    void setMarks(std::vector<ChartMark> marks);
    /// The stretch shown; from == to shows all there is.
    void setWindow(double from_s, double to_s);
    /// A fixed range of values, such as 0..1 for scores; none: what fits.
    void setValues(std::optional<std::pair<double, double>> range);
    /// What to say where nothing can be drawn.
    void setEmptyText(const QString& text);
    /// The same with a number and a bar: "Too little data yet: 12 of 36 samples".
    void setCollecting(int have, int need);
    /// Marks the moment pointed at in any chart that follows the same cursor. Requires: it outlives the chart.
    void follow(TimeCursor& cursor);
    void setLegendShown(bool isShown);
    /// Draws what is due at once, without waiting for the throttle: for pictures and measurements.
    void flush();
    /// What stands in place of the curves; empty where curves are drawn.
    [[nodiscard]] QString emptyText() const;

Q_SIGNALS:
    /// The user zoomed or panned.
    void windowChanged(double from_s, double to_s);

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void buildLayout();
    void connectSignals();
    void schedule();
    void refresh();
    void refreshLegend();
    void describe();
    void toggle(const QString& name);
    void zoom(double factor, double about_s);
    void pan(double by_s);

    QLabel* m_title = nullptr;
    ChartLegend* m_legend = nullptr;
    TimeSeriesCanvas* m_canvas = nullptr;
    QTimer* m_throttle = nullptr;
    TimeCursor* m_cursor = nullptr;
    bool m_isDue = false;
};

} // namespace gui
