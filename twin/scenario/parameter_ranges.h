// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How little and how much a parameter of an event may be, in the units of scenario files. The reader of those files
// refuses what lies outside and forms show the same bounds, so that nobody is told two things.

#include "twin/scenario/scenario.h"

namespace twin {

struct ParameterRange {
    double least = 0.0;
    double most = 1.0;
};

namespace ranges {
inline constexpr ParameterRange kFactor{0.0, 10.0}; ///< ten times the usual is no city any more
inline constexpr ParameterRange kFreeSpeedFactor{0.05, 1.0};
inline constexpr ParameterRange kSpeedLimit_mph{5.0, 120.0};
inline constexpr ParameterRange kRate_vph{0.0, 20'000.0}; ///< more than the widest freeway carries
inline constexpr ParameterRange kLanesClosed{1.0, 20.0};
inline constexpr ParameterRange kLanesBlocked{0.0, 20.0};
inline constexpr ParameterRange kShare{0.0, 1.0};
inline constexpr ParameterRange kRadius_m{1.0, 50'000.0};
inline constexpr ParameterRange kSeed{0.0, 9007199254740992.0}; ///< 2^53: every whole number below is exact in JSON

/// Of SensorFault::amount; stuck and zero take none.
[[nodiscard]] constexpr ParameterRange amountOf(SensorFaultKind kind)
{
    return kind == SensorFaultKind::Noise   ? ParameterRange{0.0, 5.0}
           : kind == SensorFaultKind::Delay ? ParameterRange{1.0, 288.0}
                                            : kShare;
}
/// Of InducedDrift::amount.
[[nodiscard]] constexpr ParameterRange amountOf(InducedDriftKind kind)
{
    return kind == InducedDriftKind::Shift ? ParameterRange{-1000.0, 1000.0}
           : kind == InducedDriftKind::LagStructure || kind == InducedDriftKind::Seasonal ? kShare
                                                                                          : kFactor;
}
/// Of InducedDrift::lag, in intervals; only an echo and a season need one. Most: a week of 5-minute intervals.
[[nodiscard]] constexpr ParameterRange lagOf(InducedDriftKind kind)
{
    const bool isNeeded = kind == InducedDriftKind::LagStructure || kind == InducedDriftKind::Seasonal;
    return {isNeeded ? 1.0 : 0.0, 2016.0};
}
} // namespace ranges

} // namespace twin
