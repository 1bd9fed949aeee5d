// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A small freeway for tests: one mile of US-101 northbound in three links, an on-ramp, an off-ramp, and the other
// carriageway beside it.

#include <string>

#include <gtest/gtest.h>

#include "twin/network/road_network.h"

namespace roads {

/// Metres east and north of a place in San José.
inline twin::GeoPoint at(double x_m, double y_m)
{
    return twin::LocalPlane({.lat_deg = 37.33, .lon_deg = -121.89}).toEarth({.x_m = x_m, .y_m = y_m});
}

inline twin::Link link(std::string id, std::size_t from, std::size_t to, const std::vector<twin::Node>& nodes)
{
    const twin::GeoPoint start = nodes[from].at;
    const twin::GeoPoint end = nodes[to].at;
    return {.id = std::move(id),
            .name = "US-101 N",
            .from = twin::NodeIndex(from),
            .to = twin::NodeIndex(to),
            .kind = twin::LinkKind::Freeway,
            .freeway = 101,
            .direction = 'N',
            .lanes = 3,
            .length_m = twin::distance_m(start, end),
            .freeSpeed_mps = 29.0,
            .capacity_vps = 3 * 2000.0 / 3600.0,
            .jamDensity_vpm = 3 * 0.125,
            .shape = {start, end}};
}

inline twin::Link ramp(std::string id, std::size_t from, std::size_t to, const std::vector<twin::Node>& nodes)
{
    twin::Link made = link(std::move(id), from, to, nodes);
    made.name.clear();
    made.kind = made.id.starts_with("on") ? twin::LinkKind::OnRamp : twin::LinkKind::OffRamp;
    made.lanes = 1;
    made.capacity_vps = 0.5;
    made.jamDensity_vpm = 0.125;
    return made;
}

/// Nodes a b c d go north 1 km apart, h g go south beside them, e leads to b, f leaves from c.
inline twin::RoadNetworkParts freeway()
{
    twin::RoadNetworkParts parts{.name = "test"};
    const auto node = [&](std::string id, double x_m, double y_m) {
        parts.nodes.push_back({.id = std::move(id), .at = at(x_m, y_m)});
    };
    node("a", 0, 0);
    node("b", 0, 1000);
    node("c", 0, 2000);
    node("d", 0, 3000);
    node("e", 200, 800);
    node("f", 200, 2200);
    node("g", -30, 0);
    node("h", -30, 3000);
    // Out of driving order on purpose.
    parts.links = {link("bc", 1, 2, parts.nodes), link("ab", 0, 1, parts.nodes),  link("cd", 2, 3, parts.nodes),
                   ramp("on", 4, 1, parts.nodes), ramp("off", 2, 5, parts.nodes), link("hg", 7, 6, parts.nodes)};
    parts.links[5].name = "US-101 S";
    parts.links[5].direction = 'S';
    return parts;
}

inline twin::PlacedStation station(std::string id, twin::StationKind kind, twin::GeoPoint place, char direction = 'N')
{
    return {.station = {.id = std::move(id), .kind = kind, .freeway = 101, .direction = direction, .lanes = 3},
            .at = place};
}

/// Requires: the parts are valid.
inline twin::RoadNetwork build(twin::RoadNetworkParts parts)
{
    auto built = twin::RoadNetwork::build(std::move(parts));
    EXPECT_TRUE(built) << (built ? "" : built.error().message);
    return std::move(built).value();
}

} // namespace roads
