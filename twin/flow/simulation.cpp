// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/flow/simulation.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "twin/core/assert.h"
#include "twin/core/text.h"
#include "twin/flow/simulation_state.h"

namespace twin {

namespace {

constexpr double kShareSumSlack = 1e-6; ///< shares written with six digits may sum to this much over 1
constexpr std::size_t kMostMembers = 4096;

Result<void> checkSettings(const RoadNetwork& network, const FlowSettings& settings)
{
    if (settings.members < 1 || settings.members > kMostMembers) {
        return fail(ErrorCode::InvalidInput, concat("members ", settings.members, ": expected 1 to ", kMostMembers));
    }
    if (!(settings.capacityDrop >= 0.0 && settings.capacityDrop <= 0.9)) {
        return fail(ErrorCode::InvalidInput,
                    concat("capacity drop ", significant(settings.capacityDrop, 4), ": expected 0 to 0.9"));
    }
    for (const LinkIndex inner : settings.innerOrigins) {
        if (inner.value >= network.links().size()) {
            return fail(ErrorCode::InvalidInput,
                        concat("inner origin ", inner.value, ": the network has ", network.links().size(), " links"));
        }
    }
    for (std::size_t n = 0; n < network.nodes().size(); ++n) {
        const std::size_t most = std::max(network.incoming(NodeIndex(n)).size(), network.outgoing(NodeIndex(n)).size());
        if (most > flow::kMaximumPorts) {
            return fail(ErrorCode::InvalidInput, concat("node ", network.nodes()[n].id, ": ", most,
                                                        " links on one side; expected at most ", flow::kMaximumPorts));
        }
    }
    return {};
}

bool isUsable(const LinkControl& control, const Link& link)
{
    return control.capacityFactor >= 0.0 && control.capacityFactor <= 10.0 && control.freeSpeedFactor > 0.0 &&
           control.freeSpeedFactor <= 1.0 && control.closedLanes >= 0 && control.closedLanes <= link.lanes &&
           control.outflowLimit_vps >= 0.0;
}

} // namespace

Simulation::Simulation(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Simulation::Simulation(const Simulation& other) : m_state(std::make_unique<State>(*other.m_state)) {}
Simulation& Simulation::operator=(const Simulation& other)
{
    m_state = std::make_unique<State>(*other.m_state);
    return *this;
}
Simulation::Simulation(Simulation&&) noexcept = default;
Simulation& Simulation::operator=(Simulation&&) noexcept = default;
Simulation::~Simulation() = default;

Result<Simulation> Simulation::build(std::shared_ptr<const RoadNetwork> network, const FlowSettings& settings)
{
    TWIN_ASSERT(network != nullptr, "a simulation needs roads");
    if (const Result<void> checked = checkSettings(*network, settings); !checked) {
        return tl::unexpected(checked.error());
    }
    Result<CellGrid> cells = CellGrid::cut(*network, settings.timeStep_s, settings.targetCellLength_m);
    if (!cells) {
        return tl::unexpected(cells.error());
    }
    return Simulation(std::make_unique<State>(std::move(network), settings, std::move(*cells)));
}

void Simulation::step() { run(1); }

void Simulation::run(std::size_t steps)
{
    for (std::size_t group = 0; group < m_state->groups.size(); ++group) {
        m_state->runGroup(group, steps);
    }
    m_state->boundariesHold = true;
    m_state->steps += steps;
}

const RoadNetwork& Simulation::network() const { return *m_state->network; }
const FlowSettings& Simulation::settings() const { return m_state->settings; }
const CellGrid& Simulation::cells() const { return m_state->cells; }
std::span<const LinkIndex> Simulation::origins() const { return m_state->originLinks; }
std::uint64_t Simulation::steps() const { return m_state->steps; }
double Simulation::time_s() const { return static_cast<double>(m_state->steps) * m_state->settings.timeStep_s; }

std::optional<OriginIndex> Simulation::originOf(LinkIndex link) const
{
    const std::int64_t origin = m_state->originOfLink[link.value];
    if (origin < 0) {
        return std::nullopt;
    }
    return OriginIndex(static_cast<std::size_t>(origin));
}

void Simulation::setDemand(OriginIndex origin, double demand_vps)
{
    setDemand(origin, std::vector<double>(m_state->settings.members, demand_vps));
}

void Simulation::setDemand(OriginIndex origin, std::span<const double> demands_vps)
{
    TWIN_ASSERT(demands_vps.size() == m_state->settings.members, "one demand for each member");
    for (std::size_t member = 0; member < demands_vps.size(); ++member) {
        TWIN_ASSERT(demands_vps[member] >= 0.0 && std::isfinite(demands_vps[member]), "demand is finite, not negative");
        m_state->groups[m_state->layout.group(member)].arrivals[m_state->queueAt(origin, member)] =
            demands_vps[member] * m_state->settings.timeStep_s / m_state->quantum_veh;
    }
}

void Simulation::setTurning(LinkIndex in, std::span<const double> shares)
{
    TWIN_ASSERT(shares.size() == network().outgoing(network().link(in).to).size(), "one share for each way on");
    TWIN_ASSERT(!shares.empty(), "where the road ends nothing turns");
    TWIN_ASSERT(std::all_of(shares.begin(), shares.end(), [](double share) { return share >= 0.0 && share <= 1.0; }),
                "a share lies in [0, 1]");
    const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
    TWIN_ASSERT(sum <= 1.0 + kShareSumSlack, "shares add up to at most 1");
    std::vector<double> scaled(shares.begin(), shares.end());
    for (double& share : scaled) {
        share /= std::max(1.0, sum);
    }
    m_state->setShares(in, scaled);
}

void Simulation::setControl(LinkIndex link, const LinkControl& control)
{
    TWIN_ASSERT(isUsable(control, network().link(link)), "a control stays within its ranges");
    m_state->controls[link.value] = control;
    m_state->memberControls.erase(m_state->memberControls.lower_bound({link.value, 0}),
                                  m_state->memberControls.lower_bound({link.value + 1, 0}));
    m_state->refreshRoad(link);
}

void Simulation::setControl(LinkIndex link, MemberIndex member, const LinkControl& control)
{
    TWIN_ASSERT(isUsable(control, network().link(link)), "a control stays within its ranges");
    TWIN_ASSERT(member.value < m_state->settings.members, "a member of this simulation");
    m_state->memberControls[{link.value, member.value}] = control;
    m_state->refreshRoad(link);
}

void Simulation::setMemberRoads(LinkIndex link, std::span<const float> capacityFactors,
                                std::span<const float> outflowLimits_vps)
{
    TWIN_ASSERT(capacityFactors.size() == m_state->settings.members, "one factor for each member");
    TWIN_ASSERT(outflowLimits_vps.size() == m_state->settings.members, "one limit for each member");
    TWIN_ASSERT(std::all_of(capacityFactors.begin(), capacityFactors.end(),
                            [](float factor) { return factor > 0.0F && factor <= 10.0F; }),
                "a capacity factor stays within its range");
    TWIN_ASSERT(
        std::all_of(outflowLimits_vps.begin(), outflowLimits_vps.end(), [](float limit) { return limit >= 0.0F; }),
        "an outflow limit is not negative");
    m_state->memberCapacities[link.value].assign(capacityFactors.begin(), capacityFactors.end());
    m_state->memberLimits[link.value].assign(outflowLimits_vps.begin(), outflowLimits_vps.end());
    m_state->refreshRoad(link);
}

FundamentalDiagram Simulation::diagram(LinkIndex link, MemberIndex member) const
{
    return m_state->diagram(link, member.value);
}

} // namespace twin
