// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/network/corridors.h"

#include <algorithm>
#include <optional>
#include <string>
#include <tuple>

#include "twin/core/text.h"

namespace twin {

namespace {

constexpr std::string_view kDirections = "NSEW";

bool belongsToCorridor(const Link& link)
{
    return link.kind == LinkKind::Freeway && link.freeway != 0 && link.direction != ' ';
}

bool isSameRoad(const Link& a, const Link& b) { return a.freeway == b.freeway && a.direction == b.direction; }

/// Which link of the same road follows and precedes each; where a road forks, the first in the list.
struct Neighbours {
    std::vector<std::optional<std::size_t>> next;
    std::vector<std::optional<std::size_t>> previous;
};

Neighbours findNeighbours(const std::vector<Link>& links, std::size_t nodes)
{
    std::vector<std::vector<std::size_t>> leaving(nodes);
    for (std::size_t link = 0; link < links.size(); ++link) {
        if (belongsToCorridor(links[link])) {
            leaving[links[link].from.value].push_back(link);
        }
    }
    Neighbours found{.next = std::vector<std::optional<std::size_t>>(links.size()),
                     .previous = std::vector<std::optional<std::size_t>>(links.size())};
    for (std::size_t link = 0; link < links.size(); ++link) {
        if (!belongsToCorridor(links[link])) {
            continue;
        }
        for (const std::size_t after : leaving[links[link].to.value]) {
            if (isSameRoad(links[link], links[after]) && !found.previous[after]) {
                found.next[link] = after;
                found.previous[after] = link;
                break;
            }
        }
    }
    return found;
}

/// The name all links share, else one made of number and direction.
std::string nameFor(const std::vector<Link>& links, const std::vector<LinkIndex>& chain)
{
    const Link& first = links[chain.front().value];
    const bool isShared =
        std::all_of(chain.begin(), chain.end(), [&](LinkIndex index) { return links[index.value].name == first.name; });
    return isShared && !first.name.empty() ? first.name : concat("Freeway ", first.freeway, " ", first.direction);
}

void addStations(const RoadNetworkParts& parts, Corridor& corridor)
{
    std::vector<std::size_t> position(parts.links.size(), parts.links.size());
    for (std::size_t at = 0; at < corridor.links.size(); ++at) {
        position[corridor.links[at].value] = at;
    }
    const auto positionOf = [&](StationIndex index) { return position[parts.stations[index.value].link->value]; };
    for (std::size_t index = 0; index < parts.stations.size(); ++index) {
        const PlacedStation& placed = parts.stations[index];
        const bool isMainline = placed.station.kind == StationKind::Mainline && placed.link.has_value();
        if (isMainline && positionOf(StationIndex(index)) < parts.links.size()) {
            corridor.stations.emplace_back(index);
        }
    }
    std::stable_sort(corridor.stations.begin(), corridor.stations.end(), [&](StationIndex a, StationIndex b) {
        return std::pair(positionOf(a), parts.stations[a.value].offset_m) <
               std::pair(positionOf(b), parts.stations[b.value].offset_m);
    });
}

} // namespace

std::vector<Corridor> findCorridors(const RoadNetworkParts& parts)
{
    const Neighbours neighbours = findNeighbours(parts.links, parts.nodes.size());
    std::vector<bool> isTaken(parts.links.size(), false);
    std::vector<Corridor> corridors;
    const auto follow = [&](std::size_t start) {
        const Link& first = parts.links[start];
        Corridor corridor{.freeway = first.freeway, .direction = first.direction};
        for (std::optional<std::size_t> at = start; at && !isTaken[*at]; at = neighbours.next[*at]) {
            isTaken[*at] = true;
            corridor.links.emplace_back(*at);
        }
        corridor.name = nameFor(parts.links, corridor.links);
        addStations(parts, corridor);
        corridors.push_back(std::move(corridor));
    };
    for (std::size_t link = 0; link < parts.links.size(); ++link) {
        if (belongsToCorridor(parts.links[link]) && !neighbours.previous[link]) {
            follow(link);
        }
    }
    for (std::size_t link = 0; link < parts.links.size(); ++link) {
        if (belongsToCorridor(parts.links[link]) && !isTaken[link]) {
            follow(link); // a ring has no beginning; it begins with its first link in the list
        }
    }
    std::stable_sort(corridors.begin(), corridors.end(), [](const Corridor& a, const Corridor& b) {
        return std::tuple(a.freeway, kDirections.find(a.direction), b.links.size()) <
               std::tuple(b.freeway, kDirections.find(b.direction), a.links.size());
    });
    return corridors;
}

} // namespace twin
