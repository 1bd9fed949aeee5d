// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Incidents of the California Highway Patrol as the PeMS Clearinghouse hands them out
// (all_text_chp_incidents_day_YYYY_MM_DD.txt, monthly files likewise; plain or gzip): commas, no header, 20 fields.
// PeMS says where and for how long, not how many lanes were blocked: a collision is read as one lane blocked,
// everything else as being on the shoulder, a closure of the road as one.

#include <filesystem>
#include <string>

#include "twin/core/result.h"
#include "twin/io/event_places.h"

namespace twin {

/// Reads the incidents on the freeways of the network. Local times are of `zone`.
/// Passed over and counted: what is on no freeway of the network, near no road of it, or without a duration.
/// Errors: as readText; InvalidInput with line and column for a row that has not 20 fields, for times, places,
/// postmiles, durations and directions that are none, for an incident that stands there twice; or if the system does
/// not know the zone.
[[nodiscard]] Result<EventImport> readChpIncidents(const std::filesystem::path& path, const EventPlaces& places,
                                                   const std::string& zone);

} // namespace twin
