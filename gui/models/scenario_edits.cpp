// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/scenario_edits.h"

#include <algorithm>

#include <QCoreApplication>

#include "gui/bridge/qt_text.h"
#include "gui/models/event_fields.h"
#include "twin/core/quantity.h"

namespace gui {

namespace {

using twin::Action;
using twin::Place;

constexpr std::chrono::hours kUsualLength{1};
constexpr double kAround_m = 3000.0; ///< of a link: the on-ramps that feed it
constexpr double kVpsOfVph = 1.0 / 3600.0;

QString tr(const char* text) { return QCoreApplication::translate("Scenario", text); }

const std::array<Action, kActionKinds>& usualActions()
{
    static const std::array<Action, kActionKinds> kUsual{
        twin::LaneClosure{.where = {}, .lanes = 1},
        twin::LinkClosure{},
        twin::CapacityFactor{.where = {}, .factor = 0.7},
        twin::FreeSpeedFactor{.where = {}, .factor = 0.8},
        twin::SpeedLimit{.where = {}, .limit_mps = 45.0 * twin::kMetresPerSecondPerMph},
        twin::RampMetering{.where = {}, .rate_vps = 600.0 * kVpsOfVph},
        twin::DemandFactor{.where = {}, .factor = 1.3},
        twin::DemandSurge{.where = {}, .extra_vps = 400.0 * kVpsOfVph},
        twin::Weather{.kind = twin::WeatherKind::Rain},
        twin::Incident{.where = {}, .lanesBlocked = 1},
        twin::SensorFault{.where = {}, .kind = twin::SensorFaultKind::Stuck},
        twin::InducedDrift{.where = {}, .kind = twin::InducedDriftKind::Scale, .amount = 1.7}};
    return kUsual;
}

QString routeText(int freeway, char direction, const twin::RoadNetwork* network)
{
    if (network != nullptr) {
        for (const twin::Corridor& corridor : network->corridors()) {
            if (corridor.freeway == freeway && corridor.direction == direction) {
                return qtText(corridor.name);
            }
        }
    }
    const QString way = direction == ' ' ? QString() : QLatin1Char(' ') + QString(QLatin1Char(direction));
    return freeway == 0 ? tr("all %1").arg(QLatin1Char(direction)) : tr("route %1%2").arg(freeway).arg(way);
}

QString linksText(const std::vector<std::string>& links, const twin::RoadNetwork* network)
{
    if (links.size() > 1) {
        return tr("%1 roads").arg(links.size());
    }
    const auto known = network != nullptr ? network->linkNamed(links.front()) : std::nullopt;
    const QString id = tr("link %1").arg(qtText(links.front()));
    if (!known || network->link(*known).freeway == 0) {
        return id;
    }
    const twin::Link& link = network->link(*known);
    return routeText(link.freeway, link.direction, network) + QStringLiteral(", ") + id;
}

twin::Vicinity around(const twin::RoadNetwork& network, twin::LinkIndex link)
{
    const auto& shape = network.link(link).shape;
    return {.at = shape[shape.size() / 2], .radius_m = kAround_m};
}

void addLinkChoices(const twin::RoadNetwork& network, twin::LinkIndex index, std::vector<MapChoice>& choices)
{
    const twin::Link& link = network.link(index);
    const Place here{.links = {link.id}};
    const auto add = [&](const QString& title, Action action, const Place& where) {
        *twin::placeOf(action) = where;
        choices.push_back({title, std::move(action)});
    };
    if (link.lanes > 1) {
        add(tr("Close a lane here"), twin::LaneClosure{}, here);
    }
    add(tr("Close the road here"), twin::LinkClosure{}, here);
    add(tr("Incident here"), twin::Incident{}, here);
    add(tr("Less capacity here"), usualActions()[2], here);
    add(tr("Speed limit here"), usualActions()[4], here);
    if (link.kind == twin::LinkKind::OnRamp) {
        add(tr("Meter this ramp"), usualActions()[5], here);
    }
    add(tr("More demand around here (3 km)"), usualActions()[6], Place{.near = around(network, index)});
    if (link.freeway != 0) {
        add(tr("Less capacity along %1").arg(routeText(link.freeway, link.direction, &network)), usualActions()[2],
            Place{.freeway = link.freeway, .direction = link.direction});
    }
}

void addStationChoices(const twin::PlacedStation& station, std::vector<MapChoice>& choices)
{
    const Place here{.stations = {station.station.id}};
    const QString id = qtText(station.station.id);
    choices.push_back({tr("Sensor fault at station %1").arg(id), twin::SensorFault{.where = here}});
    twin::InducedDrift drift = std::get<twin::InducedDrift>(usualActions()[11]);
    drift.where = here;
    choices.push_back({tr("Induce drift at station %1").arg(id), drift});
}

} // namespace

twin::UtcTime snapped(twin::UtcTime time)
{
    const auto since = time.time_since_epoch() + kEditStep / 2;
    return twin::UtcTime(since - since % kEditStep);
}

twin::Event dragged(const twin::Event& event, EventGrip grip, std::chrono::seconds by, const twin::Scenario& within)
{
    twin::Event moved = event;
    if (grip == EventGrip::Whole) {
        const auto length = event.to - event.from;
        const twin::UtcTime last = std::max(within.start, within.end - length);
        moved.from = std::clamp(snapped(event.from + by), within.start, last);
        moved.to = moved.from + length;
    } else if (grip == EventGrip::Start) {
        const twin::UtcTime first = std::min(within.start, event.from);
        moved.from = std::clamp(snapped(event.from + by), first, std::max(first, event.to - kEditStep));
    } else {
        const twin::UtcTime last = std::max(within.end, event.to);
        moved.to = std::clamp(snapped(event.to + by), std::min(event.from + kEditStep, last), last);
    }
    return moved;
}

Action usualAction(std::size_t kind) { return usualActions()[kind]; }

Action withKind(const Action& action, std::size_t kind)
{
    Action other = usualAction(kind);
    if (const Place* from = twin::placeOf(action)) {
        if (Place* to = twin::placeOf(other)) {
            *to = *from;
        }
    }
    return other;
}

twin::Event newEvent(Action action, twin::UtcTime from, const twin::Scenario& within)
{
    const auto length = std::min<std::chrono::seconds>(kUsualLength, within.end - within.start);
    const twin::UtcTime first = std::clamp(snapped(from), within.start, std::max(within.start, within.end - length));
    return {.from = first, .to = first + length, .note = {}, .action = std::move(action)};
}

twin::Scenario newScenario(const twin::Scenario& like)
{
    twin::Scenario fresh;
    fresh.name = "my-scenario";
    fresh.story = "Nothing happens yet.";
    fresh.network = like.network;
    fresh.zone = like.zone;
    fresh.start = like.start;
    fresh.end = like.start + std::chrono::days(1);
    return fresh;
}

std::vector<MapChoice> choicesAt(const twin::RoadNetwork& network, const MapTarget& target)
{
    std::vector<MapChoice> choices;
    if (const auto* link = std::get_if<twin::LinkIndex>(&target)) {
        addLinkChoices(network, *link, choices);
    } else if (const auto* station = std::get_if<twin::StationIndex>(&target)) {
        const twin::PlacedStation& placed = network.station(*station);
        addStationChoices(placed, choices);
        if (placed.link) {
            addLinkChoices(network, *placed.link, choices);
        }
    }
    return choices;
}

QString kindText(const Action& action)
{
    QString text = qtText(twin::titleOf(action));
    text[0] = text[0].toUpper();
    return text;
}

QString placeText(const Place& place, const twin::RoadNetwork* network)
{
    QStringList parts;
    if (!place.links.empty()) {
        parts << linksText(place.links, network);
    }
    if (!place.stations.empty()) {
        parts << (place.stations.size() == 1 ? tr("station %1").arg(qtText(place.stations.front()))
                                             : tr("%1 stations").arg(place.stations.size()));
    }
    if (place.freeway != 0 || place.direction != ' ') {
        parts << routeText(place.freeway, place.direction, network);
    }
    if (place.near) {
        parts << tr("within %1 km").arg(numberText(place.near->radius_m / 1000.0, 3));
    }
    return parts.isEmpty() ? tr("everywhere") : parts.join(QStringLiteral(", "));
}

QString summaryOf(const twin::Event& event, const twin::RoadNetwork* network)
{
    QStringList parts{kindText(event.action)};
    const QString values = valuesText(event.action);
    if (!values.isEmpty()) {
        parts << values;
    }
    if (const Place* place = twin::placeOf(event.action)) {
        parts << placeText(*place, network);
    }
    return parts.join(QStringLiteral(" \u00b7 "));
}

QString lengthText(std::chrono::seconds length)
{
    const auto minutes = length.count() / 60;
    const auto days = minutes / 1440;
    const auto hours = minutes % 1440 / 60;
    QStringList parts;
    if (days > 0) {
        parts << tr("%1 d").arg(days);
    }
    if (hours > 0) {
        parts << tr("%1 h").arg(hours);
    }
    if (minutes % 60 > 0 || parts.isEmpty()) {
        parts << tr("%1 min").arg(minutes % 60);
    }
    return parts.join(QLatin1Char(' '));
}

} // namespace gui
