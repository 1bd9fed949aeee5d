// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>

#include "twin/network/road_network.h"

namespace twin {

/// How many of some links are of a kind, such as the ramps among those that enter a node.
[[nodiscard]] inline std::size_t countOfKind(const RoadNetwork& network, std::span<const LinkIndex> links,
                                             LinkKind kind)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(links, [&](LinkIndex link) { return network.link(link).kind == kind; }));
}

} // namespace twin
