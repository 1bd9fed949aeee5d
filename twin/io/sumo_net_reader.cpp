// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/sumo_net_reader.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "twin/core/text.h"
#include "twin/io/bad_file.h"
#include "twin/io/sumo_edges.h"
#include "twin/network/ramp_kind.h"
#include "twin/network/road_defaults.h"

namespace twin {

namespace {

constexpr Bounds<double> kMetres{-1e8, 1e8}; ///< the earth is 4e7 m around

/// Where the name ends of networks in files such as city.net.xml.gz.
std::string nameOfFile(const std::filesystem::path& path)
{
    const std::string name = path.filename().string();
    return name.substr(0, name.find(".net."));
}

class Reading {
public:
    explicit Reading(const XmlFile& file) : m_file(file) {}

    Result<void> readJunctions()
    {
        const auto located = readLocation();
        if (!located) {
            return located;
        }
        for (const pugi::xml_node junction : m_file.root().children("junction")) {
            const auto id = m_file.needText(junction, "id", "the id of the junction");
            const auto x = m_file.needNumber(junction, "x", kMetres, "a number of metres");
            const auto y = m_file.needNumber(junction, "y", kMetres, "a number of metres");
            if (!id || !x || !y) {
                return tl::unexpected(!id ? id.error() : !x ? x.error() : y.error());
            }
            if (!m_junctions.emplace(*id, Junction{.at = {.x_m = *x, .y_m = *y}}).second) {
                return m_file.badAttribute(junction, "id", "every id once");
            }
        }
        if (!m_location.isOnEarth()) {
            centre();
        }
        return {};
    }

    Result<void> readEdges()
    {
        std::set<std::string, std::less<>> seen;
        for (const pugi::xml_node edge : m_file.root().children("edge")) {
            const auto id = m_file.needText(edge, "id", "the id of the edge");
            if (!id) {
                return tl::unexpected(id.error());
            }
            const std::string_view function = edge.attribute("function").value();
            if (id->front() == ':' || (!function.empty() && function != "normal")) {
                continue; // within a junction, a pedestrian crossing, or no road
            }
            if (!seen.insert(*id).second) {
                return m_file.badAttribute(edge, "id", "every id once");
            }
            if (auto read = readEdge(edge); !read) {
                return read;
            }
        }
        if (m_edges.empty()) {
            return m_file.bad(m_file.root(), "no edge on which cars may drive", "at least one");
        }
        return {};
    }

    /// Requires: junctions and edges were read.
    RoadNetworkParts settle(std::string name, std::vector<std::string>& notes)
    {
        FreewayEnds ends(m_parts.nodes.size());
        for (const SumoEdge& edge : m_edges) {
            if (edge.link.kind == LinkKind::Freeway) {
                ends.addFreeway(edge.link);
            }
        }
        for (SumoEdge& edge : m_edges) {
            settleEdge(edge, ends);
            m_parts.links.push_back(std::move(edge.link));
        }
        note(notes);
        m_parts.name = std::move(name);
        return std::move(m_parts);
    }

private:
    struct Junction {
        PlanePoint at;
        std::optional<NodeIndex> node; ///< once an edge comes to it
    };

    Result<void> readLocation()
    {
        const pugi::xml_node element = m_file.root().child("location");
        if (!element) {
            return m_file.bad(m_file.root(), "no <location>", "one that says where on the earth the network lies");
        }
        if (!readSumoPoint(element.attribute("netOffset").value())) {
            return m_file.badAttribute(element, "netOffset", "how far the network was moved, as x,y in metres");
        }
        const auto location =
            SumoLocation::parse(element.attribute("projParameter").value(), element.attribute("netOffset").value());
        if (!location) {
            return m_file.badAttribute(element, "projParameter",
                                       "!, - or +proj=utm with +zone=1 to 60 on WGS84 or GRS80 in metres");
        }
        m_location = *location;
        return {};
    }

    void centre()
    {
        constexpr double kFar = std::numeric_limits<double>::max();
        PlanePoint least{.x_m = kFar, .y_m = kFar};
        PlanePoint most{.x_m = -kFar, .y_m = -kFar};
        for (const auto& [id, junction] : m_junctions) {
            least = {.x_m = std::min(least.x_m, junction.at.x_m), .y_m = std::min(least.y_m, junction.at.y_m)};
            most = {.x_m = std::max(most.x_m, junction.at.x_m), .y_m = std::max(most.y_m, junction.at.y_m)};
        }
        if (!m_junctions.empty()) {
            m_location.centreOn({.x_m = (least.x_m + most.x_m) / 2.0, .y_m = (least.y_m + most.y_m) / 2.0});
        }
    }

    Result<void> readEdge(pugi::xml_node element)
    {
        const auto from = m_junctions.find(element.attribute("from").value());
        const auto to = m_junctions.find(element.attribute("to").value());
        if (from == m_junctions.end() || to == m_junctions.end()) {
            return m_file.badAttribute(element, from == m_junctions.end() ? "from" : "to", "the id of a junction");
        }
        auto edge = readSumoEdge(m_file, m_location, element, m_location.toEarth(from->second.at),
                                 m_location.toEarth(to->second.at));
        if (!edge) {
            return tl::unexpected(std::move(edge.error()));
        }
        if (!*edge) {
            ++m_withoutCars;
        } else if (from == to) {
            ++m_loops;
        } else {
            (*edge)->link.from = nodeOf(from->first, from->second);
            (*edge)->link.to = nodeOf(to->first, to->second);
            m_edges.push_back(std::move(**edge));
        }
        return {};
    }

    NodeIndex nodeOf(const std::string& id, Junction& junction)
    {
        if (!junction.node) {
            junction.node = NodeIndex(m_parts.nodes.size());
            m_parts.nodes.push_back({.id = id, .at = m_location.toEarth(junction.at)});
        }
        return *junction.node;
    }

    void settleEdge(SumoEdge& edge, const FreewayEnds& ends)
    {
        Link& link = edge.link;
        link.kind = edge.isRampOfUnknownKind ? ends.kindOfRamp(link) : link.kind;
        if (!edge.hasJamDensity) {
            link.jamDensity_vpm = link.lanes * kUsualJamDensityPerLane_vpm;
            ++m_withoutJamDensity;
        }
        if (!edge.hasCapacity) {
            // A yard at walking pace cannot carry what is usual: half of what moves when all drive freely.
            const double most_vps = link.freeSpeed_mps * link.jamDensity_vpm / 2.0;
            link.capacity_vps = std::min(link.lanes * usualCapacityPerLane_vps(link.kind), most_vps);
            ++m_withoutCapacity;
        }
        m_unnumbered += link.kind == LinkKind::Freeway && link.freeway == 0 ? 1 : 0;
    }

    void note(std::vector<std::string>& notes) const
    {
        const auto say = [&](std::size_t count, std::string_view what) {
            if (count > 0) {
                notes.push_back(concat(count, what));
            }
        };
        if (!m_location.isOnEarth()) {
            notes.emplace_back("The network does not say where it lies; it is put at latitude 0, longitude 0.");
        }
        say(m_withoutCars, " edges are closed to cars and were passed over.");
        say(m_loops, " edges lead back to the junction they come from and were left out.");
        say(m_withoutCapacity, " links have no capacity: the usual one of their kind is taken.");
        say(m_withoutJamDensity, " links have no jam density: 125 vehicles per km and lane are taken.");
        say(m_unnumbered, " freeway links have no route number, so no corridor is found along them and stations of any "
                          "freeway may stand on them.");
    }

    const XmlFile& m_file;
    SumoLocation m_location;
    std::map<std::string, Junction, std::less<>> m_junctions;
    std::vector<SumoEdge> m_edges;
    RoadNetworkParts m_parts;
    std::size_t m_withoutCars = 0;
    std::size_t m_loops = 0;
    std::size_t m_withoutCapacity = 0;
    std::size_t m_withoutJamDensity = 0;
    std::size_t m_unnumbered = 0;
};

} // namespace

Result<ImportedNetwork> readSumoNet(const std::filesystem::path& path)
try {
    const auto file = XmlFile::open(path, "net");
    if (!file) {
        return tl::unexpected(file.error());
    }
    Reading reading(*file);
    Result<void> read = reading.readJunctions();
    read = read ? reading.readEdges() : read;
    if (!read) {
        return tl::unexpected(std::move(read.error()));
    }
    NetworkReport report{.files = {path.string()}};
    auto network = RoadNetwork::build(reading.settle(nameOfFile(path), report.notes));
    if (!network) {
        return failIn(path.string(), std::move(network.error()));
    }
    return ImportedNetwork{.network = std::move(*network), .report = std::move(report)};
} catch (const std::exception& exception) {
    return foreignFailure(path, exception);
}

} // namespace twin
