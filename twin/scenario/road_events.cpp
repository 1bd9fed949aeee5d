// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/scenario/road_events.h"

#include <algorithm>

#include "twin/scenario/scenario_places.h"

namespace twin {

namespace {

/// Puts one action onto one link.
struct LinkEffect {
    const Link& link;
    double share; ///< how far the event has set in
    LinkControl& control;
    double& demandFactor;
    double& demandExtra_vps;

    void operator()(const LaneClosure& action) const
    {
        control.closedLanes = std::min(link.lanes, control.closedLanes + action.lanes);
    }
    void operator()(const LinkClosure& /*action*/) const { control.closedLanes = link.lanes; }
    void operator()(const CapacityFactor& action) const
    {
        control.capacityFactor = std::min(10.0, control.capacityFactor * action.factor);
    }
    void operator()(const FreeSpeedFactor& action) const { control.freeSpeedFactor *= action.factor; }
    void operator()(const SpeedLimit& action) const
    {
        control.freeSpeedFactor = std::min(control.freeSpeedFactor, action.limit_mps / link.freeSpeed_mps);
    }
    void operator()(const RampMetering& action) const
    {
        if (link.kind == LinkKind::OnRamp) {
            control.outflowLimit_vps = std::min(control.outflowLimit_vps, action.rate_vps);
        }
    }
    void operator()(const DemandFactor& action) const { demandFactor *= 1.0 + share * (action.factor - 1.0); }
    void operator()(const DemandSurge& action) const { demandExtra_vps += action.extra_vps; }
    void operator()(const Weather& action) const
    {
        const RoadFactors factors = factorsOf(action.kind);
        control.capacityFactor *= factors.capacity;
        control.freeSpeedFactor *= factors.freeSpeed;
        demandFactor *= factors.demand;
    }
    void operator()(const Incident& action) const
    {
        control.capacityFactor *= capacityLeftAtIncident(link.lanes, action.lanesBlocked);
    }
    void operator()(const SensorFault& /*action*/) const {}
    void operator()(const InducedDrift& /*action*/) const {}
};

bool changesWhileOn(const Action& action)
{
    const auto* const demand = std::get_if<DemandFactor>(&action);
    return demand != nullptr && demand->onset == Onset::Gradual;
}

} // namespace

RoadEvents::RoadEvents(std::span<const Event> events, const RoadNetwork& network)
    : m_controls(network.links().size()),
      m_demandFactors(network.links().size(), 1.0),
      m_demandExtras_vps(network.links().size(), 0.0)
{
    for (const Event& event : events) {
        if (!isOfReadings(event.action)) {
            const Place* const place = placeOf(event.action);
            m_events.push_back({event, linksAt(place == nullptr ? Place{} : *place, network)});
        }
    }
    for (const Link& link : network.links()) {
        m_links.push_back(&link);
    }
    m_wasOn.resize(m_events.size(), false);
}

bool RoadEvents::moveTo(UtcTime time)
{
    bool changes = !m_hasMoved;
    for (std::size_t i = 0; i < m_events.size(); ++i) {
        const bool isOn = m_events[i].event.isOnAt(time);
        changes = changes || isOn != m_wasOn[i] || (isOn && changesWhileOn(m_events[i].event.action));
        m_wasOn[i] = isOn;
    }
    m_hasMoved = true;
    if (!changes) {
        return false;
    }
    std::ranges::fill(m_controls, LinkControl{});
    std::ranges::fill(m_demandFactors, 1.0);
    std::ranges::fill(m_demandExtras_vps, 0.0);
    for (std::size_t i = 0; i < m_events.size(); ++i) {
        if (m_wasOn[i]) {
            apply(m_events[i], time);
        }
    }
    return true;
}

void RoadEvents::apply(const Placed& placed, UtcTime time)
{
    const auto* const demand = std::get_if<DemandFactor>(&placed.event.action);
    const double share = demand == nullptr ? 1.0 : onsetShare(placed.event, demand->onset, time);
    for (const LinkIndex link : placed.links) {
        const std::size_t i = link.value;
        std::visit(LinkEffect{*m_links[i], share, m_controls[i], m_demandFactors[i], m_demandExtras_vps[i]},
                   placed.event.action);
    }
}

} // namespace twin
