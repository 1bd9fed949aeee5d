// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A scenario's events on a time axis. Drag a bar to move it, its ends to change how long it lasts; click beside the
// bars to say where the next event begins; the wheel zooms. The keyboard does the same: arrows move the chosen event,
// Ctrl+arrows its end, Alt+arrows its beginning, up and down choose, Delete deletes.

#include <QWidget>

#include "gui/views/scenario_axis_painter.h"

namespace gui {

class ScenarioAxis : public QWidget {
    Q_OBJECT

public:
    ScenarioAxis(ScenarioDocument& document, QWidget* parent);

    /// Where new events begin.
    [[nodiscard]] twin::UtcTime cursor() const { return m_cursor; }
    void setCursorTime(twin::UtcTime time);
    void showAll();
    /// Where an event's bar is, in the widget.
    [[nodiscard]] QRectF barOf(std::size_t event) const;

Q_SIGNALS:
    void cursorMoved();
    /// Double-click on a lane: an event of its sort, there.
    void eventWanted(std::size_t kind, twin::UtcTime from);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Hold {
        std::size_t event = 0;
        EventGrip grip = EventGrip::Whole;
        twin::UtcTime from;   ///< where the mouse took hold
        twin::Event original; ///< as it was then
    };
    struct Hit {
        std::size_t event = 0;
        EventGrip grip = EventGrip::Whole;
    };

    void restart();
    void refresh();
    [[nodiscard]] double steps() const;
    [[nodiscard]] AxisPicture picture() const;
    [[nodiscard]] std::optional<Hit> hitAt(QPointF place) const;
    void dragTo(QPointF place);
    void drawDragText(QPainter& painter, const AxisPicture& now) const;
    [[nodiscard]] QString tipAt(QPointF place) const;
    void nudge(int steps, EventGrip grip);
    void chooseNext(int by);
    void removeChosen();

    ScenarioDocument& m_document;
    EventLayout m_layout;
    TimelineScale m_scale;
    bool m_showsAll = true;
    twin::UtcTime m_cursor;
    std::optional<Hold> m_hold;
    QString m_dragText; ///< when the held event begins and ends
    std::optional<std::size_t> m_hovered;
    int m_gesture = 0;
};

} // namespace gui
