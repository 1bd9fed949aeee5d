// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What if? Two branches of one state, driven by the same demand: one with what is planned, one with some events more.
// What differs between them, the events did.
//
// Source: PeMS' measures (delay against threshold speeds of 35 to 60 mph, Q = VMT / VHT, TTI at 60 mph), worked out
// for links and intervals of five minutes where PeMS has stations. Different here: roads count that PeMS does not
// measure; on ramps and streets nothing is lost against a speed that nobody may drive there.

#include <array>
#include <functional>
#include <span>
#include <vector>

#include "twin/core/quantity.h"
#include "twin/core/result.h"
#include "twin/core/time.h"
#include "twin/estimation/prediction.h"
#include "twin/flow/simulation.h"
#include "twin/scenario/scenario.h"

namespace twin {

/// Delay is what is lost against this speed, or a road's free speed where that is lower: 35, 40, 45, 50, 55, 60 mph.
inline constexpr std::array<double, 6> kDelayThresholds_mph = {35.0, 40.0, 45.0, 50.0, 55.0, 60.0};

/// The measures of one branch, or the difference of two.
struct BranchMeasures {
    double vehicleMetres = 0.0;                                ///< VMT, driven
    double vehicleSeconds = 0.0;                               ///< VHT, on the roads
    double waiting_s = 0.0;                                    ///< vehicle seconds before origins, not in VHT
    std::array<double, kDelayThresholds_mph.size()> delay_s{}; ///< vehicle seconds, at each of the thresholds
    double travelTimeIndex = 0.0; ///< 60 mph over the mean speed VMT / VHT; 0 where nothing drove
    double longestQueue_m = 0.0;  ///< of one corridor, slower than 35 mph and 0.6 of what is allowed over an interval,
                                  ///< without a gap
    double longestWaiting_veh = 0.0; ///< before one origin

    [[nodiscard]] BranchMeasures operator-(const BranchMeasures& other) const;
};

struct WhatIf {
    BranchMeasures planned;
    BranchMeasures changed;
    /// [links] mean speed over the whole duration, vehicle metres by vehicle seconds; NaN where nothing drove.
    std::vector<float> plannedSpeed_mps;
    std::vector<float> changedSpeed_mps;
    [[nodiscard]] BranchMeasures difference() const { return changed - planned; }
};

struct WhatIfSettings {
    UtcTime start{};            ///< the moment of the branch
    double duration_s = 3600.0; ///< whole intervals
    double interval_s = 300.0;  ///< over which delay and queues are judged; whole minutes
};

/// What one branch comes to under these events, which replace whatever controls it came with. Events of the readings
/// are passed over.
/// Requires: the events fit the network (settle()). Errors: InvalidInput if a setting or the time step of the branch
/// does not fit as stated, if the branch has more than one member, or if it does not count travel per link.
[[nodiscard]] Result<BranchMeasures> measureBranch(Simulation branch, const DemandOutlook& demand,
                                                   std::span<const Event> events, const WhatIfSettings& settings);

/// Both branches: `planned` happens in both, `extra` in one. Ensures: what differs, `extra` did. Errors: as
/// measureBranch().
[[nodiscard]] Result<WhatIf> askWhatIf(const Simulation& branch, const DemandOutlook& demand,
                                       std::span<const Event> planned, std::span<const Event> extra,
                                       const WhatIfSettings& settings);

} // namespace twin
