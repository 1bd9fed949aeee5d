// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The Universal Transverse Mercator grid, in which SUMO and most surveys keep a city. Written here because it is the
// only projection needed and takes a page.

#include "twin/network/geo.h"

namespace twin {

/// One of the 120 grids of the earth.
struct UtmZone {
    int number = 0; ///< 1..60, 6 degrees of longitude each from 180 west
    bool isSouth = false;

    friend bool operator==(const UtmZone&, const UtmZone&) = default;
};

/// The zone a place lies in, without the exceptions of Norway and Svalbard.
[[nodiscard]] UtmZone utmZoneOf(GeoPoint place);

/// Easting and northing with their false origins, WGS 84.
/// Requires: the place is within 10 degrees of longitude of the zone's centre and within 84 degrees of the equator.
/// Ensures: right to a millimetre.
/// Source: Karney, Transverse Mercator with an accuracy of a few nanometers (2011), equations 7 to 12 and 35; Krüger's
/// series is cut after the fourth power of the third flattening.
[[nodiscard]] PlanePoint toUtm(GeoPoint place, UtmZone zone);

/// The place of an easting and northing; the inverse of toUtm to a millimetre.
/// Source: ibid., equations 15 to 21 and 36.
[[nodiscard]] GeoPoint fromUtm(PlanePoint point, UtmZone zone);

} // namespace twin
