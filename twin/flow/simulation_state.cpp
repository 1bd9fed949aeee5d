// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/flow/simulation_state.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "twin/core/assert.h"

namespace twin {

namespace {

using flow::kLanes;

constexpr std::uint64_t kStepsInSinglePrecision = 64; ///< of travel sums, before they move to double precision
constexpr int kQuantaBits = 28;      ///< a full cell holds fewer quanta than 2^28: sums of two fit 32 bits
constexpr double kShareSlack = 1e-9; ///< what shares may lack to 1 without anybody leaving

/// The finest power of two of a vehicle with which every cell can still be counted.
double quantumFor(const RoadNetwork& network, const CellGrid& cells)
{
    double fullest_veh = 1.0;
    for (std::size_t l = 0; l < network.links().size(); ++l) {
        fullest_veh = std::max(fullest_veh, network.links()[l].jamDensity_vpm * cells.length_m(LinkIndex(l)));
    }
    return std::exp2(std::ceil(std::log2(fullest_veh)) - kQuantaBits);
}

/// A link under its control, but for its capacity factor. Slower traffic keeps the congested branch, so the capacity
/// shrinks with the speed; a changed capacity keeps the jam density. A capacity the cells cannot carry is cut to what
/// they can.
class ControlledRoad {
public:
    ControlledRoad(const Link& link, const LinkControl& control, double cell_m, double timeStep_s)
    {
        const FundamentalDiagram base = FundamentalDiagram::of(link);
        const double open = static_cast<double>(link.lanes - control.closedLanes) / link.lanes;
        const double wave = base.waveSpeed_mps();
        const double cellSpeed = cell_m / timeStep_s;
        m_speed = base.freeSpeed_mps * control.freeSpeedFactor;
        m_jam = base.jamDensity_vpm * open;
        m_capacity =
            control.freeSpeedFactor < 1.0 ? m_jam * m_speed * wave / (m_speed + wave) : base.capacity_vps * open;
        m_mostCapacity = m_jam * m_speed * cellSpeed / (m_speed + cellSpeed);
    }
    [[nodiscard]] FundamentalDiagram diagram(double capacityFactor, double capacityDrop) const
    {
        return {m_speed, std::min(m_capacity * capacityFactor, m_mostCapacity), m_jam, capacityDrop};
    }

private:
    double m_speed = 0.0;
    double m_jam = 0.0;
    double m_capacity = 0.0;
    double m_mostCapacity = 0.0;
};

} // namespace

Simulation::State::State(std::shared_ptr<const RoadNetwork> roads, const FlowSettings& flowSettings, CellGrid grid)
    : network(std::move(roads)), settings(flowSettings), cells(std::move(grid))
{
    layout = flow::layOut(*network, cells, settings.members, plan);
    plan.capacityDrops = settings.capacityDrop > 0.0;
    plan.countsTravel = settings.travel == TravelAccounts::PerLink;
    quantum_veh = quantumFor(*network, cells);
    controls.resize(network->links().size());
    memberCapacities.resize(network->links().size());
    memberLimits.resize(network->links().size());
    placeOrigins();
    shareByCapacity();
    for (std::size_t l = 0; l < controls.size(); ++l) {
        refreshRoad(LinkIndex(l));
    }
    allocateGroups();
}

void Simulation::State::placeOrigins()
{
    originOfLink.assign(network->links().size(), -1);
    const auto add = [this](LinkIndex link) {
        if (originOfLink[link.value] < 0) {
            originOfLink[link.value] = static_cast<std::int64_t>(originLinks.size());
            originLinks.push_back(link);
        }
    };
    for (std::size_t l = 0; l < network->links().size(); ++l) {
        if (network->incoming(network->links()[l].from).empty()) {
            add(LinkIndex(l));
        }
    }
    for (const LinkIndex inner : settings.innerOrigins) {
        add(inner);
    }
    std::map<std::size_t, std::size_t> originBatchOf; // by batch of links
    for (const LinkIndex link : originLinks) {
        const std::size_t batch = layout.slotOf[link.value] / kLanes;
        originBatchOf.emplace(batch, 0);
    }
    for (auto& [batch, number] : originBatchOf) {
        number = plan.origins.size();
        plan.origins.push_back({static_cast<std::uint32_t>(batch * kLanes)});
    }
    for (const LinkIndex link : originLinks) {
        originBatch.push_back(originBatchOf.at(layout.slotOf[link.value] / kLanes));
    }
}

void Simulation::State::shareByCapacity()
{
    for (std::size_t l = 0; l < network->links().size(); ++l) {
        const Link& in = network->links()[l];
        const auto out = network->outgoing(in.to);
        std::vector<double> shares;
        double sum = 0.0;
        for (const LinkIndex link : out) {
            const bool turnsBack = network->link(link).to == in.from && out.size() > 1;
            shares.push_back(turnsBack ? 0.0 : network->link(link).capacity_vps);
            sum += shares.back();
        }
        for (double& share : shares) {
            share /= sum;
        }
        setShares(LinkIndex(l), shares);
        const flow::TurnPlace& turn = layout.turns[l];
        plan.shares[turn.firstShare + (shares.size() + 1) * turn.stride] =
            static_cast<float>(in.capacity_vps * settings.timeStep_s / quantum_veh);
    }
}

void Simulation::State::setShares(LinkIndex in, std::span<const double> shares)
{
    const flow::TurnPlace& turn = layout.turns[in.value];
    double sum = 0.0;
    for (std::size_t j = 0; j < shares.size(); ++j) {
        sum += shares[j];
        plan.shares[turn.firstShare + j * turn.stride] = static_cast<float>(shares[j]) * flow::kJustBelowOne;
    }
    const double gone = 1.0 - sum < kShareSlack ? 0.0 : 1.0 - sum;
    plan.shares[turn.firstShare + shares.size() * turn.stride] = static_cast<float>(gone) * flow::kJustBelowOne;
    plan.junctions[turn.junction].exits = plan.junctions[turn.junction].exits || gone > 0.0;
}

void Simulation::State::allocateGroups()
{
    Group group;
    group.counts.assign(layout.countsPerGroup, 0);
    group.inflow.assign(layout.slots, 0);
    group.outflow.assign(layout.slots, 0);
    group.sending.assign(layout.slots, 0.0F);
    group.receiving.assign(layout.slots, 0.0F);
    group.faceFlow.assign((layout.mostCells + 1) * kLanes, 0);
    if (plan.countsTravel) {
        group.travelCount.assign(layout.slots, 0.0F);
        group.travelFlow.assign(layout.slots, 0.0F);
        group.travelCountTotal.assign(layout.slots, 0.0);
        group.travelFlowTotal.assign(layout.slots, 0.0);
    }
    group.queues.assign(plan.origins.size() * kLanes, 0.0);
    group.arrivals.assign(plan.origins.size() * kLanes, 0.0);
    for (auto* totals : {&group.entered, &group.left, &group.corrected, &group.queueSum}) {
        totals->assign(kLanes, 0.0);
    }
    groups.assign(layout.groups, group);
}

const LinkControl& Simulation::State::control(LinkIndex link, std::size_t member) const
{
    const auto own = memberControls.find({link.value, static_cast<std::uint32_t>(member)});
    return own == memberControls.end() ? controls[link.value] : own->second;
}

double Simulation::State::memberCapacity(LinkIndex link, std::size_t member) const
{
    const std::vector<float>& factors = memberCapacities[link.value];
    return member < factors.size() ? static_cast<double>(factors[member]) : 1.0;
}

double Simulation::State::memberLimit_vps(LinkIndex link, std::size_t member) const
{
    const std::vector<float>& limits = memberLimits[link.value];
    return member < limits.size() ? static_cast<double>(limits[member]) : std::numeric_limits<double>::infinity();
}

FundamentalDiagram Simulation::State::diagram(LinkIndex link, std::size_t member) const
{
    const LinkControl& own = control(link, member);
    return ControlledRoad(network->link(link), own, cells.length_m(link), settings.timeStep_s)
        .diagram(own.capacityFactor * memberCapacity(link, member), settings.capacityDrop);
}

flow::RoadStep Simulation::State::roadStep(LinkIndex link, std::size_t member) const
{
    return roadStep(link, diagram(link, member),
                    std::min(control(link, member).outflowLimit_vps, memberLimit_vps(link, member)));
}

flow::RoadStep Simulation::State::roadStep(LinkIndex link, const FundamentalDiagram& road, double limit_vps) const
{
    const double stepsPerCell = settings.timeStep_s / cells.length_m(link);
    const double quantaPerVehicle = 1.0 / quantum_veh;
    const double capacity = road.capacity_vps * settings.timeStep_s * quantaPerVehicle;
    const double room = road.jamDensity_vpm * cells.length_m(link) * quantaPerVehicle;
    const double critical = road.criticalDensity_vpm() * cells.length_m(link) * quantaPerVehicle;
    const double limit = limit_vps * settings.timeStep_s * quantaPerVehicle;
    flow::RoadStep step;
    step.freeShare = std::min(static_cast<float>(road.freeSpeed_mps * stepsPerCell), flow::kJustBelowOne);
    step.capacity = static_cast<float>(capacity);
    step.room = static_cast<float>(room);
    step.critical = static_cast<float>(critical);
    if (room > critical) {
        step.waveShare = static_cast<float>(std::min(road.waveSpeed_mps() * stepsPerCell, 1.0));
        step.dropSlope = static_cast<float>(road.capacityDrop * capacity / (room - critical));
    }
    step.outflowLimit = static_cast<float>(std::min(limit, 1.0e30));
    return step;
}

void Simulation::State::refreshRoad(LinkIndex link)
{
    const std::size_t slot = layout.slotOf[link.value];
    const std::size_t batchIndex = slot / kLanes;
    flow::LinkBatch& batch = plan.batches[batchIndex];
    boundariesHold = false;
    if (layout.linksSideBySide) {
        plan.laneRoads.front()[batchIndex].set(slot % kLanes, roadStep(link, 0));
        return;
    }
    const auto own = memberControls.lower_bound({link.value, 0});
    const bool hasOwnControls = own != memberControls.end() && own->first.first == link.value;
    const bool membersDiffer = hasOwnControls || !memberCapacities[link.value].empty();
    if (!membersDiffer && batch.laneRoad < 0) {
        plan.roads[batchIndex] = roadStep(link, settings.members); // nobody's own control
        return;
    }
    if (batch.laneRoad < 0) {
        plan.laneRoads.resize(layout.groups);
        batch.laneRoad = static_cast<std::int32_t>(plan.laneRoads.front().size());
        for (auto& ofGroup : plan.laneRoads) {
            ofGroup.emplace_back();
        }
    }
    const LinkControl& shared = controls[link.value];
    const ControlledRoad road(network->link(link), shared, cells.length_m(link), settings.timeStep_s);
    for (std::size_t lane = 0; lane < layout.groups * kLanes; ++lane) {
        const flow::RoadStep step =
            hasOwnControls
                ? roadStep(link, lane)
                : roadStep(link,
                           road.diagram(shared.capacityFactor * memberCapacity(link, lane), settings.capacityDrop),
                           std::min(shared.outflowLimit_vps, memberLimit_vps(link, lane)));
        plan.laneRoads[lane / kLanes][static_cast<std::size_t>(batch.laneRoad)].set(lane % kLanes, step);
    }
}

void Simulation::State::refreshDetectors()
{
    std::vector<std::pair<std::size_t, std::size_t>> byBatch;
    for (std::size_t d = 0; d < detectors.size(); ++d) {
        byBatch.emplace_back(layout.slotOf[detectors[d].link.value] / kLanes, d);
    }
    std::sort(byBatch.begin(), byBatch.end());
    plan.detectors.clear();
    for (flow::LinkBatch& batch : plan.batches) {
        batch.detectors = 0; // what an earlier call found no longer holds
    }
    for (const auto& [batchIndex, detector] : byBatch) {
        flow::LinkBatch& batch = plan.batches[batchIndex];
        if (batch.detectors == 0) {
            batch.firstDetector = static_cast<std::uint32_t>(plan.detectors.size());
        }
        plan.detectors.push_back(detectors[detector].place);
        ++batch.detectors;
    }
    for (Group& group : groups) {
        group.detectorFlow.resize(detectors.size() * kLanes, 0.0);
        group.detectorCount.resize(detectors.size() * kLanes, 0.0);
    }
}

flow::FlowArrays Simulation::State::arrays(std::size_t group)
{
    Group& own = groups[group];
    return {.group = group,
            .counts = own.counts.data(),
            .sending = own.sending.data(),
            .receiving = own.receiving.data(),
            .inflow = own.inflow.data(),
            .outflow = own.outflow.data(),
            .travelCount = own.travelCount.data(),
            .travelFlow = own.travelFlow.data(),
            .queues = own.queues.data(),
            .arrivals = own.arrivals.data(),
            .entered = own.entered.data(),
            .left = own.left.data(),
            .queueSum = own.queueSum.data(),
            .detectorFlow = own.detectorFlow.data(),
            .detectorCount = own.detectorCount.data(),
            .faceFlow = own.faceFlow.data()};
}

void Simulation::State::runGroup(std::size_t index, std::size_t count)
{
    const flow::FlowArrays numbers = arrays(index);
    Group& group = groups[index];
    if (!boundariesHold) {
        flow::computeBoundaries(plan, numbers);
    }
    for (std::size_t step = 1; step <= count; ++step) {
        flow::advance(plan, numbers);
        if ((steps + step) % kStepsInSinglePrecision == 0 && plan.countsTravel) {
            for (std::size_t slot = 0; slot < layout.slots; ++slot) {
                group.travelCountTotal[slot] += static_cast<double>(group.travelCount[slot]);
                group.travelFlowTotal[slot] += static_cast<double>(group.travelFlow[slot]);
            }
            std::fill(group.travelCount.begin(), group.travelCount.end(), 0.0F);
            std::fill(group.travelFlow.begin(), group.travelFlow.end(), 0.0F);
        }
    }
}

double Simulation::State::total(std::vector<double> Group::*totals, std::size_t member) const
{
    const std::vector<double>& lanes = groups[layout.group(member)].*totals;
    if (!layout.linksSideBySide) {
        return lanes[member % kLanes];
    }
    double sum = 0.0;
    for (const double lane : lanes) {
        sum += lane;
    }
    return sum;
}

} // namespace twin
