// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The adaptive smoothing method: between stations, what is known travels - downstream with traffic where it is free,
// upstream against it where it is congested. Two smoothed fields, one for each way, are mixed by how congested the
// place looks. It needs no network and no demand, and is what a filter with a model has to beat.
//
// Source: M. Treiber, D. Helbing, "Reconstructing the spatio-temporal traffic dynamics from stationary detector data",
// Cooper@tive Tr@nsport@tion Dyn@mics 1 (2002) 3.1-3.24, equations 1 to 8. Flow is smoothed with the weights of speed
// as in M. Treiber, A. Kesting, R. E. Wilson, Computer-Aided Civil and Infrastructure Engineering 26 (2011) 408-419.
// Different here: readings are averages over an interval and stand at its middle; the causal form leaves out every
// interval that has not ended.

#include <limits>

#include "twin/estimation/corridor_readings.h"

namespace twin {

struct AdaptiveSmoothingParameters {
    double smoothing_m = 600.0;        ///< sigma; paper: 0.6 km, about half the distance of stations
    double smoothing_s = 66.0;         ///< tau; paper: 1.1 min, about half the interval of the data
    double freeSpeed_mps = 22.2;       ///< c_free, paper: 80 km/h
    double congestedSpeed_mps = -4.17; ///< c_cong, paper: -15 km/h
    double threshold_mps = 16.7;       ///< V_c, paper: 60 km/h
    double width_mps = 5.56;           ///< Delta V, paper: 20 km/h
};

/// The paper's own rule for other data: half the mean distance of stations and half the interval, the rest as it says.
[[nodiscard]] AdaptiveSmoothingParameters parametersFor(const CorridorReadings& readings);

/// The state at a place and time from all readings of intervals that have ended by `known_s`.
/// Ensures: NaN where no reading counts. With a `known_s` of the present this is the causal form.
/// Readings more than 12 smoothing times away weigh less than 1e-5 and are left out.
[[nodiscard]] TrafficState smoothAdaptively(const CorridorReadings& readings,
                                            const AdaptiveSmoothingParameters& parameters, double position_m,
                                            double time_s, double known_s = std::numeric_limits<double>::infinity());

/// The flow at a place by what the stations around it counted in one interval, weighted by equation 3 without the time.
/// Where stations stand close or count differently, it believes none of them alone. NaN where none within reach
/// counted.
[[nodiscard]] double smoothFlowAlong(const CorridorReadings& readings, double smoothing_m, double position_m,
                                     std::size_t tick);

} // namespace twin
