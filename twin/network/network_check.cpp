// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/network/network_check.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "twin/core/text.h"

namespace twin {

namespace {

constexpr int kMostLanes = 32;              ///< no road on earth has more in one direction
constexpr double kMostLength_m = 1e6;       ///< a longer link is a unit mistaken
constexpr double kMostSpeed_mps = 100.0;    ///< 360 km/h; faster is a unit mistaken
constexpr double kFarthestFromNode_m = 1e3; ///< a junction drawn as one point may be a large interchange

tl::unexpected<Error> wrong(std::string_view what, std::string_view id, std::string_view found,
                            std::string_view expected)
{
    return fail(ErrorCode::InvalidInput, concat(what, " \"", id, "\": found ", found, ", expected ", expected));
}

/// A number of the user's as a few words: "length of -3 m".
std::string amount(std::string_view name, double value, std::string_view unit)
{
    return concat(name, " of ", significant(value, 6), " ", unit);
}

bool isOnEarth(GeoPoint point)
{
    return std::abs(point.lat_deg) <= 89.0 && std::abs(point.lon_deg) <= 180.0; // false for what is no number
}

std::string shown(GeoPoint point) { return concat("latitude ", point.lat_deg, ", longitude ", point.lon_deg); }

constexpr std::string_view kOnEarth = "a latitude from -89 to 89 and a longitude from -180 to 180 degrees";

template <typename Item, typename Id>
Result<void> checkIds(std::string_view what, const std::vector<Item>& items, Id idOf)
{
    std::vector<std::string_view> ids;
    ids.reserve(items.size());
    for (const Item& item : items) {
        ids.push_back(idOf(item));
    }
    std::sort(ids.begin(), ids.end());
    if (!ids.empty() && ids.front().empty()) {
        return wrong(what, "", "no id", concat("every ", what, " to have one"));
    }
    const auto twice = std::adjacent_find(ids.begin(), ids.end());
    if (twice != ids.end()) {
        return wrong(what, *twice, "it twice", "every id once");
    }
    return {};
}

Result<void> checkAmounts(const Link& link)
{
    if (link.lanes < 1 || link.lanes > kMostLanes) {
        return wrong("link", link.id, concat(link.lanes, " lanes"), concat("1 to ", kMostLanes));
    }
    if (!(link.length_m > 0.0 && link.length_m <= kMostLength_m)) {
        return wrong("link", link.id, amount("length", link.length_m, "m"), "more than 0 and at most 1000000 m");
    }
    if (!(link.freeSpeed_mps > 0.0 && link.freeSpeed_mps <= kMostSpeed_mps)) {
        return wrong("link", link.id, amount("free speed", link.freeSpeed_mps, "m/s"),
                     "more than 0 and at most 100 m/s");
    }
    if (!(link.capacity_vps > 0.0 && std::isfinite(link.capacity_vps))) {
        return wrong("link", link.id, amount("capacity", link.capacity_vps * 3600.0, "veh/h"), "more than 0");
    }
    const double most_vps = link.freeSpeed_mps * link.jamDensity_vpm;
    if (!(most_vps > link.capacity_vps && std::isfinite(most_vps))) {
        return wrong(
            "link", link.id,
            concat(amount("capacity", link.capacity_vps * 3600.0, "veh/h"), " at ",
                   amount("a jam density", link.jamDensity_vpm * 1000.0, "veh/km")),
            concat("a capacity below ", significant(most_vps * 3600.0, 6), " veh/h, free speed x jam density"));
    }
    return {};
}

Result<void> checkShape(const Link& link, const std::vector<Node>& nodes)
{
    if (link.shape.size() < 2) {
        return wrong("link", link.id, concat(link.shape.size(), " points of shape"), "at least 2");
    }
    for (const GeoPoint point : link.shape) {
        if (!isOnEarth(point)) {
            return wrong("link", link.id, concat("a shape through ", shown(point)), kOnEarth);
        }
    }
    const double apartAtStart_m = distance_m(link.shape.front(), nodes[link.from.value].at);
    const double apartAtEnd_m = distance_m(link.shape.back(), nodes[link.to.value].at);
    if (std::max(apartAtStart_m, apartAtEnd_m) > kFarthestFromNode_m) {
        const bool atStart = apartAtStart_m > kFarthestFromNode_m;
        return wrong("link", link.id,
                     concat("a shape that ", atStart ? "begins " : "ends ",
                            significant(atStart ? apartAtStart_m : apartAtEnd_m, 4), " m from node \"",
                            nodes[atStart ? link.from.value : link.to.value].id, "\""),
                     "at most 1000 m");
    }
    return {};
}

Result<void> checkLink(const Link& link, const std::vector<Node>& nodes)
{
    if (link.from.value >= nodes.size() || link.to.value >= nodes.size()) {
        return wrong("link", link.id, "a node that does not exist", "two nodes of the network");
    }
    if (link.from == link.to) {
        return wrong("link", link.id, concat("node \"", nodes[link.from.value].id, "\" at both ends"),
                     "two different nodes");
    }
    if (std::string_view("NSEW ").find(link.direction) == std::string_view::npos) {
        return wrong("link", link.id, concat("direction \"", link.direction, "\""), "N, S, E, W or a blank");
    }
    if (const auto checked = checkAmounts(link); !checked) {
        return checked;
    }
    return checkShape(link, nodes);
}

} // namespace

Result<void> checkParts(const RoadNetworkParts& parts)
{
    if (parts.links.empty()) {
        return fail(ErrorCode::InvalidInput, "found no link, expected at least one");
    }
    auto checked = checkIds("node", parts.nodes, [](const Node& node) { return std::string_view(node.id); });
    for (const Node& node : parts.nodes) {
        if (checked && !isOnEarth(node.at)) {
            checked = wrong("node", node.id, shown(node.at), kOnEarth);
        }
    }
    if (checked) {
        checked = checkIds("link", parts.links, [](const Link& link) { return std::string_view(link.id); });
    }
    for (const Link& link : parts.links) {
        if (checked) {
            checked = checkLink(link, parts.nodes);
        }
    }
    if (checked) {
        checked = checkIds("station", parts.stations,
                           [](const PlacedStation& placed) { return std::string_view(placed.station.id); });
    }
    for (const PlacedStation& placed : parts.stations) {
        if (checked && !isOnEarth(placed.at)) {
            checked = wrong("station", placed.station.id, shown(placed.at), kOnEarth);
        }
    }
    return checked;
}

} // namespace twin
