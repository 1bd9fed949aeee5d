// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/map_diagram.h"

#include <algorithm>
#include <utility>

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include "gui/bridge/qt_text.h"
#include "gui/theme/colors.h"
#include "gui/theme/typography.h"

namespace gui {

namespace {

using mlops::Effect;
using mlops::MapEdge;
using mlops::MapNode;
using mlops::NodeKind;

constexpr double kClose = 0.9; ///< of the room up to a limit: from here on it is close

bool isOwnKey(const QKeyEvent& event)
{
    switch (event.key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        return event.modifiers() == Qt::NoModifier;
    case Qt::Key_Up:
    case Qt::Key_Down:
        return event.modifiers() == Qt::NoModifier || event.modifiers() == Qt::ControlModifier;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
    case Qt::Key_F2:
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Escape:
        return event.modifiers() == Qt::NoModifier;
    default:
        return false;
    }
}

} // namespace

MapDiagram::MapDiagram(PolicyDocument& document, QWidget* parent) : QWidget(parent), m_document(document)
{
    setAccessibleName(tr("Decision map"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    connect(&document, &PolicyDocument::changed, this, [this] {
        updateGeometry();
        update();
    });
    connect(&document, &PolicyDocument::chosenChanged, this, qOverload<>(&QWidget::update));
}

void MapDiagram::setReadings(std::vector<BoundaryReading> readings)
{
    m_readings = std::move(readings);
    update();
}

MapLayout MapDiagram::boxes() const { return {m_document.map(), size()}; }

QSize MapDiagram::minimumSizeHint() const { return {420, static_cast<int>(MapLayout::leastHeight(m_document.map()))}; }

const BoundaryReading* MapDiagram::readingOf(const MapNode& node) const
{
    const BoundaryReading* closest = nullptr;
    for (const mlops::Boundary& boundary : m_document.map().boundaries) {
        if (boundary.quality != node.id) {
            continue;
        }
        for (const BoundaryReading& reading : m_readings) {
            if (reading.metric == boundary.metric &&
                (closest == nullptr || reading.closeness() > closest->closeness())) {
                closest = &reading;
            }
        }
    }
    return closest;
}

QString MapDiagram::tipOf(const MapElement& element) const
{
    const mlops::DecisionMap& map = m_document.map();
    if (const MapEdge* edge = element.isArrow() ? arrowOf(map, element) : nullptr) {
        const QString sentence = tr("%1 %2 %3, %4.")
                                     .arg(qtText(boxOf(map, edge->from)->title), effectText(edge->effect),
                                          qtText(boxOf(map, edge->to)->title), impactText(edge->impact));
        return edge->note.empty() ? sentence : tr("%1 It %2.").arg(sentence, qtText(edge->note));
    }
    const MapNode* node = boxOf(map, element.node);
    if (node == nullptr) {
        return {};
    }
    QString text = QStringLiteral("%1: %2").arg(kindText(node->kind), qtText(node->title));
    if (node->kind == NodeKind::Quality) {
        text += tr(" (%1)").arg(dimensionText(node->dimension));
        text += node->metric.empty() ? QString() : tr("\nMeasured as %1").arg(qtText(node->metric));
        for (const mlops::Boundary& boundary : map.boundaries) {
            text += boundary.quality == node->id ? tr("\nLimit on %1").arg(metricText(boundary.metric).toLower())
                                                 : QString();
        }
    }
    return text;
}

// Drawing.

void MapDiagram::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const MapNode& node : m_document.map().nodes) {
        drawNode(painter, node);
    }
    // Over the boxes, or the sign between two that stand close together would be hidden by them.
    for (const MapEdge& edge : m_document.map().edges) {
        drawEdge(painter, edge);
    }
    drawPull(painter);
}

void MapDiagram::drawEdge(QPainter& painter, const MapEdge& edge) const
{
    const auto path = boxes().pathOf(edge);
    if (!path) {
        return;
    }
    const Colors& colors = colorsFor(*this);
    const MapElement element{edge.from, edge.to};
    const bool isChosen = element == m_document.chosen();
    const bool isHovered = element == m_hovered && m_pressed.empty();
    const MapNode* to = boxOf(m_document.map(), edge.to);
    const BoundaryReading* reading = readingOf(*to);
    const bool mayHelp = reading != nullptr && reading->isCrossed;
    const QColor ink = edge.effect == Effect::Positive   ? colors.good
                       : edge.effect == Effect::Negative ? colors.bad
                                                         : colors.outline;
    painter.setBrush(Qt::NoBrush);
    if (isChosen || isHovered) {
        painter.setPen(QPen(isChosen ? colors.focus : colors.hover, 6.0, Qt::SolidLine, Qt::FlatCap));
        painter.drawPath(*path);
    }
    painter.setPen(QPen(ink, mayHelp ? 2.6 : 1.4,
                        edge.impact == mlops::Impact::Systemic   ? Qt::DashLine
                        : edge.impact == mlops::Impact::Enabling ? Qt::DotLine
                                                                 : Qt::SolidLine));
    painter.drawPath(*path);
    drawSign(painter, *boxes().signOf(edge), edge.effect, ink);
}

void MapDiagram::drawSign(QPainter& painter, const QPointF& at, Effect effect, const QColor& ink) const
{
    if (effect == Effect::Undecided) {
        return;
    }
    painter.setPen(QPen(ink, 1.0));
    painter.setBrush(colorsFor(*this).raised);
    painter.drawEllipse(at, MapLayout::kSign_px, MapLayout::kSign_px);
    painter.setPen(QPen(ink, 1.6));
    painter.drawLine(at - QPointF(3.0, 0.0), at + QPointF(3.0, 0.0));
    if (effect == Effect::Positive) {
        painter.drawLine(at - QPointF(0.0, 3.0), at + QPointF(0.0, 3.0));
    }
}

void MapDiagram::drawNode(QPainter& painter, const MapNode& node) const
{
    const Colors& colors = colorsFor(*this);
    const QRectF box = boxes().rectOf(node.id);
    const double radius = node.kind == NodeKind::Quality ? box.height() / 2.0 : kCornerRadius;
    const BoundaryReading* reading = readingOf(node);
    const bool isCrossed = reading != nullptr && reading->isCrossed;
    QColor ground = colors.surface;
    QColor edge = colors.outline;
    if (reading != nullptr) {
        const bool isClose = reading->closeness() > kClose;
        ground = isCrossed ? colors.badSoft : isClose ? colors.warningSoft : colors.goodSoft;
        edge = isCrossed ? colors.bad : isClose ? colors.warning : colors.good;
    }
    const MapElement element{node.id, {}};
    painter.setBrush(ground);
    painter.setPen(QPen(edge, reading != nullptr ? 1.6 : 1.0));
    painter.drawRoundedRect(box, radius, radius);
    if (element == m_document.chosen() || element == m_hovered) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(element == m_document.chosen() ? colors.focus : colors.hover, 2.0));
        painter.drawRoundedRect(box.adjusted(-1.0, -1.0, 1.0, 1.0), radius + 1.0, radius + 1.0);
    }
    painter.setFont(fontFor(TextRole::Small));
    painter.setPen(colors.text);
    const QRectF text = box.adjusted(12.0, 2.0, -10.0, -2.0);
    if (reading == nullptr) {
        painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextWordWrap, qtText(node.title));
        return;
    }
    const QString state = tr("%1 %2 / limit %3")
                              .arg(isCrossed ? QStringLiteral("✕") : QStringLiteral("✓"), numberText(reading->value, 3),
                                   numberText(reading->limit, 3));
    painter.drawText(
        text, Qt::AlignTop | Qt::AlignLeft,
        painter.fontMetrics().elidedText(qtText(node.title), Qt::ElideRight, static_cast<int>(text.width())));
    painter.setPen(isCrossed ? colors.bad : colors.textMuted);
    painter.drawText(text, Qt::AlignBottom | Qt::AlignLeft, state);
}

/// The arrow that is being pulled out of a box.
void MapDiagram::drawPull(QPainter& painter) const
{
    if (!m_pulledTo) {
        return;
    }
    const MapElement over = boxes().elementAt(*m_pulledTo);
    const bool fits = over.isBox() && whyNotJoined(m_document.map(), m_pressed, over.node).isEmpty();
    const Colors& colors = colorsFor(*this);
    painter.setPen(QPen(fits ? colors.accent : colors.outline, 2.0, Qt::DashLine));
    painter.drawLine(boxes().rectOf(m_pressed).center(), *m_pulledTo);
    if (fits) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colors.accent, 2.0));
        painter.drawRoundedRect(boxes().rectOf(over.node).adjusted(-2.0, -2.0, 2.0, 2.0), kCornerRadius, kCornerRadius);
    }
}

// Pointer.

void MapDiagram::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) {
        return QWidget::mousePressEvent(event);
    }
    const MapElement element = boxes().elementAt(event->position());
    m_document.choose(element);
    m_pressed = element.isBox() ? element.node : std::string();
    m_pressedAt = event->position();
}

void MapDiagram::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF at = event->position();
    if (!m_pressed.empty() && (m_pulledTo || QLineF(m_pressedAt, at).length() >= QApplication::startDragDistance())) {
        m_pulledTo = at;
    }
    m_hovered = boxes().elementAt(at);
    setCursor(m_pulledTo ? Qt::CrossCursor : m_hovered.node.empty() ? Qt::ArrowCursor : Qt::PointingHandCursor);
    update();
}

void MapDiagram::mouseReleaseEvent(QMouseEvent* event)
{
    const std::string from = std::exchange(m_pressed, {});
    const bool wasPulled = std::exchange(m_pulledTo, std::nullopt).has_value();
    const MapElement over = boxes().elementAt(event->position());
    if (wasPulled && over.isBox() && over.node != from) {
        join(from, over.node);
    }
    update();
}

void MapDiagram::mouseDoubleClickEvent(QMouseEvent* event)
{
    mousePressEvent(event);
    m_pressed.clear();
    if (!m_document.chosen().node.empty()) {
        Q_EMIT namingWanted();
    }
}

void MapDiagram::leaveEvent(QEvent* event)
{
    QWidget::leaveEvent(event);
    m_hovered = {};
    update();
}

bool MapDiagram::event(QEvent* event)
{
    // Here the window's own meaning of these keys, such as one interval on, is not wanted.
    if (event->type() == QEvent::ShortcutOverride && isOwnKey(*static_cast<QKeyEvent*>(event))) {
        event->accept();
        return true;
    }
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), tipOf(boxes().elementAt(help->pos())), this);
        return true;
    }
    return QWidget::event(event);
}

void MapDiagram::join(const std::string& from, const std::string& to)
{
    const QString why = whyNotJoined(m_document.map(), from, to);
    if (why.isEmpty()) {
        m_document.edit(joined(m_document.map(), from, to));
    } else {
        Q_EMIT refused(why);
    }
}

// Keys.

void MapDiagram::keyPressEvent(QKeyEvent* event)
{
    if (!isOwnKey(*event)) {
        return QWidget::keyPressEvent(event);
    }
    if (event->modifiers() == Qt::ControlModifier) {
        return m_document.choose(boxes().nextArrow(m_document.chosen(), event->key() == Qt::Key_Down));
    }
    switch (event->key()) {
    case Qt::Key_Left:
        return m_document.choose(boxes().boxBeside(m_document.chosen(), {-1, 0}));
    case Qt::Key_Right:
        return m_document.choose(boxes().boxBeside(m_document.chosen(), {1, 0}));
    case Qt::Key_Up:
        return m_document.choose(boxes().boxBeside(m_document.chosen(), {0, -1}));
    case Qt::Key_Down:
        return m_document.choose(boxes().boxBeside(m_document.chosen(), {0, 1}));
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        return removeChosen();
    case Qt::Key_F2:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT namingWanted();
        return;
    case Qt::Key_Escape:
        m_document.choose({});
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void MapDiagram::removeChosen()
{
    const QString why = whyItStays(m_document.map(), m_document.chosen());
    if (why.isEmpty()) {
        m_document.edit(without(m_document.map(), m_document.chosen()));
    } else {
        Q_EMIT refused(why);
    }
}

} // namespace gui
