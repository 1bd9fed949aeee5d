// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the events of a scenario do to the roads at a moment: one control a link, one factor and one surplus of demand.
// The simulated city and a what-if branch both ask here, so that an event means the same in both.

#include <span>
#include <vector>

#include "twin/flow/simulation.h"
#include "twin/network/road_network.h"
#include "twin/scenario/scenario.h"

namespace twin {

class RoadEvents {
public:
    /// Requires: `events` fit the network (settle()). Events of the readings are passed over.
    RoadEvents(std::span<const Event> events, const RoadNetwork& network);

    /// Works out what holds at `time`. Ensures: events that last at the same time multiply; of limits the lowest
    /// counts. False where nothing can have changed since the last call.
    bool moveTo(UtcTime time);

    /// [links] as of the last moveTo().
    [[nodiscard]] std::span<const LinkControl> controls() const { return m_controls; }
    [[nodiscard]] std::span<const double> demandFactors() const { return m_demandFactors; }
    /// Vehicles per second on top of the usual.
    [[nodiscard]] std::span<const double> demandExtras_vps() const { return m_demandExtras_vps; }

private:
    struct Placed {
        Event event;
        std::vector<LinkIndex> links;
    };
    void apply(const Placed& placed, UtcTime time);

    std::vector<Placed> m_events;
    std::vector<const Link*> m_links;
    std::vector<bool> m_wasOn; ///< [events]
    bool m_hasMoved = false;
    std::vector<LinkControl> m_controls;
    std::vector<double> m_demandFactors;
    std::vector<double> m_demandExtras_vps;
};

} // namespace twin
