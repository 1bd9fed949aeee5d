// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/map_diagram.h"

#include <algorithm>

#include <QPainter>
#include <QPainterPath>

#include "gui/bridge/qt_text.h"
#include "gui/theme/colors.h"
#include "gui/theme/typography.h"

namespace gui {

MapDiagram::MapDiagram(QWidget* parent) : QWidget(parent) { setAccessibleName(tr("Decision map")); }

void MapDiagram::setMap(const mlops::DecisionMap& map)
{
    m_map = map;
    update();
}

void MapDiagram::setReadings(std::vector<BoundaryReading> readings)
{
    m_readings = std::move(readings);
    update();
}

QRectF MapDiagram::rectOf(const mlops::MapNode& node) const
{
    const auto column = static_cast<int>(node.kind);
    int row = 0;
    int rows = 0;
    for (const mlops::MapNode& other : m_map.nodes) {
        if (other.kind == node.kind) {
            row = &other == &node || other.id == node.id ? rows : row;
            ++rows;
        }
    }
    const double columnWidth = width() / 3.0;
    const double slot = static_cast<double>(height()) / rows;
    const double boxHeight = std::min(44.0, slot - 10.0);
    const double boxWidth = columnWidth - (column == 1 ? 56.0 : 34.0);
    const double x = column == 0 ? 1.0 : column == 1 ? columnWidth + 28.0 : width() - boxWidth - 1.0;
    return {x, slot * (row + 0.5) - boxHeight / 2.0, boxWidth, boxHeight};
}

const BoundaryReading* MapDiagram::readingOf(const mlops::MapNode& node) const
{
    const BoundaryReading* closest = nullptr;
    for (const mlops::Boundary& boundary : m_map.boundaries) {
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

void MapDiagram::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const mlops::MapNode& node : m_map.nodes) {
        drawNode(painter, node);
    }
    // Over the boxes, or the sign between two that stand close together would be hidden by them.
    for (const mlops::MapEdge& edge : m_map.edges) {
        drawEdge(painter, edge);
    }
}

void MapDiagram::drawEdge(QPainter& painter, const mlops::MapEdge& edge) const
{
    const auto from = std::ranges::find(m_map.nodes, edge.from, &mlops::MapNode::id);
    const auto to = std::ranges::find(m_map.nodes, edge.to, &mlops::MapNode::id);
    if (from == m_map.nodes.end() || to == m_map.nodes.end()) {
        return;
    }
    const Colors& colors = colorsFor(*this);
    const QRectF a = rectOf(*from);
    const QRectF b = rectOf(*to);
    const bool isSameColumn = from->kind == to->kind;
    const QPointF start =
        isSameColumn ? QPointF(a.left() + a.width() * 0.5, a.bottom()) : QPointF(a.right(), a.center().y());
    const QPointF end = isSameColumn ? QPointF(b.left() + b.width() * 0.5, b.top()) : QPointF(b.left(), b.center().y());
    const QColor ink = edge.effect == mlops::Effect::Positive   ? colors.good
                       : edge.effect == mlops::Effect::Negative ? colors.bad
                                                                : colors.outline;
    QPainterPath path(start);
    const double bend = isSameColumn ? 0.0 : (end.x() - start.x()) * 0.5;
    path.cubicTo(start + QPointF(bend, 0.0), end - QPointF(bend, 0.0), end);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(ink, 1.4, edge.impact == mlops::Impact::Systemic ? Qt::DashLine : Qt::SolidLine));
    painter.drawPath(path);
    if (edge.effect != mlops::Effect::Undecided) {
        const QPointF middle = path.pointAtPercent(0.86);
        painter.setPen(QPen(ink, 1.0));
        painter.setBrush(colors.raised);
        painter.drawEllipse(middle, 6.0, 6.0);
        painter.setPen(QPen(ink, 1.6));
        painter.drawLine(middle - QPointF(3.0, 0.0), middle + QPointF(3.0, 0.0));
        if (edge.effect == mlops::Effect::Positive) {
            painter.drawLine(middle - QPointF(0.0, 3.0), middle + QPointF(0.0, 3.0));
        }
    }
}

void MapDiagram::drawNode(QPainter& painter, const mlops::MapNode& node) const
{
    const Colors& colors = colorsFor(*this);
    const QRectF box = rectOf(node);
    const BoundaryReading* reading = readingOf(node);
    const double closeness = reading != nullptr ? reading->closeness() : 0.0;
    const bool isCrossed = reading != nullptr && reading->isCrossed;
    QColor ground = colors.surface;
    QColor edge = colors.outline;
    if (reading != nullptr) {
        ground = isCrossed ? colors.badSoft : closeness > 0.9 ? colors.warningSoft : colors.goodSoft;
        edge = isCrossed ? colors.bad : closeness > 0.9 ? colors.warning : colors.good;
    }
    painter.setPen(QPen(edge, reading != nullptr ? 1.6 : 1.0));
    painter.setBrush(ground);
    painter.drawRoundedRect(box, node.kind == mlops::NodeKind::Quality ? box.height() / 2.0 : kCornerRadius,
                            node.kind == mlops::NodeKind::Quality ? box.height() / 2.0 : kCornerRadius);
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

} // namespace gui
