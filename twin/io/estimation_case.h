// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A road network, what its stations measured and what was true: the folder that estimators are measured on.
//
//   config.csv, node.csv, link.csv, location.csv   the network and its stations, GMNS (gmns_reader.h)
//   readings.csv   tick, station, flow_veh, occupancy, speed_mps: of an interval, all lanes
//   truth.csv      tick, link, flow_vps, density_vpm, speed_mps: means over the interval and the whole link

#include <cstddef>
#include <filesystem>
#include <memory>
#include <vector>

#include "twin/core/result.h"
#include "twin/estimation/link_states.h"
#include "twin/network/road_network.h"
#include "twin/sensing/sensor_feed.h"

namespace twin {

struct EstimationCase {
    std::shared_ptr<const RoadNetwork> network;
    double interval_s = 300.0;
    std::vector<ObservationFrame> frames; ///< [T], stations in the order of the network
    std::vector<LinkStates> truth;        ///< [T], speed NaN where nothing drove or nothing is known
    std::vector<std::size_t> days;        ///< [T], the day a frame is of, from 0 on; empty if that is not known
};

/// Errors: InvalidInput if a file is missing or broken, or names a station or link the network lacks; the text says
/// where, what was found and what was expected.
[[nodiscard]] Result<EstimationCase> readEstimationCase(const std::filesystem::path& folder);

} // namespace twin
