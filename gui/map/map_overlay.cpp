// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/map/map_overlay.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>
#include <QLocale>
#include <QPainterPath>
#include <QPixmapCache>

#include "gui/charts/axis_scale.h"
#include "gui/theme/typography.h"

namespace gui {

namespace {

constexpr double kShieldEvery_m = 3000.0;
constexpr double kShieldRoom_px = 110.0; ///< between two shields of one route

} // namespace

std::vector<RouteShield> shieldsOf(const twin::RoadNetwork& network, const MapGeometry& geometry)
{
    std::vector<RouteShield> shields;
    std::vector<int> done;
    for (const twin::Corridor& corridor : network.corridors()) {
        if (std::find(done.begin(), done.end(), corridor.freeway) != done.end()) {
            continue; // the other direction has them
        }
        done.push_back(corridor.freeway);
        double next = kShieldEvery_m / 2;
        double begin = 0.0;
        for (const twin::LinkIndex link : corridor.links) {
            const double length = network.link(link).length_m;
            while (next < begin + length) {
                const RoadVertex at = geometry.along(link.value, next - begin);
                shields.push_back(
                    {QString::number(corridor.freeway), {static_cast<double>(at.x), static_cast<double>(at.y)}});
                next += kShieldEvery_m;
            }
            begin += length;
        }
    }
    return shields;
}

namespace {

/// A shield as a picture, drawn once: setting its text costs more than the roads under it.
QPixmap shieldStamp(const QString& text, double pixelRatio, const Colors& colors)
{
    QFont font = fontFor(TextRole::Small);
    font.setWeight(QFont::DemiBold);
    const QString key =
        QStringLiteral("shield %1 %2 %3 %4").arg(text, colors.raised.name(), font.key()).arg(pixelRatio);
    QPixmap stamp;
    if (QPixmapCache::find(key, &stamp)) {
        return stamp;
    }
    const QFontMetricsF metrics(font);
    const QSizeF size(std::ceil(metrics.horizontalAdvance(text) + 11.0), std::ceil(metrics.height() + 2.0));
    stamp = QPixmap((size * pixelRatio).toSize());
    stamp.setDevicePixelRatio(pixelRatio);
    stamp.fill(Qt::transparent);
    QPainter painter(&stamp);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(font);
    const QRectF box(QPointF(0.5, 0.5), size - QSizeF(1.0, 1.0));
    painter.setPen(QPen(colors.outline, 1.0));
    painter.setBrush(colors.raised);
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(colors.text);
    painter.drawText(box, Qt::AlignCenter, text);
    painter.end();
    QPixmapCache::insert(key, stamp);
    return stamp;
}

} // namespace

void drawShields(QPainter& painter, const std::vector<RouteShield>& shields, const MapCamera& camera,
                 const Colors& colors)
{
    const double ratio = painter.device()->devicePixelRatioF();
    const QRectF area({0, 0}, camera.size());
    std::vector<std::pair<QRectF, const RouteShield*>> taken;
    QPixmap stamp; // of the route below: its shields follow each other
    QString route;
    for (const RouteShield& shield : shields) {
        const QPointF center = camera.toScreen(shield.plane);
        if (!area.contains(center)) {
            continue;
        }
        if (shield.text != route) {
            route = shield.text;
            stamp = shieldStamp(route, ratio, colors);
        }
        QRectF box({0, 0}, stamp.deviceIndependentSize());
        box.moveCenter(center);
        box.moveTopLeft(QPointF(std::round(box.left()), std::round(box.top())));
        const bool isFree = std::none_of(taken.begin(), taken.end(), [&](const auto& other) {
            const double room = other.second->text == shield.text ? kShieldRoom_px : 6.0;
            return other.first.adjusted(-room, -room, room, room).intersects(box);
        });
        if (area.contains(box) && isFree) {
            taken.emplace_back(box, &shield);
            painter.drawPixmap(box.topLeft(), stamp);
        }
    }
}

ScaleBar scaleBarFor(double metresPerPixel, UnitSystem units, double wanted_px)
{
    const bool isUs = units == UnitSystem::UsCustomary;
    const double wanted_m = metresPerPixel * wanted_px;
    const bool isLarge = isUs ? wanted_m >= 320.0 : wanted_m >= 1000.0;
    const double unit_m = isUs ? (isLarge ? 1609.344 : 0.3048) : (isLarge ? 1000.0 : 1.0);
    const double power = std::pow(10.0, std::floor(std::log10(wanted_m / unit_m)));
    double length = power;
    for (const double factor : {2.0, 5.0}) {
        length = factor * power <= wanted_m / unit_m ? factor * power : length;
    }
    const QString unit = isUs ? (isLarge ? QStringLiteral("mi") : QStringLiteral("ft"))
                              : (isLarge ? QStringLiteral("km") : QStringLiteral("m"));
    return {length * unit_m / metresPerPixel, QLocale().toString(length, 'g', 4) + QLatin1Char(' ') + unit};
}

void drawScaleAndNorth(QPainter& painter, QPointF corner, const ScaleBar& bar, const Colors& colors)
{
    painter.setRenderHint(QPainter::Antialiasing);
    const QFont font = fontFor(TextRole::Small);
    const QFontMetricsF metrics(font);
    const double left = corner.x() - bar.length_px;
    painter.setPen(QPen(colors.text, 1.5));
    painter.drawPolyline(QPolygonF{{left, corner.y() - 5}, {left, corner.y()}, corner, {corner.x(), corner.y() - 5}});
    painter.setFont(font);
    painter.setPen(colors.text);
    painter.drawText(QRectF(left - 60, corner.y() - 8 - metrics.height(), bar.length_px + 60, metrics.height()),
                     Qt::AlignRight | Qt::AlignVCenter, bar.text);
    const QPointF foot(left - 24, corner.y());
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.text);
    painter.drawPolygon(QPolygonF{foot + QPointF(0, -16), foot + QPointF(5, 0), foot + QPointF(0, -4)});
    painter.setBrush(colors.textMuted);
    painter.drawPolygon(QPolygonF{foot + QPointF(0, -16), foot + QPointF(-5, 0), foot + QPointF(0, -4)});
    painter.setPen(colors.text);
    painter.drawText(QRectF(foot.x() - 10, foot.y() - 18 - metrics.height(), 20, metrics.height()), Qt::AlignCenter,
                     QStringLiteral("N"));
}

void drawCard(QPainter& painter, const HoverCard& card, QPointF at, const QRectF& area, const Colors& colors)
{
    QFont bold = fontFor(TextRole::Body);
    bold.setWeight(QFont::DemiBold);
    const QFont small = tabular(fontFor(TextRole::Small));
    const QFontMetricsF title(bold);
    const QFontMetricsF body(small);
    double width = title.horizontalAdvance(card.title);
    for (const QString& line : card.lines) {
        width = std::max(width, body.horizontalAdvance(line));
    }
    QRectF box(at + QPointF(14, 14), QSizeF(width + 2 * space::kMedium,
                                            title.height() + static_cast<double>(card.lines.size()) * body.height() +
                                                2 * space::kSmall + space::kHair));
    if (box.right() > area.right() - space::kTight) {
        box.moveRight(std::max(at.x() - 10, area.left() + box.width()));
    }
    if (box.bottom() > area.bottom() - space::kTight) {
        box.moveBottom(at.y() - 10);
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colors.border);
    painter.setBrush(colors.raised);
    painter.drawRoundedRect(box, kCornerRadius, kCornerRadius);
    painter.setFont(bold);
    painter.setPen(colors.text);
    double y = box.top() + space::kSmall + title.ascent();
    painter.drawText(QPointF(box.left() + space::kMedium, y), card.title);
    y += title.descent() + space::kHair;
    painter.setFont(small);
    painter.setPen(colors.textMuted);
    for (const QString& line : card.lines) {
        y += body.ascent();
        painter.drawText(QPointF(box.left() + space::kMedium, y), line);
        y += body.descent() + body.leading();
    }
}

void drawEmphasis(QPainter& painter, const MapPainter& roads, const MapCamera& camera, const MapTarget& target,
                  const QColor& color, double margin)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    if (const auto* link = std::get_if<twin::LinkIndex>(&target)) {
        const double width = roads.roadWidth(link->value, camera.metresPerPixel()) + 2 * margin;
        QPainterPath path;
        path.addPolygon(roads.onScreen(link->value, camera));
        QPainterPathStroker outer;
        outer.setWidth(width + 2);
        outer.setCapStyle(Qt::RoundCap);
        outer.setJoinStyle(Qt::RoundJoin);
        painter.setPen(QPen(color, 2.0));
        painter.drawPath(outer.createStroke(path).simplified());
    } else if (const auto* station = std::get_if<twin::StationIndex>(&target)) {
        painter.setPen(QPen(color, 2.5));
        const double radius = 8.0 + margin;
        painter.drawEllipse(roads.stationOnScreen(station->value, camera), radius, radius);
    }
}

} // namespace gui
