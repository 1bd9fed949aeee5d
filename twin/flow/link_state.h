// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a map or a table shows of a simulation: each link's mean density, flow and speed, of one member or of the whole
// ensemble with its spread.

#include "twin/flow/simulation.h"

namespace twin {

/// Means over the cells of a link. Flow is that of the fundamental diagram at the cells' densities; speed is flow over
/// density, the free speed on an empty road.
struct LinkState {
    double density_vpm = 0.0;
    double flow_vps = 0.0;
    double speed_mps = 0.0;
};

/// A link over the members of an ensemble: the mean, and the standard deviation (0 for one member).
struct LinkEnsembleState {
    LinkState mean;
    LinkState spread;
};

[[nodiscard]] LinkState linkState(const Simulation& simulation, LinkIndex link, MemberIndex member = {});
[[nodiscard]] LinkEnsembleState linkEnsembleState(const Simulation& simulation, LinkIndex link);

/// Puts the densities and queues of one member into one of another simulation of the same network, which may have other
/// cells: densities are averaged over the cells' overlap, so that the vehicles on each link stay the same.
void copyState(const Simulation& from, MemberIndex fromMember, Simulation& to, MemberIndex toMember);

} // namespace twin
