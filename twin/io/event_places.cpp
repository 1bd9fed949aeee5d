// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/event_places.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "twin/core/text.h"

namespace twin {

namespace {

constexpr double kReach_m = 400.0;          ///< from a reported point to the road: phones and drawn roads are not exact
constexpr double kSample_m = 50.0;          ///< from one looked-up point of a line to the next
constexpr double kBeyondMilestone_mi = 0.5; ///< a freeway goes on after its last station
constexpr std::size_t kFewestSamples = 2;   ///< a link that a line touches with one point it merely grazes

/// The point a share of the way from one to another.
GeoPoint between(GeoPoint a, GeoPoint b, double share)
{
    return {a.lat_deg + share * (b.lat_deg - a.lat_deg), a.lon_deg + share * (b.lon_deg - a.lon_deg)};
}

/// Whether two pieces of road run the same way, rather than against each other.
bool runsAlong(const LocalPlane& plane, const Link& link, GeoPoint from, GeoPoint to)
{
    const PlanePoint a = plane.toPlane(link.shape.front());
    const PlanePoint b = plane.toPlane(link.shape.back());
    const PlanePoint c = plane.toPlane(from);
    const PlanePoint d = plane.toPlane(to);
    return (b.x_m - a.x_m) * (d.x_m - c.x_m) + (b.y_m - a.y_m) * (d.y_m - c.y_m) > 0.0;
}

bool isOn(const NamedRoad& road, const Link& link)
{
    return link.kind == LinkKind::Freeway && link.freeway == road.freeway &&
           (road.direction == ' ' || link.direction == road.direction);
}

} // namespace

EventPlaces::EventPlaces(const RoadNetwork& network) : m_network(network), m_grid(network.links(), network.plane())
{
    for (const PlacedStation& placed : network.stations()) {
        if (placed.absPostmile && placed.link && network.link(*placed.link).kind == LinkKind::Freeway) {
            m_milestones[{placed.station.freeway, placed.station.direction}].push_back(
                {*placed.absPostmile, placed.at});
        }
    }
    for (auto& [road, stones] : m_milestones) {
        std::ranges::stable_sort(stones, {}, &Milestone::postmile);
    }
}

bool EventPlaces::has(const NamedRoad& road) const
{
    return std::ranges::any_of(m_network.links(), [&](const Link& link) { return isOn(road, link); });
}

std::optional<LinkIndex> EventPlaces::linkAt(const NamedRoad& road, GeoPoint at) const
{
    const auto foot = m_grid.nearest(at, kReach_m, [&](const Link& link) { return isOn(road, link); });
    return foot ? std::optional(foot->link) : std::nullopt;
}

std::optional<GeoPoint> EventPlaces::pointAt(const NamedRoad& road, double postmile) const
{
    const auto found = m_milestones.find({road.freeway, road.direction});
    if (found == m_milestones.end()) {
        return std::nullopt;
    }
    const std::vector<Milestone>& stones = found->second;
    if (postmile < stones.front().postmile - kBeyondMilestone_mi ||
        postmile > stones.back().postmile + kBeyondMilestone_mi) {
        return std::nullopt;
    }
    const auto after = std::ranges::lower_bound(stones, postmile, {}, &Milestone::postmile);
    if (after == stones.begin() || after == stones.end()) {
        return after == stones.end() ? stones.back().at : stones.front().at;
    }
    const auto before = after - 1;
    return between(before->at, after->at, (postmile - before->postmile) / (after->postmile - before->postmile));
}

std::vector<LinkIndex> EventPlaces::linksAlong(const NamedRoad& road, std::span<const GeoPoint> line) const
{
    std::vector<LinkIndex> links;
    std::vector<std::size_t> samples;
    const auto look = [&](GeoPoint at, GeoPoint from, GeoPoint to) {
        const auto foot = m_grid.nearest(at, kReach_m, [&](const Link& link) {
            return isOn(road, link) && (road.direction != ' ' || runsAlong(m_network.plane(), link, from, to));
        });
        if (!foot) {
            return;
        }
        const auto known = std::ranges::find(links, foot->link);
        if (known == links.end()) {
            links.push_back(foot->link);
            samples.push_back(1);
        } else {
            ++samples[static_cast<std::size_t>(known - links.begin())];
        }
    };
    for (std::size_t i = 1; i < line.size(); ++i) {
        const auto steps = static_cast<std::size_t>(std::ceil(distance_m(line[i - 1], line[i]) / kSample_m));
        for (std::size_t k = i == 1 ? 0 : 1; k <= steps; ++k) {
            const double share = steps == 0 ? 0.0 : static_cast<double>(k) / static_cast<double>(steps);
            look(between(line[i - 1], line[i], share), line[i - 1], line[i]);
        }
    }
    const bool hasLong = std::ranges::any_of(samples, [](std::size_t count) { return count >= kFewestSamples; });
    std::vector<LinkIndex> kept;
    for (std::size_t i = 0; i < links.size(); ++i) {
        if (!hasLong || samples[i] >= kFewestSamples) {
            kept.push_back(links[i]);
        }
    }
    return kept;
}

std::optional<int> routeNumberIn(std::string_view name)
{
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (std::isdigit(static_cast<unsigned char>(name[i])) != 0) {
            std::size_t end = i;
            while (end < name.size() && std::isdigit(static_cast<unsigned char>(name[end])) != 0) {
                ++end;
            }
            const auto number = parseInteger(name.substr(i, end - i));
            return number && *number >= 1 && *number <= 999 ? std::optional(static_cast<int>(*number)) : std::nullopt;
        }
    }
    return std::nullopt;
}

void keepWithin(UtcTime from, UtcTime to, EventImport& import)
{
    const auto outside =
        std::erase_if(import.events, [&](const Event& event) { return event.to <= from || event.from >= to; });
    if (outside > 0) {
        import.passedOver["outside the scenario's time"] += outside;
    }
}

} // namespace twin
