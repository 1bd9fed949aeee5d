// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The drawing half of TimeSeriesChart: a QChart for frame, axis and grid, our own item for the curves, and the cursor
// on top. Only TimeSeriesChart includes this.

#include <optional>
#include <set>
#include <vector>

#include <QChartView>

#include "gui/charts/axis_scale.h"
#include "gui/charts/chart_series.h"
#include "gui/charts/curve_item.h"
#include "gui/models/time_text.h"

QT_BEGIN_NAMESPACE
class QValueAxis;
QT_END_NAMESPACE

namespace gui {

/// Everything a chart shows.
struct ChartContents {
    std::vector<ChartSeries> series;
    std::set<QString> hidden; ///< names of series
    std::vector<ChartMark> marks;
    AxisTitle axis;
    TimeText time;
    double from = 0.0;
    double to = 0.0; ///< equal to `from`: all there is
    std::optional<std::pair<double, double>> values; ///< fixed range of the axis of values
    QString empty;          ///< said where there is nothing to draw
    double progress = -1.0; ///< 0..1 beneath that text; negative: none
};

class TimeSeriesCanvas final : public QChartView {
    Q_OBJECT
public:
    explicit TimeSeriesCanvas(QWidget* parent);

    [[nodiscard]] ChartContents& contents() { return m_contents; }
    /// Lays everything out anew.
    void rebuild();
    void setLines(std::optional<double> pointed, std::optional<double> now);
    /// The window in force, and the place of an instant in it.
    [[nodiscard]] double windowFrom() const { return m_from; }
    [[nodiscard]] double windowTo() const { return m_to; }
    [[nodiscard]] double timeAt(double x) const;
    [[nodiscard]] bool isEmpty() const { return m_isEmpty; }

Q_SIGNALS:
    void pointed(std::optional<double> time_s);
    void clicked(double time_s);
    void zoomAsked(double factor, double about_s);
    void panAsked(double by_s);
    void fitAsked();

protected:
    void drawForeground(QPainter* painter, const QRectF& area) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void findWindow();
    void findValues();
    void dress();
    [[nodiscard]] QRectF plotArea() const;
    [[nodiscard]] double xOf(double time_s) const;
    [[nodiscard]] double yOf(double value) const;
    [[nodiscard]] DrawnCurve drawn(const ChartSeries& series) const;
    void fill(DrawnCurve& curve, const ChartSeries& series) const;
    void drawReadout(QPainter& painter, double time_s) const;
    void drawEmpty(QPainter& painter) const;
    [[nodiscard]] QStringList readout(double time_s) const;

    ChartContents m_contents;
    QValueAxis* m_valueAxis;
    CurveItem* m_curves;
    double m_from = 0.0;
    double m_to = 1.0;
    AxisScale m_scale;
    bool m_isEmpty = true;
    std::optional<double> m_pointed;
    std::optional<double> m_now;
    std::optional<double> m_pressedX;
    bool m_isPanning = false;
};

} // namespace gui
