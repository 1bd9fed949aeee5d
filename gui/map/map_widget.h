// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The city. Roads in the colour of what was asked for, stations by how they stand; pan, zoom, point, choose.
//
// Two pictures are kept: the ground, redrawn when the view moves, and ground with values, redrawn when values come.
// What follows the mouse is drawn over the second, so pointing costs no road.

#include <memory>
#include <optional>

#include <QPixmap>
#include <QWidget>

#include "gui/map/map_events.h"
#include "gui/map/map_frame.h"
#include "gui/map/map_overlay.h"
#include "gui/map/map_painter.h"
#include "gui/map/map_search.h"

class QGestureEvent;
class QTimer;

namespace gui {

class MapLegend;

class MapWidget final : public QWidget {
    Q_OBJECT
public:
    explicit MapWidget(QWidget* parent = nullptr);
    ~MapWidget() override;

    /// The network to show, or none. Fits it into view.
    void setNetwork(std::shared_ptr<const twin::RoadNetwork> network);
    /// Requires: made for the network shown.
    void setFrame(std::shared_ptr<const MapFrame> frame);
    /// Events to draw over the roads. Requires: made for the network shown.
    void setEvents(MapEvents events);
    void setUnits(UnitSystem units);
    void setSpeedColors(ColorMapKind colors);

    [[nodiscard]] const MapTarget& selection() const { return m_selection; }
    void select(const MapTarget& target);
    /// Brings a thing into the middle, near enough to see it.
    void reveal(const MapTarget& target);
    void fitAll();
    void zoom(double factor);

    [[nodiscard]] const MapCamera& camera() const { return m_camera; }
    /// Shows what was shown before: a centre in metres of the plane, and metres a pixel.
    void setView(QPointF center, double metresPerPixel);
    /// Whether the whole network is in view because nobody has moved it.
    [[nodiscard]] bool isFitted() const { return m_isFitted; }
    /// What lies at a point: a station before a road.
    [[nodiscard]] MapTarget targetAt(QPointF screen) const;
    /// What the card at the mouse says of a thing.
    [[nodiscard]] HoverCard cardOf(const MapTarget& target) const;

Q_SIGNALS:
    void selectionChanged(const gui::MapTarget& target);
    /// For a context menu: close a lane here, induce drift here.
    void menuAsked(const gui::MapTarget& target, const QPoint& globalPosition);

protected:
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    struct City; ///< the network and what is drawn of it

    [[nodiscard]] MapStyle style() const;
    void redrawGround();
    /// New values go straight to the window: while a run plays they are seen once.
    void drawValues(QPainter& painter);
    /// Values that are looked at longer are kept as a picture, for the mouse to move over.
    void keepPicture();
    void drawOverlay(QPainter& painter);
    void drawEmpty(QPainter& painter) const;
    void cameraMoved();
    void placeLegend();
    void hover(const MapTarget& target, QPointF at);
    bool pinch(QGestureEvent& event);
    bool moveByKey(int key, Qt::KeyboardModifiers modifiers);
    void stepSelection(int by);
    [[nodiscard]] QRectF boundsOf(const MapTarget& target) const;

    std::unique_ptr<City> m_city;
    std::shared_ptr<const MapFrame> m_frame;
    MapEvents m_events;
    MapLegend* m_legend;
    std::optional<bool> m_isLegendFolded; ///< the user's choice; nothing: where the map is small
    QTimer* m_settle;                     ///< fires when the map has come to rest
    MapCamera m_camera;
    UnitSystem m_units = UnitSystem::UsCustomary;
    ColorMapKind m_speedColors = ColorMapKind::Speed;
    std::optional<std::size_t> m_onlyClass;
    QPixmap m_ground;
    QPixmap m_picture; ///< ground and values
    bool m_isGroundStale = true;
    bool m_isPictureStale = true;
    bool m_isNews = false; ///< the frame has not been painted yet
    bool m_isMoving = false;
    bool m_isSlow = false;  ///< the last fine picture took longer than a frame of 60 Hz
    bool m_isFitted = true; ///< nobody has moved the view: a new size fits again
    std::optional<QPointF> m_pressed;
    bool m_isDragging = false;
    bool m_isFocusShown = false; ///< the keyboard brought the focus here
    MapTarget m_selection;
    MapTarget m_hovered;
    QPointF m_mouse;
};

} // namespace gui
