// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/estimation/interpolating_estimator.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "twin/core/assert.h"
#include "twin/estimation/linear_interpolation.h"

namespace twin {

namespace {

void put(LinkStates& states, LinkIndex link, const TrafficState& state, const Link& road)
{
    const double speed_mps = std::isnan(state.speed_mps) ? road.freeSpeed_mps : std::max(state.speed_mps, 0.5);
    const double flow_vps = std::isnan(state.flow_vps) ? 0.0 : state.flow_vps;
    states.speed_mps[link.value] = static_cast<float>(speed_mps);
    states.flow_vps[link.value] = static_cast<float>(flow_vps);
    states.density_vpm[link.value] = static_cast<float>(std::min(flow_vps / speed_mps, road.jamDensity_vpm));
}

constexpr std::size_t kKinds = 5; ///< of links

} // namespace

InterpolatingEstimator::InterpolatingEstimator(std::shared_ptr<const RoadNetwork> network,
                                               const std::vector<StationIndex>& stations,
                                               const InterpolatingEstimatorSettings& settings)
    : m_network(std::move(network)), m_settings(settings), m_isOnCorridor(m_network->links().size(), false)
{
    std::vector<bool> isUsed(m_network->stations().size(), false);
    for (const StationIndex station : stations) {
        isUsed[station.value] = true;
    }
    for (const Corridor& corridor : m_network->corridors()) {
        addSection(corridor, isUsed);
        for (const StationIndex station : corridor.stations) {
            isUsed[station.value] = false;
        }
    }
    for (const StationIndex station : stations) {
        if (isUsed[station.value] && m_network->station(station).link) {
            m_others.push_back(station);
        }
    }
    m_otherStates.resize(m_others.size());
}

void InterpolatingEstimator::addSection(const Corridor& corridor, const std::vector<bool>& isUsed)
{
    Section section;
    std::vector<double> starts_m(m_network->links().size(), 0.0);
    double along_m = 0.0;
    for (const LinkIndex link : corridor.links) {
        const double length_m = m_network->link(link).length_m;
        section.links.push_back(link);
        section.middles_m.push_back(along_m + length_m / 2.0);
        starts_m[link.value] = along_m;
        m_isOnCorridor[link.value] = true;
        along_m += length_m;
    }
    for (const StationIndex index : corridor.stations) {
        const PlacedStation& placed = m_network->station(index);
        if (isUsed[index.value] && placed.link) {
            section.stations.push_back(index);
            section.positions_m.push_back(starts_m[placed.link->value] + placed.offset_m);
        }
    }
    m_sections.push_back(std::move(section));
}

TrafficState InterpolatingEstimator::seenBy(StationIndex station, const ObservationFrame& frame) const
{
    const Link& road = m_network->link(*m_network->station(station).link);
    return stateOf(frame.readings[station.value], m_settings.interval_s, road);
}

void InterpolatingEstimator::correct(const ObservationFrame& frame)
{
    TWIN_ASSERT(frame.readings.size() == m_network->stations().size(), "one reading a station");
    for (Section& section : m_sections) {
        std::vector<TrafficState> states;
        for (const StationIndex station : section.stations) {
            states.push_back(seenBy(station, frame));
        }
        section.recent.push_back(std::move(states));
        if (section.recent.size() > m_settings.remembered) {
            section.recent.erase(section.recent.begin());
        }
    }
    for (std::size_t i = 0; i < m_others.size(); ++i) {
        m_otherStates[i] = seenBy(m_others[i], frame);
    }
}

TrafficState InterpolatingEstimator::stateAt(const CorridorReadings& readings, double position_m) const
{
    const std::size_t last = readings.ticks() - 1;
    if (m_settings.method == Interpolation::Linear) {
        return interpolateLinearly(readings, position_m, last);
    }
    if (m_settings.method == Interpolation::Straight) {
        TrafficState state = interpolateLinearly(readings, position_m, last);
        const double flow_vps = smoothFlowAlong(readings, parametersFor(readings).smoothing_m, position_m, last);
        state.flow_vps = std::isnan(flow_vps) ? state.flow_vps : flow_vps;
        return state;
    }
    return smoothAdaptively(readings, parametersFor(readings), position_m, readings.timeOf_s(last));
}

void InterpolatingEstimator::estimateSection(const Section& section, LinkStates& states) const
{
    CorridorReadings readings(section.positions_m, m_settings.interval_s);
    for (const auto& each : section.recent) {
        readings.append(each);
    }
    for (std::size_t i = 0; i < section.links.size(); ++i) {
        const TrafficState state = readings.ticks() == 0 ? TrafficState{} : stateAt(readings, section.middles_m[i]);
        put(states, section.links[i], state, m_network->link(section.links[i]));
    }
}

void InterpolatingEstimator::estimateOthers(LinkStates& states) const
{
    std::array<double, kKinds> flows{};
    std::array<double, kKinds> lanes{};
    std::vector<const TrafficState*> own(m_network->links().size(), nullptr);
    for (std::size_t i = 0; i < m_others.size(); ++i) {
        const LinkIndex link = *m_network->station(m_others[i]).link;
        const Link& road = m_network->link(link);
        if (!std::isnan(m_otherStates[i].flow_vps)) {
            own[link.value] = &m_otherStates[i];
            flows[static_cast<std::size_t>(road.kind)] += m_otherStates[i].flow_vps;
            lanes[static_cast<std::size_t>(road.kind)] += road.lanes;
        }
    }
    for (std::size_t l = 0; l < own.size(); ++l) {
        const LinkIndex link(l);
        const Link& road = m_network->link(link);
        const auto kind = static_cast<std::size_t>(road.kind);
        if (m_isOnCorridor[l]) {
            continue;
        }
        const double typical_vps = lanes[kind] > 0.0 ? flows[kind] / lanes[kind] * road.lanes : 0.0;
        put(states, link, own[l] != nullptr ? *own[l] : TrafficState{typical_vps, road.freeSpeed_mps}, road);
    }
}

LinkStates InterpolatingEstimator::estimate() const
{
    LinkStates states;
    states.resize(m_network->links().size());
    for (const Section& section : m_sections) {
        estimateSection(section, states);
    }
    estimateOthers(states);
    return states;
}

} // namespace twin
