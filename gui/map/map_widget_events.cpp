// SPDX-License-Identifier: GPL-3.0-or-later
// The painting and the input of MapWidget; what they mean stands in map_widget.cpp.

#include <cmath>
#include <utility>

#include <QContextMenuEvent>
#include <QElapsedTimer>
#include <QGestureEvent>
#include <QKeyEvent>
#include <QNativeGestureEvent>
#include <QPinchGesture>
#include <QTimer>

#include "gui/map/map_city.h"
#include "gui/map/map_legend.h"
#include "gui/map/map_widget.h"
#include "gui/theme/typography.h"

namespace gui {

namespace {
constexpr double kDragSlack_px = 4.0;
constexpr qint64 kFrame_ms = 16; ///< of 60 Hz
} // namespace

void MapWidget::redrawGround()
{
    const QSize pixels = (QSizeF(size()) * devicePixelRatioF()).toSize();
    if (m_ground.size() != pixels) {
        m_ground = QPixmap(pixels);
        m_ground.setDevicePixelRatio(devicePixelRatioF());
    }
    QPainter painter(&m_ground);
    m_city->painter.paintGround(painter, m_camera, style());
    m_isGroundStale = false;
    m_isPictureStale = true;
}

void MapWidget::drawValues(QPainter& painter)
{
    QElapsedTimer clock;
    clock.start();
    if (m_isGroundStale) {
        redrawGround();
    }
    painter.save();
    painter.setCompositionMode(QPainter::CompositionMode_Source);
    painter.drawPixmap(0, 0, m_ground);
    painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
    if (m_frame) {
        m_city->painter.paintValues(painter, m_camera, style(), *m_frame);
        m_city->painter.paintStations(painter, m_camera, style(), *m_frame);
    }
    painter.restore();
    if (!m_isMoving) {
        m_isSlow = clock.elapsed() > kFrame_ms;
    }
}

void MapWidget::keepPicture()
{
    const QSize pixels = (QSizeF(size()) * devicePixelRatioF()).toSize();
    if (m_picture.size() != pixels) {
        m_picture = QPixmap(pixels);
        m_picture.setDevicePixelRatio(devicePixelRatioF());
    }
    // Into the picture that is there: assigning the ground would fetch and clear new pages for every frame.
    QPainter painter(&m_picture);
    drawValues(painter);
    m_isPictureStale = false;
}

void MapWidget::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    if (!m_city) {
        drawEmpty(painter);
        return;
    }
    const bool isStale = m_isGroundStale || m_isPictureStale;
    if (std::exchange(m_isNews, false) && isStale) {
        m_isPictureStale = true;
        drawValues(painter);
    } else {
        if (isStale) {
            keepPicture();
        }
        painter.drawPixmap(0, 0, m_picture);
    }
    drawOverlay(painter);
}

void MapWidget::drawOverlay(QPainter& painter)
{
    const Colors& colors = colorsFor(*this);
    const auto drawEvents = [&](EventLayer layer) {
        drawMapEvents(painter, m_events, layer, m_city->painter, m_city->geometry, m_camera, schemeOf(palette()));
    };
    drawEvents(EventLayer::Places);
    drawShields(painter, m_city->shields, m_camera, colors);
    drawEvents(EventLayer::Tags);
    drawEmphasis(painter, m_city->painter, m_camera, m_selection, colors.selection, 3.0);
    if (m_hovered != m_selection) {
        drawEmphasis(painter, m_city->painter, m_camera, m_hovered, colors.hover, 2.0);
    }
    const ScaleBar bar = scaleBarFor(m_camera.metresPerPixel(), m_units, 140.0);
    drawScaleAndNorth(painter, QPointF(width() - space::kLarge, height() - space::kLarge), bar, colors);
    if (m_city->network->stations().empty() && !m_frame) {
        painter.setFont(fontFor(TextRole::Body));
        painter.setPen(colors.textMuted);
        painter.drawText(rect().adjusted(0, space::kLarge, 0, 0), Qt::AlignHCenter | Qt::AlignTop,
                         tr("No measurements. Drop PeMS station files here."));
    }
    if (m_isFocusShown) {
        painter.setPen(QPen(colors.focus, 2.0));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
    if (!std::holds_alternative<std::monostate>(m_hovered) && !m_isDragging) {
        drawCard(painter, cardOf(m_hovered), m_mouse, rect(), colors);
    }
}

void MapWidget::drawEmpty(QPainter& painter) const
{
    const Colors& colors = colorsFor(*this);
    painter.fillRect(rect(), colors.mapGround);
    painter.setPen(colors.text);
    painter.setFont(fontFor(TextRole::Heading));
    const QRect upper = rect().adjusted(24, 0, -24, -rect().height() / 2 - 2);
    painter.drawText(upper, Qt::AlignHCenter | Qt::AlignBottom | Qt::TextWordWrap, tr("No network yet"));
    painter.setPen(colors.textMuted);
    painter.setFont(fontFor(TextRole::Body));
    painter.drawText(rect().adjusted(24, rect().height() / 2 + 6, -24, 0),
                     Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap,
                     tr("Drop a GMNS folder, a SUMO .net.xml or a run here, or open one from the File menu."));
}

void MapWidget::placeLegend()
{
    m_legend->setRoom(size());
    m_legend->resize(m_legend->sizeHint());
    m_legend->move(space::kMedium, height() - m_legend->height() - space::kMedium);
}

void MapWidget::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        m_isGroundStale = true;
        setFrame(m_frame);
    }
}

void MapWidget::resizeEvent(QResizeEvent* /*event*/)
{
    m_camera.setSize(size());
    m_isGroundStale = true;
    if (m_isFitted) {
        fitAll();
    }
    placeLegend();
}

bool MapWidget::event(QEvent* event)
{
    if (event->type() == QEvent::Gesture) {
        return pinch(*static_cast<QGestureEvent*>(event));
    }
    if (event->type() == QEvent::NativeGesture) {
        const auto& gesture = *static_cast<QNativeGestureEvent*>(event);
        if (gesture.gestureType() == Qt::ZoomNativeGesture) {
            m_camera.zoom(1.0 / (1.0 + gesture.value()), gesture.position());
            m_isFitted = false;
            cameraMoved();
            return true;
        }
    }
    return QWidget::event(event);
}

bool MapWidget::pinch(QGestureEvent& event)
{
    const auto* gesture = static_cast<QPinchGesture*>(event.gesture(Qt::PinchGesture));
    if (gesture == nullptr || gesture->scaleFactor() <= 0.0) {
        return false;
    }
    m_camera.zoom(1.0 / gesture->scaleFactor(), mapFromGlobal(gesture->centerPoint()));
    m_isFitted = false;
    cameraMoved();
    return true;
}

void MapWidget::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton || event->button() == Qt::MiddleButton) {
        m_pressed = event->position();
        m_isDragging = false;
    }
}

void MapWidget::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF at = event->position();
    if (!m_pressed) {
        hover(targetAt(at), at);
        return;
    }
    const QPointF by = at - *m_pressed;
    if (m_isDragging || std::hypot(by.x(), by.y()) > kDragSlack_px) {
        m_isDragging = true;
        setCursor(Qt::ClosedHandCursor);
        m_camera.panPixels(by);
        m_pressed = at;
        m_isFitted = false;
        cameraMoved();
    }
}

void MapWidget::mouseReleaseEvent(QMouseEvent* event)
{
    if (m_pressed && !m_isDragging && event->button() == Qt::LeftButton) {
        select(targetAt(event->position()));
    }
    m_pressed.reset();
    m_isDragging = false;
    hover(targetAt(event->position()), event->position());
}

void MapWidget::leaveEvent(QEvent* /*event*/) { hover({}, m_mouse); }

void MapWidget::wheelEvent(QWheelEvent* event)
{
    const double steps = event->angleDelta().y() / 120.0;
    const double pace = event->modifiers().testFlag(Qt::ControlModifier) ? 0.35
                        : event->modifiers().testFlag(Qt::ShiftModifier) ? 2.5
                                                                         : 1.0;
    m_camera.zoom(std::pow(0.8, steps * pace), event->position());
    m_isFitted = false;
    cameraMoved();
    event->accept();
}

bool MapWidget::moveByKey(int key, Qt::KeyboardModifiers modifiers)
{
    const double step = modifiers.testFlag(Qt::ShiftModifier)     ? 240.0
                        : modifiers.testFlag(Qt::ControlModifier) ? 15.0
                                                                  : 60.0;
    switch (key) {
    case Qt::Key_Left:
        m_camera.panPixels({step, 0});
        break;
    case Qt::Key_Right:
        m_camera.panPixels({-step, 0});
        break;
    case Qt::Key_Up:
        m_camera.panPixels({0, step});
        break;
    case Qt::Key_Down:
        m_camera.panPixels({0, -step});
        break;
    default:
        return false;
    }
    m_isFitted = false;
    cameraMoved();
    return true;
}

void MapWidget::keyPressEvent(QKeyEvent* event)
{
    if (moveByKey(event->key(), event->modifiers())) {
        return;
    }
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoom(0.8);
    case Qt::Key_Minus:
        return zoom(1.25);
    case Qt::Key_Home:
        return fitAll();
    case Qt::Key_F:
        return reveal(m_selection);
    case Qt::Key_PageDown:
        return stepSelection(1);
    case Qt::Key_PageUp:
        return stepSelection(-1);
    case Qt::Key_Escape:
        return select({});
    default:
        QWidget::keyPressEvent(event);
    }
}

void MapWidget::focusInEvent(QFocusEvent* event)
{
    m_isFocusShown = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    update();
}

void MapWidget::focusOutEvent(QFocusEvent* /*event*/)
{
    m_isFocusShown = false;
    update();
}

void MapWidget::contextMenuEvent(QContextMenuEvent* event)
{
    Q_EMIT menuAsked(targetAt(event->pos()), event->globalPos());
}

} // namespace gui
