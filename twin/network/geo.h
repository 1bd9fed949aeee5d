// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Places on the earth and on a plane. A city is small: about its centre an equirectangular plane is true to a few parts
// in ten thousand over 50 km, which is far less than what a station's own coordinates are off.

#include <cmath>
#include <numbers>

namespace twin {

/// WGS 84 degrees.
struct GeoPoint {
    double lat_deg = 0.0;
    double lon_deg = 0.0;

    friend bool operator==(const GeoPoint&, const GeoPoint&) = default;
};

/// Metres east and north of a plane's origin.
struct PlanePoint {
    double x_m = 0.0;
    double y_m = 0.0;
};

inline constexpr double kEarthRadius_m = 6'371'008.8; ///< mean radius, IUGG 1980

/// Metres between two points of one city.
[[nodiscard]] inline double distance_m(GeoPoint a, GeoPoint b)
{
    constexpr double kRadiansPerDegree = std::numbers::pi / 180.0;
    const double north = (b.lat_deg - a.lat_deg) * kRadiansPerDegree;
    const double east = (b.lon_deg - a.lon_deg) * kRadiansPerDegree;
    const double cosLat = std::cos((a.lat_deg + b.lat_deg) / 2.0 * kRadiansPerDegree);
    return kEarthRadius_m * std::hypot(north, east * cosLat);
}

/// An equirectangular projection about one point.
class LocalPlane {
public:
    LocalPlane() = default;
    explicit LocalPlane(GeoPoint origin) : m_origin(origin), m_cosLat(std::cos(radians(origin.lat_deg))) {}

    [[nodiscard]] GeoPoint origin() const { return m_origin; }
    [[nodiscard]] PlanePoint toPlane(GeoPoint point) const
    {
        return {kEarthRadius_m * radians(point.lon_deg - m_origin.lon_deg) * m_cosLat,
                kEarthRadius_m * radians(point.lat_deg - m_origin.lat_deg)};
    }
    [[nodiscard]] GeoPoint toEarth(PlanePoint point) const
    {
        return {m_origin.lat_deg + degrees(point.y_m / kEarthRadius_m),
                m_origin.lon_deg + degrees(point.x_m / (kEarthRadius_m * m_cosLat))};
    }

private:
    static constexpr double radians(double degrees) { return degrees * std::numbers::pi / 180.0; }
    static constexpr double degrees(double radians) { return radians * 180.0 / std::numbers::pi; }

    GeoPoint m_origin;
    double m_cosLat = 1.0;
};

} // namespace twin
