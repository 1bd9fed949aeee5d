// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Lines as well-known text: LINESTRING (lon lat, lon lat), how GMNS and most tools for maps write a road.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "twin/network/geo.h"

namespace twin {

/// Reads a LINESTRING, whatever its case, also with heights (Z), which are passed over. Nothing unless it is one, of at
/// least two points.
[[nodiscard]] std::optional<std::vector<GeoPoint>> readWktLine(std::string_view text);

/// Ensures: readWktLine gives exactly `points`.
[[nodiscard]] std::string wktLine(std::span<const GeoPoint> points);

} // namespace twin
