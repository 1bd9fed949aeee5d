// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/network/utm.h"

#include <ostream>

#include <gtest/gtest.h>

using namespace twin;

namespace {

/// Reckoned with 30 digits from the defining integral (meridian arc of a complex latitude), not from a series. The
/// first is also the example of GeographicLib's manual, 38n 444140.54 3684706.36.
struct Known {
    GeoPoint place;
    int zone = 0;
    PlanePoint grid;
};

void PrintTo(const Known& known, std::ostream* out) { *out << known.place.lat_deg << ", " << known.place.lon_deg; }

const Known kKnown[] = {
    {{33.3, 44.4}, 38, {444140.54491843, 3684706.3555498}},
    {{37.3, -121.9}, 10, {597489.41866458, 4128720.3323796}},
    {{-33.85, 151.21}, 56, {334397.08688867, 6253034.3212736}},
    {{78.2, 15.6}, 33, {513696.94541704, 8680760.0531956}},
    {{0.0, 3.0}, 31, {500000.0, 0.0}},
    {{37.33, -117.0}, 10, {1031798.9365028, 4148401.9792036}}, // a whole zone too far east
    {{43.6425666, -79.3871388}, 17, {630084.31782855, 4833438.5415626}},
};

class Utm : public ::testing::TestWithParam<Known> {};

TEST_P(Utm, IsRightToAMillimetreBothWays)
{
    const Known& known = GetParam();
    const UtmZone zone{.number = known.zone, .isSouth = known.place.lat_deg < 0.0};
    const PlanePoint grid = toUtm(known.place, zone);
    EXPECT_NEAR(grid.x_m, known.grid.x_m, 1e-3);
    EXPECT_NEAR(grid.y_m, known.grid.y_m, 1e-3);
    const GeoPoint place = fromUtm(known.grid, zone);
    EXPECT_NEAR(place.lat_deg, known.place.lat_deg, 1e-8);
    EXPECT_NEAR(place.lon_deg, known.place.lon_deg, 1e-8 / std::cos(known.place.lat_deg * 0.0174533));
}

INSTANTIATE_TEST_SUITE_P(Known, Utm, ::testing::ValuesIn(kKnown));

TEST(UtmZones, AreSixDegreesWideFromTheDateLine)
{
    EXPECT_EQ(utmZoneOf({.lat_deg = 37.3, .lon_deg = -121.9}), (UtmZone{.number = 10}));
    EXPECT_EQ(utmZoneOf({.lat_deg = -1.0, .lon_deg = -180.0}), (UtmZone{.number = 1, .isSouth = true}));
    EXPECT_EQ(utmZoneOf({.lat_deg = 1.0, .lon_deg = 180.0}), (UtmZone{.number = 60}));
}

} // namespace
