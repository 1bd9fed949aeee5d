// SPDX-License-Identifier: GPL-3.0-or-later
// What the interval that was driven says of every link.
#include <algorithm>
#include <cmath>

#include "twin/estimation/interval_reconstruction.h"

namespace twin {

namespace {

constexpr std::size_t kStepsToLook = 5; ///< between looks at where the queues are
constexpr double kQueued = 1.05;        ///< times the critical density
constexpr double kSlowest_mps = 0.5;    ///< no estimate is slower

} // namespace

void IntervalReconstruction::run()
{
    const CellGrid& cells = m_simulation.cells();
    const auto steps = static_cast<std::size_t>(std::lround(m_settings.interval_s / m_settings.timeStep_s));
    const std::size_t looks = steps / kStepsToLook;
    m_simulation.clearTravel();
    std::fill(m_queued.begin(), m_queued.end(), 0.0);
    for (std::size_t step = 0; step < steps; ++step) {
        hold(static_cast<double>(step + 1) / static_cast<double>(steps));
        m_simulation.step();
        if (step % kStepsToLook + 1 != kStepsToLook) {
            continue;
        }
        for (std::size_t l = 0; l < m_queued.size(); ++l) {
            const Link& road = m_network->links()[l];
            const LinkIndex link(l);
            const double critical_vpm =
                static_cast<double>(m_capacitiesSet[l]) * road.capacity_vps / road.freeSpeed_mps;
            const std::size_t count = cells.cellsOf(link);
            for (std::size_t c = 0; c < count; ++c) {
                const double density_vpm =
                    m_simulation.density_vpm(CellIndex(cells.first(link).value + c), MemberIndex());
                m_queued[l] += density_vpm > kQueued * critical_vpm ? 1.0 / static_cast<double>(count * looks) : 0.0;
            }
        }
    }
}

/// How fast a queue drives on a link that passes this flow, by the diagram of the interval.
double IntervalReconstruction::queueSpeed_mps(std::size_t link, double flow_vps) const
{
    const FundamentalDiagram diagram = m_simulation.diagram(LinkIndex(link), MemberIndex());
    const double density_vpm =
        std::max(diagram.criticalDensity_vpm(), diagram.jamDensity_vpm - flow_vps / diagram.waveSpeed_mps());
    return std::max(kSlowest_mps, flow_vps / density_vpm);
}

void IntervalReconstruction::takeMeans()
{
    for (std::size_t l = 0; l < m_queued.size(); ++l) {
        const Link& road = m_network->links()[l];
        const TravelAccount travel = m_simulation.travel(LinkIndex(l), MemberIndex());
        m_flow_vps[l] = travel.vehicleMetres / road.length_m / m_settings.interval_s;
        m_speed_mps[l] = travel.vehicleSeconds > 0.0
                             ? std::min(road.freeSpeed_mps, travel.vehicleMetres / travel.vehicleSeconds)
                             : road.freeSpeed_mps;
    }
}

void IntervalReconstruction::carryResiduals()
{
    std::vector<TrafficState> flows(m_stations.size());
    std::vector<TrafficState> free(m_stations.size());
    std::vector<TrafficState> queue(m_stations.size());
    for (std::size_t i = 0; i < m_stations.size(); ++i) {
        const std::size_t link = m_network->station(m_stations[i]).link->value;
        flows[i].flow_vps = m_seen[i].flow_vps - m_flow_vps[link];
        if (!m_seen[i].known()) {
            continue;
        }
        if (m_isSlow[i]) {
            queue[i].speed_mps = m_seen[i].speed_mps;
            queue[i].flow_vps = m_seen[i].speed_mps / queueSpeed_mps(link, m_seen[i].flow_vps); // a ratio
        } else {
            const double now_mps = m_seen[i].speed_mps - roadOf(i).freeSpeed_mps;
            const bool hasJumped = std::abs(now_mps - m_freeDifference[i]) > m_settings.freeJump_mps;
            const double keeps = hasJumped ? 0.0 : m_settings.freeMemory;
            m_freeDifference[i] = keeps * m_freeDifference[i] + (1.0 - keeps) * now_mps;
        }
        free[i].speed_mps = m_freeDifference[i];
    }
    m_flowResiduals.set(flows);
    m_freeResiduals.set(free);
    m_queueSpeeds.set(queue);
}

void IntervalReconstruction::estimateLink(std::size_t link)
{
    const Link& road = m_network->links()[link];
    const double free_mps = std::max(kSlowest_mps, road.freeSpeed_mps + m_freeResiduals.links()[link].speed_mps);
    const double flow_vps = std::max(0.0, m_flow_vps[link] + m_flowResiduals.links()[link].flow_vps);
    const TrafficState& carried = m_queueSpeeds.links()[link];
    // Both from the stations: their speeds, and their speeds against their diagrams, which knows of lanes and flows.
    const double byDiagram_mps = carried.flow_vps * queueSpeed_mps(link, flow_vps);
    const double byStations_mps = (carried.speed_mps + std::min(carried.speed_mps, byDiagram_mps)) / 2.0;
    double queue_mps = std::min(free_mps, carried.speed_mps > 0.0 ? byStations_mps : m_speed_mps[link]);
    queue_mps += m_headward[link] * std::max(0.0, m_settings.headShare * road.freeSpeed_mps - queue_mps);
    const double queued = m_isQueueBelieved[link] ? m_queued[link] : 0.0;
    const double driven_mps =
        1.0 / ((1.0 - queued) / free_mps + queued / std::max(kSlowest_mps, queue_mps)); // paces add up, speeds do not
    const double line_mps = static_cast<double>(m_line.speed_mps[link]);
    const double speed_mps =
        std::max(kSlowest_mps, m_settings.straightShare * line_mps + (1.0 - m_settings.straightShare) * driven_mps);
    m_states.flow_vps[link] = static_cast<float>(flow_vps);
    m_states.speed_mps[link] = static_cast<float>(speed_mps);
    m_states.density_vpm[link] = static_cast<float>(std::min(road.jamDensity_vpm, flow_vps / speed_mps));
    m_states.spread[link] = 0.0F;
}

} // namespace twin
