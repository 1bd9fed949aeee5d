// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/sumo_edges.h"

#include <algorithm>
#include <array>

#include "twin/core/text.h"

namespace twin {

namespace {

constexpr std::array kKinds = {LinkKind::Freeway, LinkKind::OnRamp, LinkKind::OffRamp, LinkKind::Connector,
                               LinkKind::Street};

bool names(std::string_view classes, std::string_view wanted)
{
    const auto words = split(classes, ' ');
    return std::find(words.begin(), words.end(), wanted) != words.end();
}

/// Whether cars may drive on a lane: all may that are not shut out.
bool carriesCars(pugi::xml_node lane)
{
    const std::string_view allowed = lane.attribute("allow").value();
    const std::string_view banned = lane.attribute("disallow").value();
    if (!allowed.empty()) {
        return names(allowed, "passenger") || names(allowed, "all");
    }
    return !names(banned, "passenger") && !names(banned, "all");
}

/// The lanes on which cars may drive, from the right.
std::vector<pugi::xml_node> carLanes(pugi::xml_node edge)
{
    std::vector<pugi::xml_node> lanes;
    for (const pugi::xml_node lane : edge.children("lane")) {
        if (carriesCars(lane)) {
            lanes.push_back(lane);
        }
    }
    return lanes;
}

pugi::xml_node parameter(pugi::xml_node edge, const char* key)
{
    return edge.find_child_by_attribute("param", "key", key);
}

Result<std::vector<GeoPoint>> readShape(const XmlFile& file, const SumoLocation& location, pugi::xml_node element)
{
    std::vector<GeoPoint> shape;
    for (const std::string_view piece : split(trim(element.attribute("shape").value()), ' ')) {
        const auto point = readSumoPoint(piece);
        if (!point) {
            return file.badAttribute(element, "shape", "points as x,y between blanks");
        }
        shape.push_back(location.toEarth(*point));
    }
    if (shape.size() < 2) {
        return file.badAttribute(element, "shape", "at least 2 points as x,y between blanks");
    }
    return shape;
}

/// The kind an edge says it is: our parameter, else the words of OpenStreetMap in its type.
Result<void> readKind(const XmlFile& file, pugi::xml_node edge, SumoEdge& read)
{
    if (const pugi::xml_node said = parameter(edge, sumo::kKind)) {
        const std::string_view text = said.attribute("value").value();
        const auto* const kind =
            std::find_if(kKinds.begin(), kKinds.end(), [&](LinkKind each) { return nameOf(each) == text; });
        if (kind == kKinds.end()) {
            return file.badAttribute(said, "value", "freeway, on_ramp, off_ramp, connector or street");
        }
        read.link.kind = *kind;
        return {};
    }
    const std::string_view type = edge.attribute("type").value();
    const auto mentions = [&](std::string_view word) { return type.find(word) != std::string_view::npos; };
    const bool isFast = mentions("motorway") || mentions("trunk");
    read.isRampOfUnknownKind = isFast && mentions("_link");
    read.link.kind = isFast && !read.isRampOfUnknownKind ? LinkKind::Freeway : LinkKind::Street;
    return {};
}

/// Amounts per lane and names that only the writer's parameters hold.
Result<void> readParameters(const XmlFile& file, pugi::xml_node edge, SumoEdge& read)
{
    Link& link = read.link;
    const pugi::xml_node capacity = parameter(edge, sumo::kCapacity);
    const pugi::xml_node jam = parameter(edge, sumo::kJamDensity);
    const pugi::xml_node freeway = parameter(edge, sumo::kFreeway);
    const pugi::xml_node direction = parameter(edge, sumo::kDirection);
    const auto amount = [&](pugi::xml_node from, Bounds<double> bounds, std::string_view expected) {
        return from ? file.needNumber(from, "value", bounds, expected) : Result<double>(0.0);
    };
    const auto capacity_vph = amount(capacity, {1.0, 4000.0}, "a capacity per lane from 1 to 4000 vehicles an hour");
    const auto jam_vpkm = amount(jam, {1.0, 1000.0}, "a jam density per lane from 1 to 1000 vehicles a kilometre");
    const auto route = amount(freeway, {0.0, 9999.0}, "the number of a freeway");
    for (const auto* number : {&capacity_vph, &jam_vpkm, &route}) {
        if (!*number) {
            return tl::unexpected(number->error());
        }
    }
    const std::string_view letters = direction.attribute("value").value();
    if (letters.size() > 1 || std::string_view("NSEW").find(letters) == std::string_view::npos) {
        return file.badAttribute(direction, "value", "a direction: N, S, E or W");
    }
    read.hasCapacity = !capacity.empty();
    read.hasJamDensity = !jam.empty();
    link.capacity_vps = link.lanes * (*capacity_vph / 3600.0);
    link.jamDensity_vpm = link.lanes * (*jam_vpkm / 1000.0);
    link.freeway = static_cast<int>(*route);
    link.direction = letters.empty() ? ' ' : letters.front();
    return {};
}

} // namespace

Result<std::optional<SumoEdge>> readSumoEdge(const XmlFile& file, const SumoLocation& location, pugi::xml_node edge,
                                             GeoPoint from, GeoPoint to)
{
    if (!edge.child("lane")) {
        return file.bad(edge, "an <edge> without lanes", "at least one <lane> in it");
    }
    const std::vector<pugi::xml_node> lanes = carLanes(edge);
    if (lanes.empty()) {
        return std::nullopt;
    }
    const pugi::xml_node middle = lanes[lanes.size() / 2];
    const auto speed = file.needNumber(middle, "speed", {1e-3, 100.0}, "a speed above 0 and at most 100 m/s");
    const auto length = file.needNumber(middle, "length", {1e-3, 1e6}, "a length above 0 and at most 1000000 m");
    // A centred edge is its own centre line; of the others the edge is a border, and the middle lane lies better.
    const bool isCentred = std::string_view(edge.attribute("spreadType").value()) == "center";
    const bool isStraight = isCentred && !edge.attribute("shape");
    auto shape = isStraight ? Result<std::vector<GeoPoint>>(std::vector<GeoPoint>{from, to})
                            : readShape(file, location, isCentred ? edge : middle);
    for (const auto* number : {&speed, &length}) {
        if (!*number) {
            return tl::unexpected(number->error());
        }
    }
    if (!shape) {
        return tl::unexpected(std::move(shape.error()));
    }
    SumoEdge read{.link = {.id = edge.attribute("id").value(),
                           .name = edge.attribute("name").value(),
                           .lanes = static_cast<int>(lanes.size()),
                           .length_m = *length,
                           .freeSpeed_mps = *speed,
                           .shape = std::move(*shape)}};
    Result<void> rest = readKind(file, edge, read);
    rest = rest ? readParameters(file, edge, read) : rest;
    if (!rest) {
        return tl::unexpected(std::move(rest.error()));
    }
    return read;
}

} // namespace twin
