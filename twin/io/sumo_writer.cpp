// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/sumo_writer.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "twin/core/assert.h"
#include "twin/core/markup.h"
#include "twin/core/text.h"
#include "twin/io/sumo_edges.h"
#include "twin/io/text_file.h"

namespace twin {

namespace {

constexpr std::string_view kDeclaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// A text as the value of an attribute. What XML cannot hold becomes a blank.
std::string asValue(std::string_view text)
{
    std::string held(text);
    std::ranges::replace_if(
        held, [](char letter) { return letter >= '\0' && letter < ' '; }, ' ');
    return concat('"', markupText(held), '"');
}

/// An id as SUMO allows it: without blanks and a few signs, and not beginning like those of its inner edges.
std::string sumoId(std::string_view id)
{
    std::string allowed(id);
    for (char& letter : allowed) {
        if (std::string_view(" \t\n\r|\\'\";,<>&").find(letter) != std::string_view::npos) {
            letter = '_';
        }
    }
    return allowed.starts_with(':') ? concat("_", allowed) : allowed;
}

template <typename Items>
Result<std::vector<std::string>> sumoIds(std::string_view what, const Items& items)
{
    std::vector<std::string> ids;
    std::set<std::string_view> seen;
    ids.reserve(items.size()); // so that what was seen stays where it is
    for (const auto& item : items) {
        ids.push_back(sumoId(item.id));
        if (!seen.insert(ids.back()).second) {
            return fail(ErrorCode::InvalidInput,
                        concat("found two ", what, "s that SUMO would both call \"", ids.back(),
                               "\", expected ids that differ in more than blanks and punctuation"));
        }
    }
    return ids;
}

std::string pointOf(GeoPoint point) { return concat(point.lon_deg, ",", point.lat_deg); }

std::string parameter(const char* key, std::string_view value)
{
    return concat("        <param key=\"", key, "\" value=", asValue(value), "/>\n");
}

std::string edgeOf(const Link& link, const std::string& id, const std::string& from, const std::string& to)
{
    std::string shape;
    for (const GeoPoint point : link.shape) {
        shape += concat(shape.empty() ? "" : " ", pointOf(point));
    }
    const double lanes = link.lanes;
    const bool isNamed = link.name.find_first_not_of(" \t") != std::string::npos; // netconvert refuses an empty one
    std::string text =
        concat("    <edge id=", asValue(id), " from=", asValue(from), " to=", asValue(to),
               isNamed ? concat(" name=", asValue(link.name)) : std::string(), " numLanes=\"", link.lanes,
               "\" speed=\"", link.freeSpeed_mps, "\" length=\"", link.length_m, "\" spreadType=\"center\" shape=\"",
               shape, "\">\n", parameter(sumo::kKind, nameOf(link.kind)));
    if (link.freeway != 0) {
        text += parameter(sumo::kFreeway, concat(link.freeway));
    }
    if (link.direction != ' ') {
        text += parameter(sumo::kDirection, std::string(1, link.direction));
    }
    return text + parameter(sumo::kCapacity, significant(link.capacity_vps * 3600.0 / lanes, 12)) +
           parameter(sumo::kJamDensity, significant(link.jamDensity_vpm * 1000.0 / lanes, 12)) + "    </edge>\n";
}

/// A path as a shell takes it.
std::string shellWord(const std::filesystem::path& path)
{
    const std::string plain = path.string();
    if (plain.find_first_of(" \t\n\"'$&()*;<>?[\\]`|~#!{}") == std::string::npos) {
        return plain;
    }
    std::string word = "'";
    for (const char letter : plain) {
        word += letter == '\'' ? "'\\''" : std::string(1, letter);
    }
    return word + "'";
}

/// ` name="value"`, or nothing where there is no value.
std::string amount(std::string_view name, double value)
{
    return std::isfinite(value) ? concat(" ", name, "=\"", significant(value, 7), "\"") : std::string();
}

std::string edgeDataOf(const Link& link, const std::string& id, std::size_t index, const EdgeDataInterval& interval)
{
    const LinkStates& states = *interval.states;
    const double seconds = interval.end_s - interval.begin_s;
    const double density_vpm = states.density_vpm[index];
    const double speed_mps = states.speed_mps[index];
    const double vehicles = states.flow_vps[index] * seconds;
    const double travel_s = speed_mps > 0.0 ? link.length_m / speed_mps : std::nan("");
    return concat("        <edge id=", asValue(id),
                  amount("sampledSeconds", density_vpm * link.length_m * seconds), // vehicles on it x time
                  amount("traveltime", travel_s), amount("density", density_vpm * 1000.0),
                  amount("laneDensity", density_vpm * 1000.0 / link.lanes), amount("speed", speed_mps),
                  amount("entered", vehicles), amount("left", std::round(vehicles)), "/>\n");
}

} // namespace

Result<SumoFiles> writeSumo(const RoadNetwork& network, const std::filesystem::path& folder)
{
    const auto nodeIds = sumoIds("node", network.nodes());
    const auto linkIds = sumoIds("link", network.links());
    if (!nodeIds || !linkIds) {
        return tl::unexpected(nodeIds ? linkIds.error() : nodeIds.error());
    }
    std::string nodes = concat(kDeclaration, "<nodes>\n");
    for (std::size_t node = 0; node < nodeIds->size(); ++node) {
        const GeoPoint at = network.nodes()[node].at;
        nodes +=
            concat("    <node id=", asValue((*nodeIds)[node]), " x=\"", at.lon_deg, "\" y=\"", at.lat_deg, "\"/>\n");
    }
    std::string edges = concat(kDeclaration, "<edges>\n");
    for (std::size_t each = 0; each < linkIds->size(); ++each) {
        const Link& link = network.links()[each];
        edges += edgeOf(link, (*linkIds)[each], (*nodeIds)[link.from.value], (*nodeIds)[link.to.value]);
    }
    SumoFiles written{.files = {folder / "network.nod.xml", folder / "network.edg.xml"}};
    Result<void> done = writeTextAtomically(written.files[0], nodes + "</nodes>\n");
    done = done ? writeTextAtomically(written.files[1], edges + "</edges>\n") : done;
    if (!done) {
        return tl::unexpected(std::move(done.error()));
    }
    written.netconvert =
        concat("netconvert -n ", shellWord(written.files[0]), " -e ", shellWord(written.files[1]), " -o ",
               shellWord(folder / "network.net.xml"), " --proj.utm --output.street-names --precision 6");
    if (!network.stations().empty()) {
        written.notes.push_back(
            concat(network.stations().size(), " stations are not written: in SUMO they are no part of a network."));
    }
    return written;
}

Result<void> writeSumoEdgeData(const RoadNetwork& network, std::span<const EdgeDataInterval> intervals,
                               const std::filesystem::path& path)
{
    const auto ids = sumoIds("link", network.links());
    if (!ids) {
        return tl::unexpected(ids.error());
    }
    std::string text = concat(kDeclaration, "<meandata>\n");
    for (const EdgeDataInterval& interval : intervals) {
        TWIN_ASSERT(interval.end_s > interval.begin_s, "an interval ends after it begins");
        TWIN_ASSERT(interval.states->density_vpm.size() == ids->size(), "every link has a state");
        text += concat("    <interval begin=\"", interval.begin_s, "\" end=\"", interval.end_s,
                       "\" id=", asValue(interval.id), ">\n");
        for (std::size_t link = 0; link < ids->size(); ++link) {
            text += edgeDataOf(network.links()[link], (*ids)[link], link, interval);
        }
        text += "    </interval>\n";
    }
    return writeTextAtomically(path, text + "</meandata>\n");
}

} // namespace twin
