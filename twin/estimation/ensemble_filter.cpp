// SPDX-License-Identifier: GPL-3.0-or-later
// How the ensemble is made and moved on by an interval.
#include "twin/estimation/ensemble_filter.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "twin/core/assert.h"
#include "twin/core/text.h"

namespace twin {

namespace {

constexpr float kNoLimit = std::numeric_limits<float>::infinity();

bool isWholeMultiple(double large, double small)
{
    const double times = large / small;
    return small > 0.0 && times >= 1.0 && std::abs(times - std::round(times)) < 1e-6;
}

Result<void> check(const EnsembleFilterSettings& settings)
{
    if (settings.members < 2) {
        return fail(ErrorCode::InvalidInput, "an ensemble filter needs at least 2 members");
    }
    if (!isWholeMultiple(settings.interval_s, settings.snapshot_s) ||
        !isWholeMultiple(settings.snapshot_s, settings.timeStep_s)) {
        return fail(ErrorCode::InvalidInput,
                    concat("interval ", settings.interval_s, " s, snapshot ", settings.snapshot_s, " s, time step ",
                           settings.timeStep_s, " s: expected each to be a whole number of the next"));
    }
    return {};
}

/// One step of an autoregressive process about 0 whose standard deviation stays `spread`.
void perturb(EnsembleRows& rows, std::size_t row, double spread, double keeps, RandomStream& random)
{
    const double fresh = spread * std::sqrt(1.0 - keeps * keeps);
    for (float& each : rows.row(row)) {
        each = static_cast<float>(keeps * static_cast<double>(each) + fresh * random.normal());
    }
}

} // namespace

Result<std::unique_ptr<EnsembleFilter>> EnsembleFilter::build(std::shared_ptr<const RoadNetwork> network,
                                                              const std::vector<StationIndex>& stations,
                                                              const EnsembleFilterSettings& settings,
                                                              RandomStream random)
{
    if (const auto checked = check(settings); !checked) {
        return tl::unexpected(checked.error());
    }
    auto simulation = Simulation::build(network, {.timeStep_s = settings.timeStep_s,
                                                  .targetCellLength_m = settings.targetCellLength_m,
                                                  .members = settings.members,
                                                  .capacityDrop = settings.capacityDrop,
                                                  .travel = TravelAccounts::None});
    if (!simulation) {
        return tl::unexpected(simulation.error());
    }
    const ReconstructionSettings driven{.timeStep_s = settings.timeStep_s,
                                        .targetCellLength_m = settings.targetCellLength_m,
                                        .interval_s = settings.interval_s};
    auto reconstruction = IntervalReconstruction::build(network, stations, driven);
    if (!reconstruction) {
        return tl::unexpected(reconstruction.error());
    }
    auto check = WithheldCheck::build(network, stations, driven);
    if (!check) {
        return tl::unexpected(check.error());
    }
    return std::make_unique<EnsembleFilter>(Key(), std::move(network), stations, settings, random,
                                            std::move(*simulation), std::move(*reconstruction), std::move(*check));
}

EnsembleFilter::EnsembleFilter(Key /*key*/, std::shared_ptr<const RoadNetwork> network,
                               const std::vector<StationIndex>& stations, const EnsembleFilterSettings& settings,
                               RandomStream random, Simulation simulation,
                               std::unique_ptr<IntervalReconstruction> reconstruction,
                               std::unique_ptr<WithheldCheck> check)
    : m_network(std::move(network)),
      m_settings(settings),
      m_random(random),
      m_simulation(std::move(simulation)),
      m_boundary(m_network, stations, {.interval_s = settings.interval_s}),
      m_reconstruction(std::move(reconstruction)),
      m_check(std::move(check)),
      m_originOf(m_network->links().size())
{
    for (std::size_t o = 0; o < m_simulation.origins().size(); ++o) {
        m_originOf[m_simulation.origins()[o].value] = OriginIndex(o);
    }
    placeSensors(stations);
    mixParameters();
    m_linkRows = EnsembleRows(m_network->links().size() * kLinkRows, settings.members);
    m_cells = EnsembleRows(m_simulation.cells().size(), settings.members);
    m_demands = EnsembleRows(m_simulation.origins().size(), settings.members);
    m_capacities = EnsembleRows(m_sensors.size(), settings.members);
    m_speeds = EnsembleRows(m_sensors.size(), settings.members);
    m_predicted = EnsembleRows(m_sensors.size() * 2, settings.members);
    for (std::size_t i = 0; i < m_demands.rows(); ++i) {
        perturb(m_demands, i, settings.inferredDemand, 0.0, m_random);
    }
    for (std::size_t i = 0; i < m_sensors.size(); ++i) {
        perturb(m_capacities, i, settings.capacity, 0.0, m_random);
        perturb(m_speeds, i, settings.speedFactor, 0.0, m_random);
    }
}

void EnsembleFilter::placeSensors(const std::vector<StationIndex>& stations)
{
    for (const StationIndex station : stations) {
        const PlacedStation& placed = m_network->station(station);
        if (!placed.link) {
            continue;
        }
        Sensor sensor;
        sensor.station = station;
        sensor.link = *placed.link;
        sensor.detector = m_simulation.addDetector(*placed.link, placed.offset_m);
        sensor.around = linksAround(*m_network, *placed.link, placed.offset_m, 2.0 * m_settings.halfWidth_m,
                                    m_settings.linksAround);
        for (const ReachedLink& reached : sensor.around) {
            sensor.weights.push_back(static_cast<float>(taper(reached.distance_m, m_settings.halfWidth_m)));
        }
        m_sensors.push_back(std::move(sensor));
    }
    std::vector<std::vector<std::size_t>> sensorsOn(m_network->links().size());
    for (std::size_t i = 0; i < m_sensors.size(); ++i) {
        sensorsOn[m_sensors[i].link.value].push_back(i);
    }
    m_sensorsNear.resize(m_sensors.size());
    m_weightsNear.resize(m_sensors.size());
    for (std::size_t i = 0; i < m_sensors.size(); ++i) {
        for (std::size_t r = 0; r < m_sensors[i].around.size(); ++r) {
            for (const std::size_t near : sensorsOn[m_sensors[i].around[r].link.value]) {
                m_sensorsNear[i].push_back(near);
                m_weightsNear[i].push_back(m_sensors[i].weights[r]);
            }
        }
    }
}

void EnsembleFilter::mixParameters()
{
    struct Nearest {
        std::size_t sensor = 0;
        double distance_m = std::numeric_limits<double>::infinity();
    };
    std::vector<Nearest> first(m_network->links().size());
    std::vector<Nearest> second(m_network->links().size());
    for (std::size_t i = 0; i < m_sensors.size(); ++i) {
        for (const ReachedLink& reached : m_sensors[i].around) {
            const bool isSameKind = m_network->link(reached.link).kind == m_network->link(m_sensors[i].link).kind;
            Nearest candidate{i, reached.distance_m};
            Nearest& best = first[reached.link.value];
            if (isSameKind && candidate.distance_m < best.distance_m) {
                std::swap(candidate, best);
            }
            if (isSameKind && candidate.distance_m < second[reached.link.value].distance_m) {
                second[reached.link.value] = candidate;
            }
        }
    }
    m_mixtures.resize(first.size());
    for (std::size_t l = 0; l < first.size(); ++l) {
        Mixture& mixture = m_mixtures[l];
        mixture.isReached = std::isfinite(first[l].distance_m);
        mixture.first = first[l].sensor;
        mixture.second = first[l].sensor;
        if (std::isfinite(second[l].distance_m)) {
            mixture.second = second[l].sensor;
            mixture.secondShare =
                static_cast<float>(first[l].distance_m / std::max(1.0, first[l].distance_m + second[l].distance_m));
        }
    }
}

float EnsembleFilter::parameter(const EnsembleRows& rows, LinkIndex link, std::size_t member) const
{
    const Mixture& mixture = m_mixtures[link.value];
    if (!mixture.isReached) {
        return 1.0F;
    }
    const float logarithm = (1.0F - mixture.secondShare) * rows.row(mixture.first)[member] +
                            mixture.secondShare * rows.row(mixture.second)[member];
    return std::exp(logarithm);
}

void EnsembleFilter::perturbParameters()
{
    const double interval_s = m_settings.interval_s;
    const double demandKeeps = std::exp(-interval_s / m_settings.demandMemory_s);
    const double capacityKeeps = std::exp(-interval_s / m_settings.capacityMemory_s);
    const double speedKeeps = std::exp(-interval_s / m_settings.speedFactorMemory_s);
    for (std::size_t i = 0; i < m_demands.rows(); ++i) {
        const bool isSensed = m_boundary.isSensed(m_simulation.origins()[i]);
        perturb(m_demands, i, isSensed ? m_settings.sensedDemand : m_settings.inferredDemand,
                isSensed ? 0.0 : demandKeeps, m_random);
    }
    for (std::size_t i = 0; i < m_sensors.size(); ++i) {
        perturb(m_capacities, i, m_settings.capacity, capacityKeeps, m_random);
        perturb(m_speeds, i, m_settings.speedFactor, speedKeeps, m_random);
    }
}

void EnsembleFilter::applyParameters()
{
    const std::size_t members = m_settings.members;
    std::vector<double> demands(members);
    for (std::size_t i = 0; i < m_demands.rows(); ++i) {
        const double base_vps = m_boundary.flow_vps(m_simulation.origins()[i]);
        for (std::size_t k = 0; k < members; ++k) {
            demands[k] = base_vps * std::exp(static_cast<double>(m_demands.row(i)[k]));
        }
        m_simulation.setDemand(OriginIndex(i), demands);
    }
    std::vector<float> factors(members);
    std::vector<float> limits(members, kNoLimit);
    for (std::size_t l = 0; l < m_mixtures.size(); ++l) {
        const LinkIndex link(l);
        if (!m_mixtures[l].isReached || m_network->link(link).kind == LinkKind::OffRamp) {
            continue;
        }
        for (std::size_t k = 0; k < members; ++k) {
            factors[k] = parameter(m_capacities, link, k);
        }
        m_simulation.setMemberRoads(link, factors, limits);
    }
}

void EnsembleFilter::applyTurning()
{
    const LinkStates estimated = estimate();
    for (std::size_t l = 0; l < m_mixtures.size(); ++l) {
        if (!m_network->outgoing(m_network->links()[l].to).empty()) {
            if (const auto shares = m_boundary.turning(LinkIndex(l), estimated)) {
                m_simulation.setTurning(LinkIndex(l), *shares);
            }
        }
    }
}

void EnsembleFilter::readSnapshot()
{
    const CellGrid& cells = m_simulation.cells();
    std::vector<float> densities(m_settings.members);
    for (std::size_t l = 0; l < m_mixtures.size(); ++l) {
        const LinkIndex link(l);
        const Link& road = m_network->link(link);
        const auto freeSpeed = static_cast<float>(road.freeSpeed_mps);
        const auto jam = static_cast<float>(road.jamDensity_vpm);
        const auto critical = static_cast<float>(road.capacity_vps / road.freeSpeed_mps);
        const float waveSpeed = static_cast<float>(road.capacity_vps) / (jam - critical);
        const auto count = cells.cellsOf(link);
        const float share = 1.0F / static_cast<float>(count);
        const std::span<float> density = m_linkRows.row(linkRow(link, Density));
        const std::span<float> flow = m_linkRows.row(linkRow(link, Flow));
        for (std::size_t c = 0; c < count; ++c) {
            m_simulation.densities(CellIndex(cells.first(link).value + c), densities);
            for (std::size_t k = 0; k < densities.size(); ++k) {
                density[k] += share * densities[k];
                flow[k] += share * std::min(freeSpeed * densities[k], waveSpeed * (jam - densities[k]));
            }
        }
    }
}

void EnsembleFilter::finishInterval(std::size_t snapshots)
{
    const float share = 1.0F / static_cast<float>(snapshots);
    for (std::size_t l = 0; l < m_mixtures.size(); ++l) {
        const LinkIndex link(l);
        const auto freeSpeed = static_cast<float>(m_network->link(link).freeSpeed_mps);
        const std::span<float> density = m_linkRows.row(linkRow(link, Density));
        const std::span<float> flow = m_linkRows.row(linkRow(link, Flow));
        const std::span<float> speed = m_linkRows.row(linkRow(link, Speed));
        const bool isReached = m_mixtures[l].isReached;
        for (std::size_t k = 0; k < density.size(); ++k) {
            density[k] *= share;
            flow[k] = std::max(0.0F, flow[k] * share);
            const float factor = isReached ? parameter(m_speeds, link, k) : 1.0F;
            speed[k] = factor * (density[k] > 1e-6F ? std::min(freeSpeed, flow[k] / density[k]) : freeSpeed);
        }
    }
}

void EnsembleFilter::advance()
{
    if (!m_hasStarted) {
        return; // there is nothing to move on before the first frame
    }
    perturbParameters();
    applyParameters();
    m_simulation.clearDetectors();
    m_linkRows.fill(0.0F);
    const auto snapshots = static_cast<std::size_t>(std::lround(m_settings.interval_s / m_settings.snapshot_s));
    const auto steps = static_cast<std::size_t>(std::lround(m_settings.snapshot_s / m_settings.timeStep_s));
    for (std::size_t i = 0; i < snapshots; ++i) {
        m_simulation.run(steps);
        readSnapshot();
    }
    finishInterval(snapshots);
    predictObservations();
}

LinkStates EnsembleFilter::estimate() const
{
    LinkStates states = m_mixed;
    if (states.empty()) {
        states.resize(m_mixtures.size());
    }
    for (std::size_t l = 0; l < m_mixtures.size(); ++l) {
        const auto jam = static_cast<float>(m_network->links()[l].jamDensity_vpm);
        states.spread[l] = std::sqrt(varianceOf(m_linkRows.row(linkRow(LinkIndex(l), Density)))) / jam;
    }
    return states;
}

std::vector<float> EnsembleFilter::speedFactors() const
{
    std::vector<float> factors(m_mixtures.size(), 1.0F);
    for (std::size_t l = 0; l < factors.size(); ++l) {
        float sum = 0.0F;
        for (std::size_t k = 0; k < m_settings.members; ++k) {
            sum += parameter(m_speeds, LinkIndex(l), k);
        }
        factors[l] = sum / static_cast<float>(m_settings.members);
    }
    return factors;
}

std::vector<float> EnsembleFilter::speedSpread() const
{
    std::vector<float> spread = m_check->speedSpread();
    for (std::size_t l = 0; l < spread.size(); ++l) {
        if (std::isnan(spread[l])) {
            spread[l] = std::sqrt(varianceOf(m_linkRows.row(linkRow(LinkIndex(l), Speed))));
        }
    }
    return spread;
}

} // namespace twin
