// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/estimation/localisation.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace twin {

namespace {

/// Nodes in the order in which they are reached.
class Frontier {
public:
    void offer(NodeIndex node, double distance_m)
    {
        const auto [found, isNew] = m_best.try_emplace(node, distance_m);
        if (!isNew && distance_m >= found->second) {
            return;
        }
        if (!isNew) {
            m_open.erase({found->second, node});
            found->second = distance_m;
        }
        m_open.insert({distance_m, node});
    }
    [[nodiscard]] bool empty() const { return m_open.empty(); }
    std::pair<double, NodeIndex> take()
    {
        const auto first = *m_open.begin();
        m_open.erase(m_open.begin());
        return first;
    }

private:
    std::map<NodeIndex, double> m_best;
    std::set<std::pair<double, NodeIndex>> m_open;
};

} // namespace

double taper(double distance_m, double halfWidth_m)
{
    const double z = std::abs(distance_m) / halfWidth_m;
    if (z >= 2.0) {
        return 0.0;
    }
    const double z2 = z * z;
    const double z3 = z2 * z;
    const double z4 = z3 * z;
    const double z5 = z4 * z;
    if (z <= 1.0) {
        return -z5 / 4.0 + z4 / 2.0 + 5.0 * z3 / 8.0 - 5.0 * z2 / 3.0 + 1.0;
    }
    return std::max(0.0, z5 / 12.0 - z4 / 2.0 + 5.0 * z3 / 8.0 + 5.0 * z2 / 3.0 - 5.0 * z + 4.0 - 2.0 / (3.0 * z));
}

std::vector<ReachedLink> linksAround(const RoadNetwork& network, LinkIndex start, double offset_m, double reach_m,
                                     std::size_t most)
{
    const Link& own = network.link(start);
    std::map<LinkIndex, double> found{{start, std::abs(own.length_m / 2.0 - offset_m)}};
    Frontier frontier;
    frontier.offer(own.from, offset_m);
    frontier.offer(own.to, own.length_m - offset_m);
    while (!frontier.empty() && found.size() < most) {
        const auto [distance_m, node] = frontier.take();
        const auto visit = [&, from_m = distance_m](LinkIndex link, NodeIndex beyond) {
            const double length_m = network.link(link).length_m;
            const double middle_m = from_m + length_m / 2.0;
            if (link == start || middle_m > reach_m) {
                return;
            }
            const auto [place, isNew] = found.try_emplace(link, middle_m);
            place->second = std::min(place->second, middle_m);
            frontier.offer(beyond, from_m + length_m);
        };
        for (const LinkIndex link : network.outgoing(node)) {
            visit(link, network.link(link).to);
        }
        for (const LinkIndex link : network.incoming(node)) {
            visit(link, network.link(link).from);
        }
    }
    std::vector<ReachedLink> reached;
    reached.reserve(found.size());
    for (const auto& [link, distance_m] : found) {
        reached.push_back({link, distance_m});
    }
    std::stable_sort(reached.begin(), reached.end(),
                     [](const ReachedLink& a, const ReachedLink& b) { return a.distance_m < b.distance_m; });
    return reached;
}

} // namespace twin
