// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A city that stands in for the real one where no real measurements may be shipped. It drives by the same physics as
// the twin but is not the twin: its cells are finer, every link has its own free speed, capacity and jam density that
// the twin does not know, queues discharge below capacity, demand and turning wander, it rains, and things happen. The
// twin sees of it what detectors see, with their noise, their bias and their gaps. What is true stays readable for
// scoring.

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "twin/core/random.h"
#include "twin/core/result.h"
#include "twin/flow/simulation.h"
#include "twin/network/road_network.h"
#include "twin/scenario/road_events.h"
#include "twin/scenario/scenario.h"
#include "twin/sensing/city_demand.h"
#include "twin/sensing/sensor_feed.h"

namespace twin {

struct SimulatedCitySettings {
    std::uint64_t seed = 1;
    UtcTime start{};
    UtcTime end{};
    LocalClock clock;
    std::vector<Event> events; ///< those of the road happen; settle() them first
    double demandLevel = 1.08;
    double incidentsPerDay = 4.0; ///< besides those of the scenario
    double wetDays = 0.08;        ///< share of days on which it rains for some hours
    double missingShare = 0.003;  ///< of readings
    double brokenStations = 0.03; ///< share of stations with a fault of some days
    double timeStep_s = 3.0;      ///< the twin's own is 4 s, and its cells a third longer
    double capacityDrop = 0.12;   ///< of a queue's discharge
    double warmUp_s = 3600.0;     ///< at the first demand, before the first interval
};

/// What a link was like over one interval, on average. Nobody measures this.
struct LinkTruth {
    float density_vpm = 0.0F;
    float flow_vps = 0.0F;
    float speed_mps = 0.0F;
};

class SimulatedCity final : public SensorFeed {
public:
    /// Stations that stand on no link are left out. Intervals last five minutes.
    /// Ensures: equal network and settings give equal frames.
    /// Errors: InvalidInput if the period is empty, if no station stands on a link, or as Simulation::build.
    [[nodiscard]] static Result<std::unique_ptr<SimulatedCity>> build(const RoadNetwork& network,
                                                                      const SimulatedCitySettings& settings);

    [[nodiscard]] const std::vector<Station>& stations() const override { return m_stations; }
    [[nodiscard]] const TimeAxis& axis() const override { return m_axis; }
    bool next(ObservationFrame& frame) override;

    /// [links] of the last interval.
    [[nodiscard]] std::span<const LinkTruth> truth() const { return m_truth; }
    /// The traffic behind the readings, as of the end of the last interval.
    [[nodiscard]] const Simulation& simulation() const { return m_simulation; }
    /// What happens on the roads, the scenario's and the city's own.
    [[nodiscard]] std::span<const Event> roadEvents() const { return m_happenings; }
    /// The faults of the city's own detectors, for a SensorFaultFeed; next() does not apply them.
    [[nodiscard]] const std::vector<Event>& detectorFaults() const { return m_detectorFaults; }
    /// Which station of the network each of stations() is.
    [[nodiscard]] std::span<const StationIndex> placed() const { return m_placed; }

private:
    struct Detector {
        DetectorIndex index;
        double countBias = 1.0;
        double effectiveLength_m = 7.0;
        double speedBias = 1.0;
    };

    SimulatedCity(Simulation simulation, const SimulatedCitySettings& settings, std::vector<Event> happenings);
    void addDetectors(const RoadNetwork& network);
    void advance(double duration_s);
    void prepare(Tick tick);
    [[nodiscard]] Observation read(std::size_t station);
    void recordTruth();

    SimulatedCitySettings m_settings;
    TimeAxis m_axis;
    Tick m_next = 0;
    Tick m_ticks = 0;
    Simulation m_simulation;
    CityDemand m_demand;
    std::vector<Event> m_happenings;
    RoadEvents m_events;
    std::vector<LinkControl> m_controls; ///< as set
    std::vector<Event> m_detectorFaults;
    std::vector<Station> m_stations;
    std::vector<StationIndex> m_placed;
    std::vector<Detector> m_detectors;
    std::vector<LinkTruth> m_truth;
    RandomStream m_noise;
};

/// A simulated city with its broken detectors and the scenario's events of the readings in front of it.
struct CityFeed {
    std::unique_ptr<SensorFeed> feed;    ///< a SensorFaultFeed
    const SimulatedCity* city = nullptr; ///< behind it; lives as long
};

/// Opens the feed of a scenario whose feed is a simulated city.
/// Requires: the scenario was settled on the network. Errors: as SimulatedCity::build.
[[nodiscard]] Result<CityFeed> openCityFeed(const RoadNetwork& network, const Scenario& scenario,
                                            const LocalClock& clock);

} // namespace twin
