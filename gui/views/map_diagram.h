// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The decision map as a diagram that is edited where it stands: system, features, qualities, and which helps or harms
// which. A click chooses a box or an arrow, a drag from box to box joins them. Qualities with a boundary are coloured
// by how close it is to being crossed at the playhead; arrows into a crossed one stand out, as they say what may help.
//
// Keys: the arrow keys go from box to box, Ctrl with up and down along the arrows of the chosen box, Delete removes,
// F2 names, Escape chooses nothing.

#include <optional>
#include <vector>

#include <QWidget>

#include "gui/models/boundary_readings.h"
#include "gui/models/policy_document.h"
#include "gui/views/map_layout.h"

namespace gui {

class MapDiagram : public QWidget {
    Q_OBJECT

public:
    MapDiagram(PolicyDocument& document, QWidget* parent);
    /// The newest reading of each boundary.
    void setReadings(std::vector<BoundaryReading> readings);
    /// Where everything is drawn.
    [[nodiscard]] MapLayout boxes() const;
    [[nodiscard]] QSize sizeHint() const override { return {520, minimumSizeHint().height()}; }
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// The chosen box or arrow shall be named or described.
    void namingWanted();
    void refused(const QString& why);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] const BoundaryReading* readingOf(const mlops::MapNode& node) const;
    [[nodiscard]] QString tipOf(const MapElement& element) const;
    void drawEdge(QPainter& painter, const mlops::MapEdge& edge) const;
    void drawSign(QPainter& painter, const QPointF& at, mlops::Effect effect, const QColor& ink) const;
    void drawNode(QPainter& painter, const mlops::MapNode& node) const;
    void drawPull(QPainter& painter) const;
    void join(const std::string& from, const std::string& to);
    void removeChosen();

    PolicyDocument& m_document;
    std::vector<BoundaryReading> m_readings;
    MapElement m_hovered;
    std::string m_pressed; ///< the box from which an arrow is pulled; empty: none
    QPointF m_pressedAt;
    std::optional<QPointF> m_pulledTo; ///< nothing before the pointer has gone far enough for a drag
};

} // namespace gui
