// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The units of a GMNS folder. config.csv states them; many folders have none, and the tools that write those disagree
// (the specification counts kilometres or miles, osm2gmns metres). Then the numbers themselves must tell.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "twin/core/result.h"
#include "twin/io/network_report.h"

namespace twin {

struct GmnsUnits {
    std::string dataset;                   ///< its name, empty where none is given
    std::optional<double> metresPerLength; ///< of link.csv; none where not stated
    std::optional<double> mpsPerSpeed;     ///< of link.csv; none where not stated
};

/// Errors: InvalidInput for a unit or coordinate system that is not known, with the place.
[[nodiscard]] Result<GmnsUnits> readGmnsConfig(const std::filesystem::path& path);

/// One link whose numbers may tell the units.
struct UnitEvidence {
    double shape_m = 0.0; ///< as its geometry or its nodes say
    std::optional<double> length;
    std::optional<double> speed;
};

/// Completes `units` from the links and notes how.
void inferGmnsUnits(const std::vector<UnitEvidence>& links, GmnsUnits& units, NetworkReport& report);

} // namespace twin
