// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What is predicted of the road network, and how such predictions did: values that logs, reports and views share.

#include <vector>

#include "mlops/metrics/error_accumulator.h"
#include "twin/estimation/link_states.h"

namespace mlops {

/// The network as it is expected to be.
struct NetworkAhead {
    int horizon = 1; ///< steps ahead
    twin::LinkStates links;
    std::vector<float> stationFlow_veh;  ///< [N] in the interval; the bare forecast where a station is on no road
    std::vector<float> stationSpeed_mps; ///< [N] NaN where a station is on no road
};

/// How one quantity was predicted. All errors are of the same pairs: observed at a station on a road.
struct QuantityScore {
    ErrorAccumulator joined;      ///< what the twin says
    ErrorAccumulator network;     ///< the driven network alone
    ErrorAccumulator bare;        ///< the model's forecast of the station alone; none for speed
    ErrorAccumulator persistence; ///< "nothing changes"
};

struct NetworkScore {
    int horizon = 1;     ///< steps ahead
    QuantityScore flow;  ///< vehicles in the interval
    QuantityScore speed; ///< m/s
};

} // namespace mlops
