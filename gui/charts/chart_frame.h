// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Frame, grid and axis texts of the charts that are painted by hand, so that all charts of the program look alike.

#include <QPainter>
#include <QRectF>

#include "gui/charts/axis_scale.h"
#include "gui/charts/chart_series.h"
#include "gui/theme/colors.h"

namespace gui {

/// A plot area and its two scales.
struct ChartFrame {
    QRectF plot;
    AxisScale x;
    AxisScale y;

    [[nodiscard]] QPointF place(double xValue, double yValue) const
    {
        return {plot.left() + (xValue - x.from) / (x.to - x.from) * plot.width(),
                plot.bottom() - (yValue - y.from) / (y.to - y.from) * plot.height()};
    }
};

/// What remains of `area` inside axis texts: room left for numbers, below for numbers and a title, above for a title.
[[nodiscard]] QRectF plotWithin(const QRectF& area);
[[nodiscard]] QString titleText(const AxisTitle& title);
void drawFrame(QPainter& painter, const ChartFrame& frame, const AxisTitle& x, const AxisTitle& y, const Colors& colors);
/// Words in the middle of a chart that has nothing to draw.
void drawEmptyChart(QPainter& painter, const QRectF& area, const QString& text, const Colors& colors);
/// A box of lines beside a point, kept within `area`.
void drawReadoutBox(QPainter& painter, const QStringList& lines, QPointF at, const QRectF& area, const Colors& colors);

} // namespace gui
