// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/flow/lane_layout.h"

#include <algorithm>
#include <map>
#include <span>
#include <utility>

namespace twin::flow {

namespace {

/// A junction as the kernel sees it: a node, or one link into a node where traffic ends.
struct JunctionSite {
    std::vector<LinkIndex> in;
    std::span<const LinkIndex> out;
};

using SiteGroup = std::vector<JunctionSite>;

/// Sites of one shape together, shapes in order, sites in the order of the nodes.
std::map<std::pair<std::size_t, std::size_t>, SiteGroup> sitesByShape(const RoadNetwork& network)
{
    std::map<std::pair<std::size_t, std::size_t>, SiteGroup> shapes;
    for (std::size_t n = 0; n < network.nodes().size(); ++n) {
        const auto in = network.incoming(NodeIndex(n));
        const auto out = network.outgoing(NodeIndex(n));
        if (out.empty()) {
            for (const LinkIndex link : in) {
                shapes[{1, 0}].push_back({{link}, out});
            }
        } else if (!in.empty()) {
            shapes[{in.size(), out.size()}].push_back({{in.begin(), in.end()}, out});
        }
    }
    return shapes;
}

class Builder {
public:
    Builder(const RoadNetwork& network, const CellGrid& cells, std::size_t members, FlowPlan& plan)
        : m_network(network), m_cells(cells), m_plan(plan)
    {
        m_layout.linksSideBySide = members == 1;
        m_layout.groups = members == 1 ? 1 : (members + kLanes - 1) / kLanes;
        m_plan.lanesDiffer = members == 1;
        m_sitesAtOnce = members == 1 ? kLanes : 1;
    }

    LaneLayout build()
    {
        const auto shapes = sitesByShape(m_network);
        placeLinks(shapes);
        m_layout.turns.resize(m_network.links().size());
        for (const auto& [shape, sites] : shapes) {
            for (std::size_t first = 0; first < sites.size(); first += m_sitesAtOnce) {
                const std::size_t count = std::min(m_sitesAtOnce, sites.size() - first);
                addJunctions(std::span(sites).subspan(first, count), shape.first, shape.second);
            }
        }
        return std::move(m_layout);
    }

private:
    /// Links in the order in which the junctions' outgoing ports want them.
    template <typename Shapes>
    std::vector<LinkIndex> portOrder(const Shapes& shapes) const
    {
        std::vector<LinkIndex> order;
        std::vector<char> taken(m_network.links().size(), 0);
        const auto take = [&](LinkIndex link) {
            if (taken[link.value] == 0) {
                taken[link.value] = 1;
                order.push_back(link);
            }
        };
        for (const auto& [shape, sites] : shapes) {
            for (std::size_t first = 0; first < sites.size(); first += m_sitesAtOnce) {
                for (std::size_t port = 0; port < shape.second; ++port) {
                    for (std::size_t s = first; s < std::min(first + m_sitesAtOnce, sites.size()); ++s) {
                        take(sites[s].out[port]);
                    }
                }
            }
        }
        for (std::size_t l = 0; l < m_network.links().size(); ++l) {
            take(LinkIndex(l));
        }
        return order;
    }

    template <typename Shapes>
    void placeLinks(const Shapes& shapes)
    {
        std::vector<LinkIndex> order = portOrder(shapes);
        m_layout.slotOf.resize(order.size());
        if (!m_layout.linksSideBySide) {
            for (const LinkIndex link : order) {
                m_layout.slotOf[link.value] = static_cast<std::uint32_t>(addBatch(m_cells.cellsOf(link)) * kLanes);
            }
        } else {
            std::stable_sort(order.begin(), order.end(),
                             [this](LinkIndex a, LinkIndex b) { return m_cells.cellsOf(a) < m_cells.cellsOf(b); });
            std::size_t lane = kLanes;
            std::size_t cells = 0;
            std::size_t batch = 0;
            for (const LinkIndex link : order) {
                if (lane == kLanes || m_cells.cellsOf(link) != cells) {
                    cells = m_cells.cellsOf(link);
                    batch = addBatch(cells);
                    lane = 0;
                }
                m_layout.slotOf[link.value] = static_cast<std::uint32_t>(batch * kLanes + lane++);
            }
        }
        m_unusedSlot = static_cast<std::int32_t>(addBatch(1) * kLanes);
        m_layout.slots = m_plan.batches.size() * kLanes;
    }

    std::size_t addBatch(std::size_t cells)
    {
        const std::size_t index = m_plan.batches.size();
        LinkBatch batch;
        batch.cells = static_cast<std::uint32_t>(cells);
        batch.firstCount = static_cast<std::uint32_t>(m_layout.countsPerGroup);
        batch.laneRoad = m_layout.linksSideBySide ? static_cast<std::int32_t>(index) : -1;
        m_plan.batches.push_back(batch);
        m_plan.roads.emplace_back();
        if (m_layout.linksSideBySide) {
            m_plan.laneRoads.resize(1);
            m_plan.laneRoads.front().emplace_back();
        }
        m_layout.countsPerGroup += cells * kLanes;
        m_layout.mostCells = std::max(m_layout.mostCells, cells);
        return index;
    }

    void addJunctions(std::span<const JunctionSite> sites, std::size_t in, std::size_t out)
    {
        const std::size_t lanes = m_layout.linksSideBySide ? kLanes : 1;
        JunctionBatch batch;
        batch.in = static_cast<std::uint8_t>(in);
        batch.out = static_cast<std::uint8_t>(out);
        batch.exits = out == 0;
        batch.firstPort = static_cast<std::uint32_t>(m_plan.ports.size());
        batch.firstShare = static_cast<std::uint32_t>(m_plan.shares.size());
        m_plan.shares.resize(m_plan.shares.size() + in * (out + 2) * lanes, 0.0F);
        for (std::size_t i = 0; i < in; ++i) {
            addPort(sites, [i](const JunctionSite& site) { return site.in[i]; });
            for (std::size_t lane = 0; lane < sites.size(); ++lane) {
                const std::size_t row = batch.firstShare + i * (out + 2) * lanes + (lanes == 1 ? 0 : lane);
                m_layout.turns[sites[lane].in[i].value] = {static_cast<std::uint32_t>(row),
                                                           static_cast<std::uint32_t>(m_plan.junctions.size()),
                                                           static_cast<std::uint32_t>(lanes)};
            }
        }
        for (std::size_t j = 0; j < out; ++j) {
            addPort(sites, [j](const JunctionSite& site) { return site.out[j]; });
        }
        m_plan.junctions.push_back(batch);
    }

    template <typename LinkOfSite>
    void addPort(std::span<const JunctionSite> sites, LinkOfSite linkOf)
    {
        Port port;
        port.slots.fill(m_unusedSlot);
        if (!m_layout.linksSideBySide) {
            port.first = static_cast<std::int32_t>(m_layout.slotOf[linkOf(sites[0]).value]);
            m_plan.ports.push_back(port);
            return;
        }
        bool consecutive = sites.size() == kLanes;
        for (std::size_t lane = 0; lane < sites.size(); ++lane) {
            port.slots[lane] = static_cast<std::int32_t>(m_layout.slotOf[linkOf(sites[lane]).value]);
            consecutive = consecutive && port.slots[lane] == port.slots[0] + static_cast<std::int32_t>(lane);
        }
        port.first = consecutive ? port.slots[0] : -1;
        m_plan.ports.push_back(port);
    }

    const RoadNetwork& m_network;
    const CellGrid& m_cells;
    FlowPlan& m_plan;
    LaneLayout m_layout;
    std::size_t m_sitesAtOnce = kLanes;
    std::int32_t m_unusedSlot = 0;
};

} // namespace

LaneLayout layOut(const RoadNetwork& network, const CellGrid& cells, std::size_t members, FlowPlan& plan)
{
    return Builder(network, cells, members, plan).build();
}

} // namespace twin::flow
