// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A detector station: one place on a road where loop detectors of all lanes are added up.

#include <string>

namespace twin {

/// What the lanes at a station are for, as PeMS codes them.
enum class StationKind {
    Mainline,             ///< ML
    OnRamp,               ///< OR
    OffRamp,              ///< FR
    Hov,                  ///< HV, high-occupancy lanes
    FreewayToFreeway,     ///< FF
    CollectorDistributor, ///< CD
    ConventionalHighway,  ///< CH
    Unknown
};

struct Station {
    std::string id; ///< as written in the file; PeMS ids are numbers but never reckoned with
    StationKind kind = StationKind::Unknown;
    int district = 0;     ///< Caltrans district, 0 where the file does not say
    int freeway = 0;      ///< route number, 0 where the file does not say
    char direction = ' '; ///< N, S, E, W, or blank
    int lanes = 0;        ///< 0 where the file does not say
};

} // namespace twin
