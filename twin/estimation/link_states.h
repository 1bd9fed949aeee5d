// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The state of every link of a network, as estimated or predicted: what a map colours.

#include <vector>

namespace twin {

/// The state of all links. Empty where a run has no road network.
///
/// Invariants: all vectors are [L], in the order of RoadNetwork::links(), or empty.
struct LinkStates {
    std::vector<float> density_vpm; ///< vehicles per metre, all lanes
    std::vector<float> speed_mps;
    std::vector<float> flow_vps; ///< vehicles per second, all lanes
    std::vector<float> spread;   ///< one standard deviation of density, as a share of jam density

    [[nodiscard]] bool empty() const { return density_vpm.empty(); }
    void resize(std::size_t links)
    {
        density_vpm.resize(links);
        speed_mps.resize(links);
        flow_vps.resize(links);
        spread.resize(links);
    }
};

} // namespace twin
