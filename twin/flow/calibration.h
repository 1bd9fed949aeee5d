// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A fundamental diagram from what a station itself has seen, with the fit shown: a diagram that does not describe its
// own station should not be believed elsewhere.
//
// Source: Dervisoglu, Gomes, Kwon, Horowitz and Varaiya 2009, TRB 09-3159: free speed by least squares through the
// origin on the samples that drive freely, capacity from the highest flows, the congested branch from high quantiles of
// flow in density bins. We take a high quantile for the capacity where they take the maximum, which one bad sample
// moves.

#include <cstddef>
#include <span>

#include "twin/core/result.h"
#include "twin/flow/fundamental_diagram.h"

namespace twin {

/// One interval of a station, all lanes together. Density is flow over speed where speed is known, otherwise occupancy
/// over effective length.
struct DiagramSample {
    double flow_vps = 0.0;
    double occupancy = 0.0; ///< [0, 1], mean over lanes; NaN where unknown
    double speed_mps = 0.0; ///< NaN where unknown
};

struct CalibrationSettings {
    double effectiveLength_m = 7.0;     ///< vehicle plus detector; PeMS' g-factor is about 22 ft
    double freeSpeedAtLeast_mps = 24.6; ///< 55 mph: faster samples drive freely (Dervisoglu et al.)
    double capacityQuantile = 0.99;     ///< of the flows
    double binnedFlowQuantile = 0.75;   ///< of the flows in a density bin; the branch is an upper one
    std::size_t samplesPerBin = 10;
    std::size_t leastSamples = 30;     ///< on the free branch; fewer is an error
    double laneJamDensity_vpm = 0.125; ///< taken where no congestion was seen; 200 veh/mile, HCM's customary figure
};

struct DiagramFit {
    FundamentalDiagram diagram;
    std::size_t freeSamples = 0;
    std::size_t congestedSamples = 0;
    bool congestionSeen = false; ///< false: the wave speed rests on laneJamDensity_vpm alone
    double freeError_vps = 0.0;  ///< root mean square of flow against the diagram, free branch
    double congestedError_vps = 0.0;
    double explained = 0.0; ///< share of the flows' variance the diagram explains, at most 1
};

/// Errors: InvalidInput where too few samples drive freely, or where no valid triangle comes out.
[[nodiscard]] Result<DiagramFit> fitDiagram(std::span<const DiagramSample> samples, int lanes,
                                            const CalibrationSettings& settings = {});

} // namespace twin
