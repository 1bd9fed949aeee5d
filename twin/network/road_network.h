// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The roads of a city and the stations on them. If a RoadNetwork exists, it is valid; it never changes. Closures, lower
// limits and other events are inputs of a simulation, not changes of the road.
//
// Invariants: every link joins two different nodes of the network, is longer than nothing, carries at least one lane,
// begins and ends near its nodes, and can reach its capacity below its jam density; ids are unique; every station
// placed on a link stands within it; a corridor's links follow each other.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "twin/core/index.h"
#include "twin/core/result.h"
#include "twin/network/geo.h"
#include "twin/sensing/station.h"

namespace twin {

using NodeIndex = Index<struct NodeTag>;
using LinkIndex = Index<struct LinkTag>;
using StationIndex = Index<struct StationTag>; ///< in RoadNetwork::stations()

struct Node {
    std::string id;
    std::string name; ///< empty where there is none
    GeoPoint at;
};

enum class LinkKind {
    Freeway,
    OnRamp,
    OffRamp,
    Connector, ///< from one freeway to another
    Street
};
[[nodiscard]] std::string_view nameOf(LinkKind kind);

/// A directed piece of road between two nodes.
struct Link {
    std::string id;
    std::string name;
    NodeIndex from;
    NodeIndex to;
    LinkKind kind = LinkKind::Street;
    int freeway = 0;      ///< route number, 0 where it is none
    char direction = ' '; ///< N, S, E, W, or blank
    int lanes = 1;
    double length_m = 0.0;
    double freeSpeed_mps = 0.0;
    double capacity_vps = 0.0;   ///< vehicles per second, all lanes together
    double jamDensity_vpm = 0.0; ///< vehicles per metre, all lanes together
    std::vector<GeoPoint> shape; ///< at least two points, in driving direction, ends included
};

/// Metres from a station to the farthest link it is placed on. Of drawn roads nine in ten stations stand within 400 m.
inline constexpr double kStationReach_m = 500.0;

/// The geometric length of a link's shape. It may differ a little from Link::length_m, which is what was surveyed.
[[nodiscard]] double shapeLength_m(std::span<const GeoPoint> shape);

/// A station and where it stands.
struct PlacedStation {
    Station station;
    std::string name;
    GeoPoint at;                       ///< as the metadata says
    std::optional<double> absPostmile; ///< miles
    std::optional<LinkIndex> link;     ///< none where no fitting link is near
    double offset_m = 0.0;             ///< along the link from its start
    double distance_m = 0.0;           ///< from `at` to the link
};

/// One direction of one freeway. Where a freeway is interrupted, each piece is a corridor of its own.
struct Corridor {
    std::string name; ///< such as "US-101 N"
    int freeway = 0;
    char direction = ' ';
    std::vector<LinkIndex> links;       ///< in driving order, each ending where the next begins
    std::vector<StationIndex> stations; ///< mainline stations in driving order
};

/// What a network is built from.
struct RoadNetworkParts {
    std::string name;
    std::vector<Node> nodes;
    std::vector<Link> links;
    std::vector<PlacedStation> stations; ///< `link`, `offset_m`, `distance_m` are computed by build()
};

class RoadNetwork {
public:
    /// Checks the parts, snaps the stations, finds the corridors.
    /// Errors: InvalidInput with the offending id, what was found and what was expected.
    [[nodiscard]] static Result<RoadNetwork> build(RoadNetworkParts parts);

    [[nodiscard]] const std::string& name() const { return m_parts.name; }
    [[nodiscard]] const LocalPlane& plane() const { return m_plane; }
    [[nodiscard]] std::span<const Node> nodes() const { return m_parts.nodes; }
    [[nodiscard]] std::span<const Link> links() const { return m_parts.links; }
    [[nodiscard]] std::span<const PlacedStation> stations() const { return m_parts.stations; }
    [[nodiscard]] std::span<const Corridor> corridors() const { return m_corridors; }
    [[nodiscard]] const Link& link(LinkIndex index) const { return m_parts.links[index.value]; }
    [[nodiscard]] const PlacedStation& station(StationIndex index) const { return m_parts.stations[index.value]; }
    /// Links leaving and entering a node, in the order of links().
    [[nodiscard]] std::span<const LinkIndex> outgoing(NodeIndex node) const;
    [[nodiscard]] std::span<const LinkIndex> incoming(NodeIndex node) const;
    [[nodiscard]] std::optional<LinkIndex> linkNamed(std::string_view id) const;
    [[nodiscard]] std::optional<StationIndex> stationNamed(std::string_view id) const;

private:
    RoadNetwork() = default;

    RoadNetworkParts m_parts;
    LocalPlane m_plane;
    std::vector<Corridor> m_corridors;
    std::vector<LinkIndex> m_outgoing;        ///< grouped by node
    std::vector<LinkIndex> m_incoming;        ///< grouped by node
    std::vector<std::size_t> m_outgoingStart; ///< [nodes + 1]
    std::vector<std::size_t> m_incomingStart; ///< [nodes + 1]
    std::vector<std::size_t> m_linksById;     ///< sorted by id
    std::vector<std::size_t> m_stationsById;  ///< sorted by id
};

} // namespace twin
