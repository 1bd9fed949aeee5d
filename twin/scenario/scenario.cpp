// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/scenario/scenario.h"

#include <algorithm>
#include <array>

#include "twin/core/assert.h"

namespace twin {

namespace {

template <typename PlacePointer, typename SomeAction>
PlacePointer placeWithin(SomeAction& action)
{
    return std::visit(
        [](auto& each) -> PlacePointer {
            if constexpr (requires { each.where; }) {
                return &each.where;
            } else {
                return nullptr;
            }
        },
        action);
}

} // namespace

const Place* placeOf(const Action& action) { return placeWithin<const Place*>(action); }

Place* placeOf(Action& action) { return placeWithin<Place*>(action); }

bool isOfReadings(const Action& action)
{
    return std::holds_alternative<SensorFault>(action) || std::holds_alternative<InducedDrift>(action);
}

bool isEverywhere(const Place& place) { return place == Place{}; }

std::string_view titleOf(const Action& action)
{
    constexpr std::array<std::string_view, std::variant_size_v<Action>> kTitles{
        "lane closure",  "link closure", "capacity change", "free speed change", "speed limit",  "ramp metering",
        "demand change", "demand surge", "weather",         "incident",          "sensor fault", "induced drift"};
    return kTitles[action.index()];
}

RoadFactors factorsOf(WeatherKind kind)
{
    switch (kind) {
    case WeatherKind::LightRain:
        return {.capacity = 0.98, .freeSpeed = 0.97};
    case WeatherKind::Rain:
        return {.capacity = 0.93, .freeSpeed = 0.93};
    case WeatherKind::HeavyRain:
        return {.capacity = 0.86, .freeSpeed = 0.92};
    case WeatherKind::Fog:
        return {.capacity = 0.90, .freeSpeed = 0.94};
    case WeatherKind::DenseFog:
        return {.capacity = 0.88, .freeSpeed = 0.92};
    }
    return {};
}

double capacityLeftAtIncident(int lanes, int lanesBlocked)
{
    TWIN_ASSERT(lanes >= 1 && lanesBlocked >= 0, "an incident stands on a road");
    constexpr int kWidest = 8;
    // [lanes - 2][blocked]; beyond the third blocked lane the table ends, and what is left shrinks evenly to nothing.
    constexpr std::array<std::array<double, 4>, kWidest - 1> kLeft{{{0.81, 0.35, 0.00, 0.00},
                                                                    {0.83, 0.49, 0.17, 0.00},
                                                                    {0.85, 0.58, 0.25, 0.13},
                                                                    {0.87, 0.65, 0.40, 0.20},
                                                                    {0.89, 0.71, 0.50, 0.26},
                                                                    {0.91, 0.75, 0.57, 0.36},
                                                                    {0.93, 0.78, 0.63, 0.41}}};
    if (lanesBlocked >= lanes) {
        return 0.0;
    }
    const auto& row = kLeft[static_cast<std::size_t>(std::clamp(lanes, 2, kWidest) - 2)];
    if (lanesBlocked < 4) {
        return row[static_cast<std::size_t>(lanesBlocked)];
    }
    return row[3] * static_cast<double>(lanes - lanesBlocked) / static_cast<double>(lanes - 3);
}

double onsetShare(const Event& event, Onset onset, UtcTime time)
{
    TWIN_ASSERT(event.isOnAt(time), "an event that is not on has not set in");
    if (onset == Onset::Sudden) {
        return 1.0;
    }
    return static_cast<double>((time - event.from).count()) / static_cast<double>((event.to - event.from).count());
}

} // namespace twin
