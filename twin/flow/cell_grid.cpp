// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/flow/cell_grid.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "twin/core/text.h"
#include "twin/flow/fundamental_diagram.h"

namespace twin {

namespace {

constexpr double kRoundingSlack = 1.0 + 1e-9; ///< a step of exactly one cell is allowed whatever the division rounds to

double fastest_mps(const FundamentalDiagram& diagram)
{
    return std::max(diagram.freeSpeed_mps, diagram.waveSpeed_mps());
}

std::size_t cellsThatFit(const Link& link, double shortest_m)
{
    return std::max<std::size_t>(1, static_cast<std::size_t>(std::floor(link.length_m / shortest_m * kRoundingSlack)));
}

Result<std::size_t> cellsOfLink(const Link& link, double timeStep_s, double targetCellLength_m)
{
    const FundamentalDiagram diagram = FundamentalDiagram::of(link);
    if (!diagram.isValid()) {
        return fail(ErrorCode::InvalidInput,
                    concat("link ", link.id, ": a capacity of ", fixed(link.capacity_vps * 3600.0, 0),
                           " veh/h does not fit a free speed of ", fixed(link.freeSpeed_mps, 1),
                           " m/s and a jam density of ", fixed(link.jamDensity_vpm * 1000.0, 0),
                           " veh/km; expected less than their product"));
    }
    const double reach_m = fastest_mps(diagram) * timeStep_s;
    const std::size_t cells = cellsThatFit(link, targetCellLength_m > 0.0 ? targetCellLength_m : reach_m);
    const double cell_m = link.length_m / static_cast<double>(cells);
    if (reach_m > cell_m * kRoundingSlack) {
        return fail(ErrorCode::InvalidInput,
                    concat("link ", link.id, ": a time step of ", significant(timeStep_s, 4), " s carries traffic ",
                           fixed(reach_m, 1), " m, further than a cell of ", fixed(cell_m, 1), " m; expected at most ",
                           significant(cell_m / fastest_mps(diagram), 4),
                           " s (CFL condition): shorten the time step or lengthen the cells"));
    }
    return cells;
}

} // namespace

double CellGrid::largestTimeStep_s(const RoadNetwork& network)
{
    double largest_s = std::numeric_limits<double>::infinity();
    for (const Link& link : network.links()) {
        largest_s = std::min(largest_s, link.length_m / fastest_mps(FundamentalDiagram::of(link)));
    }
    return largest_s;
}

Result<CellGrid> CellGrid::cut(const RoadNetwork& network, double timeStep_s, double targetCellLength_m)
{
    if (!(timeStep_s > 0.0) || !std::isfinite(timeStep_s)) {
        return fail(ErrorCode::InvalidInput,
                    concat("time step ", significant(timeStep_s, 6), " s: expected a positive number of seconds"));
    }
    if (!(targetCellLength_m >= 0.0) || !std::isfinite(targetCellLength_m)) {
        return fail(ErrorCode::InvalidInput, concat("target cell length ", significant(targetCellLength_m, 6),
                                                    " m: expected 0 or a positive number of metres"));
    }
    CellGrid grid;
    grid.m_firstCell.push_back(0);
    for (const Link& link : network.links()) {
        const Result<std::size_t> cells = cellsOfLink(link, timeStep_s, targetCellLength_m);
        if (!cells) {
            return tl::unexpected(cells.error());
        }
        grid.m_linkOfCell.insert(grid.m_linkOfCell.end(), *cells, grid.m_length_m.size());
        grid.m_firstCell.push_back(grid.m_firstCell.back() + *cells);
        grid.m_length_m.push_back(link.length_m / static_cast<double>(*cells));
    }
    return grid;
}

LinkIndex CellGrid::linkOf(CellIndex cell) const { return LinkIndex(m_linkOfCell[cell.value]); }

CellPlace CellGrid::placeOf(CellIndex cell) const
{
    const LinkIndex link = linkOf(cell);
    return {link, cell.value - m_firstCell[link.value]};
}

CellIndex CellGrid::at(LinkIndex link, double offset_m) const
{
    const double position = std::clamp(offset_m / length_m(link), 0.0, static_cast<double>(cellsOf(link) - 1));
    return CellIndex(m_firstCell[link.value] + static_cast<std::size_t>(position));
}

} // namespace twin
