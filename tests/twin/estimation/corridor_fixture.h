// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A freeway of six kilometres with an on-ramp nobody counts, an off-ramp, six stations on the main line, and a traffic
// on it that the estimators see only through these stations.

#include <memory>
#include <string>
#include <vector>

#include "tests/twin/flow/small_roads.h"
#include "tests/twin/network/road_fixture.h"
#include "twin/estimation/link_states.h"
#include "twin/flow/link_state.h"
#include "twin/flow/simulation.h"
#include "twin/sensing/sensor_feed.h"

namespace corridor {

inline constexpr std::size_t kLinks = 12; ///< of the main line, 500 m each
inline constexpr double kLinkLength_m = 500.0;
inline constexpr std::size_t kOnRamp = kLinks;      ///< joins at node 4
inline constexpr std::size_t kOffRamp = kLinks + 1; ///< leaves at node 8
inline constexpr double kInterval_s = 300.0;
inline constexpr std::size_t kStepsPerInterval = 75; ///< of 4 s

/// Stations stand in the middle of every second main line link, from the second on. From link `narrow` on the main line
/// has two lanes of three.
inline std::shared_ptr<const twin::RoadNetwork> network(std::size_t narrow = kLinks, double rampSpeed_mps = 29.0)
{
    twin::RoadNetworkParts parts{.name = "corridor"};
    for (std::size_t n = 0; n <= kLinks; ++n) {
        parts.nodes.push_back(
            {.id = "n" + std::to_string(n), .at = roads::at(0.0, kLinkLength_m * static_cast<double>(n))});
    }
    parts.nodes.push_back({.id = "on", .at = roads::at(300.0, 1700.0)});
    parts.nodes.push_back({.id = "off", .at = roads::at(300.0, 4300.0)});
    for (std::size_t n = 0; n < kLinks; ++n) {
        twin::Link link = roads::link("main" + std::to_string(n), n, n + 1, parts.nodes);
        if (n >= narrow) {
            link.lanes = 2;
            link.capacity_vps *= 2.0 / 3.0;
            link.jamDensity_vpm *= 2.0 / 3.0;
        }
        parts.links.push_back(std::move(link));
    }
    parts.links.push_back(roads::ramp("on", kLinks + 1, 4, parts.nodes));
    parts.links.push_back(roads::ramp("off", 8, kLinks + 2, parts.nodes));
    parts.links[kOnRamp].freeSpeed_mps = rampSpeed_mps;
    for (std::size_t n = 1; n < kLinks; n += 2) {
        parts.stations.push_back(roads::station("s" + std::to_string(n), twin::StationKind::Mainline,
                                                roads::at(0.0, kLinkLength_m * (static_cast<double>(n) + 0.5))));
    }
    return std::make_shared<const twin::RoadNetwork>(roads::build(std::move(parts)));
}

inline std::vector<twin::StationIndex> allStations(const twin::RoadNetwork& network)
{
    std::vector<twin::StationIndex> stations;
    for (std::size_t s = 0; s < network.stations().size(); ++s) {
        stations.emplace_back(s);
    }
    return stations;
}

inline twin::Observation counted(double flow_vps, double speed_mps)
{
    return {.flow_veh = static_cast<float>(flow_vps * kInterval_s),
            .speed_mps = static_cast<float>(speed_mps),
            .observed_pct = 100};
}

/// What is true, and what the stations say of it.
class Traffic {
public:
    explicit Traffic(const std::shared_ptr<const twin::RoadNetwork>& roads)
        : m_simulation(twin::testing::simulationOf(roads, {.timeStep_s = 4.0, .targetCellLength_m = 130.0})),
          m_densities(roads->links().size())
    {
        for (const twin::PlacedStation& placed : roads->stations()) {
            m_detectors.push_back(m_simulation.addDetector(placed.link.value(), placed.offset_m));
        }
        m_simulation.setTurning(twin::LinkIndex(7), std::vector<double>{0.9, 0.1});
    }

    /// Drives for an interval.
    twin::ObservationFrame next(double main_vps, double ramp_vps)
    {
        m_simulation.setDemand(*m_simulation.originOf(twin::LinkIndex(0)), main_vps);
        m_simulation.setDemand(*m_simulation.originOf(twin::LinkIndex(kOnRamp)), ramp_vps);
        m_simulation.clearDetectors();
        m_densities.assign(m_densities.size(), 0.0);
        for (std::size_t i = 0; i < kLooks; ++i) {
            m_simulation.run(kStepsPerInterval / kLooks);
            for (std::size_t l = 0; l < m_densities.size(); ++l) {
                m_densities[l] += twin::linkState(m_simulation, twin::LinkIndex(l)).density_vpm / kLooks;
            }
        }
        twin::ObservationFrame frame{.tick = m_tick++};
        for (const twin::DetectorIndex detector : m_detectors) {
            const twin::DetectorReading reading = m_simulation.reading(detector, twin::MemberIndex());
            frame.readings.push_back(counted(reading.flow_vps, reading.speed_mps));
        }
        return frame;
    }

    [[nodiscard]] twin::Simulation& simulation() { return m_simulation; }
    /// Mean over the last interval.
    [[nodiscard]] double density_vpm(std::size_t link) const { return m_densities[link]; }

private:
    static constexpr std::size_t kLooks = 15; ///< at the truth, an interval

    twin::Simulation m_simulation;
    std::vector<twin::DetectorIndex> m_detectors;
    std::vector<double> m_densities; ///< [links]
    twin::Tick m_tick = 0;
};

/// Root mean square over the main line.
inline double densityError_vpm(const twin::LinkStates& states, const Traffic& truth)
{
    double squares = 0.0;
    for (std::size_t l = 0; l < kLinks; ++l) {
        const double off = static_cast<double>(states.density_vpm[l]) - truth.density_vpm(l);
        squares += off * off;
    }
    return std::sqrt(squares / static_cast<double>(kLinks));
}

} // namespace corridor
