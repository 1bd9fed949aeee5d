// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/sensing/city_events.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "twin/core/random.h"

namespace twin {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

minutes minutesBetween(double least, double most, RandomStream& random)
{
    return minutes(static_cast<int>(least + (most - least) * random.uniform()));
}

void addRain(const SimulatedCitySettings& settings, std::vector<Event>& events)
{
    RandomStream random(settings.seed, "city-rain");
    for (UtcTime day = settings.start; day < settings.end; day += days(1)) {
        const bool isWet = random.uniform() < settings.wetDays;
        const UtcTime from = day + minutesBetween(0.0, 20.0 * 60.0, random);
        const UtcTime to = from + minutesBetween(90.0, 420.0, random);
        constexpr std::array kKinds{WeatherKind::LightRain, WeatherKind::Rain, WeatherKind::HeavyRain};
        const WeatherKind kind = kKinds[random.below(kKinds.size())];
        if (isWet) {
            events.push_back({from, to, "it rains", Weather{kind}});
        }
    }
}

/// A freeway link, the longer the likelier.
const Link& drawLink(std::span<const Link> links, RandomStream& random)
{
    double total = 0.0;
    for (const Link& link : links) {
        total += link.kind == LinkKind::Freeway ? link.length_m : 0.0;
    }
    double left = total * random.uniform();
    const Link* drawn = &links.front();
    for (const Link& link : links) {
        if (link.kind == LinkKind::Freeway && left > 0.0) {
            drawn = &link;
            left -= link.length_m;
        }
    }
    return *drawn;
}

void addIncidents(const RoadNetwork& network, const SimulatedCitySettings& settings, std::vector<Event>& events)
{
    RandomStream random(settings.seed, "city-incidents");
    for (UtcTime day = settings.start; day < settings.end; day += days(1)) {
        const std::uint64_t count = random.poisson(settings.incidentsPerDay);
        for (std::uint64_t i = 0; i < count; ++i) {
            const Link& link = drawLink(network.links(), random);
            // Most between six in the morning and nine in the evening, when most people drive.
            const UtcTime from = day + minutesBetween(6.0 * 60.0, 21.0 * 60.0, random);
            const double median_min = 30.0;
            const double lasts_min = std::clamp(median_min * std::exp(0.5 * random.normal()), 10.0, 120.0);
            const double kind = random.uniform();
            const int blocked = std::min(kind < 0.62 ? 0 : kind < 0.95 ? 1 : 2, link.lanes - 1);
            events.push_back({from, from + minutes(static_cast<int>(lasts_min)), "something happens",
                              Incident{{.links = {link.id}}, blocked}});
        }
    }
}

} // namespace

std::vector<Event> randomHappenings(const RoadNetwork& network, const SimulatedCitySettings& settings)
{
    std::vector<Event> events;
    addRain(settings, events);
    addIncidents(network, settings, events);
    std::ranges::stable_sort(events, {}, &Event::from);
    return events;
}

std::vector<Event> randomDetectorFaults(std::span<const Station> stations, const SimulatedCitySettings& settings)
{
    RandomStream random(settings.seed, "city-detectors-broken");
    const auto period = std::chrono::duration_cast<minutes>(settings.end - settings.start).count();
    std::vector<Event> events;
    for (const Station& station : stations) {
        const bool isBroken = random.uniform() < settings.brokenStations;
        const UtcTime from = settings.start + minutesBetween(0.0, static_cast<double>(period), random);
        const UtcTime to = from + minutesBetween(6.0 * 60.0, 72.0 * 60.0, random);
        constexpr std::array kKinds{SensorFaultKind::Stuck, SensorFaultKind::Zero, SensorFaultKind::DropOut,
                                    SensorFaultKind::DropOut};
        const SensorFaultKind kind = kKinds[random.below(kKinds.size())];
        if (isBroken) {
            events.push_back({from, to, "a detector is broken", SensorFault{{.stations = {station.id}}, kind, 1.0}});
        }
    }
    return events;
}

} // namespace twin
