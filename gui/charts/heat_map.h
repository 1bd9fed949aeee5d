// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Space over time: a corridor's stations from bottom to top, the day from left to right, in the colours of the map. What
// was not observed is hatched.

#include <optional>
#include <vector>

#include <QImage>
#include <QWidget>

#include "gui/charts/time_cursor.h"
#include "gui/map/map_quantity.h"
#include "gui/models/time_text.h"

namespace gui {

struct HeatMapData {
    double from_s = 0.0; ///< begin of the first column
    double step_s = 300.0;
    std::vector<double> positions; ///< [S] along the corridor, ascending, in `positionUnit`
    std::vector<QString> names;    ///< [S]
    QString positionUnit;
    std::vector<float> values;         ///< [S, T] row-major; NaN where nothing is known
    std::vector<bool> isImputed;       ///< [S, T], or empty
    [[nodiscard]] std::size_t columns() const { return positions.empty() ? 0 : values.size() / positions.size(); }
};

class HeatMap final : public QWidget {
    Q_OBJECT
public:
    explicit HeatMap(QWidget* parent = nullptr);

    void setData(HeatMapData data, MapClasses classes, TimeText time);
    void setEmptyText(const QString& text);
    /// Requires: `cursor` outlives the widget.
    void follow(TimeCursor& cursor);

    struct Cell {
        std::size_t row;
        std::size_t column;
        friend bool operator==(Cell, Cell) = default;
    };
    [[nodiscard]] std::optional<Cell> cellAt(QPointF place) const;

Q_SIGNALS:
    void rowChosen(std::size_t row);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void render();
    [[nodiscard]] QRectF plot() const;
    /// Where a row ends: halfway to the next station.
    [[nodiscard]] double rowEdge(std::size_t edge) const;
    [[nodiscard]] double yOf(double position) const;
    [[nodiscard]] double xOf(double time_s) const;
    void drawCells(QPainter& painter) const;
    void drawAxes(QPainter& painter) const;
    void drawLegend(QPainter& painter) const;

    HeatMapData m_data;
    MapClasses m_classes;
    TimeText m_time;
    QString m_empty;
    QImage m_image; ///< one pixel a cell, rows from the top
    std::vector<QColor> m_colors;
    TimeCursor* m_cursor = nullptr;
    std::optional<Cell> m_pointed;
    QPointF m_mouse;
};

} // namespace gui
