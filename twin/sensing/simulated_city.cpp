// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/sensing/simulated_city.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "twin/core/quantity.h"
#include "twin/scenario/sensor_faults.h"
#include "twin/sensing/city_events.h"

namespace twin {

namespace {

/// The least speed a loop pair reports: below it vehicles stand on the loops and are not measured.
constexpr double kSlowest_mph = 3.0;
constexpr float kStanding = 0.25F; ///< occupancy of a loop that counted nobody: vehicles stand on it

constexpr std::chrono::minutes kInterval{5};
constexpr double kInterval_s = 300.0;

/// The same roads with parameters of their own: what a design manual says of a road is not what it is.
Result<RoadNetwork> trueRoads(const RoadNetwork& network, std::uint64_t seed)
{
    RandomStream random(seed, "city-roads");
    const auto around = [&random](double spread) { return 1.0 + spread * std::clamp(random.normal(), -2.0, 2.0); };
    RoadNetworkParts parts;
    parts.name = network.name();
    parts.nodes.assign(network.nodes().begin(), network.nodes().end());
    parts.links.assign(network.links().begin(), network.links().end());
    parts.stations.assign(network.stations().begin(), network.stations().end());
    for (Link& link : parts.links) {
        link.freeSpeed_mps *= around(0.04);
        link.capacity_vps *= 0.98 * around(0.05);
        link.jamDensity_vpm *= around(0.06);
    }
    return RoadNetwork::build(std::move(parts));
}

float rounded(double value, double step) { return static_cast<float>(std::round(value / step) * step); }

} // namespace

Result<std::unique_ptr<SimulatedCity>> SimulatedCity::build(const RoadNetwork& network,
                                                            const SimulatedCitySettings& settings)
{
    if (settings.end - settings.start < kInterval) {
        return fail(ErrorCode::InvalidInput,
                    "the simulated city: found no whole interval, expected at least five minutes");
    }
    Result<RoadNetwork> roads = trueRoads(network, settings.seed);
    if (!roads) {
        return failIn("the simulated city", roads.error());
    }
    auto simulation = Simulation::build(std::make_shared<const RoadNetwork>(std::move(*roads)),
                                        {.timeStep_s = settings.timeStep_s, .capacityDrop = settings.capacityDrop});
    if (!simulation) {
        return failIn("the simulated city", simulation.error());
    }
    std::vector<Event> happenings = randomHappenings(network, settings);
    happenings.insert(happenings.end(), settings.events.begin(), settings.events.end());
    std::erase_if(happenings, [](const Event& event) { return isOfReadings(event.action); });
    std::unique_ptr<SimulatedCity> city(
        new SimulatedCity(std::move(*simulation), settings, std::move(happenings))); // the constructor is private
    city->addDetectors(network);
    if (city->m_stations.empty()) {
        return fail(ErrorCode::InvalidInput, "the simulated city: found no station on a link, expected at least one");
    }
    city->m_detectorFaults = randomDetectorFaults(city->m_stations, settings);
    city->prepare(0);
    city->advance(settings.warmUp_s);
    return city;
}

SimulatedCity::SimulatedCity(Simulation simulation, const SimulatedCitySettings& settings,
                             std::vector<Event> happenings)
    : m_settings(settings),
      m_axis(settings.start, kInterval, settings.clock),
      m_ticks((settings.end - settings.start) / kInterval),
      m_simulation(std::move(simulation)),
      m_demand(m_simulation, {.seed = settings.seed, .level = settings.demandLevel}),
      m_happenings(std::move(happenings)),
      m_events(m_happenings, m_simulation.network()),
      m_controls(m_simulation.network().links().size()),
      m_truth(m_simulation.network().links().size()),
      m_noise(settings.seed, "city-detector-noise")
{
}

void SimulatedCity::addDetectors(const RoadNetwork& network)
{
    RandomStream random(m_settings.seed, "city-detectors");
    const auto around = [&random](double spread) { return 1.0 + spread * std::clamp(random.normal(), -2.5, 2.5); };
    for (std::size_t i = 0; i < network.stations().size(); ++i) {
        const PlacedStation& each = network.stations()[i];
        if (!each.link) {
            continue;
        }
        m_stations.push_back(each.station);
        m_placed.emplace_back(i);
        m_detectors.push_back({.index = m_simulation.addDetector(*each.link, each.offset_m),
                               .countBias = around(0.015),
                               .effectiveLength_m = 7.0 * around(0.04), // PeMS' g-factor is about 22 ft
                               .speedBias = around(0.015)});
    }
}

void SimulatedCity::advance(double duration_s)
{
    m_simulation.run(static_cast<std::size_t>(std::lround(duration_s / m_settings.timeStep_s)));
    m_simulation.clearTravel();
    m_simulation.clearDetectors();
}

void SimulatedCity::prepare(Tick tick)
{
    m_demand.moveTo(m_axis.slotAt(tick));
    m_demand.applyTurning(m_simulation);
    if (m_events.moveTo(m_axis.at(tick))) {
        for (std::size_t i = 0; i < m_controls.size(); ++i) {
            if (m_events.controls()[i] != m_controls[i]) {
                m_controls[i] = m_events.controls()[i];
                m_simulation.setControl(LinkIndex(i), m_controls[i]);
            }
        }
    }
    const auto origins = m_simulation.origins();
    for (std::size_t i = 0; i < origins.size(); ++i) {
        const std::size_t link = origins[i].value;
        m_simulation.setDemand(OriginIndex(i), m_demand.demands_vps()[i] * m_events.demandFactors()[link] +
                                                   m_events.demandExtras_vps()[link]);
    }
}

bool SimulatedCity::next(ObservationFrame& frame)
{
    if (m_next >= m_ticks) {
        return false;
    }
    if (m_next > 0) {
        prepare(m_next);
    }
    m_simulation.run(static_cast<std::size_t>(std::lround(kInterval_s / m_settings.timeStep_s)));
    frame.tick = m_next++;
    frame.readings.resize(m_stations.size());
    for (std::size_t i = 0; i < m_stations.size(); ++i) {
        frame.readings[i] = read(i);
    }
    recordTruth();
    m_simulation.clearTravel();
    m_simulation.clearDetectors();
    return true;
}

Observation SimulatedCity::read(std::size_t station)
{
    const Detector& detector = m_detectors[station];
    const DetectorReading seen = m_simulation.reading(detector.index, MemberIndex{});
    const double mean_veh = seen.flow_vps * seen.duration_s;
    // A macroscopic flow is smooth; vehicles come one by one, if less at random than independent arrivals.
    const double counted = mean_veh * detector.countBias + std::sqrt(0.5 * mean_veh) * m_noise.normal();
    const int lanes = std::max(1, m_stations[station].lanes);
    const double covered = seen.occupancy(detector.effectiveLength_m, lanes);
    const double occupancy = covered * (1.0 + 0.03 * m_noise.normal());
    const double speed_mph =
        seen.speed_mps * detector.speedBias * (1.0 + 0.015 * m_noise.normal()) / kMetresPerSecondPerMph;
    const bool isMissing = m_noise.uniform() < m_settings.missingShare;
    if (isMissing) {
        return {};
    }
    Observation reading;
    reading.flow_veh = rounded(std::max(0.0, counted), 1.0);
    reading.occupancy = rounded(std::clamp(occupancy, 0.0, 1.0), 1e-4);
    if (reading.flow_veh > 0.0F) {
        // A loop that counted vehicles was covered by them; speeds are written with one decimal.
        reading.occupancy = std::max(reading.occupancy, 1e-4F);
        reading.speed_mps =
            static_cast<float>(std::max(kSlowest_mph, std::round(speed_mph * 10.0) / 10.0) * kMetresPerSecondPerMph);
    } else if (reading.occupancy < kStanding) {
        reading.occupancy = 0.0F;
    }
    reading.observed_pct = 100;
    return reading;
}

void SimulatedCity::recordTruth()
{
    const auto links = m_simulation.network().links();
    for (std::size_t i = 0; i < links.size(); ++i) {
        const TravelAccount travel = m_simulation.travel(LinkIndex(i), MemberIndex{});
        const double spaceTime = links[i].length_m * kInterval_s;
        m_truth[i].density_vpm = static_cast<float>(travel.vehicleSeconds / spaceTime);
        m_truth[i].flow_vps = static_cast<float>(travel.vehicleMetres / spaceTime);
        m_truth[i].speed_mps = static_cast<float>(
            travel.vehicleSeconds > 0.0 ? travel.vehicleMetres / travel.vehicleSeconds : links[i].freeSpeed_mps);
    }
}

Result<CityFeed> openCityFeed(const RoadNetwork& network, const Scenario& scenario, const LocalClock& clock)
{
    auto city = SimulatedCity::build(network, {.seed = scenario.seed,
                                               .start = scenario.start,
                                               .end = scenario.end,
                                               .clock = clock,
                                               .events = scenario.events});
    if (!city) {
        return tl::unexpected<Error>(city.error());
    }
    Scenario faulty = scenario;
    faulty.events.insert(faulty.events.end(), (*city)->detectorFaults().begin(), (*city)->detectorFaults().end());
    const SimulatedCity* const behind = city->get();
    return CityFeed{std::make_unique<SensorFaultFeed>(std::move(*city), faulty), behind};
}

} // namespace twin
