// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Small networks whose traffic can be worked out on paper.

#include <algorithm>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "twin/flow/simulation.h"
#include "twin/network/road_network.h"

namespace twin::testing {

/// One lane: 20 m/s free, 0.5 veh/s, 0.125 veh/m jammed; hence 0.025 veh/m critical and a wave of 5 m/s.
inline constexpr double kFreeSpeed_mps = 20.0;
inline constexpr double kCapacity_vps = 0.5;
inline constexpr double kJamDensity_vpm = 0.125;
inline constexpr double kCriticalDensity_vpm = 0.025;
inline constexpr double kWaveSpeed_mps = 5.0;

struct RoadSketch {
    std::size_t from = 0;
    std::size_t to = 0;
    double length_m = 1000.0;
    int lanes = 1;
};

inline Link linkOf(const RoadSketch& road, const std::vector<Node>& nodes, std::size_t number)
{
    Link link;
    link.id = "link" + std::to_string(number);
    link.from = NodeIndex(road.from);
    link.to = NodeIndex(road.to);
    link.kind = LinkKind::Street;
    link.lanes = road.lanes;
    link.length_m = road.length_m;
    link.freeSpeed_mps = kFreeSpeed_mps;
    link.capacity_vps = kCapacity_vps * road.lanes;
    link.jamDensity_vpm = kJamDensity_vpm * road.lanes;
    link.shape = {nodes[road.from].at, nodes[road.to].at};
    return link;
}

/// Links are numbered as sketched, nodes as named there.
inline std::shared_ptr<const RoadNetwork> networkOf(const std::vector<RoadSketch>& roads)
{
    RoadNetworkParts parts;
    parts.name = "sketch";
    for (const RoadSketch& road : roads) {
        while (parts.nodes.size() <= std::max(road.from, road.to)) {
            const std::size_t n = parts.nodes.size();
            const double step = 0.01 * static_cast<double>(n);
            parts.nodes.push_back({"node" + std::to_string(n), "", {37.0 + step * step, -122.0 + step}});
        }
    }
    for (std::size_t l = 0; l < roads.size(); ++l) {
        parts.links.push_back(linkOf(roads[l], parts.nodes, l));
    }
    Result<RoadNetwork> network = RoadNetwork::build(std::move(parts));
    if (!network) {
        throw std::runtime_error(network.error().message);
    }
    return std::make_shared<const RoadNetwork>(std::move(*network));
}

inline Simulation simulationOf(const std::shared_ptr<const RoadNetwork>& network, const FlowSettings& settings)
{
    Result<Simulation> simulation = Simulation::build(network, settings);
    if (!simulation) {
        throw std::runtime_error(simulation.error().message);
    }
    return std::move(*simulation);
}

inline void fill(Simulation& simulation, LinkIndex link, double density_vpm)
{
    for (std::size_t cell = 0; cell < simulation.cells().cellsOf(link); ++cell) {
        for (std::size_t member = 0; member < simulation.settings().members; ++member) {
            simulation.setDensity(CellIndex(simulation.cells().first(link).value + cell), MemberIndex(member),
                                  density_vpm);
        }
    }
}

/// What a ledger is short of: entered + corrected - in the network - left. Whole quanta add exactly.
inline double missing_veh(const Simulation& simulation, MemberIndex member = {})
{
    const VehicleLedger ledger = simulation.ledger(member);
    return ledger.entered_veh + ledger.corrected_veh - ledger.inNetwork_veh - ledger.left_veh;
}

/// The flow a link discharges over some steps, from what its detector at the end counts.
inline double flowAfter(Simulation& simulation, DetectorIndex detector, std::size_t steps)
{
    simulation.clearDetectors();
    simulation.run(steps);
    return simulation.reading(detector, MemberIndex()).flow_vps;
}

} // namespace twin::testing
