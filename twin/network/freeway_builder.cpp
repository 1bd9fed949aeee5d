// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/network/freeway_builder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "twin/core/quantity.h"
#include "twin/core/text.h"
#include "twin/network/road_defaults.h"

namespace twin {

namespace {

constexpr double kSamePlace_mi = 0.02;      ///< 32 m: stations closer than this share a node
constexpr double kLongestStretch_mi = 20.0; ///< between stations; beyond, the freeway is interrupted
constexpr double kRamp_m = 250.0;           ///< usual length of a ramp
constexpr double kRampAside_m = 80.0;
constexpr double kMostDetour = 1.5; ///< of the postmiles over the straight line, before they are doubted

/// A place along a freeway where something stands, by way driven.
struct Joint {
    double way_mi = 0.0; ///< the postmile, or its negative where driving goes down
    const PlacedStation* placed = nullptr;
};

bool isRamp(StationKind kind) { return kind == StationKind::OnRamp || kind == StationKind::OffRamp; }

/// As California writes them: interstate, federal, else state route.
std::string routeName(int freeway, char direction)
{
    constexpr std::array<int, 24> kInterstates = {5,   8,   10,  15,  40,  80,  105, 110, 205, 210, 780, 805,
                                                  880, 980, 215, 238, 280, 380, 405, 505, 580, 605, 680, 710};

    constexpr std::array<int, 6> kFederal = {6, 50, 95, 97, 101, 395};
    const auto isIn = [freeway](const auto& routes) {
        return std::find(routes.begin(), routes.end(), freeway) != routes.end();
    };
    const std::string_view prefix = isIn(kInterstates) ? "I-" : isIn(kFederal) ? "US-" : "SR-";
    return concat(prefix, freeway, " ", direction);
}

/// One direction of one freeway, being built.
class Carriageway {
public:
    Carriageway(RoadNetworkParts& parts, int freeway, char direction)
        : m_parts(parts), m_freeway(freeway), m_direction(direction), m_prefix(concat(freeway, direction, "-"))
    {
    }

    /// Requires: both sorted by way; at least two of the mainline.
    void build(const std::vector<Joint>& mainline, const std::vector<Joint>& ramps)
    {
        std::size_t ramp = 0;
        NodeIndex at = addNode(mainline.front().placed->at);
        double way_mi = mainline.front().way_mi;
        for (std::size_t next = 1; next < mainline.size(); ++next) {
            const Joint& from = mainline[next - 1];
            const Joint& to = mainline[next];
            if (to.way_mi - from.way_mi > kLongestStretch_mi) {
                at = addNode(to.placed->at);
                way_mi = to.way_mi;
                continue;
            }
            while (ramp < ramps.size() && ramps[ramp].way_mi < from.way_mi - kSamePlace_mi) {
                ++ramp; // before the first station, or in a gap
            }
            for (; ramp < ramps.size() && ramps[ramp].way_mi < to.way_mi - kSamePlace_mi; ++ramp) {
                if (ramps[ramp].way_mi > way_mi + kSamePlace_mi) {
                    const double share = (ramps[ramp].way_mi - from.way_mi) / (to.way_mi - from.way_mi);
                    const NodeIndex joint = addNode(between(from.placed->at, to.placed->at, share));
                    addStretch(at, joint, ramps[ramp].way_mi - way_mi, from.placed->station.lanes);
                    at = joint;
                    way_mi = ramps[ramp].way_mi;
                }
                addRamp(at, *ramps[ramp].placed, from.placed->at, to.placed->at);
            }
            const NodeIndex end = addNode(to.placed->at);
            addStretch(at, end, to.way_mi - way_mi, from.placed->station.lanes);
            at = end;
            way_mi = to.way_mi;
        }
    }

private:
    static GeoPoint between(GeoPoint a, GeoPoint b, double share)
    {
        return {.lat_deg = a.lat_deg + (b.lat_deg - a.lat_deg) * share,
                .lon_deg = a.lon_deg + (b.lon_deg - a.lon_deg) * share};
    }

    NodeIndex addNode(GeoPoint place)
    {
        m_parts.nodes.push_back({.id = concat(m_prefix, "n", ++m_nodes), .at = place});
        return NodeIndex(m_parts.nodes.size() - 1);
    }

    Link& addLink(NodeIndex from, NodeIndex to, LinkKind kind, int lanes)
    {
        const int count = lanes > 0 ? lanes : usualLanes(kind);
        const std::vector<GeoPoint> shape = {m_parts.nodes[from.value].at, m_parts.nodes[to.value].at};
        m_parts.links.push_back({.id = concat(m_prefix, ++m_links),
                                 .name = routeName(m_freeway, m_direction),
                                 .from = from,
                                 .to = to,
                                 .kind = kind,
                                 .freeway = m_freeway,
                                 .direction = m_direction,
                                 .lanes = count,
                                 .length_m = std::max(1.0, shapeLength_m(shape)),
                                 .freeSpeed_mps = usualFreeSpeed_mps(kind),
                                 .capacity_vps = count * usualCapacityPerLane_vps(kind),
                                 .jamDensity_vpm = count * kUsualJamDensityPerLane_vpm,
                                 .shape = shape});
        return m_parts.links.back();
    }

    void addStretch(NodeIndex from, NodeIndex to, double way_mi, int lanes)
    {
        Link& link = addLink(from, to, LinkKind::Freeway, lanes);
        const double driven_m = way_mi * kMetresPerMile;
        if (driven_m >= link.length_m && driven_m <= kMostDetour * link.length_m) {
            link.length_m = driven_m; // roads bend between stations
        }
    }

    void addRamp(NodeIndex at, const PlacedStation& placed, GeoPoint from, GeoPoint to)
    {
        const bool enters = placed.station.kind == StationKind::OnRamp;
        const LocalPlane plane(m_parts.nodes[at.value].at);
        const PlanePoint start = plane.toPlane(from);
        const PlanePoint end = plane.toPlane(to);
        const double length_m = std::max(1.0, std::hypot(end.x_m - start.x_m, end.y_m - start.y_m));
        const double east = (end.x_m - start.x_m) / length_m;
        const double north = (end.y_m - start.y_m) / length_m;
        const double along_m = (enters ? -1.0 : 1.0) * std::sqrt(kRamp_m * kRamp_m - kRampAside_m * kRampAside_m);
        const NodeIndex outer = addNode(plane.toEarth(
            {.x_m = east * along_m + north * kRampAside_m, .y_m = north * along_m - east * kRampAside_m}));
        m_parts.nodes[outer.value].name = placed.name;
        Link& ramp = enters ? addLink(outer, at, LinkKind::OnRamp, placed.station.lanes)
                            : addLink(at, outer, LinkKind::OffRamp, placed.station.lanes);
        ramp.name = placed.name;
    }

    RoadNetworkParts& m_parts;
    int m_freeway;
    char m_direction;
    std::string m_prefix;
    int m_nodes = 0;
    int m_links = 0;
};

/// The stations of one carriageway in driving order, without those that share a place with one before.
std::vector<Joint> jointsOf(const std::vector<const PlacedStation*>& stations, char direction, bool ramps)
{
    const double sign = direction == 'N' || direction == 'E' ? 1.0 : -1.0;
    std::vector<Joint> joints;
    for (const PlacedStation* placed : stations) {
        const bool isWanted = ramps ? isRamp(placed->station.kind) : placed->station.kind == StationKind::Mainline;
        if (isWanted && placed->absPostmile) {
            joints.push_back({.way_mi = sign * *placed->absPostmile, .placed = placed});
        }
    }
    std::stable_sort(joints.begin(), joints.end(), [](const Joint& a, const Joint& b) { return a.way_mi < b.way_mi; });
    if (!ramps) {
        const auto isSame = [](const Joint& a, const Joint& b) { return b.way_mi - a.way_mi < kSamePlace_mi; };
        joints.erase(std::unique(joints.begin(), joints.end(), isSame), joints.end());
    }
    return joints;
}

} // namespace

Result<BuiltFreeways> buildFreeways(std::string name, std::vector<PlacedStation> stations)
{
    std::map<std::pair<int, char>, std::vector<const PlacedStation*>> roads;
    std::vector<std::string> notes;
    for (const PlacedStation& placed : stations) {
        if (placed.station.freeway != 0 && placed.station.direction != ' ') {
            roads[{placed.station.freeway, placed.station.direction}].push_back(&placed);
        }
        if (placed.station.kind == StationKind::Mainline && !placed.absPostmile) {
            notes.push_back(concat("Station ", placed.station.id, " has no postmile and joins no stretch."));
        }
    }
    RoadNetworkParts parts{.name = std::move(name)};
    for (const auto& [road, members] : roads) {
        const std::vector<Joint> mainline = jointsOf(members, road.second, false);
        if (mainline.size() < 2) {
            notes.push_back(concat(routeName(road.first, road.second), " has ", mainline.size(),
                                   " mainline stations with a postmile and needs two; it is left out."));
            continue;
        }
        Carriageway(parts, road.first, road.second).build(mainline, jointsOf(members, road.second, true));
    }
    if (parts.links.empty()) {
        return fail(ErrorCode::InvalidInput,
                    "found no freeway with two mainline stations, expected stations of type ML with freeway, direction "
                    "and absolute postmile");
    }
    parts.stations = std::move(stations);
    auto network = RoadNetwork::build(std::move(parts));
    if (!network) {
        return tl::unexpected(std::move(network.error()));
    }
    return BuiltFreeways{.network = std::move(*network), .notes = std::move(notes)};
}

} // namespace twin
