// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The curves of a time series chart, painted by ourselves within the plot area of a QChart. Qt's own line series cannot
// break at a gap, cannot change its line where values were imputed, and costs four times as much to redraw.

#include <vector>

#include <QGraphicsItem>
#include <QPolygonF>

#include "gui/charts/axis_scale.h"
#include "gui/charts/chart_series.h"
#include "gui/charts/series_look.h"

namespace gui {

/// A curve in pixels.
struct DrawnCurve {
    SeriesLook look;
    std::vector<QPolygonF> runs;
    std::vector<QPolygonF> fills;
    bool isDense = false; ///< about as many points as pixel columns: dashes would drown
};

struct DrawnMark {
    double fromX = 0.0;
    double toX = 0.0;
    QString text;
    bool isAlarm = false;
};

struct DrawnTick {
    double x = 0.0; ///< along its axis, px
    QString text;
    bool isDay = false;
};

class CurveItem final : public QGraphicsItem {
public:
    struct Contents {
        QRectF plot;
        std::vector<DrawnCurve> curves;
        std::vector<DrawnMark> marks;
        std::vector<DrawnTick> ticks;
        std::vector<DrawnTick> values; ///< x is the height on the axis of values
        Scheme scheme = Scheme::Light;
    };

    explicit CurveItem(QGraphicsItem* parent);

    void setContents(Contents contents);
    [[nodiscard]] QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void drawTicks(QPainter& painter) const;
    void drawValues(QPainter& painter) const;
    void drawMarks(QPainter& painter) const;

    Contents m_contents;
};

} // namespace gui
