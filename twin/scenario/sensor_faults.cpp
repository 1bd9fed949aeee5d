// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/scenario/sensor_faults.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "twin/core/text.h"
#include "twin/scenario/scenario_places.h"

namespace twin {

namespace {

constexpr float kSpike = 10.0F;              ///< times too large: a counter that lost a digit
constexpr float kPerInterval = 1.0F / 12.0F; ///< weight of a new reading in the mean of the last hour

float& signalOf(Observation& reading, Signal signal)
{
    return signal == Signal::Flow        ? reading.flow_veh
           : signal == Signal::Occupancy ? reading.occupancy
                                         : reading.speed_mps;
}

float signalOf(const Observation& reading, Signal signal)
{
    Observation copy = reading;
    return signalOf(copy, signal);
}

std::size_t intervalsNeeded(const Action& action)
{
    if (const auto* const fault = std::get_if<SensorFault>(&action)) {
        return fault->kind == SensorFaultKind::Delay ? static_cast<std::size_t>(fault->amount) : 0;
    }
    const auto* const drift = std::get_if<InducedDrift>(&action);
    const bool isEcho = drift != nullptr && drift->kind == InducedDriftKind::LagStructure;
    return isEcho ? static_cast<std::size_t>(drift->lag) : 0;
}

/// Keeps about `share` of the stations, each by its own draw, but never none.
void thinOut(std::vector<std::size_t>& stations, double share, RandomStream& random)
{
    if (share >= 1.0 || stations.empty()) {
        return;
    }
    const std::size_t first = stations[random.below(stations.size())];
    std::erase_if(stations, [&](std::size_t station) { return random.uniform() >= share && station != first; });
}

void clampToPossible(Observation& reading, const InducedDrift& drift)
{
    float& value = signalOf(reading, drift.signal);
    if (!drift.allowsNegative) {
        value = std::max(0.0F, value);
    }
    if (drift.signal == Signal::Occupancy) {
        value = std::min(1.0F, value);
    }
}

} // namespace

SensorFaultFeed::SensorFaultFeed(std::unique_ptr<SensorFeed> inner, const Scenario& scenario)
    : m_inner(std::move(inner)), m_start(scenario.start), m_changed(m_inner->stations().size(), false)
{
    std::size_t history = 0;
    for (std::size_t i = 0; i < scenario.events.size(); ++i) {
        const Event& event = scenario.events[i];
        if (!isOfReadings(event.action)) {
            continue;
        }
        RandomStream random(scenario.seed, concat("sensor-event-", i));
        std::vector<std::size_t> stations = stationsAt(*placeOf(event.action), m_inner->stations());
        const auto* const fault = std::get_if<SensorFault>(&event.action);
        thinOut(stations, fault == nullptr ? 1.0 : fault->share, random);
        const std::size_t count = stations.size();
        m_events.push_back({event, std::move(stations), std::vector<Observation>(count),
                            std::vector<float>(count, kMissing), random, false});
        history = std::max(history, intervalsNeeded(event.action));
    }
    m_history.resize(history + 1, std::vector<Observation>(m_inner->stations().size()));
}

bool SensorFaultFeed::next(ObservationFrame& frame)
{
    if (!m_inner->next(frame)) {
        return false;
    }
    std::vector<Observation>& kept = m_history[m_frames % m_history.size()];
    kept.assign(frame.readings.begin(), frame.readings.end());
    ++m_frames;
    m_changed.assign(m_changed.size(), false);
    const UtcTime time = axis().hasDates() ? axis().at(frame.tick) : m_start + frame.tick * axis().step();
    for (ActiveEvent& active : m_events) {
        if (const auto* const drift = std::get_if<InducedDrift>(&active.event.action)) {
            followMeans(active, *drift);
        }
        const bool isOn = active.event.isOnAt(time);
        if (isOn) {
            apply(active, frame, time);
        }
        active.wasOn = isOn;
    }
    return true;
}

void SensorFaultFeed::apply(ActiveEvent& active, ObservationFrame& frame, UtcTime time)
{
    if (const auto* const fault = std::get_if<SensorFault>(&active.event.action)) {
        applyFault(active, *fault, frame);
    } else if (const auto* const drift = std::get_if<InducedDrift>(&active.event.action)) {
        applyDrift(active, *drift, frame, time);
    }
}

const Observation& SensorFaultFeed::original(std::size_t station, std::size_t intervalsAgo) const
{
    return m_history[(m_frames - 1 - intervalsAgo) % m_history.size()][station];
}

void SensorFaultFeed::applyFault(ActiveEvent& active, const SensorFault& fault, ObservationFrame& frame)
{
    for (std::size_t i = 0; i < active.stations.size(); ++i) {
        const std::size_t station = active.stations[i];
        Observation& reading = frame.readings[station];
        bool changes = true;
        switch (fault.kind) {
        case SensorFaultKind::Stuck:
            if (!active.wasOn || active.held[i].quality() == Quality::Missing) {
                active.held[i] = reading;
            }
            reading = active.held[i];
            break;
        case SensorFaultKind::Zero:
            reading = {.flow_veh = 0.0F, .occupancy = 0.0F, .speed_mps = kMissing, .observed_pct = 100};
            break;
        case SensorFaultKind::Noise: {
            const double factor = std::max(0.0, 1.0 + fault.amount * active.random.normal());
            reading.flow_veh = std::round(reading.flow_veh * static_cast<float>(factor));
            reading.occupancy = std::min(1.0F, reading.occupancy * static_cast<float>(factor));
            break;
        }
        case SensorFaultKind::DropOut:
            changes = active.random.uniform() < fault.amount;
            reading = changes ? Observation{} : reading;
            break;
        case SensorFaultKind::Delay: {
            const auto late = static_cast<std::size_t>(fault.amount);
            reading = late < m_frames ? original(station, late) : Observation{};
            break;
        }
        case SensorFaultKind::Spike:
            changes = active.random.uniform() < fault.amount;
            reading.flow_veh *= changes ? kSpike : 1.0F;
            break;
        }
        m_changed[station] = m_changed[station] || changes;
    }
}

void SensorFaultFeed::followMeans(ActiveEvent& active, const InducedDrift& drift)
{
    for (std::size_t i = 0; i < active.stations.size(); ++i) {
        const float value = signalOf(original(active.stations[i], 0), drift.signal);
        float& mean = active.means[i];
        if (!std::isnan(value)) {
            mean = std::isnan(mean) ? value : mean + kPerInterval * (value - mean);
        }
    }
}

void SensorFaultFeed::applyDrift(ActiveEvent& active, const InducedDrift& drift, ObservationFrame& frame, UtcTime time)
{
    const auto share = static_cast<float>(onsetShare(active.event, drift.onset, time));
    const auto amount = static_cast<float>(drift.amount);
    const double intervals = static_cast<double>((time - active.event.from) / axis().step());
    for (std::size_t i = 0; i < active.stations.size(); ++i) {
        const std::size_t station = active.stations[i];
        float& value = signalOf(frame.readings[station], drift.signal);
        switch (drift.kind) {
        case InducedDriftKind::Scale:
            value *= 1.0F + share * (amount - 1.0F);
            break;
        case InducedDriftKind::Shift:
            value += share * amount;
            break;
        case InducedDriftKind::Variance:
            value = active.means[i] + (1.0F + share * (amount - 1.0F)) * (value - active.means[i]);
            break;
        case InducedDriftKind::LagStructure: {
            const auto lag = static_cast<std::size_t>(drift.lag);
            const float echo = lag < m_frames ? signalOf(original(station, lag), drift.signal) : value;
            value += std::isnan(echo) ? 0.0F : share * amount * (echo - value);
            break;
        }
        case InducedDriftKind::Seasonal: {
            const double phase = 2.0 * std::numbers::pi * intervals / drift.lag;
            value *= 1.0F + share * amount * static_cast<float>(std::sin(phase));
            break;
        }
        }
        if (!std::isnan(value)) {
            clampToPossible(frame.readings[station], drift);
            m_changed[station] = true;
        }
    }
}

} // namespace twin
