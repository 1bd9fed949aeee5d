// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/map/map_painter.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <QPainterPath>

#include "gui/map/station_glyph.h"

namespace gui {

namespace {

constexpr double kLane_m = 3.6;    ///< AASHTO's standard lane, 12 ft
constexpr double kJoins_mpp = 8.0; ///< nearer than this, corners are visible and lines are joined
/// Lines below this width end flat: what gapes at a bend is less than a pixel, and caps are a third of a short line.
constexpr double kCapped_px = 3.5;

/// Ink and gap of a dashed line, pixels.
struct Dashes {
    double ink;
    double gap;
};

Dashes dashesFor(double width) { return {std::max(6.0, 1.4 * width), std::max(4.0, 0.9 * width)}; }

/// Pieces of roads that are drawn with one pen.
class Batch {
public:
    /// Joined at the corners, or as single strokes, which is many times faster; single strokes may be dashed.
    void addLine(std::span<const RoadVertex> line, const MapCamera& camera, double aside_px, bool isJoined,
                 std::optional<Dashes> dashes = {})
    {
        const double scale = 1.0 / camera.metresPerPixel();
        const QPointF shift = camera.toScreen({0.0, 0.0});
        QPointF before;
        for (std::size_t i = 0; i < line.size(); ++i) {
            const RoadVertex& vertex = line[i];
            const QPointF at(
                static_cast<double>(vertex.x) * scale + shift.x() + static_cast<double>(vertex.rightX) * aside_px,
                static_cast<double>(vertex.y) * scale + shift.y() + static_cast<double>(vertex.rightY) * aside_px);
            if (isJoined && i == 0) {
                m_path.moveTo(at);
            } else if (isJoined) {
                m_path.lineTo(at);
            } else if (i > 0 && dashes) {
                addDashes(before, at, *dashes);
            } else if (i > 0) {
                addSegment(before, at);
            }
            before = at;
        }
    }

    void draw(QPainter& painter, QPen pen) const
    {
        if (!m_lines.isEmpty()) {
            const bool isDashed = pen.style() == Qt::CustomDashLine;
            pen.setCapStyle(pen.widthF() > kCapped_px && !isDashed ? Qt::SquareCap : Qt::FlatCap);
            pen.setStyle(Qt::SolidLine); // dashes are cut already
            painter.setPen(pen);
            painter.drawLines(m_lines);
        }
        if (!m_path.isEmpty()) {
            pen.setCapStyle(pen.style() == Qt::SolidLine ? Qt::RoundCap : Qt::FlatCap);
            pen.setJoinStyle(Qt::RoundJoin);
            painter.setPen(pen);
            painter.setBrush(Qt::NoBrush);
            painter.drawPath(m_path);
        }
    }

private:
    /// Links of one road follow each other in a network, mostly straight on and in the same colour: one line for
    /// several is the same picture and less to draw.
    void addSegment(QPointF from, QPointF to)
    {
        constexpr double kStraight_px = 0.25;
        constexpr double kMostOff_px = 0.75; // on a bend the error grows with the pieces that were merged
        if (!m_lines.isEmpty()) {
            QLineF& last = m_lines.back();
            const QPointF gap = from - last.p2();
            const QPointF chord = to - last.p1();
            const QPointF corner = last.p2() - last.p1();
            const double length = std::abs(chord.x()) + std::abs(chord.y());
            const double off = std::abs(chord.x() * corner.y() - chord.y() * corner.x());
            if (std::abs(gap.x()) + std::abs(gap.y()) < kSamePlace_px && off < kStraight_px * length &&
                m_off * length + off < kMostOff_px * length && QPointF::dotProduct(corner, to - last.p2()) > 0.0) {
                last.setP2(to);
                m_off += off / length;
                return;
            }
        }
        m_lines.append(QLineF(from, to));
        m_off = 0.0;
    }

    /// A stroker that cuts the dashes itself takes most of a frame for them.
    void addDashes(QPointF from, QPointF to, Dashes dashes)
    {
        const QPointF gap = from - m_dashedTo;
        if (std::abs(gap.x()) + std::abs(gap.y()) >= kSamePlace_px) {
            m_phase = 0.0; // another road
        }
        const QPointF chord = to - from;
        const double length = std::hypot(chord.x(), chord.y());
        for (double at = 0.0; at < length;) {
            const bool isInk = m_phase < dashes.ink;
            const double step = std::min((isInk ? dashes.ink : dashes.ink + dashes.gap) - m_phase, length - at);
            if (isInk) {
                m_lines.append(QLineF(from + chord * (at / length), from + chord * ((at + step) / length)));
            }
            at += step;
            m_phase = at < length ? (isInk ? dashes.ink : 0.0) : m_phase + step;
        }
        m_dashedTo = to;
    }

    static constexpr double kSamePlace_px = 0.75;

    QList<QLineF> m_lines;
    QPainterPath m_path;
    QPointF m_dashedTo;
    double m_phase = 0.0; ///< where in ink and gap the last dashed piece ended
    double m_off = 0.0;   ///< how far the last line is from the pieces it stands for, at most
};

/// Roads in order of importance: the last is drawn on top.
enum Tier : std::size_t { kStreet, kRamp, kConnector, kFreeway, kTiers };

Tier tierOf(twin::LinkKind kind)
{
    switch (kind) {
    case twin::LinkKind::Freeway:
        return kFreeway;
    case twin::LinkKind::Connector:
        return kConnector;
    case twin::LinkKind::OnRamp:
    case twin::LinkKind::OffRamp:
        return kRamp;
    case twin::LinkKind::Street:
        return kStreet;
    }
    return kStreet;
}

struct WidthRange {
    double least;
    double greatest;
};

double tierWidth(Tier tier, int lanes, double mpp)
{
    static constexpr WidthRange kWidths[kTiers]{{1.0, 8.0}, {1.2, 8.0}, {1.6, 12.0}, {2.6, 26.0}};
    const double least = mpp > 100.0 ? 0.6 * kWidths[tier].least : kWidths[tier].least;
    return std::clamp(kLane_m * lanes / mpp, least, kWidths[tier].greatest);
}

/// All roads of a tier share one width while that is the least one; nearer, they differ by their lanes.
int lanesForWidth(Tier tier, double mpp, int lanes)
{
    return tierWidth(tier, lanes, mpp) == tierWidth(tier, 1, mpp) ? 1 : std::clamp(lanes, 1, 8);
}

constexpr std::size_t kWidthKeys = 9; ///< 0 unused, 1..8 lanes

std::vector<QColor> colorsFor(const MapFrame& frame, const MapStyle& style)
{
    const bool isSpeed = frame.classes.colors == ColorMapKind::Speed;
    return ColorMap(isSpeed ? style.speedColors : frame.classes.colors, style.scheme)
        .classColors(frame.classes.count());
}

QPen roadPen(QColor color, double width, Known known)
{
    QPen pen(color, width);
    if (known == Known::Imputed) {
        pen.setStyle(Qt::CustomDashLine);
        const Dashes dashes = dashesFor(width);
        pen.setDashPattern({dashes.ink / width, dashes.gap / width});
    }
    return pen;
}

/// An observed link between estimated ones of its colour: the estimated line may run on beneath it, unseen, so that
/// both sides are one line to draw.
bool isBetweenEstimated(const MapFrame& frame, std::size_t link)
{
    const auto isOfItsColour = [&](std::size_t other) {
        return frame.known[other] == Known::Estimated &&
               frame.classes.classOf(frame.values[other]) == frame.classes.classOf(frame.values[link]);
    };
    return frame.known[link] == Known::Observed && link > 0 && link + 1 < frame.known.size() &&
           isOfItsColour(link - 1) && isOfItsColour(link + 1);
}

double shareOfWidth(Known known) { return known == Known::Estimated ? 0.55 : 1.0; }

} // namespace

bool MapPainter::isWorthDrawing(std::size_t link, const QRectF& view, double metresPerPixel) const
{
    const QRectF& bounds = m_geometry.boundsOf(link);
    const bool isSpeck = bounds.width() < metresPerPixel && bounds.height() < metresPerPixel;
    return bounds.intersects(view) && !(isSpeck && tierOf(m_geometry.kind(link)) != kFreeway);
}

double MapPainter::roadWidth(std::size_t link, double metresPerPixel) const
{
    return tierWidth(tierOf(m_geometry.kind(link)), m_geometry.lanes(link), metresPerPixel);
}

QPolygonF MapPainter::onScreen(std::size_t link, const MapCamera& camera) const
{
    QPolygonF line;
    const double aside = roadWidth(link, camera.metresPerPixel()) / 2.0 + 0.5;
    for (const RoadVertex& vertex : m_geometry.line(link, MapGeometry::levelFor(camera.metresPerPixel()))) {
        line.append(camera.toScreen({static_cast<double>(vertex.x), static_cast<double>(vertex.y)}) +
                    QPointF(static_cast<double>(vertex.rightX), static_cast<double>(vertex.rightY)) * aside);
    }
    return line;
}

QPointF MapPainter::stationOnScreen(std::size_t station, const MapCamera& camera) const
{
    const RoadVertex& at = m_geometry.stations()[station];
    const double aside =
        at.rightX == 0.0F && at.rightY == 0.0F ? 0.0 : tierWidth(kFreeway, 3, camera.metresPerPixel()) / 2.0 + 0.5;
    return camera.toScreen({static_cast<double>(at.x), static_cast<double>(at.y)}) +
           QPointF(static_cast<double>(at.rightX), static_cast<double>(at.rightY)) * aside;
}

void MapPainter::paintGround(QPainter& painter, const MapCamera& camera, const MapStyle& style) const
{
    const Colors& colors = colorsOf(style.scheme);
    const double mpp = camera.metresPerPixel();
    painter.fillRect(QRectF({0, 0}, camera.size()), colors.mapGround);
    painter.setRenderHint(QPainter::Antialiasing, style.detail == MapDetail::Fine);
    const QRectF view = camera.view().adjusted(-20 * mpp, -20 * mpp, 20 * mpp, 20 * mpp);
    const std::size_t level = MapGeometry::levelFor(mpp);
    std::vector<Batch> batches(kTiers * kWidthKeys);
    for (std::size_t i = 0; i < m_geometry.links(); ++i) {
        if (isWorthDrawing(i, view, mpp)) {
            const Tier tier = tierOf(m_geometry.kind(i));
            const int lanes = lanesForWidth(tier, mpp, m_geometry.lanes(i));
            const double aside = tierWidth(tier, m_geometry.lanes(i), mpp) / 2.0 + 0.5;
            batches[tier * kWidthKeys + static_cast<std::size_t>(lanes)].addLine(m_geometry.line(i, level), camera,
                                                                                 aside, mpp < kJoins_mpp);
        }
    }
    for (const bool isCasing : {true, false}) {
        for (std::size_t key = 0; key < batches.size(); ++key) {
            const auto tier = static_cast<Tier>(key / kWidthKeys);
            const double width = tierWidth(tier, static_cast<int>(key % kWidthKeys), mpp);
            if (isCasing && (tier < kConnector || mpp > 60.0)) {
                continue;
            }
            batches[key].draw(painter,
                              QPen(isCasing ? colors.roadCasing : colors.roadEmpty, width + (isCasing ? 1.6 : 0)));
        }
    }
}

void MapPainter::paintValues(QPainter& painter, const MapCamera& camera, const MapStyle& style,
                             const MapFrame& frame) const
{
    constexpr std::size_t kKnown = 3; // Estimated, Imputed, Observed
    const double mpp = camera.metresPerPixel();
    const bool isJoined = mpp < kJoins_mpp;
    const std::size_t classes = frame.classes.count();
    const QRectF view = camera.view().adjusted(-20 * mpp, -20 * mpp, 20 * mpp, 20 * mpp);
    const std::size_t level = MapGeometry::levelFor(mpp);
    std::vector<Batch> batches(kTiers * kKnown * classes * kWidthKeys);
    for (std::size_t i = 0; i < m_geometry.links(); ++i) {
        const std::size_t klass = frame.classes.classOf(frame.values[i]);
        if (klass == classes || frame.known[i] == Known::Nothing || !isWorthDrawing(i, view, mpp)) {
            continue;
        }
        const Tier tier = tierOf(m_geometry.kind(i));
        const auto lanes = static_cast<std::size_t>(lanesForWidth(tier, mpp, m_geometry.lanes(i)));
        const double aside = tierWidth(tier, m_geometry.lanes(i), mpp) / 2.0 + 0.5;
        const auto add = [&](Known known, std::optional<Dashes> dashes) {
            const std::size_t row = (tier * kKnown + static_cast<std::size_t>(known) - 1) * classes + klass;
            batches[row * kWidthKeys + lanes].addLine(m_geometry.line(i, level), camera, aside, isJoined, dashes);
        };
        const bool isDashed = frame.known[i] == Known::Imputed && !isJoined;
        add(frame.known[i],
            isDashed ? std::optional(dashesFor(tierWidth(tier, static_cast<int>(lanes), mpp))) : std::nullopt);
        if (!isJoined && isBetweenEstimated(frame, i)) {
            add(Known::Estimated, std::nullopt);
        }
    }
    const std::vector<QColor> colors = colorsFor(frame, style);
    const QColor dimmed = colorsOf(style.scheme).roadEmpty;
    painter.setRenderHint(QPainter::Antialiasing, style.detail == MapDetail::Fine);
    for (std::size_t key = 0; key < batches.size(); ++key) {
        const std::size_t klass = key / kWidthKeys % classes;
        const auto known = static_cast<Known>(key / kWidthKeys / classes % kKnown + 1);
        const auto tier = static_cast<Tier>(key / kWidthKeys / classes / kKnown);
        const double weight = mpp > kJoins_mpp ? frame.classes.weights[klass] : 1.0;
        const double width = tierWidth(tier, static_cast<int>(key % kWidthKeys), mpp) * weight * shareOfWidth(known);
        const bool isDimmed = style.onlyClass && *style.onlyClass != klass;
        batches[key].draw(painter, roadPen(isDimmed ? dimmed : colors[klass], width, known));
    }
}

void MapPainter::paintStations(QPainter& painter, const MapCamera& camera, const MapStyle& style,
                               const MapFrame& frame) const
{
    const double mpp = camera.metresPerPixel();
    const StationGlyphs glyphs(style.scheme, painter.device()->devicePixelRatioF(), StationGlyphs::sizeFor(mpp));
    const QRectF area = QRectF({0, 0}, camera.size()).adjusted(-12, -12, 12, 12);
    const double cell = std::max(glyphs.size() * 1.4, 6.0);
    const auto columns = static_cast<std::size_t>(area.width() / cell) + 2;
    std::vector<bool> taken(columns * (static_cast<std::size_t>(area.height() / cell) + 2), false);
    // Troubled stations are drawn first and always; sound ones only where there is room for another glyph.
    for (const bool isSound : {false, true}) {
        for (std::size_t i = 0; i < m_geometry.stations().size() && i < frame.stations.size(); ++i) {
            const StationLook look = frame.stations[i];
            const QPointF at = stationOnScreen(i, camera);
            if ((look == StationLook::Observed || look == StationLook::Unsensed) != isSound || !area.contains(at)) {
                continue;
            }
            const auto place = static_cast<std::size_t>((at.y() - area.top()) / cell) * columns +
                               static_cast<std::size_t>((at.x() - area.left()) / cell);
            if (!isSound || !taken[place]) {
                glyphs.draw(painter, at, look);
            }
            taken[place] = true;
        }
    }
}

} // namespace gui
