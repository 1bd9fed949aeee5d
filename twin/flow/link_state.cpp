// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/flow/link_state.h"

#include <algorithm>
#include <cmath>

#include "twin/core/assert.h"

namespace twin {

namespace {

/// Welford's running mean and variance of one quantity.
class Spread {
public:
    void add(double value)
    {
        ++m_count;
        const double before = value - m_mean;
        m_mean += before / static_cast<double>(m_count);
        m_squares += before * (value - m_mean);
    }
    [[nodiscard]] double mean() const { return m_mean; }
    [[nodiscard]] double deviation() const
    {
        return m_count < 2 ? 0.0 : std::sqrt(m_squares / static_cast<double>(m_count - 1));
    }

private:
    std::size_t m_count = 0;
    double m_mean = 0.0;
    double m_squares = 0.0;
};

/// Mean density over a part of a link.
double meanDensity_vpm(const Simulation& simulation, LinkIndex link, MemberIndex member, double from_m, double to_m)
{
    const CellGrid& cells = simulation.cells();
    const double length_m = cells.length_m(link);
    const std::size_t last = cells.cellsOf(link) - 1;
    const std::size_t begin = std::min(last, static_cast<std::size_t>(from_m / length_m));
    double vehicles = 0.0;
    for (std::size_t position = begin; position <= last; ++position) {
        const double start = std::max(from_m, static_cast<double>(position) * length_m);
        const double end = std::min(to_m, static_cast<double>(position + 1) * length_m);
        if (end <= start) {
            break;
        }
        vehicles += (end - start) * simulation.density_vpm(CellIndex(cells.first(link).value + position), member);
    }
    return vehicles / (to_m - from_m);
}

} // namespace

LinkState linkState(const Simulation& simulation, LinkIndex link, MemberIndex member)
{
    const CellGrid& cells = simulation.cells();
    const FundamentalDiagram diagram = simulation.diagram(link, member);
    LinkState state;
    for (std::size_t position = 0; position < cells.cellsOf(link); ++position) {
        const double density = simulation.density_vpm(CellIndex(cells.first(link).value + position), member);
        state.density_vpm += density;
        state.flow_vps += diagram.jamDensity_vpm > 0.0 ? diagram.flow_vps(density) : 0.0;
    }
    state.density_vpm /= static_cast<double>(cells.cellsOf(link));
    state.flow_vps /= static_cast<double>(cells.cellsOf(link));
    state.speed_mps = state.density_vpm > 0.0 ? state.flow_vps / state.density_vpm : diagram.freeSpeed_mps;
    return state;
}

LinkEnsembleState linkEnsembleState(const Simulation& simulation, LinkIndex link)
{
    Spread density;
    Spread flow;
    Spread speed;
    for (std::size_t member = 0; member < simulation.settings().members; ++member) {
        const LinkState state = linkState(simulation, link, MemberIndex(member));
        density.add(state.density_vpm);
        flow.add(state.flow_vps);
        speed.add(state.speed_mps);
    }
    return {{density.mean(), flow.mean(), speed.mean()}, {density.deviation(), flow.deviation(), speed.deviation()}};
}

void copyState(const Simulation& from, MemberIndex fromMember, Simulation& to, MemberIndex toMember)
{
    TWIN_ASSERT(&from.network() == &to.network(), "states move between simulations of one network");
    for (std::size_t l = 0; l < to.cells().links(); ++l) {
        const LinkIndex link(l);
        const double length_m = to.cells().length_m(link);
        for (std::size_t position = 0; position < to.cells().cellsOf(link); ++position) {
            const double start_m = static_cast<double>(position) * length_m;
            to.setDensity(CellIndex(to.cells().first(link).value + position), toMember,
                          meanDensity_vpm(from, link, fromMember, start_m, start_m + length_m));
        }
    }
    for (std::size_t o = 0; o < to.origins().size(); ++o) {
        if (const auto origin = from.originOf(to.origins()[o])) {
            to.setQueue(OriginIndex(o), toMember, from.queue_veh(*origin, fromMember));
        }
    }
}

} // namespace twin
