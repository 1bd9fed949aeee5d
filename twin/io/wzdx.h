// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Work zones as the Work Zone Data Exchange has them (WZDx 4.x, GeoJSON), read as events. Source: the WZDx
// specification 4.2 of the U.S. Department of Transportation.

#include <filesystem>
#include <string>
#include <string_view>

#include "twin/core/result.h"
#include "twin/io/event_places.h"

namespace twin {

/// Reads the work zones on the freeways of the network: all lanes closed as a link closure; some lanes closed as a lane
/// closure of as many as the feature lists, at least one, leaving one open; one lane for both directions as half the
/// capacity; a reduced limit as a speed limit.
/// Passed over and counted: other events than work zones, roads without a freeway's number or of none in the network,
/// lines that follow no road of it, and zones that change nothing or do not say what they change.
/// Errors: InvalidInput `feed.geojson: features[3].properties.start_date (line 12, column 9): found ..., expected ...`
/// for what is no JSON, no feature collection, another version, and for members that are missing or of another kind.
[[nodiscard]] Result<EventImport> parseWzdx(std::string_view text, const std::string& file, const EventPlaces& places);

/// Errors: as readText and parseWzdx.
[[nodiscard]] Result<EventImport> readWzdx(const std::filesystem::path& path, const EventPlaces& places);

} // namespace twin
