// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Reads networks in the General Modeling Network Specification 0.96, which the bundled city is kept in, and what
// osm2gmns writes of OpenStreetMap (motorway words, metres, no config.csv).
//
// Beyond the specification the columns freeway, direction and jam_density (vehicles per unit of length and lane) of
// link.csv, and station_id, station_type, lanes, freeway, direction, abs_pm of location.csv are understood.

#include <filesystem>

#include "twin/core/result.h"
#include "twin/io/network_report.h"

namespace twin {

/// Reads node.csv and link.csv, and config.csv, geometry.csv and location.csv where they are there. Capacity is per
/// hour and lane. Of location.csv rows of loc_type vehicle_detector become stations, others are passed over. Ensures:
/// units that are not stated are inferred, and values that are not there take road_defaults.h; both are noted. A link
/// that is not directed becomes two, the second with "-back" behind its id. Errors: InvalidInput with file, line and
/// column, what was found and what was expected; with the id of the link where only the network as a whole shows the
/// fault.
[[nodiscard]] Result<ImportedNetwork> readGmns(const std::filesystem::path& folder);

} // namespace twin
