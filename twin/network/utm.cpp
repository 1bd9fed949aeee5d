// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/network/utm.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace twin {

namespace {

constexpr double kMajorAxis_m = 6'378'137.0;          // WGS 84
constexpr double kFlattening = 1.0 / 298.257'223'563; // WGS 84
constexpr double kScale = 0.9996;                     // of UTM, at the centre of a zone
constexpr double kFalseEasting_m = 500'000.0;
constexpr double kFalseNorthing_m = 10'000'000.0; // south of the equator
constexpr double kRadiansPerDegree = std::numbers::pi / 180.0;

constexpr double kN = kFlattening / (2.0 - kFlattening);
constexpr double kN2 = kN * kN;
constexpr double kN3 = kN2 * kN;
constexpr double kN4 = kN3 * kN;
constexpr double kRadius_m = kMajorAxis_m / (1.0 + kN) * (1.0 + kN2 / 4.0 + kN4 / 64.0);
constexpr double kEccentricity2 = kFlattening * (2.0 - kFlattening);

/// Equation 35: from the sphere to the ellipsoid.
constexpr std::array<double, 4> kForward = {
    kN / 2.0 - 2.0 / 3.0 * kN2 + 5.0 / 16.0 * kN3 + 41.0 / 180.0 * kN4,
    13.0 / 48.0 * kN2 - 3.0 / 5.0 * kN3 + 557.0 / 1440.0 * kN4,
    61.0 / 240.0 * kN3 - 103.0 / 140.0 * kN4,
    49561.0 / 161280.0 * kN4,
};
/// Equation 36: back.
constexpr std::array<double, 4> kBackward = {
    kN / 2.0 - 2.0 / 3.0 * kN2 + 37.0 / 96.0 * kN3 - 1.0 / 360.0 * kN4,
    1.0 / 48.0 * kN2 + 1.0 / 15.0 * kN3 - 437.0 / 1440.0 * kN4,
    17.0 / 480.0 * kN3 - 37.0 / 840.0 * kN4,
    4397.0 / 161280.0 * kN4,
};

/// North and east in radians of the rectifying sphere.
struct Grid {
    double north = 0.0;
    double east = 0.0;
};

Grid moved(Grid grid, const std::array<double, 4>& series, double sign)
{
    Grid result = grid;
    for (std::size_t each = 0; each < series.size(); ++each) {
        const double multiple = 2.0 * static_cast<double>(each + 1);
        result.north += sign * series[each] * std::sin(multiple * grid.north) * std::cosh(multiple * grid.east);
        result.east += sign * series[each] * std::cos(multiple * grid.north) * std::sinh(multiple * grid.east);
    }
    return result;
}

/// The tangent of the conformal latitude from that of the latitude: equations 7 and 8.
double conformal(double tangent)
{
    const double eccentricity = std::sqrt(kEccentricity2);
    const double secant = std::hypot(1.0, tangent);
    const double sigma = std::sinh(eccentricity * std::atanh(eccentricity * tangent / secant));
    return tangent * std::hypot(1.0, sigma) - sigma * secant;
}

/// The inverse of conformal(), by Newton's method: equations 19 to 21.
double geographic(double wanted)
{
    constexpr int kMostSteps = 5; // three suffice everywhere
    double tangent = wanted / (1.0 - kEccentricity2);
    for (int step = 0; step < kMostSteps; ++step) {
        const double found = conformal(tangent);
        const double slope = (1.0 - kEccentricity2) * std::hypot(1.0, found) * std::hypot(1.0, tangent) /
                             (1.0 + (1.0 - kEccentricity2) * tangent * tangent);
        tangent += (wanted - found) / slope;
    }
    return tangent;
}

double centreOf(UtmZone zone) { return zone.number * 6.0 - 183.0; }

} // namespace

UtmZone utmZoneOf(GeoPoint place)
{
    const int number = static_cast<int>(std::floor((place.lon_deg + 180.0) / 6.0)) + 1;
    return {.number = std::clamp(number, 1, 60), .isSouth = place.lat_deg < 0.0};
}

PlanePoint toUtm(GeoPoint place, UtmZone zone)
{
    const double tangent = conformal(std::tan(place.lat_deg * kRadiansPerDegree));
    const double lon = (place.lon_deg - centreOf(zone)) * kRadiansPerDegree;
    const Grid sphere{.north = std::atan2(tangent, std::cos(lon)),
                      .east = std::asinh(std::sin(lon) / std::hypot(tangent, std::cos(lon)))};
    const Grid grid = moved(sphere, kForward, 1.0);
    return {.x_m = kFalseEasting_m + kScale * kRadius_m * grid.east,
            .y_m = (zone.isSouth ? kFalseNorthing_m : 0.0) + kScale * kRadius_m * grid.north};
}

GeoPoint fromUtm(PlanePoint point, UtmZone zone)
{
    const Grid grid{.north = (point.y_m - (zone.isSouth ? kFalseNorthing_m : 0.0)) / (kScale * kRadius_m),
                    .east = (point.x_m - kFalseEasting_m) / (kScale * kRadius_m)};
    const Grid sphere = moved(grid, kBackward, -1.0);
    const double sinhEast = std::sinh(sphere.east);
    const double cosNorth = std::cos(sphere.north);
    const double tangent = geographic(std::sin(sphere.north) / std::hypot(sinhEast, cosNorth));
    return {.lat_deg = std::atan(tangent) / kRadiansPerDegree,
            .lon_deg = centreOf(zone) + std::atan2(sinhEast, cosNorth) / kRadiansPerDegree};
}

} // namespace twin
