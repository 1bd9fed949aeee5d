// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// One quantity against another: flow against density of a place, error against energy of runs.

#include <optional>
#include <vector>

#include <QColor>
#include <QPolygonF>
#include <QWidget>

#include "gui/charts/chart_frame.h"

namespace gui {

struct ScatterPoint {
    double x = 0.0;
    double y = 0.0;
    QString label;            ///< written beside the point where there is room; shown at the mouse
    int category = -1;        ///< colour of a thing among others; negative: by `shade`
    double shade = 0.0;       ///< 0..1, such as the time of day
    bool isEmphasised = false;
};

struct ScatterLine {
    QString name;
    QPolygonF points; ///< in the units of the axes
};

/// Which points no other beats in both; drawn as a staircase.
enum class Pareto { None, LessIsBetterInBoth };

class ScatterChart final : public QWidget {
    Q_OBJECT
public:
    explicit ScatterChart(QWidget* parent = nullptr);

    void setAxes(AxisTitle x, AxisTitle y);
    void setPoints(std::vector<ScatterPoint> points, std::vector<ScatterLine> lines = {});
    void setPareto(Pareto pareto);
    /// Names of the ends of the shade, such as "00:00" and "24:00"; empty: no legend.
    void setShadeNames(const QString& from, const QString& to);
    void setEmptyText(const QString& text);
    [[nodiscard]] std::optional<std::size_t> pointAt(QPointF place) const;

Q_SIGNALS:
    void pointChosen(std::size_t index);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    [[nodiscard]] ChartFrame frame() const;
    void drawPoints(QPainter& painter, const ChartFrame& frame) const;
    void drawLines(QPainter& painter, const ChartFrame& frame) const;
    void drawShade(QPainter& painter, const ChartFrame& frame) const;

    AxisTitle m_x;
    AxisTitle m_y;
    std::vector<ScatterPoint> m_points;
    std::vector<ScatterLine> m_lines;
    Pareto m_pareto = Pareto::None;
    QString m_shadeFrom;
    QString m_shadeTo;
    QString m_empty;
    std::optional<std::size_t> m_pointed;
};

/// Indexes of the points that no other beats in both, by ascending x.
[[nodiscard]] std::vector<std::size_t> paretoFront(const std::vector<ScatterPoint>& points);

} // namespace gui
