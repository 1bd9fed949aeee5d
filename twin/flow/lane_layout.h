// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Which lane of the kernel's arrays carries which link and member. With one member, links with equally many cells stand
// side by side, ordered so that the links out of neighbouring junctions of one shape fill consecutive slots. With more
// members, the members of one link stand side by side, in groups of eight that never meet: a group is run through all
// its steps while it is in the cache.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "twin/core/result.h"
#include "twin/flow/cell_grid.h"
#include "twin/flow/flow_kernel.h"
#include "twin/network/road_network.h"

namespace twin::flow {

/// The junction row a link's turning shares stand in.
struct TurnPlace {
    std::uint32_t firstShare = 0; ///< of the row, in this lane
    std::uint32_t junction = 0;   ///< in FlowPlan::junctions
    std::uint32_t stride = 1;     ///< from one column of the row to the next
};

struct LaneLayout {
    bool linksSideBySide = true;
    std::size_t groups = 1;
    std::size_t slots = 0; ///< of one group
    std::size_t countsPerGroup = 0;
    std::size_t mostCells = 1;         ///< of any link
    std::vector<std::uint32_t> slotOf; ///< [links], of the first member
    std::vector<TurnPlace> turns;      ///< [links]

    [[nodiscard]] std::size_t group(std::size_t member) const { return linksSideBySide ? 0 : member / kLanes; }
    [[nodiscard]] std::size_t slot(LinkIndex link, std::size_t member) const
    {
        return slotOf[link.value] + (linksSideBySide ? 0 : member % kLanes);
    }
};

/// Fills the layout and the parts of the plan that the network alone decides: batches, junctions and ports, each
/// junction sharing its traffic by the capacities beyond it. Requires: every junction has at most kMaximumPorts each
/// way.
[[nodiscard]] LaneLayout layOut(const RoadNetwork& network, const CellGrid& cells, std::size_t members, FlowPlan& plan);

} // namespace twin::flow
