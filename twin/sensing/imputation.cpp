// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/sensing/imputation.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "twin/core/assert.h"

namespace twin {

namespace {

constexpr std::size_t kDaySorts = 3;

std::size_t daySort(int dayOfWeek) { return dayOfWeek == 6 ? 1 : dayOfWeek == 0 ? 2 : 0; }

void follow(float& mean, float value, float weight)
{
    if (!std::isnan(value)) {
        mean = std::isnan(mean) ? value : mean + weight * (value - mean);
    }
}

bool isSameRoad(const Station& a, const Station& b)
{
    return a.freeway == b.freeway && a.direction == b.direction && a.kind == b.kind;
}

/// The last reading's deviation from what was usual then, faded, on top of what is usual now.
float faded(float last, float usualThen, float usualNow, float share)
{
    return std::isnan(last) || std::isnan(usualThen) ? usualNow : usualNow + share * (last - usualThen);
}

} // namespace

Neighbours neighboursInOrder(std::span<const Station> stations)
{
    constexpr std::size_t kEachSide = 2;
    Neighbours neighbours(stations.size());
    for (std::size_t i = 0; i < stations.size(); ++i) {
        std::size_t before = 0;
        for (std::size_t j = i; j-- > 0 && before < kEachSide;) {
            if (isSameRoad(stations[i], stations[j])) {
                neighbours[i].push_back(j);
                ++before;
            }
        }
        std::size_t after = 0;
        for (std::size_t j = i + 1; j < stations.size() && after < kEachSide; ++j) {
            if (isSameRoad(stations[i], stations[j])) {
                neighbours[i].push_back(j);
                ++after;
            }
        }
        std::ranges::stable_sort(neighbours[i], {}, [i](std::size_t j) { return j > i ? j - i : i - j; });
    }
    return neighbours;
}

Imputer::Imputer(std::vector<Station> stations, TimeAxis axis, Neighbours neighbours,
                 const ImputationSettings& settings)
    : m_stations(std::move(stations)),
      m_axis(std::move(axis)),
      m_neighbours(std::move(neighbours)),
      m_settings(settings),
      m_slotsPerDay(static_cast<std::size_t>(m_axis.slotAt(0).slotsPerDay)),
      m_usual(m_stations.size() * kDaySorts * m_slotsPerDay),
      m_last(m_stations.size()),
      m_goodFlow(m_stations.size(), kMissing),
      m_usualFlow(m_stations.size(), kMissing)
{
    TWIN_ASSERT(m_neighbours.size() == m_stations.size(), "every station has a list of neighbours");
}

Imputer::Usual& Imputer::usualAt(std::size_t station, const CalendarSlot& slot)
{
    const std::size_t day = station * kDaySorts + daySort(slot.dayOfWeek);
    return m_usual[day * m_slotsPerDay + static_cast<std::size_t>(slot.slotOfDay)];
}

void Imputer::update(ObservationFrame& frame, std::span<const DetectorFault> verdicts)
{
    TWIN_ASSERT(frame.readings.size() == m_stations.size() && verdicts.size() == m_stations.size(),
                "a frame has one reading and one verdict a station");
    const CalendarSlot slot = m_axis.slotAt(frame.tick);
    for (std::size_t i = 0; i < m_stations.size(); ++i) {
        const bool isGood = frame.readings[i].quality() == Quality::Observed && verdicts[i] == DetectorFault::Healthy;
        m_goodFlow[i] = isGood ? frame.readings[i].flow_veh : kMissing;
        m_usualFlow[i] = usualAt(i, slot).flow_veh;
    }
    for (std::size_t i = 0; i < m_stations.size(); ++i) {
        Usual& usual = usualAt(i, slot);
        if (std::isnan(m_goodFlow[i])) {
            ++m_last[i].age;
            frame.readings[i] = fill(i, usual);
        } else {
            learn(i, frame.readings[i], usual);
        }
    }
}

void Imputer::learn(std::size_t station, const Observation& reading, Usual& usual)
{
    m_last[station] = {reading, usual, 0};
    const auto weight = static_cast<float>(m_settings.memory);
    follow(usual.flow_veh, reading.flow_veh, weight);
    follow(usual.occupancy, reading.occupancy, weight);
    follow(usual.speed_mps, reading.speed_mps, weight);
}

float Imputer::scaleAround(std::size_t station) const
{
    float now = 0.0F;
    float usual = 0.0F;
    for (const std::size_t neighbour : m_neighbours[station]) {
        if (!std::isnan(m_goodFlow[neighbour]) && !std::isnan(m_usualFlow[neighbour])) {
            now += m_goodFlow[neighbour];
            usual += m_usualFlow[neighbour];
        }
    }
    return usual > 0.0F ? std::clamp(now / usual, static_cast<float>(m_settings.leastScale),
                                     static_cast<float>(m_settings.mostScale))
                        : kMissing;
}

Observation Imputer::fill(std::size_t station, const Usual& usual) const
{
    const Last& last = m_last[station];
    Observation filled;
    if (std::isnan(usual.flow_veh)) {
        filled = last.age <= m_settings.longestHold_intervals ? last.reading : Observation{};
        filled.observed_pct = 0;
        return filled;
    }
    const float scale = scaleAround(station);
    if (std::isnan(scale)) {
        const auto share = static_cast<float>(std::exp2(-last.age / m_settings.halfLife_intervals));
        filled.flow_veh = faded(last.reading.flow_veh, last.usual.flow_veh, usual.flow_veh, share);
        filled.occupancy = faded(last.reading.occupancy, last.usual.occupancy, usual.occupancy, share);
        filled.speed_mps = faded(last.reading.speed_mps, last.usual.speed_mps, usual.speed_mps, share);
    } else {
        const float half = 1.0F + 0.5F * (scale - 1.0F);
        filled.flow_veh = usual.flow_veh * scale;
        filled.occupancy = usual.occupancy * half;
        filled.speed_mps = usual.speed_mps;
    }
    // std::max would turn what is missing into nothing.
    filled.flow_veh = filled.flow_veh < 0.0F ? 0.0F : filled.flow_veh;
    filled.occupancy = std::isnan(filled.occupancy) ? kMissing : std::clamp(filled.occupancy, 0.0F, 1.0F);
    filled.speed_mps = filled.speed_mps < 0.0F ? 0.0F : filled.speed_mps;
    filled.observed_pct = 0;
    return filled;
}

} // namespace twin
