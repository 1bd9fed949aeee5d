// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The next hour: a branch of the estimated state, driven by what is expected to enter. The branch is a simulation of
// its own; the filter it came from goes on as if nobody had asked.
//
// One thread at a time.

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "twin/core/result.h"
#include "twin/estimation/ensemble_filter.h"
#include "twin/estimation/link_states.h"
#include "twin/flow/simulation.h"

namespace twin {

/// Vehicles per second that want to enter at an origin, so many seconds after the branch. Finite, not negative.
using DemandOutlook = std::function<double(LinkIndex origin, double ahead_s)>;

/// What is forecast for the stations, as a share of what they count now.
struct StationOutlook {
    std::vector<double> horizons_s; ///< [H] ascending, > 0
    std::vector<float> ratios;      ///< [N, H] row-major, in the order of RoadNetwork::stations(); NaN where none
};

/// Every origin goes on as it is. Ensures: the outlook is a value of its own; the inputs may change or go.
[[nodiscard]] DemandOutlook holdDemand(const BoundaryInputs& inputs, const RoadNetwork& network);

/// As above, scaled by the forecast of the station nearest to the origin along the roads, one on the origin itself
/// first: 1 at the branch, straight lines between the horizons, held after the last. Ratios beyond [0, 5] end there.
/// Requires: ratios is [N, H].
[[nodiscard]] DemandOutlook followForecast(const BoundaryInputs& inputs, const RoadNetwork& network,
                                           const StationOutlook& outlook);

/// A simulation that begins where the filter stands: `members` 1 takes the mean of the ensemble, more take as many
/// members, evenly picked. Roads have the capacity the filter learned, junctions share as it last estimated. Counts
/// travel per link. Errors: InvalidInput if members is 0 or more than the filter has.
[[nodiscard]] Result<Simulation> branchFrom(const EnsembleFilter& filter, std::size_t members = 1);

struct PredictionSettings {
    std::vector<double> horizons_s = {900.0, 1800.0, 3600.0}; ///< ascending whole intervals
    double interval_s = 300.0;                                ///< as of the stations; whole steps of the branch
};

/// The mean state over the interval that ends `ahead_s` after the branch, as stations will report it.
struct Prediction {
    double ahead_s = 0.0;
    LinkStates links;                    ///< spread is that of the branch's members: 0 with one
    std::vector<float> stationFlow_vps;  ///< [N] in the order of RoadNetwork::stations(); NaN off the roads
    std::vector<float> stationSpeed_mps; ///< [N] likewise
};

/// Drives the branch on. `speedFactors` is how fast drivers are against the model, [L], or empty for as fast.
/// Errors: InvalidInput for horizons or an interval that do not fit as stated above.
[[nodiscard]] Result<std::vector<Prediction>> predict(Simulation branch, const DemandOutlook& demand,
                                                      const PredictionSettings& settings = {},
                                                      std::span<const float> speedFactors = {});

} // namespace twin
