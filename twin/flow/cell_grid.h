// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How the links of a network are cut into cells. The cells of a link are equally long and numbered in driving order,
// the links in the order of the network, so that one number names a cell everywhere: in the simulation, in the
// estimator's state vector, in a snapshot.
//
// Invariants: every link has at least one cell; no vehicle and no wave crosses more than one cell in a time step (the
// condition of Courant, Friedrichs and Lewy).

#include <cstddef>
#include <vector>

#include "twin/core/index.h"
#include "twin/core/result.h"
#include "twin/network/road_network.h"

namespace twin {

using CellIndex = Index<struct CellTag>;

/// A place on the road as the model sees it.
struct CellPlace {
    LinkIndex link;
    std::size_t position = 0; ///< within the link, 0 the most upstream
};

class CellGrid {
public:
    /// Cuts each link into as many cells as fit, none shorter than `targetCellLength_m` unless the link itself is; with
    /// a target of 0, into the shortest the time step allows.
    /// Errors: InvalidInput if the time step or the target is no positive number, if a link has no valid fundamental
    /// diagram, or if the time step breaks the CFL condition; the message names the link and the largest step it
    /// allows.
    [[nodiscard]] static Result<CellGrid> cut(const RoadNetwork& network, double timeStep_s, double targetCellLength_m);

    /// The largest time step with which every link still has a cell that satisfies the CFL condition.
    [[nodiscard]] static double largestTimeStep_s(const RoadNetwork& network);

    [[nodiscard]] std::size_t size() const { return m_firstCell.back(); }
    [[nodiscard]] std::size_t links() const { return m_length_m.size(); }
    [[nodiscard]] CellIndex first(LinkIndex link) const { return CellIndex(m_firstCell[link.value]); }
    [[nodiscard]] std::size_t cellsOf(LinkIndex link) const
    {
        return m_firstCell[link.value + 1] - m_firstCell[link.value];
    }
    [[nodiscard]] double length_m(LinkIndex link) const { return m_length_m[link.value]; }
    [[nodiscard]] LinkIndex linkOf(CellIndex cell) const;
    [[nodiscard]] CellPlace placeOf(CellIndex cell) const;
    /// The cell that holds a point of a link; points beyond its ends belong to the cells there.
    [[nodiscard]] CellIndex at(LinkIndex link, double offset_m) const;

private:
    CellGrid() = default;

    std::vector<std::size_t> m_firstCell;  ///< [links + 1]
    std::vector<std::size_t> m_linkOfCell; ///< [cells]
    std::vector<double> m_length_m;        ///< [links], of each cell of the link
};

} // namespace twin
