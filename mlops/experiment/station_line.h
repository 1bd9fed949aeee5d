// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A case for estimators from nothing but readings: stations along one carriageway at given places, no truth beside what
// they counted. What an estimator says of a station it may not use is held against that station.

#include <string>
#include <vector>

#include "twin/io/estimation_case.h"
#include "twin/sensing/measurements.h"

namespace mlops {

/// The stations of a line in driving order and where they stand.
struct StationLine {
    std::vector<std::string> stations;
    std::vector<double> positions_m; ///< ascending
    double freeSpeed_mps = 29.06;    ///< 65 mph, the limit of Californian freeways
    double capacity_vphpl = 2000.0;  ///< per hour and lane; as in the bundled city
    double jamDensity_vpkmpl = 124.3;
};

/// A straight road with a link around each station, cut halfway between them. Intervals in which no station of the
/// line observed anything are left out; days are those of the measurements' own zone. Lanes are those of the file; four
/// where it does not say. Errors: InvalidInput if there are fewer than three stations, as many positions are not given
/// or do not ascend by 240 m - a link must hold a cell -, or a station is not in the measurements.
[[nodiscard]] twin::Result<twin::EstimationCase> layStationLine(const twin::Measurements& measurements,
                                                                const StationLine& line);

} // namespace mlops
