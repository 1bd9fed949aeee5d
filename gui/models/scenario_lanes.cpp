// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/scenario_lanes.h"

#include <algorithm>
#include <numeric>

#include <QCoreApplication>

namespace gui {

namespace {

/// Of each kind of action, in the order of twin::Action.
constexpr std::array<EventLane, std::variant_size_v<twin::Action>> kLanes{
    EventLane::Closures, EventLane::Closures,  EventLane::Capacity, EventLane::Capacity,
    EventLane::Capacity, EventLane::Capacity,  EventLane::Demand,   EventLane::Demand,
    EventLane::Weather,  EventLane::Incidents, EventLane::Sensors,  EventLane::Drift};

} // namespace

EventLane laneOf(const twin::Action& action) { return kLanes[action.index()]; }

QString nameOf(EventLane lane)
{
    constexpr std::array<const char*, kEventLanes> kNames{
        QT_TRANSLATE_NOOP("Scenario", "Closures"),  QT_TRANSLATE_NOOP("Scenario", "Capacity"),
        QT_TRANSLATE_NOOP("Scenario", "Demand"),    QT_TRANSLATE_NOOP("Scenario", "Weather"),
        QT_TRANSLATE_NOOP("Scenario", "Incidents"), QT_TRANSLATE_NOOP("Scenario", "Sensors"),
        QT_TRANSLATE_NOOP("Scenario", "Drift")};
    return QCoreApplication::translate("Scenario", kNames[static_cast<std::size_t>(lane)]);
}

std::size_t firstKindOf(EventLane lane)
{
    return static_cast<std::size_t>(std::ranges::find(kLanes, lane) - kLanes.begin());
}

int EventLayout::rowsInAll() const { return std::accumulate(rows.begin(), rows.end(), 0); }

int EventLayout::rowsAbove(EventLane lane) const
{
    return std::accumulate(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(lane), 0);
}

EventLayout layoutOf(const std::vector<twin::Event>& events)
{
    EventLayout layout;
    layout.rows.fill(1);
    // Earlier events first, so that each finds the highest row that is free by then.
    std::vector<std::size_t> order(events.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return events[i].from; });
    layout.bars.resize(events.size());
    std::array<std::vector<twin::UtcTime>, kEventLanes> busyUntil;
    for (const std::size_t i : order) {
        const EventLane lane = laneOf(events[i].action);
        auto& ends = busyUntil[static_cast<std::size_t>(lane)];
        auto free = std::ranges::find_if(ends, [&](twin::UtcTime end) { return end <= events[i].from; });
        if (free == ends.end()) {
            free = ends.insert(ends.end(), twin::UtcTime{});
        }
        *free = std::max(events[i].to, events[i].from + std::chrono::seconds(1));
        layout.bars[i] = {i, lane, static_cast<int>(free - ends.begin())};
        auto& rows = layout.rows[static_cast<std::size_t>(lane)];
        rows = std::max(rows, static_cast<int>(ends.size()));
    }
    return layout;
}

} // namespace gui
