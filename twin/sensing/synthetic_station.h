// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A made-up detector station: days with two peaks, quiet weekends, deviations that persist, counting noise, gaps. PeMS
// measurements may not be redistributed, so what the program brings along is synthetic and says so.
//
// Its drift episodes change the relation between one interval and the next, which a mere change of scale or shift does
// not: a model trained before them is wrong in them, whatever its units.

#include <cstdint>
#include <string>
#include <vector>

#include "twin/sensing/measurements.h"

namespace twin {

/// What is different while an episode lasts.
enum class DriftEpisodeKind {
    LateFlatPeaks, ///< peaks come 50 minutes later and are broader: another time structure
    StopAndGo,     ///< daytime flow swings with a period of 25 minutes: another lag structure
    Bottleneck     ///< flow is cut at 62 % of the peak and the queue discharges afterwards: a nonlinear relation
};
[[nodiscard]] std::string_view nameOf(DriftEpisodeKind kind);

struct DriftEpisode {
    DriftEpisodeKind kind = DriftEpisodeKind::LateFlatPeaks;
    Tick from = 0; ///< first tick
    Tick to = 0;   ///< one past the last
};

struct SyntheticStationSettings {
    std::uint64_t seed = 1;
    int weeks = 6;
    UtcTime start; ///< local midnight, as UTC
    LocalClock clock;
    double peak_veh = 250.0; ///< mean flow of the highest slot, vehicles in five minutes
    int lanes = 3;
    double missingShare = 0.002; ///< intervals without a reading
    double imputedShare = 0.01;  ///< intervals whose reading was not observed, in runs of an hour
};

struct SyntheticStation {
    Measurements measurements;
    std::vector<DriftEpisode> episodes; ///< in order of time
};

/// Ensures: equal settings give equal bytes. Episodes begin with the third week and last some days each; the last days
/// are as the first.
[[nodiscard]] SyntheticStation makeSyntheticStation(const SyntheticStationSettings& settings);

} // namespace twin
