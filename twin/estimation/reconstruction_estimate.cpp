// SPDX-License-Identifier: GPL-3.0-or-later
// What the interval that was driven says of every link.
#include <algorithm>
#include <cmath>

#include "twin/estimation/interval_reconstruction.h"
#include "twin/network/links_of_kind.h"

namespace twin {

namespace {

constexpr std::size_t kStepsToLook = 5; ///< between looks at where the queues are
constexpr double kQueued = 1.05;        ///< times the critical density
constexpr double kSlowest_mps = 0.5;    ///< no estimate is slower

double cubed(double share) { return share * share * share; }

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

/// What free traffic on the links of a corridor is slowed down by: lanes that end further on, and ramps.
void IntervalReconstruction::lookAhead(const Corridor& corridor)
{
    for (std::size_t k = 0; k < corridor.links.size(); ++k) {
        const LinkIndex link = corridor.links[k];
        const Link& road = m_network->link(link);
        double ahead_m = road.length_m / 2.0;
        for (std::size_t j = k + 1; j < corridor.links.size() && ahead_m < m_settings.look_m; ++j) {
            const Link& further = m_network->link(corridor.links[j]);
            m_passing_vps[link.value] = std::min(m_passing_vps[link.value], further.capacity_vps);
            ahead_m += further.length_m;
        }
        const std::size_t joining = countOfKind(*m_network, m_network->incoming(road.from), LinkKind::OnRamp);
        const std::size_t parting = countOfKind(*m_network, m_network->outgoing(road.to), LinkKind::OffRamp);
        m_friction[link.value] =
            m_settings.entering * static_cast<double>(joining) + m_settings.leaving * static_cast<double>(parting);
    }
}

/// How fast free traffic of this flow drives on a link.
double IntervalReconstruction::freeSpeed_mps(std::size_t link, double flow_vps) const
{
    const Link& road = m_network->links()[link];
    return road.freeSpeed_mps * m_freeBranch.speedShare(flow_vps / m_passing_vps[link], m_friction[link]);
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
    m_freeBranch.forget();
    for (std::size_t i = 0; i < m_stations.size(); ++i) {
        if (m_isHeld[i] && m_seen[i].known() && !m_isSlow[i] && m_seen[i].flow_vps > 0.0) {
            const std::size_t link = m_network->station(m_stations[i]).link->value;
            m_freeBranch.add(m_seen[i].flow_vps / m_passing_vps[link], m_seen[i].speed_mps / roadOf(i).freeSpeed_mps);
        }
    }
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
            const double now_mps = m_seen[i].speed_mps - freeSpeed_mps(link, m_seen[i].flow_vps);
            const bool hasJumped = std::abs(now_mps - m_freeDifference[i]) > m_settings.freeJump_mps;
            const double keeps = hasJumped ? 0.0 : m_settings.freeMemory;
            m_freeDifference[i] = keeps * m_freeDifference[i] + (1.0 - keeps) * now_mps;
        }
        free[i].speed_mps = m_freeDifference[i];
    }
    std::fill(m_drops.begin(), m_drops.end(), 0.0);
    for (const Line& line : m_lines) {
        carryDrops(line);
    }
    for (std::size_t i = 0; i < m_stations.size(); ++i) {
        free[i].speed_mps += m_drops[i];
    }
    m_flowResiduals.set(flows);
    m_freeResiduals.set(free);
    m_queueSpeeds.set(queue);
}

void IntervalReconstruction::carryDrops(const Line& line)
{
    std::vector<const Post*> known;
    for (const Post& post : line.posts) {
        if (m_seen[post.station].known()) {
            known.push_back(&post);
        }
    }
    for (std::size_t i = 1; i + 1 < known.size(); ++i) {
        const std::size_t own = known[i]->station;
        const double beside_mps =
            std::min(m_freeDifference[known[i - 1]->station], m_freeDifference[known[i + 1]->station]);
        m_drops[own] = m_isSlow[own] ? 0.0 : std::max(0.0, beside_mps - m_freeDifference[own]);
    }
    for (std::size_t i = 0; i <= known.size() && !known.empty(); ++i) {
        carryDrops(line, i > 0 ? known[i - 1] : nullptr, i < known.size() ? known[i] : nullptr);
    }
}

/// What slows free traffic at one station is near it and hardly reaches the next.
void IntervalReconstruction::carryDrops(const Line& line, const Post* before, const Post* after)
{
    const std::size_t first = before != nullptr ? before->place : 0;
    const std::size_t last = after != nullptr ? after->place : line.links.size() - 1;
    const double dropBefore = before != nullptr ? m_drops[before->station] : 0.0;
    const double dropAfter = after != nullptr ? m_drops[after->station] : 0.0;
    for (std::size_t k = first; k <= last; ++k) {
        const double share = before == nullptr ? 1.0
                                               : static_cast<double>(k - first) /
                                                     static_cast<double>(std::max<std::size_t>(1, last - first));
        m_freeDrops[line.links[k].value] = std::max(cubed(1.0 - share) * dropBefore, cubed(share) * dropAfter);
    }
}

void IntervalReconstruction::estimateLink(std::size_t link)
{
    const Link& road = m_network->links()[link];
    const double flow_vps = std::max(0.0, m_flow_vps[link] + m_flowResiduals.links()[link].flow_vps);
    const double free_mps = std::max(kSlowest_mps, freeSpeed_mps(link, flow_vps) +
                                                       m_freeResiduals.links()[link].speed_mps - m_freeDrops[link]);
    const TrafficState& carried = m_queueSpeeds.links()[link];
    // Both from the stations: their speeds, and their speeds against their diagrams, which knows of lanes and flows -
    // but a station not much slower than free may as well see a road at capacity, with no queue before it.
    const double byDiagram_mps = carried.flow_vps * queueSpeed_mps(link, flow_vps);
    const double shallow = std::clamp((carried.speed_mps / road.freeSpeed_mps - m_settings.deepShare) /
                                          (m_settings.slowShare - m_settings.deepShare),
                                      0.0, 1.0);
    const double byStations_mps =
        carried.speed_mps - (1.0 - shallow) / 2.0 * std::max(0.0, carried.speed_mps - byDiagram_mps);
    double queue_mps = std::min(free_mps, carried.speed_mps > 0.0 ? byStations_mps : m_speed_mps[link]);
    queue_mps += m_headward[link] * std::max(0.0, m_settings.headShare * road.freeSpeed_mps - queue_mps);
    const double queued = m_isQueueBelieved[link] ? std::max(m_queued[link], m_tail[link]) : 0.0;
    const double driven_mps =
        1.0 / ((1.0 - queued) / free_mps + queued / std::max(kSlowest_mps, queue_mps)); // paces add up, speeds do not
    const double speed_mps = std::max(kSlowest_mps, driven_mps);
    m_states.flow_vps[link] = static_cast<float>(flow_vps);
    m_states.speed_mps[link] = static_cast<float>(speed_mps);
    m_states.density_vpm[link] = static_cast<float>(std::min(road.jamDensity_vpm, flow_vps / speed_mps));
    m_states.spread[link] = 0.0F;
}

} // namespace twin
