// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Measured series of some stations on one regular time axis: what every reader of recorded data returns. The axis is
// a spine laid from the first to the last interval, not a list of the rows found, so a missing timestamp is a row of
// missing readings and never a shift.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "twin/core/time.h"
#include "twin/sensing/station.h"

namespace twin {

/// How far a reading can be trusted to have been seen by a detector.
enum class Quality : std::uint8_t {
    Missing, ///< no value
    Imputed, ///< a value, but none of it was observed
    Observed ///< a value, observed at least in part
};

inline constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();

/// One reading of one station over one interval.
struct Observation {
    float flow_veh = kMissing;     ///< vehicles counted in the interval, all lanes
    float occupancy = kMissing;    ///< share of time a detector was covered, 0..1
    float speed_mps = kMissing;    ///< flow-weighted mean speed
    std::uint8_t observed_pct = 0; ///< share of the reading that was observed, 0..100

    [[nodiscard]] Quality quality() const
    {
        if (std::isnan(flow_veh)) {
            return Quality::Missing;
        }
        return observed_pct == 0 ? Quality::Imputed : Quality::Observed;
    }
};

/// T intervals of N stations.
///
/// Invariants: readings.size() == T x N, row-major, one row an interval: readings[tick * N + station].
struct Measurements {
    TimeAxis axis;
    std::vector<Station> stations;
    std::vector<Observation> readings;

    [[nodiscard]] std::size_t ticks() const { return stations.empty() ? 0 : readings.size() / stations.size(); }
    [[nodiscard]] const Observation& at(std::size_t tick, std::size_t station) const
    {
        return readings[tick * stations.size() + station];
    }
};

} // namespace twin
