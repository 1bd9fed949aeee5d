// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/scenario_marks.h"

#include <QCoreApplication>

#include "gui/models/event_fields.h"
#include "gui/models/scenario_edits.h"
#include "gui/models/scenario_lanes.h"
#include "twin/scenario/scenario_places.h"

namespace gui {

namespace {

bool isOfDemand(const twin::Action& action) { return laneOf(action) == EventLane::Demand; }

bool isEverywhere(const twin::Action& action)
{
    const twin::Place* place = twin::placeOf(action);
    return place == nullptr || twin::isEverywhere(*place);
}

QRectF circleOf(const twin::Vicinity& vicinity, const twin::RoadNetwork& network)
{
    const twin::PlanePoint at = network.plane().toPlane(vicinity.at);
    const double radius = vicinity.radius_m;
    return {at.x_m - radius, -at.y_m - radius, 2.0 * radius, 2.0 * radius};
}

void addPlace(MapEvent& mark, const twin::Event& event, const twin::RoadNetwork& network)
{
    const twin::Place& place = *twin::placeOf(event.action);
    if (place.near) {
        mark.circle = circleOf(*place.near, network);
    }
    if (twin::isOfReadings(event.action)) {
        for (const twin::StationIndex station : twin::stationsAt(place, network)) {
            mark.stations.push_back(station.value);
        }
    } else if (!(isOfDemand(event.action) && place.near)) { // demand enters at origins, not on all roads of a circle
        for (const twin::LinkIndex link : twin::linksAt(place, network)) {
            mark.links.push_back(link.value);
        }
    }
}

} // namespace

MapEvents mapEventsOf(const twin::Scenario& scenario, const twin::RoadNetwork& network,
                      std::optional<std::size_t> chosen)
{
    MapEvents marks;
    for (std::size_t i = 0; i < scenario.events.size(); ++i) {
        const twin::Event& event = scenario.events[i];
        if (isEverywhere(event.action)) {
            continue;
        }
        MapEvent mark{.category = static_cast<int>(laneOf(event.action)), .isChosen = chosen == i};
        addPlace(mark, event, network);
        const QString values = valuesText(event.action);
        mark.tag =
            values.isEmpty() ? kindText(event.action) : kindText(event.action) + QStringLiteral(" \u00b7 ") + values;
        marks.events.push_back(std::move(mark));
    }
    return marks;
}

QString everywhereText(const twin::Scenario& scenario)
{
    QStringList names;
    for (const twin::Event& event : scenario.events) {
        if (isEverywhere(event.action)) {
            const QString values = valuesText(event.action);
            names << (std::holds_alternative<twin::Weather>(event.action) ? values : kindText(event.action).toLower());
        }
    }
    if (names.isEmpty()) {
        return {};
    }
    const QString first = names.front();
    return names.size() == 1
               ? QCoreApplication::translate("Scenario", "Everywhere: %1").arg(first)
               : QCoreApplication::translate("Scenario", "Everywhere: %1 and %2 more").arg(first).arg(names.size() - 1);
}

} // namespace gui
