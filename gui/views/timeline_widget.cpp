// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/timeline_widget.h"

#include <algorithm>

#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include "gui/bridge/qt_text.h"

namespace gui {

namespace {

constexpr double kRightPad = 8.0;
constexpr double kReach = 7.0; ///< pixels within which a click means a mark

} // namespace

TimelineWidget::TimelineWidget(RunSession& session, QWidget* parent) : QWidget(parent), m_session(session)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Timeline"));
    connect(&session, &RunSession::opened, this, &TimelineWidget::restart);
    connect(&session, &RunSession::grew, this, &TimelineWidget::extend);
    connect(&session, &RunSession::playheadMoved, this, &TimelineWidget::follow);
    connect(&session, &RunSession::playbackChanged, this, &TimelineWidget::forgetPicture);
    restart();
}

QSize TimelineWidget::sizeHint() const { return {900, static_cast<int>(timelineHeight())}; }
QSize TimelineWidget::minimumSizeHint() const { return {320, static_cast<int>(timelineHeight())}; }

double TimelineWidget::runEnd() const
{
    const twin::Tick planned = m_session.isGrowing() ? m_session.description().plannedTicks : 0;
    return static_cast<double>(std::max<twin::Tick>({1, planned, m_session.history().ticks()}));
}

void TimelineWidget::restart()
{
    m_lanes.clear();
    m_chapters.clear();
    m_chosen = 0;
    m_showsAll = true;
    extend();
}

void TimelineWidget::extend()
{
    m_lanes.extend(m_session.history());
    refold();
    if (m_showsAll) {
        m_scale.from = 0.0;
        m_scale.to = runEnd();
    }
    forgetPicture();
}

void TimelineWidget::setFolding(bool isFolding)
{
    m_isFolding = isFolding;
    refold();
    forgetPicture();
}

void TimelineWidget::refold()
{
    m_scale.folds.clear();
    if (m_isFolding) {
        for (const TimelineLanes::Gap& gap : m_lanes.gaps()) {
            m_scale.folds.push_back({gap.from, gap.to});
        }
    }
}

void TimelineWidget::follow()
{
    if (m_drag == Drag::None && !m_showsAll) {
        const double before = m_scale.from;
        m_scale.show(static_cast<double>(m_session.playback().playhead()), runEnd());
        if (m_scale.from != before) {
            forgetPicture();
        }
    }
    update();
}

void TimelineWidget::forgetPicture()
{
    m_cache = {};
    update();
}

void TimelineWidget::addChapter(const Chapter& chapter)
{
    m_chapters.push_back(chapter);
    std::ranges::sort(m_chapters, {}, &Chapter::tick);
    forgetPicture();
    Q_EMIT chaptersChanged();
}

void TimelineWidget::setChapters(std::vector<Chapter> chapters)
{
    m_chapters = std::move(chapters);
    forgetPicture();
    Q_EMIT chaptersChanged();
}

void TimelineWidget::setChosen(std::int64_t decision)
{
    m_chosen = decision;
    forgetPicture();
}

void TimelineWidget::setGhost(twin::Tick tick)
{
    m_ghost = tick;
    update();
}

void TimelineWidget::zoomBy(double factor)
{
    m_scale.zoom(factor, static_cast<double>(m_session.playback().playhead()), runEnd());
    m_showsAll = m_scale.to - m_scale.from >= runEnd();
    forgetPicture();
}

void TimelineWidget::showAll()
{
    m_showsAll = true;
    extend();
}

Playback::Stretch TimelineWidget::visibleStretch() const
{
    const auto last = static_cast<double>(std::max<twin::Tick>(1, m_session.history().ticks())) - 1.0;
    return {.from = static_cast<twin::Tick>(std::clamp(std::floor(m_scale.from), 0.0, last)),
            .to = static_cast<twin::Tick>(std::clamp(std::ceil(m_scale.to) - 1.0, 0.0, last))};
}

TimelinePicture TimelineWidget::picture() const
{
    TimelineScale scale = m_scale;
    scale.left = TimelinePainter::gutter();
    scale.width = std::max(1.0, width() - TimelinePainter::gutter() - kRightPad);
    scale.settleFolds();
    return {.lanes = m_lanes,
            .run = m_session.description(),
            .chapters = m_chapters,
            .scale = scale,
            .end = runEnd(),
            .known = static_cast<double>(m_session.history().ticks()),
            .loop = m_session.playback().loop(),
            .chosen = m_chosen};
}

void TimelineWidget::paintEvent(QPaintEvent* /*event*/)
{
    const TimelinePicture now = picture();
    const Scheme scheme = schemeOf(palette());
    if (m_cache.isNull()) {
        m_cache = QPixmap(size() * devicePixelRatioF());
        m_cache.setDevicePixelRatio(devicePixelRatioF());
        m_cache.fill(colorsOf(scheme).surface);
        QPainter lanes(&m_cache);
        if (m_session.hasRun()) {
            TimelinePainter(lanes, now, scheme, width()).drawLanes();
        }
    }
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_cache);
    if (m_session.hasRun()) {
        painter.setRenderHint(QPainter::Antialiasing);
        TimelinePainter cursor(painter, now, scheme, width());
        if (m_ghost >= 0) {
            cursor.drawCursor(static_cast<double>(m_ghost) + 0.5, true);
        }
        cursor.drawCursor(static_cast<double>(m_session.playback().playhead()) + 0.5, false);
    }
}

void TimelineWidget::resizeEvent(QResizeEvent* /*event*/) { forgetPicture(); }

void TimelineWidget::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        forgetPicture();
    }
    QWidget::changeEvent(event);
}

void TimelineWidget::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_session.hasRun()) {
        return;
    }
    const QPointF place = event->position();
    if (const TimelineLanes::Mark* mark = markAt(place)) {
        m_session.seek(mark->tick);
        Q_EMIT decisionClicked(mark->decision);
        return;
    }
    m_dragFrom = static_cast<twin::Tick>(picture().scale.tickAt(place.x()));
    m_drag = place.y() >= topOf(Lane::Overview)            ? Drag::Window
             : (event->modifiers() & Qt::AltModifier) != 0 ? Drag::Loop
                                                           : Drag::Playhead;
    dragTo(place);
}

void TimelineWidget::dragTo(const QPointF& place)
{
    const TimelinePicture now = picture();
    const auto tick = static_cast<twin::Tick>(std::max(0.0, now.scale.tickAt(place.x())));
    if (m_drag == Drag::Playhead) {
        m_session.seek(tick);
    } else if (m_drag == Drag::Loop) {
        m_session.setLoop(Playback::Stretch{std::min(m_dragFrom, tick), std::max(m_dragFrom, tick)});
    } else if (m_drag == Drag::Window) {
        const double at = (place.x() - now.scale.left) / now.scale.width * now.end;
        if (m_showsAll) {
            m_session.seek(static_cast<twin::Tick>(at));
        } else {
            m_scale.pan(at - (m_scale.from + m_scale.to) / 2.0, now.end);
            forgetPicture();
        }
    }
}

void TimelineWidget::mouseMoveEvent(QMouseEvent* event)
{
    if (m_drag != Drag::None) {
        dragTo(event->position());
        return;
    }
    const double tick = picture().scale.tickAt(event->position().x());
    const bool isInside = event->position().x() >= TimelinePainter::gutter() && tick < runEnd();
    setGhost(isInside ? static_cast<twin::Tick>(tick) : -1);
    Q_EMIT hovered(m_ghost);
    QToolTip::showText(event->globalPosition().toPoint(), tipAt(event->position()), this);
}

void TimelineWidget::mouseReleaseEvent(QMouseEvent* /*event*/) { m_drag = Drag::None; }

void TimelineWidget::leaveEvent(QEvent* /*event*/)
{
    setGhost(-1);
    Q_EMIT hovered(-1);
}

void TimelineWidget::wheelEvent(QWheelEvent* event)
{
    const double steps = event->angleDelta().y() / 120.0;
    const TimelinePicture now = picture();
    if ((event->modifiers() & Qt::ShiftModifier) != 0 || event->angleDelta().x() != 0) {
        m_scale.pan(-(steps + event->angleDelta().x() / 120.0) * (m_scale.to - m_scale.from) * 0.1, now.end);
    } else {
        m_scale.zoom(std::pow(1.25, steps), now.scale.tickAt(event->position().x()), now.end);
    }
    m_showsAll = m_scale.to - m_scale.from >= now.end;
    forgetPicture();
    event->accept();
}

const TimelineLanes::Mark* TimelineWidget::markAt(const QPointF& place) const
{
    const bool isMarkLane = place.y() >= topOf(Lane::Decisions) && place.y() < topOf(Lane::Health);
    const TimelinePicture now = picture();
    const TimelineLanes::Mark* best = nullptr;
    double nearest = kReach;
    for (const TimelineLanes::Mark& mark : m_lanes.marks()) {
        // What acted is larger and wins over what did not.
        const double distance =
            std::fabs(now.scale.xOf(static_cast<double>(mark.tick)) - place.x()) + (mark.hasActed ? 0.0 : 4.0);
        if (isMarkLane && distance < nearest) {
            nearest = distance;
            best = &mark;
        }
    }
    return best;
}

QString TimelineWidget::tipAt(const QPointF& place) const
{
    const RunHistory& history = m_session.history();
    const auto tick = static_cast<twin::Tick>(picture().scale.tickAt(place.x()));
    if (place.x() < TimelinePainter::gutter() || tick < 0 || tick >= history.ticks()) {
        return {};
    }
    const QString time = timeText(m_session.description().axis, tick);
    if (const TimelineLanes::Mark* mark = markAt(place)) {
        const DecisionPtr decision = history.decisionBefore(mark->tick);
        return time + QLatin1Char('\n') + (decision ? qtText(mlops::sentenceOf(*decision)) : QString());
    }
    return time + QStringLiteral("\n") + tr("%1 serves").arg(modelText(history.model(tick)));
}

} // namespace gui
