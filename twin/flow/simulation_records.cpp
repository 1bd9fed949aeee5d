// SPDX-License-Identifier: GPL-3.0-or-later
// What can be read from a simulation, and the two ways to write its state.
#include <algorithm>
#include <bit>
#include <cmath>

#include "twin/core/assert.h"
#include "twin/flow/simulation.h"
#include "twin/flow/simulation_state.h"

namespace twin {

namespace {

using flow::kLanes;

/// FNV-1a over 64-bit words.
class WordDigest {
public:
    void add(std::uint64_t word)
    {
        for (int byte = 0; byte < 8; ++byte) {
            m_hash = (m_hash ^ ((word >> (8 * byte)) & 0xFFU)) * 1'099'511'628'211ULL;
        }
    }
    [[nodiscard]] std::uint64_t value() const { return m_hash; }

private:
    std::uint64_t m_hash = 14'695'981'039'346'656'037ULL;
};

} // namespace

double Simulation::density_vpm(CellIndex cell, MemberIndex member) const
{
    const State& state = *m_state;
    const CellPlace place = state.cells.placeOf(cell);
    const std::int32_t count =
        state.groups[state.layout.group(member.value)].counts[state.countAt(place, member.value)];
    return count * state.quantum_veh / state.cells.length_m(place.link);
}

void Simulation::densities(CellIndex cell, std::span<float> members_vpm) const
{
    const State& state = *m_state;
    TWIN_ASSERT(members_vpm.size() == state.settings.members, "one density for each member");
    const CellPlace place = state.cells.placeOf(cell);
    const std::size_t first = state.countAt(place, 0);
    const double perQuantum = state.quantum_veh / state.cells.length_m(place.link);
    for (std::size_t begin = 0; begin < members_vpm.size(); begin += kLanes) {
        const std::int32_t* counts = state.groups[state.layout.group(begin)].counts.data() + first;
        const std::size_t lanes = std::min(kLanes, members_vpm.size() - begin);
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            members_vpm[begin + lane] = static_cast<float>(counts[lane] * perQuantum);
        }
    }
}

void Simulation::setDensities(CellIndex cell, std::span<const float> members_vpm)
{
    TWIN_ASSERT(members_vpm.size() == m_state->settings.members, "one density for each member");
    const CellPlace place = m_state->cells.placeOf(cell);
    for (std::size_t begin = 0; begin < members_vpm.size(); begin += kLanes) {
        const std::size_t lanes = std::min(kLanes, members_vpm.size() - begin);
        m_state->setDensities(place, begin, members_vpm.subspan(begin, lanes));
    }
}

void Simulation::setDensity(CellIndex cell, MemberIndex member, double density_vpm)
{
    m_state->setDensities<double>(m_state->cells.placeOf(cell), member.value, {&density_vpm, 1});
}

/// Of members of one group, from `first` on.
template <typename Number>
void Simulation::State::setDensities(const CellPlace& place, std::size_t first, std::span<const Number> densities_vpm)
{
    const double jam_vpm = network->link(place.link).jamDensity_vpm;
    const double quanta_per_vpm = cells.length_m(place.link) / quantum_veh; // exact: a quantum is a power of two
    Group& group = groups[layout.group(first)];
    std::int32_t* counts = group.counts.data() + countAt(place, first);
    double* corrected = group.corrected.data() + layout.slot(place.link, first) % kLanes;
    for (std::size_t lane = 0; lane < densities_vpm.size(); ++lane) {
        const auto density_vpm = static_cast<double>(densities_vpm[lane]);
        TWIN_ASSERT(std::isfinite(density_vpm), "a density is finite");
        const double quanta = std::nearbyint(std::clamp(density_vpm, 0.0, jam_vpm) * quanta_per_vpm);
        corrected[lane] += quanta - counts[lane];
        counts[lane] = static_cast<std::int32_t>(quanta);
    }
    boundariesHold = false;
}

double Simulation::queue_veh(OriginIndex origin, MemberIndex member) const
{
    const auto& group = m_state->groups[m_state->layout.group(member.value)];
    return group.queues[m_state->queueAt(origin, member.value)] * m_state->quantum_veh;
}

void Simulation::setQueue(OriginIndex origin, MemberIndex member, double vehicles)
{
    TWIN_ASSERT(vehicles >= 0.0 && std::isfinite(vehicles), "a queue is finite and not negative");
    auto& group = m_state->groups[m_state->layout.group(member.value)];
    group.queues[m_state->queueAt(origin, member.value)] = vehicles / m_state->quantum_veh;
}

VehicleLedger Simulation::ledger(MemberIndex member) const
{
    const State& state = *m_state;
    std::int64_t onLinks = 0;
    for (std::size_t l = 0; l < state.cells.links(); ++l) {
        for (std::size_t position = 0; position < state.cells.cellsOf(LinkIndex(l)); ++position) {
            onLinks += state.groups[state.layout.group(member.value)]
                           .counts[state.countAt({LinkIndex(l), position}, member.value)];
        }
    }
    double queued_veh = 0.0;
    for (std::size_t o = 0; o < state.originLinks.size(); ++o) {
        queued_veh += queue_veh(OriginIndex(o), member);
    }
    VehicleLedger ledger;
    ledger.entered_veh = state.total(&State::Group::entered, member.value) * state.quantum_veh;
    ledger.queued_veh = queued_veh;
    ledger.demanded_veh = ledger.entered_veh + queued_veh;
    ledger.inNetwork_veh = static_cast<double>(onLinks) * state.quantum_veh;
    ledger.left_veh = state.total(&State::Group::left, member.value) * state.quantum_veh;
    ledger.corrected_veh = state.total(&State::Group::corrected, member.value) * state.quantum_veh;
    return ledger;
}

DetectorIndex Simulation::addDetector(LinkIndex link, double offset_m)
{
    State& state = *m_state;
    TWIN_ASSERT(offset_m >= 0.0 && offset_m <= network().link(link).length_m, "a detector stands on its link");
    const CellIndex cell = state.cells.at(link, offset_m);
    State::Detector detector;
    detector.link = link;
    detector.firstStep = state.steps;
    detector.place.cell = cell.value - state.cells.first(link).value;
    detector.place.number = static_cast<std::uint32_t>(state.detectors.size());
    detector.place.downstreamShare =
        static_cast<float>(offset_m / state.cells.length_m(link) - static_cast<double>(detector.place.cell));
    state.detectors.push_back(detector);
    state.refreshDetectors();
    return DetectorIndex(state.detectors.size() - 1);
}

DetectorReading Simulation::reading(DetectorIndex detector, MemberIndex member) const
{
    const State& state = *m_state;
    const State::Detector& own = state.detectors[detector.value];
    const State::Group& group = state.groups[state.layout.group(member.value)];
    const std::size_t at = detector.value * kLanes + state.layout.slot(own.link, member.value) % kLanes;
    const double seenSteps = static_cast<double>(state.steps - own.firstStep);
    DetectorReading reading;
    reading.speed_mps = diagram(own.link, member).freeSpeed_mps;
    if (seenSteps > 0.0) {
        reading.duration_s = seenSteps * state.settings.timeStep_s;
        reading.flow_vps = group.detectorFlow[at] * state.quantum_veh / reading.duration_s;
        reading.density_vpm = group.detectorCount[at] * state.quantum_veh / seenSteps / state.cells.length_m(own.link);
        if (reading.density_vpm > 0.0) {
            reading.speed_mps = std::min(reading.speed_mps, reading.flow_vps / reading.density_vpm);
        }
    }
    return reading;
}

void Simulation::clearDetectors()
{
    for (State::Detector& detector : m_state->detectors) {
        detector.firstStep = m_state->steps;
    }
    for (State::Group& group : m_state->groups) {
        std::fill(group.detectorFlow.begin(), group.detectorFlow.end(), 0.0);
        std::fill(group.detectorCount.begin(), group.detectorCount.end(), 0.0);
    }
}

TravelAccount Simulation::travel(LinkIndex link, MemberIndex member) const
{
    const State& state = *m_state;
    if (!state.plan.countsTravel) {
        return {};
    }
    const State::Group& group = state.groups[state.layout.group(member.value)];
    const std::size_t slot = state.layout.slot(link, member.value);
    const double count = group.travelCountTotal[slot] + static_cast<double>(group.travelCount[slot]);
    const double crossed = group.travelFlowTotal[slot] + static_cast<double>(group.travelFlow[slot]);
    return {crossed * state.quantum_veh * state.cells.length_m(link),
            count * state.quantum_veh * state.settings.timeStep_s};
}

double Simulation::queueSeconds(MemberIndex member) const
{
    return m_state->total(&State::Group::queueSum, member.value) * m_state->quantum_veh * m_state->settings.timeStep_s;
}

void Simulation::clearTravel()
{
    for (State::Group& group : m_state->groups) {
        std::fill(group.travelCount.begin(), group.travelCount.end(), 0.0F);
        std::fill(group.travelFlow.begin(), group.travelFlow.end(), 0.0F);
        std::fill(group.travelCountTotal.begin(), group.travelCountTotal.end(), 0.0);
        std::fill(group.travelFlowTotal.begin(), group.travelFlowTotal.end(), 0.0);
        std::fill(group.queueSum.begin(), group.queueSum.end(), 0.0);
    }
}

std::uint64_t Simulation::digest() const
{
    const State& state = *m_state;
    WordDigest digest;
    for (std::size_t member = 0; member < state.settings.members; ++member) {
        const State::Group& group = state.groups[state.layout.group(member)];
        for (std::size_t l = 0; l < state.cells.links(); ++l) {
            for (std::size_t position = 0; position < state.cells.cellsOf(LinkIndex(l)); ++position) {
                digest.add(static_cast<std::uint64_t>(group.counts[state.countAt({LinkIndex(l), position}, member)]));
            }
        }
        for (std::size_t o = 0; o < state.originLinks.size(); ++o) {
            digest.add(std::bit_cast<std::uint64_t>(group.queues[state.queueAt(OriginIndex(o), member)]));
        }
    }
    return digest.value();
}

} // namespace twin
