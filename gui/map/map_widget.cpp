// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/map/map_widget.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <QTimer>

#include "gui/map/map_city.h"
#include "gui/map/map_legend.h"

namespace gui {

namespace {

constexpr double kReach_px = 9.0; ///< how far from a thing a click may be
constexpr int kSettle_ms = 120;
constexpr double kFitMargin_px = 40.0;

double distanceToLine(QPointF point, const QPolygonF& line)
{
    double least = std::numeric_limits<double>::infinity();
    for (qsizetype i = 0; i + 1 < line.size(); ++i) {
        const QPointF along = line[i + 1] - line[i];
        const double length = QPointF::dotProduct(along, along);
        const double share =
            length > 0.0 ? std::clamp(QPointF::dotProduct(point - line[i], along) / length, 0.0, 1.0) : 0.0;
        const QPointF off = point - (line[i] + along * share);
        least = std::min(least, std::hypot(off.x(), off.y()));
    }
    return least;
}

} // namespace

MapWidget::MapWidget(QWidget* parent) : QWidget(parent), m_legend(new MapLegend(this)), m_settle(new QTimer(this))
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMinimumSize(240, 180);
    setAccessibleName(tr("Map of the city"));
    grabGesture(Qt::PinchGesture);
    m_legend->hide();
    m_settle->setSingleShot(true);
    m_settle->setInterval(kSettle_ms);
    connect(m_settle, &QTimer::timeout, this, [this] {
        m_isMoving = false;
        m_isGroundStale = true;
        update();
    });
    connect(m_legend, &MapLegend::foldingChosen, this, [this](bool folded) {
        m_isLegendFolded = folded;
        placeLegend();
    });
    connect(m_legend, &MapLegend::classChosen, this, [this](std::optional<std::size_t> only) {
        m_onlyClass = only;
        m_isPictureStale = true;
        update();
    });
}

MapWidget::~MapWidget() = default;

void MapWidget::setNetwork(std::shared_ptr<const twin::RoadNetwork> network)
{
    m_city = network ? std::make_unique<City>(std::move(network)) : nullptr;
    m_frame.reset();
    m_events = {};
    m_legend->hide();
    m_selection = m_hovered = {};
    fitAll();
}

void MapWidget::setFrame(std::shared_ptr<const MapFrame> frame)
{
    const bool isOtherScale = frame && m_frame && frame->classes.labels != m_frame->classes.labels;
    m_frame = std::move(frame);
    if (isOtherScale) {
        m_onlyClass.reset();
        m_legend->setOnlyClass(std::nullopt);
    }
    if (m_frame) {
        m_legend->setFrame(*m_frame, m_speedColors);
        placeLegend();
    }
    const bool isFirst = m_frame && !m_legend->isVisibleTo(this);
    m_legend->setVisible(m_frame != nullptr);
    if (isFirst && m_isFitted) {
        fitAll();
    }
    m_isPictureStale = true;
    m_isNews = true;
    update();
}

void MapWidget::setEvents(MapEvents events)
{
    m_events = std::move(events);
    update();
}

void MapWidget::setUnits(UnitSystem units)
{
    m_units = units;
    update();
}

void MapWidget::setSpeedColors(ColorMapKind colors)
{
    m_speedColors = colors;
    setFrame(m_frame);
}

void MapWidget::select(const MapTarget& target)
{
    if (target == m_selection) {
        return;
    }
    m_selection = target;
    if (m_city) {
        const HoverCard card = cardOf(target);
        setAccessibleDescription(card.title + QStringLiteral(". ") + card.lines.join(QStringLiteral(". ")));
    }
    update();
    Q_EMIT selectionChanged(m_selection);
}

QRectF MapWidget::boundsOf(const MapTarget& target) const
{
    if (const auto* link = std::get_if<twin::LinkIndex>(&target)) {
        return m_city->geometry.boundsOf(link->value);
    }
    if (const auto* station = std::get_if<twin::StationIndex>(&target)) {
        const RoadVertex& at = m_city->geometry.stations()[station->value];
        return {static_cast<double>(at.x), static_cast<double>(at.y), 1.0, 1.0};
    }
    QRectF bounds;
    if (const auto* corridor = std::get_if<CorridorIndex>(&target)) {
        for (const twin::LinkIndex link : m_city->network->corridors()[corridor->value].links) {
            bounds |= m_city->geometry.boundsOf(link.value);
        }
    }
    return bounds;
}

void MapWidget::reveal(const MapTarget& target)
{
    if (!m_city || std::holds_alternative<std::monostate>(target)) {
        return;
    }
    constexpr double kAround_m = 1500.0;
    QRectF bounds = boundsOf(target);
    const double room = std::max(kAround_m - std::max(bounds.width(), bounds.height()), 0.0) / 2;
    m_camera.fit(bounds.adjusted(-room, -room, room, room), kFitMargin_px);
    m_isFitted = false;
    cameraMoved();
}

void MapWidget::fitAll()
{
    if (m_city) {
        m_camera.setSize(size());
        m_camera.fit(m_city->geometry.bounds(), kFitMargin_px);
        // Beside the legend, unless that made the city much smaller than behind it.
        constexpr double kSmallest = 1.8;
        const double left = m_frame && !m_legend->isFolded() ? m_legend->width() : 0.0;
        MapCamera beside = m_camera;
        beside.setSize(QSizeF(std::max(1.0, width() - left), height()));
        beside.fit(m_city->geometry.bounds(), kFitMargin_px);
        if (left > 0.0 && beside.metresPerPixel() < kSmallest * m_camera.metresPerPixel()) {
            beside.setCenter(beside.center() - QPointF(left / 2.0 * beside.metresPerPixel(), 0.0));
            beside.setSize(size());
            m_camera = beside;
        }
    }
    m_isFitted = true;
    m_isGroundStale = true;
    update();
}

void MapWidget::setView(QPointF center, double metresPerPixel)
{
    m_camera.setScale(metresPerPixel);
    m_camera.setCenter(center);
    m_isFitted = false;
    cameraMoved();
}

void MapWidget::zoom(double factor)
{
    m_camera.zoom(factor, QPointF(width(), height()) / 2);
    m_isFitted = false;
    cameraMoved();
}

void MapWidget::cameraMoved()
{
    m_isMoving = m_isSlow;
    m_isGroundStale = true;
    if (m_isMoving) {
        m_settle->start();
    }
    update();
}

MapStyle MapWidget::style() const
{
    return {.scheme = schemeOf(palette()),
            .detail = m_isMoving ? MapDetail::Coarse : MapDetail::Fine,
            .speedColors = m_speedColors,
            .onlyClass = m_onlyClass};
}

MapTarget MapWidget::targetAt(QPointF screen) const
{
    if (!m_city) {
        return {};
    }
    double least = kReach_px;
    MapTarget found;
    for (std::size_t i = 0; i < m_city->geometry.stations().size(); ++i) {
        const QPointF off = m_city->painter.stationOnScreen(i, m_camera) - screen;
        if (const double distance = std::hypot(off.x(), off.y()); distance < least) {
            least = distance;
            found = twin::StationIndex(i);
        }
    }
    if (!std::holds_alternative<std::monostate>(found)) {
        return found;
    }
    const QPointF plane = m_camera.toPlane(screen);
    const double reach = 2 * kReach_px * m_camera.metresPerPixel();
    for (std::size_t i = 0; i < m_city->geometry.links(); ++i) {
        if (!m_city->geometry.boundsOf(i).adjusted(-reach, -reach, reach, reach).contains(plane)) {
            continue;
        }
        if (const double distance = distanceToLine(screen, m_city->painter.onScreen(i, m_camera)); distance < least) {
            least = distance;
            found = twin::LinkIndex(i);
        }
    }
    return found;
}

HoverCard MapWidget::cardOf(const MapTarget& target) const
{
    if (!m_city || std::holds_alternative<std::monostate>(target)) {
        return {};
    }
    const MapHit hit = describe(*m_city->network, target);
    HoverCard card{hit.title, {hit.detail}};
    if (!m_frame) {
        return card;
    }
    std::optional<twin::LinkIndex> link;
    if (const auto* station = std::get_if<twin::StationIndex>(&target)) {
        card.lines << tr("Reading: %1").arg(nameOf(m_frame->stations[station->value]));
        link = m_city->network->station(*station).link;
    } else if (const auto* road = std::get_if<twin::LinkIndex>(&target)) {
        link = *road;
    }
    if (link) {
        const float value = m_frame->values[link->value];
        card.lines << QStringLiteral("%1: %2").arg(m_frame->classes.name, m_frame->classes.text(value));
        card.lines << tr("How known: %1").arg(nameOf(m_frame->known[link->value]));
    }
    return card;
}

void MapWidget::hover(const MapTarget& target, QPointF at)
{
    const bool isChange = target != m_hovered || !std::holds_alternative<std::monostate>(target);
    m_hovered = target;
    m_mouse = at;
    setCursor(std::holds_alternative<std::monostate>(target) ? Qt::ArrowCursor : Qt::PointingHandCursor);
    if (isChange) {
        update();
    }
}

void MapWidget::stepSelection(int by)
{
    const auto count = m_city ? static_cast<int>(m_city->network->stations().size()) : 0;
    if (count == 0) {
        return;
    }
    const auto* current = std::get_if<twin::StationIndex>(&m_selection);
    const int next = current == nullptr ? 0 : (static_cast<int>(current->value) + by + count) % count;
    select(twin::StationIndex(static_cast<std::size_t>(next)));
    const QPointF at = m_city->painter.stationOnScreen(static_cast<std::size_t>(next), m_camera);
    if (!QRectF(rect()).adjusted(40, 40, -40, -40).contains(at)) {
        m_camera.setCenter(m_camera.toPlane(at));
        m_isFitted = false;
        cameraMoved();
    }
}

} // namespace gui
