// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/estimation/boundary_inputs.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "twin/core/assert.h"
#include "twin/estimation/reading_state.h"

namespace twin {

namespace {

constexpr double kMostTurning = 0.9; ///< of a main line's traffic may leave at one ramp

double blend(double past, double now, double memory) { return memory * past + (1.0 - memory) * now; }

bool isRamp(LinkKind kind)
{
    return kind == LinkKind::OnRamp || kind == LinkKind::OffRamp || kind == LinkKind::Connector;
}

} // namespace

BoundaryInputs::BoundaryInputs(std::shared_ptr<const RoadNetwork> network, const std::vector<StationIndex>& stations,
                               const BoundaryInputSettings& settings)
    : m_network(std::move(network)),
      m_settings(settings),
      m_isUsed(m_network->stations().size(), false),
      m_isSlow(m_network->stations().size(), false),
      m_counted_vps(m_network->stations().size(), TrafficState{}.flow_vps),
      m_flow_vps(m_network->links().size(), 0.0),
      m_isSensed(m_network->links().size(), false)
{
    for (const StationIndex station : stations) {
        m_isUsed[station.value] = true;
    }
    for (std::size_t l = 0; l < m_flow_vps.size(); ++l) {
        const Link& link = m_network->links()[l];
        const bool isOff = link.kind == LinkKind::OffRamp;
        m_flow_vps[l] = link.capacity_vps * (isOff ? m_settings.usualOffRampLoad : m_settings.usualOnRampLoad);
    }
    for (const Corridor& corridor : m_network->corridors()) {
        findGaps(corridor, m_isUsed);
    }
}

void BoundaryInputs::collectRamps(LinkIndex link, bool atItsStart, Gap& gap) const
{
    const Link& road = m_network->link(link);
    const NodeIndex node = atItsStart ? road.from : road.to;
    for (const LinkIndex each : m_network->incoming(node)) {
        if (isRamp(m_network->link(each).kind)) {
            gap.entering.push_back(each);
        }
    }
    for (const LinkIndex each : m_network->outgoing(node)) {
        if (isRamp(m_network->link(each).kind)) {
            gap.leaving.push_back(each);
        }
    }
}

void BoundaryInputs::findGaps(const Corridor& corridor, const std::vector<bool>& isUsed)
{
    Gap gap;
    std::size_t next = 0;
    for (std::size_t i = 0; i < corridor.links.size(); ++i) {
        if (i > 0) {
            collectRamps(corridor.links[i], true, gap);
        }
        for (; next < corridor.stations.size(); ++next) {
            const StationIndex station = corridor.stations[next];
            const PlacedStation& placed = m_network->station(station);
            if (!placed.link || *placed.link != corridor.links[i]) {
                break;
            }
            if (!isUsed[station.value]) {
                continue;
            }
            gap.downstream = station;
            if (gap.upstream) {
                m_gaps.push_back(gap);
            }
            gap = Gap{.upstream = station};
        }
    }
}

void BoundaryInputs::inferRamps(const Gap& gap)
{
    double unexplained_vps = m_counted_vps[gap.downstream.value] - m_counted_vps[gap.upstream->value];
    if (std::isnan(unexplained_vps) || m_isSlow[gap.downstream.value] || m_isSlow[gap.upstream->value]) {
        return;
    }
    std::size_t unknown = 0;
    for (const LinkIndex ramp : gap.entering) {
        unexplained_vps -= m_flow_vps[ramp.value];
        unknown += m_isSensed[ramp.value] ? 0 : 1;
    }
    for (const LinkIndex ramp : gap.leaving) {
        unexplained_vps += m_flow_vps[ramp.value];
        unknown += m_isSensed[ramp.value] ? 0 : 1;
    }
    if (unknown == 0) {
        return;
    }
    const double each_vps = unexplained_vps / static_cast<double>(unknown);
    const auto correctBy = [&](LinkIndex ramp, double by_vps) {
        if (!m_isSensed[ramp.value]) {
            double& flow = m_flow_vps[ramp.value];
            const double most_vps = m_network->link(ramp).capacity_vps;
            flow = blend(flow, std::clamp(flow + by_vps, 0.0, most_vps), m_isFirst ? 0.0 : m_settings.inferredMemory);
        }
    };
    for (const LinkIndex ramp : gap.entering) {
        correctBy(ramp, each_vps);
    }
    for (const LinkIndex ramp : gap.leaving) {
        correctBy(ramp, -each_vps);
    }
}

void BoundaryInputs::inferMainlineOrigin(const Corridor& corridor)
{
    const LinkIndex first = corridor.links.front();
    if (!m_network->incoming(m_network->link(first).from).empty()) {
        return;
    }
    for (const StationIndex station : corridor.stations) {
        if (!std::isnan(m_counted_vps[station.value])) {
            m_flow_vps[first.value] =
                blend(m_flow_vps[first.value], m_counted_vps[station.value], m_isFirst ? 0.0 : m_settings.sensedMemory);
            m_isSensed[first.value] = true;
            return;
        }
    }
}

void BoundaryInputs::takeCounts(std::span<const Observation> readings)
{
    for (std::size_t s = 0; s < readings.size(); ++s) {
        m_counted_vps[s] = TrafficState{}.flow_vps;
        const PlacedStation& placed = m_network->stations()[s];
        if (!m_isUsed[s] || !placed.link) {
            continue;
        }
        const LinkIndex link = *placed.link;
        const Link& road = m_network->link(link);
        const TrafficState seen = stateOf(readings[s], m_settings.interval_s, road);
        m_counted_vps[s] = seen.flow_vps;
        m_isSlow[s] = seen.speed_mps < m_settings.storingShare * road.freeSpeed_mps;
        if (!std::isnan(m_counted_vps[s])) {
            double& flow_vps = m_flow_vps[link.value];
            flow_vps = blend(flow_vps, m_counted_vps[s], m_isFirst ? 0.0 : m_settings.sensedMemory);
            m_isSensed[link.value] = true;
        }
    }
}

void BoundaryInputs::update(std::span<const Observation> readings)
{
    TWIN_ASSERT(readings.size() == m_counted_vps.size(), "one reading a station");
    std::fill(m_isSensed.begin(), m_isSensed.end(), false);
    takeCounts(readings);
    for (const Corridor& corridor : m_network->corridors()) {
        inferMainlineOrigin(corridor);
    }
    for (const Gap& gap : m_gaps) {
        inferRamps(gap);
    }
    m_isFirst = false;
}

std::optional<std::vector<double>> BoundaryInputs::turning(LinkIndex in, const LinkStates& estimated) const
{
    const auto ways = m_network->outgoing(m_network->link(in).to);
    const double flow_vps = std::max(static_cast<double>(estimated.flow_vps[in.value]), 1e-3);
    std::vector<double> shares(ways.size(), 0.0);
    double leaving = 0.0;
    std::size_t mainWays = 0;
    for (std::size_t i = 0; i < ways.size(); ++i) {
        if (isRamp(m_network->link(ways[i]).kind)) {
            shares[i] = std::clamp(m_flow_vps[ways[i].value] / flow_vps, 0.0,
                                   kMostTurning / static_cast<double>(ways.size() - 1 > 0 ? ways.size() - 1 : 1));
            leaving += shares[i];
        } else {
            ++mainWays;
        }
    }
    if (mainWays == 0 || mainWays == ways.size()) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < ways.size(); ++i) {
        if (!isRamp(m_network->link(ways[i]).kind)) {
            shares[i] = (1.0 - leaving) / static_cast<double>(mainWays);
        }
    }
    return shares;
}

} // namespace twin
