// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A city for tests, pictures and benchmarks of the widgets: crossing freeways of any size, a morning's traffic, a few
// detectors in trouble, a day at one station. Nothing in it is measured.

#include <cstddef>
#include <memory>

#include "gui/map/map_frame.h"
#include "gui/models/station_history.h"
#include "twin/network/road_network.h"

namespace gui_test {

struct CitySize {
    std::size_t freeways = 6; ///< half of them north-south
    std::size_t linksPerDirection = 40;
    double stationEvery = 2.0; ///< links, in the mean; at least 1
};

/// Ensures: 2 x freeways x linksPerDirection links.
[[nodiscard]] std::shared_ptr<const twin::RoadNetwork> makeCity(const CitySize& size = {});
/// The city that comes with the program.
[[nodiscard]] std::shared_ptr<const twin::RoadNetwork> readBundledCity();
/// A snapshot with a queue on some freeways; `minutes` moves it on.
[[nodiscard]] mlops::TwinSnapshot makeSnapshot(const twin::RoadNetwork& network, double minutes);
/// The feed of that snapshot: all of the network's stations but every ninth.
[[nodiscard]] gui::StationMatch makeMatch(const twin::RoadNetwork& network);
/// One day at one station with imputed hours, a gap, a forecast and a corridor.
[[nodiscard]] gui::StationHistoryPtr makeHistory();

} // namespace gui_test
