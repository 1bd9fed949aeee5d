// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a ramp is. OpenStreetMap and what is made of it say only that a road links others; whether it leads onto a
// freeway, off it, or from one to another shows at its ends.

#include <cstddef>
#include <vector>

#include "twin/network/road_network.h"

namespace twin {

class FreewayEnds {
public:
    explicit FreewayEnds(std::size_t nodes) : m_isOnFreeway(nodes, false) {}

    void addFreeway(const Link& link)
    {
        m_isOnFreeway[link.from.value] = true;
        m_isOnFreeway[link.to.value] = true;
    }
    /// Requires: all freeways were added.
    [[nodiscard]] LinkKind kindOfRamp(const Link& ramp) const
    {
        const bool leaves = m_isOnFreeway[ramp.from.value];
        const bool enters = m_isOnFreeway[ramp.to.value];
        return leaves == enters ? LinkKind::Connector : leaves ? LinkKind::OffRamp : LinkKind::OnRamp;
    }

private:
    std::vector<bool> m_isOnFreeway;
};

} // namespace twin
