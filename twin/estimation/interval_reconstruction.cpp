// SPDX-License-Identifier: GPL-3.0-or-later
// How the interval is driven; reconstruction_estimate.cpp has what is made of it.
#include "twin/estimation/interval_reconstruction.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "twin/core/assert.h"

namespace twin {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr double kForgetting = 0.995;   ///< of the largest flow seen, from interval to interval
constexpr double kFirstFit = 0.9;       ///< of the capacity, before a queue was seen
constexpr double kFullest = 0.9;        ///< of the jam density; above, a diagram is not fitted
constexpr double kLeastDischarge = 0.3; ///< of its capacity, that a bottleneck is thought to pass
constexpr double kMostDischarge = 2.0;
constexpr double kNarrower = 0.99; ///< of a capacity that counts as less

/// The capacity, as a share of the road's, with which the congested branch passes through a flow and density.
double capacityThrough(const Link& road, const TrafficState& seen)
{
    const double wave_mps = seen.flow_vps / (road.jamDensity_vpm - seen.density_vpm());
    const double capacity_vps = wave_mps * road.jamDensity_vpm * road.freeSpeed_mps / (road.freeSpeed_mps + wave_mps);
    return capacity_vps / road.capacity_vps;
}

bool isSlower(const TrafficState& seen, const Link& road, double share)
{
    return seen.known() && seen.flow_vps > 0.0 && seen.speed_mps < share * road.freeSpeed_mps;
}

} // namespace

Result<std::unique_ptr<IntervalReconstruction>>
IntervalReconstruction::build(std::shared_ptr<const RoadNetwork> network, const std::vector<StationIndex>& stations,
                              const ReconstructionSettings& settings)
{
    auto simulation = Simulation::build(
        network, {.timeStep_s = settings.timeStep_s, .targetCellLength_m = settings.targetCellLength_m});
    if (!simulation) {
        return tl::unexpected(simulation.error());
    }
    std::vector<StationIndex> placed;
    std::copy_if(stations.begin(), stations.end(), std::back_inserter(placed),
                 [&](StationIndex station) { return network->station(station).link.has_value(); });
    return std::make_unique<IntervalReconstruction>(Key(), std::move(network), std::move(placed), settings,
                                                    std::move(*simulation));
}

IntervalReconstruction::IntervalReconstruction(Key /*key*/, std::shared_ptr<const RoadNetwork> network,
                                               std::vector<StationIndex> stations,
                                               const ReconstructionSettings& settings, Simulation simulation)
    : m_network(std::move(network)),
      m_stations(std::move(stations)),
      m_settings(settings),
      m_simulation(std::move(simulation)),
      m_boundary(m_network, m_stations,
                 {.interval_s = settings.interval_s, .sensedMemory = 0.0, .storingShare = settings.slowShare}),
      m_straight(m_network, m_stations,
                 {.method = Interpolation::Straight, .interval_s = settings.interval_s, .remembered = 1}),
      m_flowResiduals(m_network, m_stations),
      m_freeResiduals(m_network, m_stations),
      m_queueSpeeds(m_network, m_stations),
      m_friction(m_network->links().size(), 0.0),
      m_seen(m_stations.size()),
      m_isSlow(m_stations.size(), false),
      m_fit(m_stations.size(), kFirstFit),
      m_mostSeen(m_stations.size(), 0.0),
      m_freeDifference(m_stations.size(), 0.0),
      m_drops(m_stations.size(), 0.0),
      m_freeDrops(m_network->links().size(), 0.0),
      m_held_vpm(m_stations.size(), kUnknown),
      m_aim_vpm(m_stations.size(), kUnknown),
      m_capacities(m_network->links().size(), 1.0F),
      m_capacitiesSet(m_network->links().size(), 1.0F),
      m_headward(m_network->links().size(), 0.0),
      m_tail(m_network->links().size(), 0.0),
      m_isQueueBelieved(m_network->links().size(), true),
      m_queued(m_network->links().size(), 0.0),
      m_flow_vps(m_network->links().size(), 0.0),
      m_speed_mps(m_network->links().size(), 0.0)
{
    placePosts();
}

const Link& IntervalReconstruction::roadOf(std::size_t station) const
{
    return m_network->link(*m_network->station(m_stations[station]).link);
}

void IntervalReconstruction::placePosts()
{
    const CellGrid& cells = m_simulation.cells();
    for (const StationIndex station : m_stations) {
        const PlacedStation& placed = m_network->station(station);
        const auto within = static_cast<std::size_t>(placed.offset_m / cells.length_m(*placed.link));
        m_cells.emplace_back(cells.first(*placed.link).value + std::min(within, cells.cellsOf(*placed.link) - 1));
        const LinkKind kind = m_network->link(*placed.link).kind;
        m_isHeld.push_back(kind == LinkKind::Freeway || kind == LinkKind::Street);
    }
    for (const Link& link : m_network->links()) {
        m_passing_vps.push_back(link.capacity_vps);
    }
    for (const Corridor& corridor : m_network->corridors()) {
        lookAhead(corridor);
        Line line{.links = corridor.links, .posts = {}};
        std::size_t place = 0;
        for (const StationIndex station : corridor.stations) {
            const auto found = std::find(m_stations.begin(), m_stations.end(), station);
            if (found == m_stations.end()) {
                continue;
            }
            const LinkIndex link = *m_network->station(station).link;
            while (place + 1 < line.links.size() && line.links[place] != link) {
                ++place;
            }
            line.posts.push_back({static_cast<std::size_t>(found - m_stations.begin()), place});
        }
        m_lines.push_back(std::move(line));
    }
}

void IntervalReconstruction::correct(const ObservationFrame& frame)
{
    TWIN_ASSERT(frame.readings.size() == m_network->stations().size(), "one reading a station");
    readFrame(frame);
    if (!m_hasStarted) {
        startFromLine();
    }
    setInputs();
    fitQueues();
    for (const Line& line : m_lines) {
        shapeLine(line);
    }
    setCapacities();
    aimAtReadings();
    run();
    takeMeans();
    carryResiduals();
    for (std::size_t l = 0; l < m_queued.size(); ++l) {
        estimateLink(l);
    }
}

void IntervalReconstruction::readFrame(const ObservationFrame& frame)
{
    m_boundary.update(frame.readings);
    m_straight.correct(frame);
    m_line = m_straight.estimate();
    for (std::size_t i = 0; i < m_stations.size(); ++i) {
        m_seen[i] = stateOf(frame.readings[m_stations[i].value], m_settings.interval_s, roadOf(i));
        m_isSlow[i] = isSlower(m_seen[i], roadOf(i), m_settings.slowShare);
    }
}

void IntervalReconstruction::startFromLine()
{
    const CellGrid& cells = m_simulation.cells();
    for (std::size_t c = 0; c < cells.size(); ++c) {
        const double density_vpm = static_cast<double>(m_line.density_vpm[cells.linkOf(CellIndex(c)).value]);
        m_simulation.setDensity(CellIndex(c), MemberIndex(), density_vpm);
    }
    m_states = m_line;
    m_hasStarted = true;
}

void IntervalReconstruction::setInputs()
{
    for (std::size_t o = 0; o < m_simulation.origins().size(); ++o) {
        m_simulation.setDemand(OriginIndex(o), m_boundary.flow_vps(m_simulation.origins()[o]));
    }
    for (std::size_t l = 0; l < m_queued.size(); ++l) {
        if (!m_network->outgoing(m_network->links()[l].to).empty()) {
            if (const auto shares = m_boundary.turning(LinkIndex(l), m_states)) {
                m_simulation.setTurning(LinkIndex(l), *shares);
            }
        }
    }
}

void IntervalReconstruction::fitQueues()
{
    for (std::size_t i = 0; i < m_stations.size(); ++i) {
        const Link& road = roadOf(i);
        if (!std::isnan(m_seen[i].flow_vps)) {
            m_mostSeen[i] = std::max(kForgetting * m_mostSeen[i], m_seen[i].flow_vps / road.capacity_vps);
        }
        if (m_isSlow[i] && m_seen[i].density_vpm() < kFullest * road.jamDensity_vpm) {
            const double fit =
                std::clamp(capacityThrough(road, m_seen[i]), m_settings.leastCapacity, m_settings.mostCapacity);
            m_fit[i] = m_settings.fitMemory * m_fit[i] + (1.0 - m_settings.fitMemory) * fit;
        }
    }
}

void IntervalReconstruction::shapeLine(const Line& line)
{
    double most = 1.0;
    std::vector<const Post*> known;
    for (const Post& post : line.posts) {
        most = std::max(most, m_mostSeen[post.station]);
        if (m_seen[post.station].known()) {
            known.push_back(&post);
        }
    }
    for (const LinkIndex link : line.links) {
        m_capacities[link.value] = static_cast<float>(most * m_settings.roominess);
        m_headward[link.value] = 0.0;
        m_tail[link.value] = 0.0;
        m_isQueueBelieved[link.value] = true;
    }
    for (std::size_t i = 0; i <= known.size(); ++i) {
        shapeGap(line, i > 0 ? known[i - 1] : nullptr, i < known.size() ? known[i] : nullptr);
    }
}

void IntervalReconstruction::shapeGap(const Line& line, const Post* before, const Post* after)
{
    const bool isSlowBefore = before != nullptr && m_isSlow[before->station];
    const bool isSlowAfter = after != nullptr && m_isSlow[after->station];
    const std::size_t first = before == nullptr ? 0 : before->place + 1;
    const std::size_t end = after == nullptr ? line.links.size() : after->place;
    if (!isSlowBefore && !isSlowAfter) {
        emptyGap(line, first, end);
        return;
    }
    if (isSlowAfter) { // all of the gap may stand in the queue of the station at its end
        for (std::size_t k = first; k <= end; ++k) {
            m_capacities[line.links[k].value] = static_cast<float>(m_fit[after->station]);
        }
        if (before == nullptr) {
            reachBack(line, *after);
        }
        return;
    }
    const int lanes = m_network->link(line.links[before->place]).lanes;
    for (std::size_t k = first; k < end && m_network->link(line.links[k]).lanes >= lanes; ++k) {
        m_capacities[line.links[k].value] = static_cast<float>(m_fit[before->station]);
    }
    if (after != nullptr) {
        openBottleneck(line, *before, *after);
    }
}

/// What the first station of a line counts in a queue is what leaves it, not what arrives: where the queue begins
/// upstream cannot be known, only that it does.
void IntervalReconstruction::reachBack(const Line& line, const Post& first)
{
    double back_m = m_network->link(line.links[first.place]).length_m / 2.0;
    for (std::size_t k = first.place; k-- > 0;) {
        const double length_m = m_network->link(line.links[k]).length_m;
        m_tail[line.links[k].value] = std::exp(-(back_m + length_m / 2.0) / m_settings.tail_m);
        back_m += length_m;
    }
}

/// Neither end is slow: what the model still holds as a queue between them goes.
void IntervalReconstruction::emptyGap(const Line& line, std::size_t first, std::size_t end)
{
    const CellGrid& cells = m_simulation.cells();
    for (std::size_t k = first; k < end; ++k) {
        const LinkIndex link = line.links[k];
        const double most_vpm = static_cast<double>(m_line.flow_vps[link.value]) / m_network->link(link).freeSpeed_mps;
        m_isQueueBelieved[link.value] = false;
        for (std::size_t c = 0; c < cells.cellsOf(link); ++c) {
            const CellIndex cell(cells.first(link).value + c);
            if (m_simulation.density_vpm(cell, MemberIndex()) > most_vpm) {
                m_simulation.setDensity(cell, MemberIndex(), most_vpm);
            }
        }
    }
}

/// The flow on a link of the gap, by the count beyond it and what enters and leaves on the way there.
double IntervalReconstruction::flowAhead_vps(const Line& line, std::size_t place, const Post& after) const
{
    double flow_vps = m_seen[after.station].flow_vps;
    for (std::size_t k = place; k < after.place; ++k) {
        const NodeIndex node = m_network->link(line.links[k]).to;
        for (const LinkIndex ramp : m_network->outgoing(node)) {
            flow_vps += m_network->link(ramp).kind == LinkKind::OffRamp ? m_boundary.flow_vps(ramp) : 0.0;
        }
        for (const LinkIndex ramp : m_network->incoming(node)) {
            flow_vps -= m_network->link(ramp).kind == LinkKind::OnRamp ? m_boundary.flow_vps(ramp) : 0.0;
        }
    }
    return flow_vps;
}

/// The queue that a station stands in reaches to its head: a link on the way is at least as full as the station's.
void IntervalReconstruction::fillQueue(LinkIndex link, std::size_t station)
{
    const CellGrid& cells = m_simulation.cells();
    const Link& road = m_network->link(link);
    const double least_vpm =
        std::min(road.jamDensity_vpm, m_seen[station].density_vpm() * road.lanes / roadOf(station).lanes);
    for (std::size_t c = 0; c < cells.cellsOf(link); ++c) {
        const CellIndex cell(cells.first(link).value + c);
        if (m_simulation.density_vpm(cell, MemberIndex()) < least_vpm) {
            m_simulation.setDensity(cell, MemberIndex(), least_vpm);
        }
    }
}

/// A queue ends between the two: the narrowest road there is what holds it back, and passes what is counted beyond.
void IntervalReconstruction::openBottleneck(const Line& line, const Post& before, const Post& after)
{
    if (after.place <= before.place) {
        return;
    }
    std::size_t narrowest = before.place + 1;
    for (std::size_t k = narrowest; k <= after.place; ++k) {
        if (m_network->link(line.links[k]).capacity_vps <
            kNarrower * m_network->link(line.links[narrowest]).capacity_vps) {
            narrowest = k;
        }
    }
    const double share = flowAhead_vps(line, narrowest, after) / m_network->link(line.links[narrowest]).capacity_vps;
    m_capacities[line.links[narrowest].value] = static_cast<float>(std::clamp(share, kLeastDischarge, kMostDischarge));
    const double begin_m = m_network->link(line.links[before.place]).length_m / 2.0;
    double whole_m = begin_m;
    for (std::size_t k = before.place + 1; k < narrowest; ++k) {
        whole_m += m_network->link(line.links[k]).length_m;
    }
    double along_m = begin_m;
    for (std::size_t k = before.place + 1; k < narrowest; ++k) {
        const double length_m = m_network->link(line.links[k]).length_m;
        m_headward[line.links[k].value] = (along_m + length_m / 2.0) / whole_m;
        along_m += length_m;
        fillQueue(line.links[k], before.station);
    }
}

void IntervalReconstruction::setCapacities()
{
    for (std::size_t l = 0; l < m_capacities.size(); ++l) {
        if (m_capacities[l] != m_capacitiesSet[l]) {
            const float factor = m_capacities[l];
            const float noLimit = std::numeric_limits<float>::infinity();
            m_simulation.setMemberRoads(LinkIndex(l), {&factor, 1}, {&noLimit, 1});
            m_capacitiesSet[l] = factor;
        }
    }
}

void IntervalReconstruction::aimAtReadings()
{
    m_held_vpm = m_aim_vpm;
    for (std::size_t i = 0; i < m_stations.size(); ++i) {
        m_aim_vpm[i] = kUnknown;
        if (!m_seen[i].known() || !m_isHeld[i]) {
            continue;
        }
        const FundamentalDiagram diagram = m_simulation.diagram(*m_network->station(m_stations[i]).link, MemberIndex());
        const double flow_vps = m_seen[i].flow_vps;
        if (!m_isSlow[i]) {
            m_aim_vpm[i] = std::min(flow_vps / diagram.freeSpeed_mps, diagram.criticalDensity_vpm());
            continue;
        }
        const double byFlow_vpm =
            std::max(diagram.criticalDensity_vpm(), diagram.jamDensity_vpm - flow_vps / diagram.waveSpeed_mps());
        const double density_vpm = m_settings.byFlow * byFlow_vpm + (1.0 - m_settings.byFlow) * m_seen[i].density_vpm();
        m_aim_vpm[i] = std::clamp(density_vpm, 0.0, diagram.jamDensity_vpm);
    }
}

/// Gives the cells under stations their densities; `progress` of the interval, 0 to 1.
void IntervalReconstruction::hold(double progress)
{
    const double share = std::min(1.0, progress / m_settings.onset);
    for (std::size_t i = 0; i < m_stations.size(); ++i) {
        if (std::isnan(m_aim_vpm[i])) {
            continue;
        }
        const double from_vpm = std::isnan(m_held_vpm[i]) ? m_aim_vpm[i] : m_held_vpm[i];
        m_simulation.setDensity(m_cells[i], MemberIndex(), from_vpm + share * (m_aim_vpm[i] - from_vpm));
    }
}

} // namespace twin
