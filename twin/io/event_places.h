// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Where the events of other people's files stand on our roads: by freeway, direction and absolute postmile, or by what
// is drawn.

#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "twin/io/import_report.h"
#include "twin/network/link_grid.h"
#include "twin/network/road_network.h"
#include "twin/scenario/scenario.h"

namespace twin {

/// A freeway as a file names it.
struct NamedRoad {
    int freeway = 0;      ///< route number
    char direction = ' '; ///< N, S, E, W; blank where the file does not say
};

class EventPlaces {
public:
    /// Requires: `network` outlives this object.
    explicit EventPlaces(const RoadNetwork& network);

    [[nodiscard]] const RoadNetwork& network() const { return m_network; }
    /// Whether any link is of the freeway, in that direction where one is given.
    [[nodiscard]] bool has(const NamedRoad& road) const;
    /// The main line's link nearest to a point, within 400 m.
    [[nodiscard]] std::optional<LinkIndex> linkAt(const NamedRoad& road, GeoPoint at) const;
    /// The point at an absolute postmile, in miles, between the stations about it; nothing more than half a mile
    /// beyond the first or last.
    [[nodiscard]] std::optional<GeoPoint> pointAt(const NamedRoad& road, double postmile) const;
    /// The main line's links along a line, in its order. Where no direction is given, those that run its way.
    [[nodiscard]] std::vector<LinkIndex> linksAlong(const NamedRoad& road, std::span<const GeoPoint> line) const;

private:
    struct Milestone {
        double postmile = 0.0;
        GeoPoint at;
    };

    const RoadNetwork& m_network;
    LinkGrid m_grid;
    std::map<std::pair<int, char>, std::vector<Milestone>> m_milestones; ///< by freeway and direction, ascending
};

/// "US-101", "I 880", "Interstate 280", "CA-17", "SR 85 north": the route number in a name; nothing without one.
[[nodiscard]] std::optional<int> routeNumberIn(std::string_view name);

/// What an import of events made of a file.
struct EventImport {
    std::vector<Event> events;
    std::size_t entries = 0;                       ///< rows or features read
    std::map<std::string, std::size_t> passedOver; ///< why, and how many
    std::vector<std::string> notes;                ///< sentences about choices the reader made
};

/// Leaves out the events that are not on between two moments, as passed over.
void keepWithin(UtcTime from, UtcTime to, EventImport& import);

} // namespace twin
