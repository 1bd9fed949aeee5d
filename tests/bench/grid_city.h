// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The city the benchmarks drive through: a square grid of streets as SUMO's `netgenerate --grid --grid.number=N
// --grid.length=200 -L 2` makes it. N = 50 has 9 800 links.

#include <cstddef>
#include <memory>
#include <vector>

#include "twin/flow/simulation.h"
#include "twin/network/road_network.h"

namespace bench {

inline constexpr double kBlock_m = 200.0;
inline constexpr double kFreeSpeed_mps = 13.89; ///< netgenerate's default, 50 km/h
inline constexpr int kLanesOfStreet = 2;
inline constexpr double kStep_s = 4.0;    ///< three cells a block
inline constexpr double kExitShare = 0.1; ///< of the traffic at each junction: trips of ten blocks

/// A grid of `side` times `side` junctions, with so many stations spread evenly over its streets.
[[nodiscard]] std::shared_ptr<const twin::RoadNetwork> gridCity(std::size_t side, std::size_t stations = 0);

/// Every link is an origin; turning is by capacity, kExitShare leaves at each junction.
[[nodiscard]] twin::Simulation citySimulation(const std::shared_ptr<const twin::RoadNetwork>& network,
                                              std::size_t members, twin::TravelAccounts travel);

/// Demand on every link: `demand_vps` on average, twice that on some and none on others.
void setCityDemand(twin::Simulation& simulation, double demand_vps);

} // namespace bench
