// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Where the boxes and arrows of a decision map lie on a sheet: three columns - system, features, qualities - each in
// the map's own order, evenly spread. All in device-independent pixels of the sheet.

#include <optional>

#include <QPainterPath>
#include <QPoint>
#include <QRectF>
#include <QSizeF>

#include "gui/models/policy_edits.h"

namespace gui {

class MapLayout {
public:
    static constexpr double kSign_px = 6.0; ///< radius of the plus or minus on an arrow

    /// `map` outlives the layout.
    MapLayout(const mlops::DecisionMap& map, const QSizeF& sheet) : m_map(map), m_sheet(sheet) {}

    /// The least height in which every box can be read.
    [[nodiscard]] static double leastHeight(const mlops::DecisionMap& map);
    /// Empty where the map has no box of that id.
    [[nodiscard]] QRectF rectOf(std::string_view box) const;
    /// Nothing where one of its ends is not in the map.
    [[nodiscard]] std::optional<QPainterPath> pathOf(const mlops::MapEdge& edge) const;
    /// Where an arrow's plus or minus stands: those of arrows into one box stand behind one another.
    [[nodiscard]] std::optional<QPointF> signOf(const mlops::MapEdge& edge) const;
    /// What lies at a point; an arrow's sign lies over the boxes.
    [[nodiscard]] MapElement elementAt(const QPointF& at) const;
    /// The nearest box that way of a box, up and down in the same column; the first box where none is chosen; `from`
    /// where there is none that way. Requires: one of the way's parts is 1 or -1, the other 0.
    [[nodiscard]] MapElement boxBeside(const MapElement& from, const QPoint& way) const;
    /// The next or previous arrow of a box, in the map's order and around; of an arrow: among those of the box it
    /// leaves.
    [[nodiscard]] MapElement nextArrow(const MapElement& from, bool forward) const;

private:
    [[nodiscard]] MapElement arrowAt(const QPointF& at) const;

    const mlops::DecisionMap& m_map;
    QSizeF m_sheet;
};

} // namespace gui
