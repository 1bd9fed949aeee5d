// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/reading_preview.h"

#include <algorithm>

#include "gui/models/scenario_edits.h"
#include "gui/models/time_text.h"
#include "twin/io/pems_time.h"
#include "twin/scenario/scenario_places.h"
#include "twin/scenario/sensor_faults.h"
#include "twin/sensing/simulated_city.h"

namespace gui {

namespace {

using twin::Result;

constexpr std::chrono::hours kDay{24};

bool isGradual(const twin::Event& event)
{
    const auto* drift = std::get_if<twin::InducedDrift>(&event.action);
    return drift != nullptr && drift->onset == twin::Onset::Gradual;
}

bool overlap(const twin::Event& a, const twin::Event& b) { return a.from < b.to && b.from < a.to; }

/// The scenario with the events of the readings that last while `event` does.
twin::Scenario onlyAround(const twin::Scenario& scenario, std::size_t event)
{
    twin::Scenario part = scenario;
    std::erase_if(part.events, [&](const twin::Event& each) {
        return !twin::isOfReadings(each.action) || !overlap(each, scenario.events[event]);
    });
    return part;
}

float valueOf(const twin::Observation& reading, twin::Signal signal)
{
    return signal == twin::Signal::Flow        ? reading.flow_veh
           : signal == twin::Signal::Occupancy ? reading.occupancy
                                               : reading.speed_mps;
}

} // namespace

twin::UtcTime previewStart(const twin::Event& event)
{
    if (isGradual(event) && event.to - event.from > kDay) {
        return snapped(event.to - kDay);
    }
    return event.to - event.from >= kDay ? event.from : snapped(event.from + (event.to - event.from) / 2 - kDay / 2);
}

Result<TypicalDay> simulateTypicalDay(const twin::RoadNetwork& network, const twin::Scenario& scenario,
                                      twin::UtcTime start, const std::stop_token& stop)
{
    if (scenario.feed.kind != twin::FeedKind::SimulatedCity) {
        return twin::fail(twin::ErrorCode::InvalidInput,
                          "The preview drives the simulated city, and this scenario plays recorded files.");
    }
    const auto clock = twin::localClock(scenario.zone, start, start + kDay);
    if (!clock) {
        return tl::unexpected(clock.error());
    }
    twin::SimulatedCitySettings settings{.seed = scenario.seed, .start = start, .end = start + kDay, .clock = *clock};
    settings.incidentsPerDay = 0.0;
    settings.wetDays = 0.0;
    settings.missingShare = 0.0;
    settings.brokenStations = 0.0;
    auto city = twin::SimulatedCity::build(network, settings);
    if (!city) {
        return tl::unexpected(city.error());
    }
    auto day = std::make_shared<twin::Measurements>();
    day->axis = (*city)->axis();
    day->stations = (*city)->stations();
    twin::ObservationFrame frame;
    while ((*city)->next(frame)) {
        day->readings.insert(day->readings.end(), frame.readings.begin(), frame.readings.end());
        if (stop.stop_requested()) {
            return twin::fail(twin::ErrorCode::Cancelled, "the preview was given up");
        }
    }
    return TypicalDay(std::move(day));
}

Result<ReadingPreview> previewOf(const TypicalDay& day, const twin::RoadNetwork& network,
                                 const twin::Scenario& scenario, std::size_t event, std::size_t station)
{
    const auto settled = twin::settle(onlyAround(scenario, event), network, "scenario");
    if (!settled) {
        return tl::unexpected(settled.error());
    }
    ReadingPreview preview{.together = settled->events.size()};
    if (const auto* drift = std::get_if<twin::InducedDrift>(&scenario.events[event].action)) {
        preview.signal = drift->signal;
    }
    twin::SensorFaultFeed feed(std::make_unique<twin::RecordedFeed>(*day), *settled);
    twin::ObservationFrame frame;
    while (feed.next(frame)) {
        const auto tick = static_cast<std::size_t>(frame.tick);
        preview.time_s.push_back(secondsOf(day->axis.at(frame.tick)));
        preview.usual.push_back(valueOf(day->at(tick, station), preview.signal));
        preview.changed.push_back(valueOf(frame.readings[station], preview.signal));
    }
    return preview;
}

std::vector<std::size_t> previewStations(const TypicalDay& day, const twin::RoadNetwork& network,
                                         const twin::Event& event)
{
    const twin::Place* place = twin::placeOf(event.action);
    std::vector<std::size_t> found;
    for (const twin::StationIndex index : twin::stationsAt(place ? *place : twin::Place{}, network)) {
        const auto at = std::ranges::find(day->stations, network.station(index).station.id, &twin::Station::id);
        if (at != day->stations.end()) {
            found.push_back(static_cast<std::size_t>(at - day->stations.begin()));
        }
    }
    return found;
}

} // namespace gui
