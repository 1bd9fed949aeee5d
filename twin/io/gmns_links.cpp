// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/gmns_links.h"

#include <algorithm>
#include <array>
#include <limits>
#include <set>
#include <utility>

#include "twin/core/text.h"
#include "twin/io/named_rows.h"
#include "twin/io/wkt_line.h"

namespace twin {

namespace {

constexpr double kMost = std::numeric_limits<double>::max();
constexpr double kMostCapacity_vph = 4000.0; ///< per lane; no lane on earth carries more, so it is of all lanes

constexpr std::array<std::pair<std::string_view, LinkKind>, 9> kKinds = {{{"freeway", LinkKind::Freeway},
                                                                          {"motorway", LinkKind::Freeway},
                                                                          {"trunk", LinkKind::Freeway},
                                                                          {"on_ramp", LinkKind::OnRamp},
                                                                          {"onramp", LinkKind::OnRamp},
                                                                          {"off_ramp", LinkKind::OffRamp},
                                                                          {"offramp", LinkKind::OffRamp},
                                                                          {"connector", LinkKind::Connector},
                                                                          {"street", LinkKind::Street}}};

LinkKind kindOf(std::string_view facility)
{
    const auto* const at =
        std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& each) { return each.first == facility; });
    return at == kKinds.end() ? LinkKind::Street : at->second;
}

struct Columns {
    explicit Columns(const NamedRows& rows)
        : id(rows.column("link_id")),
          name(rows.column("name")),
          from(rows.column("from_node_id")),
          to(rows.column("to_node_id")),
          directed(rows.column("directed")),
          dirFlag(rows.column("dir_flag")),
          geometryId(rows.column("geometry_id")),
          geometry(rows.column("geometry")),
          length(rows.column("length")),
          facility(rows.column("facility_type")),
          capacity(rows.column("capacity")),
          speed(rows.column("free_speed")),
          lanes(rows.column("lanes")),
          freeway(rows.column("freeway")),
          direction(rows.column("direction")),
          jamDensity(rows.column("jam_density"))
    {
        facility = facility ? facility : rows.column("link_type_name"); // older osm2gmns
    }

    NamedRows::Column id, name, from, to, directed, dirFlag, geometryId, geometry, length, facility, capacity, speed,
        lanes, freeway, direction, jamDensity;
};

/// Passes on the error of `result`, else sets `value`.
template <typename Value, typename Target>
std::optional<Error> take(Result<Value> result, Target& value)
{
    if (!result) {
        return std::move(result.error());
    }
    value = Target(std::move(*result));
    return std::nullopt;
}

std::optional<Error> readEnds(const NamedRows& rows, const Columns& columns, const NodesById& ids, Link& link)
{
    const auto from = ids.find(rows.text(columns.from));
    const auto to = ids.find(rows.text(columns.to));
    if (from == ids.end()) {
        return rows.bad(columns.from, "the id of a node of node.csv").value();
    }
    if (to == ids.end()) {
        return rows.bad(columns.to, "the id of a node of node.csv").value();
    }
    if (from == to) {
        return rows.bad(columns.to, "another node than the link comes from").value();
    }
    link.from = from->second;
    link.to = to->second;
    return std::nullopt;
}

std::optional<Error> readDirected(const NamedRows& rows, const Columns& columns, bool& isTwoWay)
{
    const std::string directed = lower(rows.text(columns.directed));
    isTwoWay = directed == "0" || directed == "false" || directed == "0.0";
    if (!isTwoWay && directed != "1" && directed != "true" && directed != "1.0") {
        return rows.bad(columns.directed, "whether the link is directed: 1, 0, TRUE or FALSE").value();
    }
    return std::nullopt;
}

std::optional<Error> readShape(const NamedRows& rows, const Columns& columns, const Shapes& shapes, Link& link)
{
    const std::string_view text = rows.text(columns.geometry);
    const std::string_view id = rows.text(columns.geometryId);
    if (!text.empty()) {
        auto shape = readWktLine(text);
        if (!shape) {
            return rows.bad(columns.geometry, "LINESTRING (longitude latitude, ...) of at least 2 points").value();
        }
        link.shape = std::move(*shape);
    } else if (!id.empty()) {
        const auto shape = shapes.find(id);
        if (shape == shapes.end()) {
            return rows.bad(columns.geometryId, "the id of a geometry of geometry.csv").value();
        }
        link.shape = shape->second;
    }
    const std::string_view flag = rows.text(columns.dirFlag);
    if (!flag.empty() && flag != "1" && flag != "-1" && flag != "0" && flag != "1.0" && flag != "-1.0") {
        return rows.bad(columns.dirFlag, "how the geometry runs: 1, -1 or 0").value();
    }
    if (flag.starts_with("-1")) {
        std::reverse(link.shape.begin(), link.shape.end());
    }
    return std::nullopt;
}

std::optional<Error> readAmounts(const NamedRows& rows, const Columns& columns, GmnsLink& read)
{
    using Bound = Bounds<double>;
    constexpr double kLeast = std::numeric_limits<double>::min();
    if (auto error = take(rows.number(columns.length, Bound{kLeast, kMost}, "a length above 0"), read.length)) {
        return error;
    }
    if (auto error = take(rows.number(columns.speed, Bound{kLeast, kMost}, "a free speed above 0"), read.freeSpeed)) {
        return error;
    }
    if (auto error = take(rows.number(columns.capacity, Bound{kLeast, kMostCapacity_vph},
                                      "a capacity per hour and lane, above 0 and at most 4000"),
                          read.capacityPerLane_vph)) {
        return error;
    }
    if (auto error = take(rows.number(columns.jamDensity, Bound{kLeast, kMost}, "a jam density per lane above 0"),
                          read.jamDensityPerLane)) {
        return error;
    }
    const std::string_view lanes = rows.text(columns.lanes);
    const auto count = parseNumber(lanes); // written 3.0 by tools that keep tables as floats
    if (!lanes.empty() && (!count || *count < 1.0 || *count > 32.0 || *count != static_cast<int>(*count))) {
        return rows.bad(columns.lanes, "a number of lanes from 1 to 32").value();
    }
    read.link.lanes = lanes.empty() ? 0 : static_cast<int>(*count);
    return std::nullopt;
}

std::optional<Error> readRoad(const NamedRows& rows, const Columns& columns, GmnsLink& read)
{
    const std::string_view direction = rows.text(columns.direction);
    if (direction.size() > 1 || std::string_view("NSEW").find(direction) == std::string_view::npos) {
        return rows.bad(columns.direction, "a direction: N, S, E or W").value();
    }
    const std::string_view freeway = rows.text(columns.freeway);
    const auto number = parseInteger(freeway);
    if (!freeway.empty() && (!number || *number < 0 || *number > 9999)) {
        return rows.bad(columns.freeway, "the number of a freeway").value();
    }
    const std::string facility = lower(rows.text(columns.facility));
    read.link.kind = kindOf(facility);
    read.isRampOfUnknownKind = facility == "motorway_link" || facility == "trunk_link" || facility == "ramp";
    read.link.direction = direction.empty() ? ' ' : direction.front();
    read.link.freeway = static_cast<int>(number.value_or(0));
    read.link.name = rows.text(columns.name);
    return std::nullopt;
}

} // namespace

Result<Shapes> readGmnsGeometry(const std::filesystem::path& path)
{
    Shapes shapes;
    if (!std::filesystem::exists(path)) {
        return shapes;
    }
    auto rows = NamedRows::open(path, {}, {"geometry_id", "geometry"});
    if (!rows) {
        return tl::unexpected(rows.error());
    }
    for (;;) {
        const auto isThere = rows->next();
        if (!isThere) {
            return tl::unexpected(isThere.error());
        }
        if (!*isThere) {
            return shapes;
        }
        auto shape = readWktLine(rows->text(rows->column("geometry")));
        if (!shape) {
            return rows->bad(rows->column("geometry"), "LINESTRING (longitude latitude, ...) of at least 2 points");
        }
        const bool isNew =
            shapes.emplace(std::string(rows->text(rows->column("geometry_id"))), std::move(*shape)).second;
        if (!isNew) {
            return rows->bad(rows->column("geometry_id"), "every id once");
        }
    }
}

Result<std::vector<GmnsLink>> readGmnsLinks(const std::filesystem::path& path, const NodesById& ids,
                                            const std::vector<Node>& nodes, const Shapes& shapes)
{
    auto rows = NamedRows::open(path, {}, {"link_id", "from_node_id", "to_node_id", "directed"});
    if (!rows) {
        return tl::unexpected(rows.error());
    }
    const Columns columns(*rows);
    std::vector<GmnsLink> links;
    std::set<std::string, std::less<>> seen;
    for (;;) {
        const auto isThere = rows->next();
        if (!isThere) {
            return tl::unexpected(isThere.error());
        }
        if (!*isThere) {
            return links;
        }
        GmnsLink& read = links.emplace_back();
        std::optional<Error> error = take(rows->needText(columns.id, "the id of the link"), read.link.id);
        error = error ? error : readEnds(*rows, columns, ids, read.link);
        error = error ? error : readDirected(*rows, columns, read.isTwoWay);
        error = error ? error : readShape(*rows, columns, shapes, read.link);
        error = error ? error : readAmounts(*rows, columns, read);
        error = error ? error : readRoad(*rows, columns, read);
        if (error) {
            return tl::unexpected(std::move(*error));
        }
        if (!seen.insert(read.link.id).second) {
            return rows->bad(columns.id, "every id once");
        }
        if (read.link.shape.empty()) {
            read.link.shape = {nodes[read.link.from.value].at, nodes[read.link.to.value].at};
        }
    }
}

} // namespace twin
