// SPDX-License-Identifier: GPL-3.0-or-later
// How the ensemble is corrected by a frame of readings.
#include <algorithm>
#include <cmath>

#include "twin/core/assert.h"
#include "twin/estimation/ensemble_filter.h"

namespace twin {

namespace {

constexpr double kSlowest_mps = 0.5;   ///< no estimate is slower
constexpr float kMostLogarithm = 1.2F; ///< a factor stays between 0.3 and 3.3
constexpr double kStartSpread = 0.15;  ///< of the first densities
constexpr double kLeastRatio = 0.1;    ///< of innovations to what was expected, that one interval may say
constexpr double kMostRatio = 10.0;
constexpr double kLeastScale = 0.02; ///< of the variance of a reading
constexpr double kMostScale = 50.0;
constexpr double kLeastCounted_veh = 5.0; ///< below, a station's mean speed says little

} // namespace

void EnsembleFilter::startFrom(const ObservationFrame& frame)
{
    reconstruct(frame);
    const LinkStates& first = m_mixed;
    std::vector<float> densities(m_settings.members);
    for (std::size_t l = 0; l < m_mixtures.size(); ++l) {
        const LinkIndex link(l);
        for (float& each : densities) {
            each = first.density_vpm[l] * static_cast<float>(std::exp(kStartSpread * m_random.normal()));
        }
        for (std::size_t c = 0; c < m_simulation.cells().cellsOf(link); ++c) {
            m_simulation.setDensities(CellIndex(m_simulation.cells().first(link).value + c), densities);
        }
        std::fill_n(m_linkRows.row(linkRow(link, Speed)).begin(), m_settings.members, first.speed_mps[l]);
        for (std::size_t k = 0; k < m_settings.members; ++k) {
            m_linkRows.row(linkRow(link, Density))[k] = densities[k];
            m_linkRows.row(linkRow(link, Flow))[k] = densities[k] * first.speed_mps[l];
        }
    }
    m_hasStarted = true;
}

void EnsembleFilter::predictObservations()
{
    for (std::size_t i = 0; i < m_sensors.size(); ++i) {
        for (std::size_t k = 0; k < m_settings.members; ++k) {
            const DetectorReading reading = m_simulation.reading(m_sensors[i].detector, MemberIndex(k));
            m_predicted.row(2 * i)[k] = static_cast<float>(reading.flow_vps);
            m_predicted.row(2 * i + 1)[k] =
                static_cast<float>(reading.speed_mps) * parameter(m_speeds, m_sensors[i].link, k);
        }
    }
}

void EnsembleFilter::readCells()
{
    for (std::size_t c = 0; c < m_cells.rows(); ++c) {
        m_simulation.densities(CellIndex(c), m_cells.row(c));
    }
}

void EnsembleFilter::writeCells()
{
    for (std::size_t l = 0; l < m_mixtures.size(); ++l) {
        const LinkIndex link(l);
        if (!m_mixtures[l].isReached && m_inflation <= 1.0) {
            continue;
        }
        for (std::size_t c = 0; c < m_simulation.cells().cellsOf(link); ++c) {
            const CellIndex cell(m_simulation.cells().first(link).value + c);
            m_simulation.setDensities(cell, m_cells.row(cell.value));
        }
    }
}

void EnsembleFilter::inflateAll(float factor)
{
    for (EnsembleRows* rows : {&m_linkRows, &m_cells, &m_predicted}) {
        for (std::size_t i = 0; i < rows->rows(); ++i) {
            inflate(rows->row(i), factor);
        }
    }
}

void EnsembleFilter::update(const ScalarUpdate& by, const Sensor& sensor)
{
    const CellGrid& cells = m_simulation.cells();
    for (std::size_t r = 0; r < sensor.around.size(); ++r) {
        const ReachedLink& reached = sensor.around[r];
        const float weight = sensor.weights[r];
        for (std::size_t kind = 0; kind < kLinkRows; ++kind) {
            by.apply(m_linkRows.row(reached.link.value * kLinkRows + kind), weight);
        }
        for (std::size_t c = 0; c < cells.cellsOf(reached.link); ++c) {
            by.apply(m_cells.row(cells.first(reached.link).value + c), weight);
        }
        if (const auto origin = m_originOf[reached.link.value]) {
            by.apply(m_demands.row(origin->value), weight);
        }
    }
    const auto own = static_cast<std::size_t>(&sensor - m_sensors.data());
    for (std::size_t i = 0; i < m_sensorsNear[own].size(); ++i) {
        const std::size_t near = m_sensorsNear[own][i];
        const float weight = m_weightsNear[own][i];
        by.apply(m_predicted.row(2 * near), weight);
        by.apply(m_predicted.row(2 * near + 1), weight);
        by.apply(m_capacities.row(near), weight);
        by.apply(m_speeds.row(near), weight);
    }
}

void EnsembleFilter::assimilate(const Sensor& sensor, std::size_t predictedRow, double observed, double errorVariance,
                                InnovationSum& innovations)
{
    const ScalarUpdate by(m_predicted.row(predictedRow), static_cast<float>(observed),
                          static_cast<float>(errorVariance));
    innovations.sum += by.normalisedInnovation();
    ++innovations.count;
    update(by, sensor);
}

void EnsembleFilter::keepPhysical()
{
    for (EnsembleRows* rows : {&m_demands, &m_capacities, &m_speeds}) {
        for (std::size_t i = 0; i < rows->rows(); ++i) {
            for (float& each : rows->row(i)) {
                each = std::clamp(each, -kMostLogarithm, kMostLogarithm);
            }
        }
    }
    for (std::size_t l = 0; l < m_mixtures.size(); ++l) {
        const LinkIndex link(l);
        const auto jam = static_cast<float>(m_network->link(link).jamDensity_vpm);
        const auto capacity = static_cast<float>(1.5 * m_network->link(link).capacity_vps);
        for (std::size_t k = 0; k < m_settings.members; ++k) {
            float& density = m_linkRows.row(linkRow(link, Density))[k];
            float& flow = m_linkRows.row(linkRow(link, Flow))[k];
            float& speed = m_linkRows.row(linkRow(link, Speed))[k];
            density = std::clamp(density, 0.0F, jam);
            flow = std::clamp(flow, 0.0F, capacity);
            speed = std::max(speed, static_cast<float>(kSlowest_mps));
        }
    }
}

TrafficState EnsembleFilter::seenBy(StationIndex station, const ObservationFrame& frame) const
{
    const auto link = m_network->station(station).link;
    return link ? stateOf(frame.readings[station.value], m_settings.interval_s, m_network->link(*link))
                : TrafficState{};
}

TrafficState EnsembleFilter::readingVariance(const TrafficState& seen) const
{
    const double share = m_settings.flowError * seen.flow_vps;
    const double counting = std::max(seen.flow_vps, 1.0 / m_settings.interval_s) / m_settings.interval_s;
    const double speedError = m_settings.speedError_mps + m_settings.speedErrorShare * seen.speed_mps;
    return {m_flowErrorScale * (share * share + counting), m_speedErrorScale * speedError * speedError};
}

void EnsembleFilter::assimilate(const ObservationFrame& frame)
{
    for (std::size_t i = 0; i < m_sensors.size(); ++i) {
        const TrafficState seen = seenBy(m_sensors[i].station, frame);
        if (std::isnan(seen.flow_vps)) {
            continue;
        }
        const TrafficState variance = readingVariance(seen);
        assimilate(m_sensors[i], 2 * i, seen.flow_vps, variance.flow_vps, m_lastHonesty.flow);
        if (!std::isnan(seen.speed_mps) && seen.flow_vps * m_settings.interval_s >= kLeastCounted_veh) {
            assimilate(m_sensors[i], 2 * i + 1, seen.speed_mps, variance.speed_mps, m_lastHonesty.speed);
        }
    }
}

void EnsembleFilter::reconstruct(const ObservationFrame& frame)
{
    m_reconstruction->correct(frame);
    m_check->correct(frame);
    m_mixed = m_check->mix(m_reconstruction->estimate(), m_reconstruction->line());
}

/// Moves all members alike, so that their mean stands where the reconstruction does; their differences stay.
void EnsembleFilter::recentre()
{
    const Simulation& centre = m_reconstruction->simulation();
    for (std::size_t c = 0; c < m_cells.rows(); ++c) {
        const double wanted_vpm = centre.density_vpm(CellIndex(c), MemberIndex());
        const double off_vpm = wanted_vpm - static_cast<double>(meanOf(m_cells.row(c)));
        for (float& each : m_cells.row(c)) {
            each += static_cast<float>(m_settings.recentring * off_vpm);
        }
    }
}

void EnsembleFilter::followInnovations()
{
    if (m_lastHonesty.flow.count == 0) {
        return;
    }
    // A ratio of 1.2 says that the variance expected was a fifth too small; the square root is of a deviation.
    const double wanted = m_inflation * std::sqrt(std::clamp(m_lastHonesty.chiSquarePerDegree(), 0.25, 4.0));
    m_inflation = std::clamp(m_settings.inflationMemory * m_inflation + (1.0 - m_settings.inflationMemory) * wanted,
                             1.0, m_settings.inflationMost);
    ++m_followed; // the first innovations say more than the setting does
    const double weight = std::max(1.0 - m_settings.errorMemory, 1.0 / static_cast<double>(m_followed + 1));
    const auto follow = [weight](double& scale, const InnovationSum& last) {
        if (last.count > 0) {
            const double ratio = std::clamp(last.chiSquarePerDegree(), kLeastRatio, kMostRatio);
            // A mean of ratios, not of their logarithms: those of few stations are low, and it would stay too sure.
            scale = std::clamp(scale * (1.0 + weight * (ratio - 1.0)), kLeastScale, kMostScale);
        }
    };
    follow(m_flowErrorScale, m_lastHonesty.flow);
    follow(m_speedErrorScale, m_lastHonesty.speed);
    m_honesty.flow.add(m_lastHonesty.flow);
    m_honesty.speed.add(m_lastHonesty.speed);
}

void EnsembleFilter::correct(const ObservationFrame& frame)
{
    TWIN_ASSERT(frame.readings.size() == m_network->stations().size(), "one reading a station");
    m_boundary.update(frame.readings);
    if (!m_hasStarted) {
        startFrom(frame);
        applyTurning();
        return;
    }
    m_lastHonesty = {};
    readCells();
    if (m_inflation > 1.0) {
        inflateAll(static_cast<float>(m_inflation));
    }
    assimilate(frame);
    keepPhysical();
    reconstruct(frame);
    recentre();
    writeCells();
    followInnovations();
    applyTurning();
}

} // namespace twin
