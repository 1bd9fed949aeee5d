// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The main control: every lane of the run under one cursor. Click or drag moves the playhead, the wheel zooms, dragging
// in the whole-run strip moves the visible stretch, Alt+drag marks a stretch to loop, a click on a mark selects it.

#include <QPixmap>
#include <QWidget>

#include "gui/bridge/run_session.h"
#include "gui/views/timeline_painter.h"

namespace gui {

class TimelineWidget : public QWidget {
    Q_OBJECT

public:
    TimelineWidget(RunSession& session, QWidget* parent);

    [[nodiscard]] const std::vector<Chapter>& chapters() const { return m_chapters; }
    void addChapter(const Chapter& chapter);
    void setChapters(std::vector<Chapter> chapters);
    void setChosen(std::int64_t decision);
    /// Thin second cursor, where the pointer is in some other view; less than 0: none.
    void setGhost(twin::Tick tick);
    void zoomBy(double factor);
    void showAll();
    /// The stretch of the run that is in sight.
    [[nodiscard]] Playback::Stretch visibleStretch() const;
    /// Whether stretches without data and without events are cut out.
    void setFolding(bool isFolding);
    [[nodiscard]] const std::vector<TimelineFold>& folds() const { return m_scale.folds; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void decisionClicked(qint64 id);
    void hovered(qint64 tick);
    void chaptersChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    enum class Drag { None, Playhead, Window, Loop };

    void restart();
    void extend();
    void follow();
    void refold();
    void forgetPicture();
    void dragTo(const QPointF& place);
    [[nodiscard]] double runEnd() const;
    [[nodiscard]] TimelinePicture picture() const;
    [[nodiscard]] const TimelineLanes::Mark* markAt(const QPointF& place) const;
    [[nodiscard]] QString tipAt(const QPointF& place) const;

    RunSession& m_session;
    TimelineLanes m_lanes;
    TimelineScale m_scale;
    std::vector<Chapter> m_chapters;
    QPixmap m_cache; ///< the lanes without cursors
    bool m_showsAll = true;
    bool m_isFolding = true;
    std::int64_t m_chosen = 0;
    twin::Tick m_ghost = -1;
    Drag m_drag = Drag::None;
    twin::Tick m_dragFrom = 0;
};

} // namespace gui
