// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/sensing/detector_health.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

#include "twin/core/assert.h"

namespace twin {

namespace {

constexpr float kUsualWeight = 1.0F / 12.0F; ///< of a new reading in the mean of the last hour
constexpr int kSpikesBelieved = 3;           ///< in a row: then it is the traffic that has changed

bool isRampKind(StationKind kind) { return kind == StationKind::OnRamp || kind == StationKind::OffRamp; }

bool isEqual(float a, float b) { return a == b || (std::isnan(a) && std::isnan(b)); }

/// Whether a broken detector stays broken over night; what is missing is seen reading by reading.
bool lastsOverNight(DetectorFault fault)
{
    return fault == DetectorFault::CardOff || fault == DetectorFault::HighValue ||
           fault == DetectorFault::Intermittent || fault == DetectorFault::Constant;
}

double shareOf(int part, int whole) { return whole == 0 ? 0.0 : static_cast<double>(part) / whole; }

} // namespace

std::string_view nameOf(DetectorFault fault)
{
    switch (fault) {
    case DetectorFault::Healthy:
        return "healthy";
    case DetectorFault::NoData:
        return "no data";
    case DetectorFault::InsufficientData:
        return "insufficient data";
    case DetectorFault::CardOff:
        return "card off";
    case DetectorFault::HighValue:
        return "high value";
    case DetectorFault::Intermittent:
        return "intermittent";
    case DetectorFault::Constant:
        return "constant";
    case DetectorFault::Stuck:
        return "stuck";
    case DetectorFault::Spike:
        return "spike";
    case DetectorFault::DropOut:
        return "drop-out";
    }
    return "";
}

DetectorHealth::DetectorHealth(std::vector<Station> stations, TimeAxis axis, const HealthThresholds& thresholds)
    : m_stations(std::move(stations)),
      m_axis(std::move(axis)),
      m_thresholds(thresholds),
      m_memories(m_stations.size()),
      m_verdicts(m_stations.size(), DetectorFault::Healthy),
      m_lastDay(m_stations.size(), DetectorFault::Healthy)
{
    TWIN_ASSERT(thresholds.dropOutWindow >= 1 && thresholds.dropOutWindow <= 64, "a window of drop-outs is 64 bits");
}

void DetectorHealth::update(const ObservationFrame& frame)
{
    TWIN_ASSERT(frame.readings.size() == m_stations.size(), "a frame has one reading a station");
    const CalendarSlot slot = m_axis.slotAt(frame.tick);
    const int hour = slot.slotOfDay * 24 / slot.slotsPerDay;
    const bool isInWindow = hour >= m_thresholds.firstHour && hour < m_thresholds.lastHour;
    for (std::size_t i = 0; i < m_stations.size(); ++i) {
        Memory& memory = m_memories[i];
        const bool isRamp = isRampKind(m_stations[i].kind);
        if (m_wasInWindow && !isInWindow) {
            closeDay(i);
        } else if (isInWindow && !m_wasInWindow) {
            memory.today = {};
            memory.constantRun = 0;
        }
        const Observation& reading = frame.readings[i];
        const bool spike = isSpike(memory, reading);
        memory.spikeRun = spike ? memory.spikeRun + 1 : 0;
        if (isInWindow) {
            count(memory, reading, isRamp);
        }
        const bool believed = !spike || memory.spikeRun >= kSpikesBelieved;
        if (believed) {
            follow(memory, reading);
        }
        const bool knowsToday = isInWindow && memory.today.intervals >= m_thresholds.earliestSamples;
        const DetectorFault day = knowsToday ? judgeDay(memory, isRamp)
                                             : (lastsOverNight(m_lastDay[i]) ? m_lastDay[i] : DetectorFault::Healthy);
        m_verdicts[i] = day != DetectorFault::Healthy ? day : judgeNow(memory, !believed);
    }
    m_wasInWindow = isInWindow;
}

void DetectorHealth::closeDay(std::size_t station)
{
    const Memory& memory = m_memories[station];
    const bool isWhole = memory.today.intervals >= m_thresholds.earliestSamples;
    m_lastDay[station] = isWhole ? judgeDay(memory, isRampKind(m_stations[station].kind)) : DetectorFault::Healthy;
}

bool DetectorHealth::isSpike(const Memory& memory, const Observation& reading) const
{
    if (reading.quality() != Quality::Observed || memory.last.quality() != Quality::Observed) {
        return false;
    }
    const float usual = std::max(memory.last.flow_veh, memory.usualFlow_veh);
    return reading.flow_veh > m_thresholds.spikeFactor * usual + m_thresholds.spikeMargin_veh;
}

void DetectorHealth::count(Memory& memory, const Observation& reading, bool isRamp) const
{
    DayCounts& today = memory.today;
    ++today.intervals;
    if (reading.quality() != Quality::Observed) {
        return;
    }
    ++today.observed;
    today.zeroFlow += reading.flow_veh <= 0.0F ? 1 : 0;
    if (std::isnan(reading.occupancy)) {
        return;
    }
    ++today.withOccupancy;
    const bool hasOccupancy = reading.occupancy > 0.0F;
    today.zeroOccupancy += hasOccupancy ? 0 : 1;
    today.highOccupancy += reading.occupancy > m_thresholds.highOccupancy ? 1 : 0;
    today.flowless += hasOccupancy && reading.flow_veh <= 0.0F ? 1 : 0;
    today.occupancyless += !hasOccupancy && reading.flow_veh > 0.0F ? 1 : 0;
    const bool isSame = std::fabs(reading.occupancy - memory.last.occupancy) < m_thresholds.constantChange;
    memory.constantRun = isSame ? memory.constantRun + 1 : 1;
    // An empty ramp is constant too; it is for the other tests to say whether it is empty too long.
    const bool isEmptyRamp = isRamp && !hasOccupancy;
    today.wasConstant = today.wasConstant || (memory.constantRun >= m_thresholds.constantSamples && !isEmptyRamp);
}

void DetectorHealth::follow(Memory& memory, const Observation& reading) const
{
    const bool isObserved = reading.quality() == Quality::Observed;
    memory.missing = (memory.missing << 1U) | (isObserved ? 0U : 1U);
    memory.missingRun = isObserved ? 0 : memory.missingRun + 1;
    if (!isObserved) {
        return;
    }
    const Observation& last = memory.last;
    const bool repeats = isEqual(reading.flow_veh, last.flow_veh) && isEqual(reading.occupancy, last.occupancy) &&
                         isEqual(reading.speed_mps, last.speed_mps);
    const bool counts = reading.flow_veh >= m_thresholds.stuckLeastFlow_veh;
    memory.equalRun = repeats && counts ? memory.equalRun + 1 : (counts ? 1 : 0);
    memory.usualFlow_veh = last.quality() != Quality::Observed
                               ? reading.flow_veh
                               : memory.usualFlow_veh + kUsualWeight * (reading.flow_veh - memory.usualFlow_veh);
    memory.last = reading;
}

DetectorFault DetectorHealth::judgeDay(const Memory& memory, bool isRamp) const
{
    const DayCounts& today = memory.today;
    const auto isOften = [&](int part, int whole, double share) {
        return part >= m_thresholds.leastOddSamples && shareOf(part, whole) >= share;
    };
    if (today.observed == 0) {
        return DetectorFault::NoData;
    }
    if (shareOf(today.observed, today.intervals) < m_thresholds.leastShare) {
        return DetectorFault::InsufficientData;
    }
    const bool isFlowOnly = today.withOccupancy == 0;
    const bool isOff = isRamp || isFlowOnly
                           ? isOften(today.zeroFlow, today.observed,
                                     isRamp ? m_thresholds.rampCardOffShare : m_thresholds.cardOffShare)
                           : isOften(today.zeroOccupancy, today.withOccupancy, m_thresholds.cardOffShare) &&
                                 !isOften(today.occupancyless, today.withOccupancy, m_thresholds.occupancylessShare);
    if (isOff) {
        return DetectorFault::CardOff;
    }
    if (isOften(today.highOccupancy, today.withOccupancy, m_thresholds.highShare)) {
        return DetectorFault::HighValue;
    }
    if (isOften(today.flowless, today.withOccupancy, m_thresholds.flowlessShare) ||
        isOften(today.occupancyless, today.withOccupancy, m_thresholds.occupancylessShare)) {
        return DetectorFault::Intermittent;
    }
    return today.wasConstant ? DetectorFault::Constant : DetectorFault::Healthy;
}

DetectorFault DetectorHealth::judgeNow(const Memory& memory, bool spike) const
{
    const bool isFlowOnly = std::isnan(memory.last.occupancy) && std::isnan(memory.last.speed_mps);
    if (memory.equalRun >= (isFlowOnly ? m_thresholds.stuckFlowSamples : m_thresholds.stuckSamples)) {
        return DetectorFault::Stuck;
    }
    if (spike) {
        return DetectorFault::Spike;
    }
    const std::uint64_t window = ~std::uint64_t{0} >> (64 - m_thresholds.dropOutWindow);
    const bool isMissingOften = std::popcount(memory.missing & window) >= m_thresholds.dropOutMissing;
    return memory.missingRun >= m_thresholds.dropOutSamples || isMissingOften ? DetectorFault::DropOut
                                                                              : DetectorFault::Healthy;
}

} // namespace twin
