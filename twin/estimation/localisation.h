// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How far a station is believed. An ensemble of some dozens sees correlations between places that have nothing to do
// with each other; a taper by the distance along the road removes them.
//
// Source: G. Gaspari, S. E. Cohn, Q. J. R. Meteorol. Soc. 125 (1999) 723-757, equation 4.10.

#include <cstddef>
#include <vector>

#include "twin/network/road_network.h"

namespace twin {

/// 1 at distance 0, 0 from 2 half widths on, smooth between. Requires: halfWidth_m > 0.
[[nodiscard]] double taper(double distance_m, double halfWidth_m);

/// A link and how far its middle is from some place, along the roads, with or against their direction.
struct ReachedLink {
    LinkIndex link;
    double distance_m = 0.0;
};

/// The links within `reach_m` of a place on a link, nearest first, at most `most` of them.
[[nodiscard]] std::vector<ReachedLink> linksAround(const RoadNetwork& network, LinkIndex link, double offset_m,
                                                   double reach_m, std::size_t most);

} // namespace twin
