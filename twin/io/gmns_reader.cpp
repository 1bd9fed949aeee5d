// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/gmns_reader.h"

#include <algorithm>
#include <set>
#include <utility>

#include "twin/core/quantity.h"
#include "twin/core/text.h"
#include "twin/io/bad_file.h"
#include "twin/io/gmns_links.h"
#include "twin/io/gmns_units.h"
#include "twin/io/named_rows.h"
#include "twin/io/station_columns.h"
#include "twin/network/ramp_kind.h"
#include "twin/network/road_defaults.h"

namespace twin {

namespace {

constexpr Bounds<double> kLongitudes{-180.0, 180.0};
constexpr Bounds<double> kLatitudes{-89.0, 89.0};

Result<GeoPoint> readPlace(const NamedRows& rows)
{
    const auto lon = rows.needNumber(rows.column("x_coord"), kLongitudes, "a longitude from -180 to 180 degrees");
    if (!lon) {
        return tl::unexpected(lon.error());
    }
    const auto lat = rows.needNumber(rows.column("y_coord"), kLatitudes, "a latitude from -89 to 89 degrees");
    if (!lat) {
        return tl::unexpected(lat.error());
    }
    return GeoPoint{.lat_deg = *lat, .lon_deg = *lon};
}

Result<void> readNodes(const std::filesystem::path& path, std::vector<Node>& nodes, NodesById& ids)
{
    auto rows = NamedRows::open(path, {}, {"node_id", "x_coord", "y_coord"});
    if (!rows) {
        return tl::unexpected(rows.error());
    }
    const auto idColumn = rows->column("node_id");
    for (;;) {
        const auto isThere = rows->next();
        if (!isThere) {
            return tl::unexpected(isThere.error());
        }
        if (!*isThere) {
            return {};
        }
        const auto id = rows->needText(idColumn, "the id of the node");
        const auto place = id ? readPlace(*rows) : Result<GeoPoint>(tl::unexpected(id.error()));
        if (!place) {
            return tl::unexpected(place.error());
        }
        if (!ids.emplace(*id, NodeIndex(nodes.size())).second) {
            return rows->bad(idColumn, "every id once");
        }
        nodes.push_back({.id = *id, .name = std::string(rows->text(rows->column("name"))), .at = *place});
    }
}

Result<PlacedStation> readStation(const NamedRows& rows)
{
    constexpr StationColumns kColumns = {
        .kind = "station_type", .direction = "direction", .freeway = "freeway", .lanes = "lanes", .postmile = "abs_pm"};
    const auto place = readPlace(rows);
    if (!place) {
        return tl::unexpected(place.error());
    }
    const auto idColumn = rows.column(rows.column("station_id") ? "station_id" : "loc_id");
    const auto id = rows.needText(idColumn, "the id of the station");
    if (!id) {
        return tl::unexpected(id.error());
    }
    PlacedStation placed{.station = {.id = *id}, .name = std::string(rows.text(rows.column("name"))), .at = *place};
    if (const auto read = readStationColumns(rows, kColumns, placed); !read) {
        return tl::unexpected(read.error());
    }
    return placed;
}

Result<void> readStations(const std::filesystem::path& path, RoadNetworkParts& parts, NetworkReport& report)
{
    auto rows = NamedRows::open(path, {}, {"loc_id", "x_coord", "y_coord"});
    if (!rows) {
        return tl::unexpected(rows.error());
    }
    std::size_t others = 0;
    std::set<std::string> seen;
    for (;;) {
        const auto isThere = rows->next();
        if (!isThere) {
            return tl::unexpected(isThere.error());
        }
        if (!*isThere) {
            break;
        }
        if (rows->column("loc_type") && rows->text(rows->column("loc_type")) != "vehicle_detector") {
            ++others;
            continue;
        }
        auto placed = readStation(*rows);
        if (!placed) {
            return tl::unexpected(placed.error());
        }
        if (!seen.insert(placed->station.id).second) {
            return rows->bad(rows->column(rows->column("station_id") ? "station_id" : "loc_id"), "every id once");
        }
        parts.stations.push_back(std::move(*placed));
    }
    if (others > 0) {
        report.notes.push_back(concat(others, " locations are no vehicle detectors and were passed over."));
    }
    return {};
}

void settleRamps(std::vector<GmnsLink>& links, std::size_t nodes)
{
    FreewayEnds ends(nodes);
    for (const GmnsLink& each : links) {
        if (each.link.kind == LinkKind::Freeway && !each.isRampOfUnknownKind) {
            ends.addFreeway(each.link);
        }
    }
    for (GmnsLink& each : links) {
        if (each.isRampOfUnknownKind) {
            each.link.kind = ends.kindOfRamp(each.link);
        }
    }
}

/// Counts what had to be assumed, and says it.
struct Assumed {
    std::size_t lengths = 0;
    std::size_t speeds = 0;
    std::size_t lanes = 0;
    std::size_t capacities = 0;
    std::size_t jamDensities = 0;

    void note(NetworkReport& report) const
    {
        const auto say = [&](std::size_t count, std::string_view what, std::string_view how) {
            if (count > 0) {
                report.notes.push_back(concat(count, " links have no ", what, ": ", how, "."));
            }
        };
        say(lengths, "length", "that of their geometry is taken");
        say(speeds, "free speed", "the usual one of their kind is taken");
        say(lanes, "lanes", "3 are taken for freeways and 1 for others");
        say(capacities, "capacity", "the usual one of their kind is taken");
        say(jamDensities, "jam density", "125 vehicles per km and lane are taken");
    }
};

void settleAmounts(const GmnsUnits& units, GmnsLink& read, Assumed& assumed)
{
    Link& link = read.link;
    assumed.lengths += read.length ? 0 : 1;
    assumed.speeds += read.freeSpeed ? 0 : 1;
    assumed.lanes += link.lanes > 0 ? 0 : 1;
    assumed.capacities += read.capacityPerLane_vph ? 0 : 1;
    assumed.jamDensities += read.jamDensityPerLane ? 0 : 1;
    link.lanes = link.lanes > 0 ? link.lanes : usualLanes(link.kind);
    link.length_m = read.length ? *read.length * *units.metresPerLength : shapeLength_m(link.shape);
    link.freeSpeed_mps = read.freeSpeed ? *read.freeSpeed * *units.mpsPerSpeed : usualFreeSpeed_mps(link.kind);
    link.capacity_vps = link.lanes * (read.capacityPerLane_vph ? *read.capacityPerLane_vph / 3600.0
                                                               : usualCapacityPerLane_vps(link.kind));
    link.jamDensity_vpm = link.lanes * (read.jamDensityPerLane ? *read.jamDensityPerLane / *units.metresPerLength
                                                               : kUsualJamDensityPerLane_vpm);
}

Link backOf(Link link)
{
    link.id += "-back";
    std::swap(link.from, link.to);
    std::reverse(link.shape.begin(), link.shape.end());
    return link;
}

void settleLinks(std::vector<GmnsLink> links, GmnsUnits& units, RoadNetworkParts& parts, NetworkReport& report)
{
    settleRamps(links, parts.nodes.size());
    std::vector<UnitEvidence> evidence;
    evidence.reserve(links.size());
    for (const GmnsLink& each : links) {
        evidence.push_back({.shape_m = shapeLength_m(each.link.shape), .length = each.length, .speed = each.freeSpeed});
    }
    inferGmnsUnits(evidence, units, report);
    Assumed assumed;
    for (GmnsLink& each : links) {
        settleAmounts(units, each, assumed);
        parts.links.push_back(each.link);
        if (each.isTwoWay) {
            parts.links.push_back(backOf(std::move(each.link)));
        }
    }
    assumed.note(report);
}

Result<ImportedNetwork> read(const std::filesystem::path& folder)
{
    NetworkReport report;
    const auto isThere = [&](const char* name) {
        const bool found = std::filesystem::exists(folder / name);
        if (found) {
            report.files.push_back((folder / name).string());
        }
        return found;
    };
    Result<GmnsUnits> units =
        isThere("config.csv") ? readGmnsConfig(folder / "config.csv") : Result<GmnsUnits>(GmnsUnits{});
    if (!units) {
        return tl::unexpected(units.error());
    }
    RoadNetworkParts parts{.name = units->dataset.empty() ? folder.filename().string() : units->dataset};
    NodesById ids;
    if (const auto nodes = readNodes(folder / "node.csv", parts.nodes, ids); !nodes) {
        return tl::unexpected(nodes.error());
    }
    const auto shapes = readGmnsGeometry(folder / "geometry.csv");
    if (!shapes) {
        return tl::unexpected(shapes.error());
    }
    auto links = readGmnsLinks(folder / "link.csv", ids, parts.nodes, *shapes);
    if (!links) {
        return tl::unexpected(links.error());
    }
    report.files.push_back((folder / "node.csv").string());
    report.files.push_back((folder / "link.csv").string());
    settleLinks(std::move(*links), *units, parts, report);
    if (isThere("location.csv")) {
        if (const auto stations = readStations(folder / "location.csv", parts, report); !stations) {
            return tl::unexpected(stations.error());
        }
    }
    auto network = RoadNetwork::build(std::move(parts));
    if (!network) {
        return failIn((folder / "link.csv").string(), std::move(network.error()));
    }
    return ImportedNetwork{.network = std::move(*network), .report = std::move(report)};
}

} // namespace

Result<ImportedNetwork> readGmns(const std::filesystem::path& folder)
try {
    return read(folder);
} catch (const std::exception& exception) {
    return foreignFailure(folder, exception);
}

} // namespace twin
