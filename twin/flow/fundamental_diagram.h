// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How much traffic a piece of road passes at a given density. The triangle is the simplest diagram that has what the
// twin needs: one free speed, one capacity, one speed at which jams travel backwards. Flow rises with the free speed up
// to the critical density and falls with the wave speed from there to the jam density.
//
// Source: Newell 1993, TR-B 27(4); demand and supply as in Lebacque 1996, ISTTT 13. The capacity drop lowers the demand
// of a congested road linearly, as in Monamy, Haj-Salem and Lebacque 2012; without it the diagram is the plain
// triangle.

#include <algorithm>

#include "twin/network/road_network.h"

namespace twin {

/// All quantities are of all lanes together. Requires: all three positive, capacity below freeSpeed * jamDensity.
struct FundamentalDiagram {
    double freeSpeed_mps = 0.0;
    double capacity_vps = 0.0;
    double jamDensity_vpm = 0.0;
    double capacityDrop = 0.0; ///< share of the capacity that a road at jam density no longer discharges, [0, 1)

    [[nodiscard]] static FundamentalDiagram of(const Link& link)
    {
        return {link.freeSpeed_mps, link.capacity_vps, link.jamDensity_vpm};
    }

    [[nodiscard]] bool isValid() const
    {
        return freeSpeed_mps > 0.0 && capacity_vps > 0.0 && jamDensity_vpm > 0.0 &&
               criticalDensity_vpm() < jamDensity_vpm;
    }

    [[nodiscard]] double criticalDensity_vpm() const { return capacity_vps / freeSpeed_mps; }
    /// How fast congestion travels backwards, as a positive number.
    [[nodiscard]] double waveSpeed_mps() const { return capacity_vps / (jamDensity_vpm - criticalDensity_vpm()); }

    /// The flow that wants to leave a road of this density, were there room beyond it.
    [[nodiscard]] double demand_vps(double density_vpm) const
    {
        const double over =
            std::max(0.0, density_vpm - criticalDensity_vpm()) / (jamDensity_vpm - criticalDensity_vpm());
        return std::min(freeSpeed_mps * density_vpm, capacity_vps * (1.0 - capacityDrop * over));
    }
    /// The flow for which a road of this density has room.
    [[nodiscard]] double supply_vps(double density_vpm) const
    {
        return std::clamp(waveSpeed_mps() * (jamDensity_vpm - density_vpm), 0.0, capacity_vps);
    }
    /// The flow of a stationary stream; the capacity drop shows only where streams meet.
    [[nodiscard]] double flow_vps(double density_vpm) const
    {
        return std::min(freeSpeed_mps * density_vpm, supply_vps(density_vpm));
    }
    [[nodiscard]] double speed_mps(double density_vpm) const
    {
        return density_vpm > 0.0 ? flow_vps(density_vpm) / density_vpm : freeSpeed_mps;
    }
};

} // namespace twin
