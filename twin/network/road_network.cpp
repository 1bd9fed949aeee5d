// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/network/road_network.h"

#include <algorithm>
#include <numeric>

#include "twin/network/corridors.h"
#include "twin/network/link_grid.h"
#include "twin/network/network_check.h"

namespace twin {

namespace {

/// Whether a station may stand on links of this kind, by what its lanes are for.
bool fitsKind(StationKind station, LinkKind link)
{
    switch (station) {
    case StationKind::Mainline:
    case StationKind::Hov:
        return link == LinkKind::Freeway;
    case StationKind::OnRamp:
        return link == LinkKind::OnRamp;
    case StationKind::OffRamp:
        return link == LinkKind::OffRamp;
    case StationKind::FreewayToFreeway:
        return link == LinkKind::Connector;
    case StationKind::CollectorDistributor:
        return link == LinkKind::Freeway || link == LinkKind::Connector;
    case StationKind::ConventionalHighway:
        return link == LinkKind::Street;
    case StationKind::Unknown:
        return true;
    }
    return true;
}

/// A freeway or direction that one of the two does not state contradicts nothing. A connector belongs to two freeways.
bool fits(const Station& station, const Link& link)
{
    if (!fitsKind(station.kind, link.kind)) {
        return false;
    }
    const bool isOtherRoad = station.freeway != 0 && link.freeway != 0 && station.freeway != link.freeway;
    const bool isOtherWay = station.direction != ' ' && link.direction != ' ' && station.direction != link.direction;
    return link.kind == LinkKind::Connector || (!isOtherRoad && !isOtherWay);
}

/// The middle of all nodes: there a plane deviates least.
GeoPoint middleOf(const std::vector<Node>& nodes)
{
    const auto [south, north] = std::minmax_element(
        nodes.begin(), nodes.end(), [](const Node& a, const Node& b) { return a.at.lat_deg < b.at.lat_deg; });
    const auto [west, east] = std::minmax_element(
        nodes.begin(), nodes.end(), [](const Node& a, const Node& b) { return a.at.lon_deg < b.at.lon_deg; });
    return {.lat_deg = (south->at.lat_deg + north->at.lat_deg) / 2.0,
            .lon_deg = (west->at.lon_deg + east->at.lon_deg) / 2.0};
}

void placeStations(RoadNetworkParts& parts, const LocalPlane& plane)
{
    const LinkGrid grid(parts.links, plane);
    for (PlacedStation& placed : parts.stations) {
        const auto foot =
            grid.nearest(placed.at, kStationReach_m, [&](const Link& link) { return fits(placed.station, link); });
        placed.link = foot ? std::optional(foot->link) : std::nullopt;
        placed.offset_m = foot ? foot->offset_m : 0.0;
        placed.distance_m = foot ? foot->distance_m : 0.0;
    }
}

/// Links grouped by one of their nodes, and where each group starts.
struct Grouped {
    std::vector<LinkIndex> links;
    std::vector<std::size_t> start;
};

Grouped groupBy(NodeIndex Link::*end, const RoadNetworkParts& parts)
{
    Grouped grouped;
    grouped.start.assign(parts.nodes.size() + 1, 0);
    for (const Link& link : parts.links) {
        ++grouped.start[(link.*end).value + 1];
    }
    std::partial_sum(grouped.start.begin(), grouped.start.end(), grouped.start.begin());
    std::vector<std::size_t> next(grouped.start.begin(), grouped.start.end() - 1);
    grouped.links.resize(parts.links.size());
    for (std::size_t link = 0; link < parts.links.size(); ++link) {
        grouped.links[next[(parts.links[link].*end).value]++] = LinkIndex(link);
    }
    return grouped;
}

template <typename Item, typename Id>
std::vector<std::size_t> sortedById(const std::vector<Item>& items, Id idOf)
{
    std::vector<std::size_t> order(items.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return idOf(items[a]) < idOf(items[b]); });
    return order;
}

const std::string& idOfLink(const Link& link) { return link.id; }
const std::string& idOfStation(const PlacedStation& placed) { return placed.station.id; }

template <typename Item, typename Id>
std::optional<std::size_t> find(const std::vector<Item>& items, const std::vector<std::size_t>& order, Id idOf,
                                std::string_view id)
{
    const auto at = std::lower_bound(order.begin(), order.end(), id, [&](std::size_t index, std::string_view wanted) {
        return idOf(items[index]) < wanted;
    });
    return at != order.end() && idOf(items[*at]) == id ? std::optional(*at) : std::nullopt;
}

} // namespace

std::string_view nameOf(LinkKind kind)
{
    switch (kind) {
    case LinkKind::Freeway:
        return "freeway";
    case LinkKind::OnRamp:
        return "on_ramp";
    case LinkKind::OffRamp:
        return "off_ramp";
    case LinkKind::Connector:
        return "connector";
    case LinkKind::Street:
        return "street";
    }
    return "street";
}

double shapeLength_m(std::span<const GeoPoint> shape)
{
    double length_m = 0.0;
    for (std::size_t point = 1; point < shape.size(); ++point) {
        length_m += distance_m(shape[point - 1], shape[point]);
    }
    return length_m;
}

Result<RoadNetwork> RoadNetwork::build(RoadNetworkParts parts)
{
    if (auto checked = checkParts(parts); !checked) {
        return tl::unexpected(std::move(checked.error()));
    }
    RoadNetwork network;
    network.m_plane = LocalPlane(middleOf(parts.nodes));
    placeStations(parts, network.m_plane);
    network.m_corridors = findCorridors(parts);
    Grouped outgoing = groupBy(&Link::from, parts);
    Grouped incoming = groupBy(&Link::to, parts);
    network.m_outgoing = std::move(outgoing.links);
    network.m_outgoingStart = std::move(outgoing.start);
    network.m_incoming = std::move(incoming.links);
    network.m_incomingStart = std::move(incoming.start);
    network.m_linksById = sortedById(parts.links, idOfLink);
    network.m_stationsById = sortedById(parts.stations, idOfStation);
    network.m_parts = std::move(parts);
    return network;
}

std::span<const LinkIndex> RoadNetwork::outgoing(NodeIndex node) const
{
    const std::size_t start = m_outgoingStart[node.value];
    return std::span(m_outgoing).subspan(start, m_outgoingStart[node.value + 1] - start);
}

std::span<const LinkIndex> RoadNetwork::incoming(NodeIndex node) const
{
    const std::size_t start = m_incomingStart[node.value];
    return std::span(m_incoming).subspan(start, m_incomingStart[node.value + 1] - start);
}

std::optional<LinkIndex> RoadNetwork::linkNamed(std::string_view id) const
{
    const auto at = find(m_parts.links, m_linksById, idOfLink, id);
    return at ? std::optional(LinkIndex(*at)) : std::nullopt;
}

std::optional<StationIndex> RoadNetwork::stationNamed(std::string_view id) const
{
    const auto at = find(m_parts.stations, m_stationsById, idOfStation, id);
    return at ? std::optional(StationIndex(*at)) : std::nullopt;
}

} // namespace twin
