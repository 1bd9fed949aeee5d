// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/scenario_axis.h"

#include <algorithm>
#include <cmath>

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include "gui/theme/typography.h"

namespace gui {

namespace {

constexpr double kEnd_px = 7.0;     ///< from a bar's end that still means the end
constexpr double kLeastBody_px = 8; ///< of a bar's middle that always means the whole
constexpr int kStepsPerHour = 12;

bool isOurs(const QKeyEvent& key)
{
    switch (key.key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Delete:
        return true;
    default:
        return false;
    }
}

/// "Tue 7 May 07:20 to 08:30, 1 h 10 min".
QString windowText(const twin::Event& event, const twin::LocalClock& clock)
{
    const TimeText text(clock);
    const double from = secondsOf(event.from);
    const double to = secondsOf(event.to);
    const QString end =
        text.day(from) == text.day(to) ? text.clock(to) : text.day(to) + QLatin1Char(' ') + text.clock(to);
    return QStringLiteral("%1 %2 \u2013 %3 \u00b7 %4")
        .arg(text.day(from), text.clock(from), end, lengthText(event.to - event.from));
}

} // namespace

ScenarioAxis::ScenarioAxis(ScenarioDocument& document, QWidget* parent) : QWidget(parent), m_document(document)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Events of the scenario on a time axis"));
    connect(&document, &ScenarioDocument::replaced, this, &ScenarioAxis::restart);
    connect(&document, &ScenarioDocument::changed, this, &ScenarioAxis::refresh);
    connect(&document, &ScenarioDocument::chosenChanged, this, &ScenarioAxis::refresh);
    restart();
}

double ScenarioAxis::steps() const
{
    const auto length = m_document.scenario().end - m_document.scenario().start;
    return std::max(1.0, static_cast<double>(length / kEditStep));
}

void ScenarioAxis::restart()
{
    const twin::Scenario& scenario = m_document.scenario();
    m_cursor = scenario.events.empty() ? scenario.start : scenario.events.front().from;
    m_cursor = std::clamp(m_cursor, scenario.start, std::max(scenario.start, scenario.end));
    m_hold.reset();
    showAll();
}

void ScenarioAxis::showAll()
{
    m_showsAll = true;
    refresh();
}

void ScenarioAxis::refresh()
{
    m_layout = layoutOf(m_document.scenario().events);
    if (m_showsAll) {
        m_scale.from = 0.0;
        m_scale.to = steps();
    }
    setMinimumHeight(static_cast<int>(axis::kRuler + axis::kLeastRow * m_layout.rowsInAll() + axis::kBottomPad));
    if (const auto chosen = m_document.chosen()) {
        const twin::Event& event = m_document.scenario().events[*chosen];
        setAccessibleDescription(summaryOf(event, m_document.network()) + QStringLiteral(". ") +
                                 windowText(event, m_document.clock()));
    }
    update();
}

void ScenarioAxis::setCursorTime(twin::UtcTime time)
{
    const twin::Scenario& scenario = m_document.scenario();
    m_cursor = std::clamp(snapped(time), scenario.start, std::max(scenario.start, scenario.end - kEditStep));
    update();
    Q_EMIT cursorMoved();
}

AxisPicture ScenarioAxis::picture() const
{
    TimelineScale scale = m_scale;
    scale.left = axis::kGutter;
    scale.width = std::max(1.0, width() - axis::kGutter - axis::kRightPad);
    return {.document = m_document,
            .layout = m_layout,
            .scale = scale,
            .size = size(),
            .cursor = m_cursor,
            .hovered = m_hovered};
}

QRectF ScenarioAxis::barOf(std::size_t event) const { return picture().barRect(m_layout.bars[event]); }

std::optional<ScenarioAxis::Hit> ScenarioAxis::hitAt(QPointF place) const
{
    const AxisPicture now = picture();
    std::optional<Hit> found;
    for (const EventBar& bar : m_layout.bars) {
        const QRectF rect = now.barRect(bar);
        if (!rect.adjusted(-kEnd_px, 0.0, kEnd_px, 0.0).contains(place)) {
            continue;
        }
        const double inner = std::min(kEnd_px, std::max(0.0, (rect.width() - kLeastBody_px) / 2.0));
        const EventGrip grip = place.x() < rect.left() + inner    ? EventGrip::Start
                               : place.x() > rect.right() - inner ? EventGrip::End
                                                                  : EventGrip::Whole;
        if (!found || m_document.chosen() == bar.event) {
            found = Hit{bar.event, grip};
        }
    }
    return found;
}

bool ScenarioAxis::event(QEvent* event)
{
    // The window's arrows step through the run; while the axis has the focus they are its own.
    if (event->type() == QEvent::ShortcutOverride && isOurs(*static_cast<QKeyEvent*>(event))) {
        event->accept();
        return true;
    }
    if (event->type() == QEvent::ToolTip) {
        const auto& help = *static_cast<QHelpEvent*>(event);
        QToolTip::showText(help.globalPos(), tipAt(help.pos()), this);
        return true;
    }
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        update();
    }
    return QWidget::event(event);
}

void ScenarioAxis::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const AxisPicture now = picture();
    ScenarioAxisPainter(painter, now, schemeOf(palette())).draw();
    if (m_hold && !m_dragText.isEmpty() && m_hold->event < m_layout.bars.size()) {
        drawDragText(painter, now);
    }
    if (m_document.scenario().events.empty()) {
        painter.setPen(colorsFor(*this).textMuted);
        painter.drawText(now.laneRect(EventLane::Weather), Qt::AlignCenter,
                         tr("No events yet. Right-click a road on the map, or double-click in a lane."));
    }
}

void ScenarioAxis::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || event->position().x() < axis::kGutter - kEnd_px) {
        return;
    }
    const QPointF place = event->position();
    const auto hit = hitAt(place);
    if (!hit) {
        m_document.choose(std::nullopt);
        setCursorTime(picture().timeAt(place.x()));
        return;
    }
    m_document.choose(hit->event);
    m_hold = Hold{hit->event, hit->grip, picture().timeAt(place.x()), m_document.scenario().events[hit->event]};
    ++m_gesture;
}

void ScenarioAxis::dragTo(QPointF place)
{
    if (m_hold->event >= m_document.scenario().events.size()) { // taken back meanwhile
        return;
    }
    const auto by = picture().timeAt(place.x()) - m_hold->from;
    const twin::Event moved = dragged(m_hold->original, m_hold->grip, by, m_document.scenario());
    const QString kind = kindText(moved.action).toLower();
    const QString title = m_hold->grip == EventGrip::Whole ? tr("move %1").arg(kind) : tr("resize %1").arg(kind);
    m_document.edit(replaced(m_document.scenario(), m_hold->event, moved, title, m_gesture));
    m_dragText = windowText(moved, m_document.clock());
    update();
}

void ScenarioAxis::mouseMoveEvent(QMouseEvent* event)
{
    if (m_hold) {
        dragTo(event->position());
        return;
    }
    const auto hit = hitAt(event->position());
    setCursor(!hit ? Qt::ArrowCursor : hit->grip == EventGrip::Whole ? Qt::OpenHandCursor : Qt::SizeHorCursor);
    const auto hovered = hit ? std::optional(hit->event) : std::nullopt;
    if (hovered != m_hovered) {
        m_hovered = hovered;
        update();
    }
}

QString ScenarioAxis::tipAt(QPointF place) const
{
    const auto hit = hitAt(place);
    if (!hit) {
        return {};
    }
    const twin::Event& under = m_document.scenario().events[hit->event];
    return summaryOf(under, m_document.network()) + QLatin1Char('\n') + windowText(under, m_document.clock());
}

void ScenarioAxis::drawDragText(QPainter& painter, const AxisPicture& now) const
{
    const Colors& colors = colorsFor(*this);
    painter.setFont(tabular(fontFor(TextRole::Small)));
    const QFontMetrics metrics(painter.font());
    const QRectF bar = now.barRect(m_layout.bars[m_hold->event]);
    QRectF box({0, 0}, QSizeF(metrics.horizontalAdvance(m_dragText) + 2.0 * space::kSmall, metrics.height() + 6.0));
    box.moveBottomLeft(
        {std::clamp(bar.left(), axis::kGutter, std::max(axis::kGutter, width() - box.width())), bar.top() - 3.0});
    painter.setPen(colors.border);
    painter.setBrush(colors.raised);
    painter.drawRoundedRect(box, 4.0, 4.0);
    painter.setPen(colors.text);
    painter.drawText(box, Qt::AlignCenter, m_dragText);
}

void ScenarioAxis::mouseReleaseEvent(QMouseEvent* /*event*/)
{
    m_hold.reset();
    m_dragText.clear();
    update();
}

void ScenarioAxis::mouseDoubleClickEvent(QMouseEvent* event)
{
    const auto lane = picture().laneAt(event->position().y());
    if (lane && !hitAt(event->position()) && event->position().x() >= axis::kGutter) {
        Q_EMIT eventWanted(firstKindOf(*lane), snapped(picture().timeAt(event->position().x())));
    }
}

void ScenarioAxis::leaveEvent(QEvent* /*event*/)
{
    m_hovered.reset();
    update();
}

void ScenarioAxis::wheelEvent(QWheelEvent* event)
{
    const double turns = event->angleDelta().y() / 120.0;
    const AxisPicture now = picture();
    if (event->modifiers().testFlag(Qt::ShiftModifier) || event->angleDelta().x() != 0) {
        m_scale.pan(-(turns + event->angleDelta().x() / 120.0) * (m_scale.to - m_scale.from) * 0.1, steps());
    } else {
        m_scale.zoom(std::pow(1.25, turns), now.scale.tickAt(event->position().x()), steps());
    }
    m_showsAll = m_scale.to - m_scale.from >= steps();
    update();
    event->accept();
}

void ScenarioAxis::nudge(int by, EventGrip grip)
{
    const auto chosen = m_document.chosen();
    if (!chosen) {
        setCursorTime(m_cursor + by * kEditStep);
        return;
    }
    const twin::Event& event = m_document.scenario().events[*chosen];
    const QString kind = kindText(event.action).toLower();
    m_document.edit(replaced(m_document.scenario(), *chosen,
                             dragged(event, grip, by * kEditStep, m_document.scenario()),
                             grip == EventGrip::Whole ? tr("move %1").arg(kind) : tr("resize %1").arg(kind)));
}

void ScenarioAxis::chooseNext(int by)
{
    const auto count = static_cast<int>(m_document.scenario().events.size());
    if (count > 0) {
        const int now = m_document.chosen() ? static_cast<int>(*m_document.chosen()) : (by > 0 ? -1 : 0);
        m_document.choose(static_cast<std::size_t>((now + by + count) % count));
    }
}

void ScenarioAxis::removeChosen()
{
    if (const auto chosen = m_document.chosen()) {
        m_document.edit(removed(m_document.scenario(), *chosen));
    }
}

void ScenarioAxis::keyPressEvent(QKeyEvent* event)
{
    const bool isFar = event->modifiers().testFlag(Qt::ShiftModifier);
    const EventGrip grip = event->modifiers().testFlag(Qt::ControlModifier) ? EventGrip::End
                           : event->modifiers().testFlag(Qt::AltModifier)   ? EventGrip::Start
                                                                            : EventGrip::Whole;
    const int by = isFar ? kStepsPerHour : 1;
    switch (event->key()) {
    case Qt::Key_Left:
        return nudge(-by, grip);
    case Qt::Key_Right:
        return nudge(by, grip);
    case Qt::Key_Up:
        return chooseNext(-1);
    case Qt::Key_Down:
        return chooseNext(1);
    case Qt::Key_Delete:
        return removeChosen();
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace gui
