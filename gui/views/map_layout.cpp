// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/map_layout.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <QLineF>

namespace gui {

namespace {

using mlops::MapEdge;
using mlops::MapNode;
using mlops::NodeKind;

constexpr double kBox_px = 44.0;
constexpr double kLeastBox_px = 36.0; ///< two lines of small text
constexpr double kGap_px = 6.0;       ///< at least
constexpr double kSignAt = 0.88;      ///< where along an arrow its sign stands
constexpr double kSignStep = 0.13;
constexpr double kReach_px = 6.0; ///< how far beside an arrow still means it
constexpr std::ptrdiff_t kLeastRows = 4;

} // namespace

double MapLayout::leastHeight(const mlops::DecisionMap& map)
{
    const auto rowsOf = [&](NodeKind kind) { return std::ranges::count(map.nodes, kind, &MapNode::kind); };
    const std::ptrdiff_t rows = std::max({rowsOf(NodeKind::Feature), rowsOf(NodeKind::Quality), kLeastRows});
    return static_cast<double>(rows) * (kLeastBox_px + kGap_px);
}

QRectF MapLayout::rectOf(std::string_view box) const
{
    const MapNode* node = boxOf(m_map, box);
    if (node == nullptr) {
        return {};
    }
    int row = 0;
    int rows = 0;
    for (const MapNode& other : m_map.nodes) {
        if (other.kind == node->kind) {
            row = &other == node ? rows : row;
            ++rows;
        }
    }
    const bool isMiddle = node->kind == NodeKind::Feature;
    const double columnWidth = m_sheet.width() / 3.0;
    const double slot = m_sheet.height() / rows;
    const double height = std::min(kBox_px, slot - kGap_px);
    const double width = columnWidth - (isMiddle ? 56.0 : 34.0);
    const double x = node->kind == NodeKind::System ? 2.0
                     : isMiddle                     ? columnWidth + 28.0
                                                    : m_sheet.width() - width - 2.0;
    return {x, slot * (row + 0.5) - height / 2.0, width, height};
}

std::optional<QPainterPath> MapLayout::pathOf(const MapEdge& edge) const
{
    const QRectF a = rectOf(edge.from);
    const QRectF b = rectOf(edge.to);
    if (a.isNull() || b.isNull()) {
        return std::nullopt;
    }
    if (a.left() != b.left()) {
        const QPointF start(a.right(), a.center().y());
        const QPointF end(b.left(), b.center().y());
        const QPointF bend((end.x() - start.x()) * 0.5, 0.0);
        QPainterPath path(start);
        path.cubicTo(start + bend, end - bend, end);
        return path;
    }
    const bool isDown = b.top() > a.top();
    const QPointF start(a.center().x(), isDown ? a.bottom() : a.top());
    const QPointF end(b.center().x(), isDown ? b.top() : b.bottom());
    // Past the boxes between the two, on their left.
    const bool isNext = std::abs(end.y() - start.y()) < kBox_px;
    const QPointF bend(isNext ? 0.0 : -a.width() * 0.75, 0.0);
    QPainterPath path(start);
    path.cubicTo(start + bend, end + bend, end);
    return path;
}

std::optional<QPointF> MapLayout::signOf(const MapEdge& edge) const
{
    const auto path = pathOf(edge);
    if (!path) {
        return std::nullopt;
    }
    int before = 0;
    for (const MapEdge& other : m_map.edges) {
        if (other.from == edge.from && other.to == edge.to) {
            break;
        }
        before += other.to == edge.to ? 1 : 0;
    }
    return path->pointAtPercent(std::max(0.5, kSignAt - kSignStep * before));
}

MapElement MapLayout::elementAt(const QPointF& at) const
{
    for (const MapEdge& edge : m_map.edges) {
        const auto sign = signOf(edge);
        if (sign && edge.effect != mlops::Effect::Undecided && QLineF(*sign, at).length() <= kSign_px + 1.0) {
            return {edge.from, edge.to};
        }
    }
    for (const MapNode& node : m_map.nodes) {
        if (rectOf(node.id).contains(at)) {
            return {node.id, {}};
        }
    }
    return arrowAt(at);
}

MapElement MapLayout::arrowAt(const QPointF& at) const
{
    constexpr int kSamples = 60;
    MapElement nearest;
    double least = kReach_px;
    for (const MapEdge& edge : m_map.edges) {
        const auto path = pathOf(edge);
        for (int i = 0; path && i <= kSamples; ++i) {
            const double distance = QLineF(path->pointAtPercent(static_cast<double>(i) / kSamples), at).length();
            if (distance < least) {
                least = distance;
                nearest = {edge.from, edge.to};
            }
        }
    }
    return nearest;
}

MapElement MapLayout::boxBeside(const MapElement& from, const QPoint& way) const
{
    const QRectF start = rectOf(from.node);
    if (start.isNull()) {
        return m_map.nodes.empty() ? MapElement{} : MapElement{m_map.nodes.front().id, {}};
    }
    const bool isSideways = way.x() != 0;
    MapElement best{from.node, {}};
    double least = 0.0;
    for (const MapNode& node : m_map.nodes) {
        const QPointF off = rectOf(node.id).center() - start.center();
        const double along = isSideways ? off.x() * way.x() : off.y() * way.y();
        const double aside = std::abs(isSideways ? off.y() : off.x());
        const bool isThatWay = isSideways ? along > start.width() * 0.5 : along > 1.0 && aside < 1.0;
        // Sideways the next column counts first, then how far up or down in it.
        const double distance = isSideways ? along * m_sheet.height() + aside : along;
        if (isThatWay && (best.node == from.node || distance < least)) {
            best.node = node.id;
            least = distance;
        }
    }
    return best;
}

MapElement MapLayout::nextArrow(const MapElement& from, bool forward) const
{
    std::vector<MapElement> arrows;
    for (const MapEdge& edge : m_map.edges) {
        if (edge.from == from.node || (from.isBox() && edge.to == from.node)) {
            arrows.push_back({edge.from, edge.to});
        }
    }
    if (arrows.empty()) {
        return from;
    }
    const auto at = std::ranges::find(arrows, from) - arrows.begin();
    const auto count = static_cast<std::ptrdiff_t>(arrows.size());
    const std::ptrdiff_t next = at == count ? (forward ? 0 : count - 1) : (at + (forward ? 1 : -1) + count) % count;
    return arrows[static_cast<std::size_t>(next)];
}

} // namespace gui
