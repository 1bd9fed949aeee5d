// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Finds the link nearest to a point without looking at all of them: pieces of road are sorted into square cells, and
// only the cells within reach are searched. A city has thousands of links and hundreds of stations.

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "twin/network/road_network.h"

namespace twin {

/// The point of a link that is nearest to some place.
struct LinkFoot {
    LinkIndex link;
    double offset_m = 0.0;   ///< along the link from its start, in its own length
    double distance_m = 0.0; ///< from the place to the link
};

class LinkGrid {
public:
    /// Requires: every shape has at least two points; `links` and `plane` outlive this object.
    LinkGrid(std::span<const Link> links, const LocalPlane& plane);

    /// The nearest link within `reach_m` that fits; of equally near ones the first in the list.
    [[nodiscard]] std::optional<LinkFoot> nearest(GeoPoint place, double reach_m,
                                                  const std::function<bool(const Link&)>& fits) const;

private:
    /// A straight piece of a link in one cell.
    struct Piece {
        std::int32_t row = 0;
        std::int32_t column = 0;
        std::uint32_t link = 0;
        std::uint32_t segment = 0; ///< from shape[segment] to shape[segment + 1]

        friend auto operator<=>(const Piece&,
                                const Piece&) = default; // NOLINT(modernize-use-nullptr): as in core/index.h
    };

    void addSegment(std::uint32_t link, std::uint32_t segment);
    [[nodiscard]] std::int32_t cellOf(double metres) const;
    [[nodiscard]] LinkFoot footOn(const Piece& piece, PlanePoint place) const;

    std::span<const Link> m_links;
    const LocalPlane& m_plane;
    double m_cell_m = 0.0;
    std::vector<Piece> m_pieces; ///< sorted
};

} // namespace twin
