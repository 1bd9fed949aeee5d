// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/sumo_location.h"

#include <cmath>
#include <numbers>

#include "twin/core/text.h"

namespace twin {

namespace {

// SUMO's GeoConvHelper, "simple": metres per degree, those of longitude shrunk by the cosine of the latitude.
constexpr double kSimplePerLat_m = 111136.0;
constexpr double kSimplePerLon_m = 111320.0;

/// The zone of "+proj=utm +zone=10 +ellps=WGS84 ..."; nothing unless it is one on WGS 84 or the like.
std::optional<UtmZone> utmOf(std::string_view projection)
{
    UtmZone zone;
    bool isUtm = false;
    for (const std::string_view word : split(projection, ' ')) {
        const std::size_t equals = word.find('=');
        const std::string_view key = word.substr(0, equals);
        const std::string_view value = equals == std::string_view::npos ? "" : word.substr(equals + 1);
        if (key == "+proj") {
            isUtm = value == "utm";
        } else if (key == "+zone") {
            zone.number = static_cast<int>(parseInteger(value).value_or(0));
        } else if (key == "+south") {
            zone.isSouth = true;
        } else if ((key == "+ellps" && value != "WGS84" && value != "GRS80") || (key == "+units" && value != "m")) {
            return std::nullopt;
        }
    }
    return isUtm && zone.number >= 1 && zone.number <= 60 ? std::optional(zone) : std::nullopt;
}

} // namespace

std::optional<SumoLocation> SumoLocation::parse(std::string_view projection, std::string_view offset)
{
    const auto moved = readSumoPoint(offset);
    if (!moved) {
        return std::nullopt;
    }
    SumoLocation location;
    location.m_offset = *moved;
    if (projection == "!") {
        return location;
    }
    if (projection == "-") {
        location.m_kind = Kind::Simple;
        return location;
    }
    const auto zone = utmOf(projection);
    if (!zone) {
        return std::nullopt;
    }
    location.m_kind = Kind::Utm;
    location.m_zone = *zone;
    return location;
}

GeoPoint SumoLocation::toEarth(PlanePoint point) const
{
    const PlanePoint projected{.x_m = point.x_m - m_offset.x_m, .y_m = point.y_m - m_offset.y_m};
    switch (m_kind) {
    case Kind::Simple: {
        const double lat = projected.y_m / kSimplePerLat_m;
        return {.lat_deg = lat, .lon_deg = projected.x_m / kSimplePerLon_m / std::cos(lat * std::numbers::pi / 180.0)};
    }
    case Kind::Utm:
        return fromUtm(projected, m_zone);
    case Kind::None:
        return LocalPlane(GeoPoint{}).toEarth(projected);
    }
    return {};
}

std::optional<PlanePoint> readSumoPoint(std::string_view text)
{
    const auto pieces = split(trim(text), ',');
    if (pieces.size() < 2 || pieces.size() > 3) {
        return std::nullopt;
    }
    const auto x = parseNumber(pieces[0]);
    const auto y = parseNumber(pieces[1]);
    if (!x || !y || !std::isfinite(*x) || !std::isfinite(*y)) {
        return std::nullopt;
    }
    return PlanePoint{.x_m = *x, .y_m = *y};
}

} // namespace twin
