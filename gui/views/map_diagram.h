// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The decision map as a diagram: system, features, qualities, and which helps or harms which. Qualities with a boundary
// are coloured by how close it is to being crossed at the playhead.

#include <optional>
#include <vector>

#include <QWidget>

#include "gui/models/boundary_readings.h"

namespace gui {

class MapDiagram : public QWidget {
    Q_OBJECT

public:
    explicit MapDiagram(QWidget* parent);
    void setMap(const mlops::DecisionMap& map);
    /// The newest reading of each boundary.
    void setReadings(std::vector<BoundaryReading> readings);
    [[nodiscard]] QSize sizeHint() const override { return {520, 330}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {420, 300}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QRectF rectOf(const mlops::MapNode& node) const;
    [[nodiscard]] const BoundaryReading* readingOf(const mlops::MapNode& node) const;
    void drawEdge(QPainter& painter, const mlops::MapEdge& edge) const;
    void drawNode(QPainter& painter, const mlops::MapNode& node) const;

    mlops::DecisionMap m_map;
    std::vector<BoundaryReading> m_readings;
};

} // namespace gui
