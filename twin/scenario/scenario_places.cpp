// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/scenario/scenario_places.h"

#include <algorithm>
#include <cmath>

#include "twin/core/text.h"

namespace twin {

namespace {

double distance_m(const LocalPlane& plane, GeoPoint a, GeoPoint b)
{
    const PlanePoint first = plane.toPlane(a);
    const PlanePoint second = plane.toPlane(b);
    return std::hypot(first.x_m - second.x_m, first.y_m - second.y_m);
}

/// From a point to the nearest point of a polyline.
double distance_m(const LocalPlane& plane, GeoPoint point, std::span<const GeoPoint> line)
{
    const PlanePoint at = plane.toPlane(point);
    double least = distance_m(plane, point, line.front());
    for (std::size_t i = 1; i < line.size(); ++i) {
        const PlanePoint a = plane.toPlane(line[i - 1]);
        const PlanePoint b = plane.toPlane(line[i]);
        const double dx = b.x_m - a.x_m;
        const double dy = b.y_m - a.y_m;
        const double length2 = dx * dx + dy * dy;
        const double along = length2 > 0.0 ? ((at.x_m - a.x_m) * dx + (at.y_m - a.y_m) * dy) / length2 : 0.0;
        const double share = std::clamp(along, 0.0, 1.0);
        least = std::min(least, std::hypot(at.x_m - a.x_m - share * dx, at.y_m - a.y_m - share * dy));
    }
    return least;
}

bool contains(const std::vector<std::string>& ids, const std::string& id)
{
    return std::ranges::find(ids, id) != ids.end();
}

bool fitsRoute(const Place& place, int freeway, char direction)
{
    return (place.freeway == 0 || place.freeway == freeway) && (place.direction == ' ' || place.direction == direction);
}

bool carriesStationOf(const Place& place, const RoadNetwork& network, LinkIndex link)
{
    return std::ranges::any_of(network.stations(), [&](const PlacedStation& each) {
        return each.link == link && contains(place.stations, each.station.id);
    });
}

/// The first fault of a scenario's places, as a sentence.
class PlaceCheck {
public:
    PlaceCheck(const RoadNetwork& network, const std::string& file) : m_network(network), m_file(file) {}

    [[nodiscard]] Result<void> ids(const Place& place, const std::string& path) const
    {
        for (std::size_t i = 0; i < place.links.size(); ++i) {
            if (!m_network.linkNamed(place.links[i])) {
                return refuse(concat(path, ".where.links[", i, ']'), concat('"', place.links[i], '"'),
                              concat("the id of a link of ", m_network.name()));
            }
        }
        for (std::size_t i = 0; i < place.stations.size(); ++i) {
            if (!m_network.stationNamed(place.stations[i])) {
                return refuse(concat(path, ".where.stations[", i, ']'), concat('"', place.stations[i], '"'),
                              concat("the id of a station of ", m_network.name()));
            }
        }
        return {};
    }

    [[nodiscard]] Result<void> links(const Action& action, const Place& place, const std::string& path) const
    {
        const std::vector<LinkIndex> links = linksAt(place, m_network);
        if (links.empty()) {
            return refuse(path + ".where", "a place where there is no link",
                          concat("one that fits at least one link of ", m_network.name()));
        }
        const auto* const closure = std::get_if<LaneClosure>(&action);
        for (const LinkIndex index : links) {
            const Link& link = m_network.link(index);
            if (closure != nullptr && closure->lanes >= link.lanes) {
                return refuse(path + ".lanes", concat(closure->lanes),
                              concat("less than the ", link.lanes, " lanes of link \"", link.id,
                                     "\"; a link_closure closes them all"));
            }
        }
        const bool hasRamp = std::ranges::any_of(
            links, [this](LinkIndex link) { return m_network.link(link).kind == LinkKind::OnRamp; });
        if (std::holds_alternative<RampMetering>(action) && !hasRamp) {
            return refuse(path + ".where", "a place without on-ramp", "at least one on-ramp to meter");
        }
        return {};
    }

    [[nodiscard]] tl::unexpected<Error> refuse(std::string_view path, std::string_view found,
                                               std::string_view expected) const
    {
        return fail(ErrorCode::InvalidInput, concat(m_file, ": ", path, ": found ", found, ", expected ", expected));
    }

private:
    const RoadNetwork& m_network;
    const std::string& m_file;
};

} // namespace

std::vector<LinkIndex> linksAt(const Place& place, const RoadNetwork& network)
{
    std::vector<LinkIndex> links;
    for (std::size_t i = 0; i < network.links().size(); ++i) {
        const Link& link = network.links()[i];
        const bool fits =
            (place.links.empty() || contains(place.links, link.id)) && fitsRoute(place, link.freeway, link.direction) &&
            (place.stations.empty() || carriesStationOf(place, network, LinkIndex(i))) &&
            (!place.near || distance_m(network.plane(), place.near->at, link.shape) <= place.near->radius_m);
        if (fits) {
            links.emplace_back(i);
        }
    }
    return links;
}

std::vector<StationIndex> stationsAt(const Place& place, const RoadNetwork& network)
{
    std::vector<StationIndex> stations;
    for (std::size_t i = 0; i < network.stations().size(); ++i) {
        const PlacedStation& each = network.stations()[i];
        const bool onLink = each.link && contains(place.links, network.link(*each.link).id);
        const bool fits = (place.stations.empty() || contains(place.stations, each.station.id)) &&
                          (place.links.empty() || onLink) &&
                          fitsRoute(place, each.station.freeway, each.station.direction) &&
                          (!place.near || distance_m(network.plane(), place.near->at, each.at) <= place.near->radius_m);
        if (fits) {
            stations.emplace_back(i);
        }
    }
    return stations;
}

std::vector<std::size_t> stationsAt(const Place& place, std::span<const Station> stations)
{
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < stations.size(); ++i) {
        const bool fits = place.links.empty() && !place.near &&
                          (place.stations.empty() || contains(place.stations, stations[i].id)) &&
                          fitsRoute(place, stations[i].freeway, stations[i].direction);
        if (fits) {
            found.push_back(i);
        }
    }
    return found;
}

Result<Scenario> settle(const Scenario& scenario, const RoadNetwork& network, const std::string& file)
{
    const PlaceCheck check(network, file);
    Scenario settled = scenario;
    for (std::size_t i = 0; i < settled.events.size(); ++i) {
        Event& event = settled.events[i];
        Place* const place = placeOf(event.action);
        if (place == nullptr) {
            continue;
        }
        const std::string path = concat("events[", i, ']');
        if (const auto known = check.ids(*place, path); !known) {
            return tl::unexpected<Error>(known.error());
        }
        if (!isOfReadings(event.action)) {
            if (const auto fits = check.links(event.action, *place, path); !fits) {
                return tl::unexpected<Error>(fits.error());
            }
            continue;
        }
        const std::vector<StationIndex> stations = stationsAt(*place, network);
        if (stations.empty()) {
            return check.refuse(path + ".where", "a place without station",
                                concat("one that fits at least one station of ", network.name()));
        }
        if (!isEverywhere(*place)) {
            *place = Place{};
            for (const StationIndex station : stations) {
                place->stations.push_back(network.station(station).station.id);
            }
        }
    }
    return settled;
}

Result<void> checkAgainst(const Scenario& scenario, const RoadNetwork& network, const std::string& file)
{
    const Result<Scenario> settled = settle(scenario, network, file);
    return settled ? Result<void>{} : tl::unexpected<Error>(settled.error());
}

} // namespace twin
