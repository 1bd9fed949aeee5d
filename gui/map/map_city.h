// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A network and all that MapWidget keeps of it: made together, replaced together. Only MapWidget includes this.

#include <memory>
#include <utility>
#include <vector>

#include "gui/map/map_overlay.h"
#include "gui/map/map_widget.h"

namespace gui {

struct MapWidget::City {
    explicit City(std::shared_ptr<const twin::RoadNetwork> shown)
        : network(std::move(shown)), geometry(*network), painter(geometry), shields(shieldsOf(*network, geometry))
    {
    }

    std::shared_ptr<const twin::RoadNetwork> network;
    MapGeometry geometry;
    MapPainter painter;
    std::vector<RouteShield> shields;
};

} // namespace gui
