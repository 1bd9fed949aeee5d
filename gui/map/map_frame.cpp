// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/map/map_frame.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <QCoreApplication>

namespace gui {

namespace {

constexpr float kNone = std::numeric_limits<float>::quiet_NaN();
constexpr double kMetresPerMile = 1609.344;

QString tr(const char* text) { return QCoreApplication::translate("MapFrame", text); }

/// The states that a quantity is read from: those of now or those expected.
const mlops::LinkStates* statesFor(const mlops::TwinSnapshot& snapshot, const MapRequest& request)
{
    if (request.quantity != MapQuantity::Forecast) {
        return snapshot.links.empty() ? nullptr : &snapshot.links;
    }
    // Not asked whether they are empty(): of what is expected only the speeds are kept.
    return request.horizon < snapshot.ahead.size() ? &snapshot.ahead[request.horizon] : nullptr;
}

float stateValue(const mlops::LinkStates& states, std::size_t i, const twin::Link& link, const MapRequest& request)
{
    const bool isUs = request.units == UnitSystem::UsCustomary;
    const double lanes = std::max(link.lanes, 1);
    double value = std::numeric_limits<double>::quiet_NaN();
    switch (request.quantity) {
    case MapQuantity::SpeedRatio:
    case MapQuantity::Forecast:
        value = 100.0 * static_cast<double>(states.speed_mps[i]) / link.freeSpeed_mps;
        break;
    case MapQuantity::Speed:
        value = static_cast<double>(states.speed_mps[i]) * 3600.0 / (isUs ? kMetresPerMile : 1000.0);
        break;
    case MapQuantity::FlowPerLane:
        value = static_cast<double>(states.flow_vps[i]) * 3600.0 / lanes;
        break;
    case MapQuantity::DensityPerLane:
        value = static_cast<double>(states.density_vpm[i]) * (isUs ? kMetresPerMile : 1000.0) / lanes;
        break;
    case MapQuantity::Uncertainty:
        value = states.spread.empty() ? value : 100.0 * static_cast<double>(states.spread[i]);
        break;
    case MapQuantity::ForecastError:
    case MapQuantity::DetectorHealth:
        break;
    }
    return static_cast<float>(value);
}

StationLook lookOf(const mlops::TwinSnapshot& snapshot, std::size_t station)
{
    if (station < snapshot.health.size() && snapshot.health[station] != 0) {
        return StationLook::Faulty;
    }
    if (station >= snapshot.quality.size()) {
        return StationLook::Missing;
    }
    switch (snapshot.quality[station]) {
    case twin::Quality::Observed:
        return StationLook::Observed;
    case twin::Quality::Imputed:
        return StationLook::Imputed;
    case twin::Quality::Missing:
        return StationLook::Missing;
    }
    return StationLook::Missing;
}

/// What one detector says where the network's state is not estimated.
float readingValue(const mlops::TwinSnapshot& snapshot, std::size_t station, const twin::Link& link,
                   const MapRequest& request)
{
    if (station >= snapshot.readings.size()) {
        return kNone;
    }
    const twin::Observation& reading = snapshot.readings[station];
    const double speed = static_cast<double>(reading.speed_mps);
    const double lanes = std::max(link.lanes, 1);
    const bool isUs = request.units == UnitSystem::UsCustomary;
    switch (request.quantity) {
    case MapQuantity::SpeedRatio:
        return static_cast<float>(100.0 * speed / link.freeSpeed_mps);
    case MapQuantity::Speed:
        return static_cast<float>(speed * 3600.0 / (isUs ? kMetresPerMile : 1000.0));
    case MapQuantity::FlowPerLane:
        return static_cast<float>(static_cast<double>(reading.flow_veh) * 3600.0 / request.interval_s / lanes);
    case MapQuantity::DensityPerLane:
        return static_cast<float>(static_cast<double>(reading.flow_veh) / request.interval_s / speed / lanes *
                                  (isUs ? kMetresPerMile : 1000.0));
    default:
        return kNone;
    }
}

/// In vehicles an interval. Two cars too many on an empty road at night are no error of 200 per cent.
constexpr float kLeastFlow = 10.0F;

float errorValue(const mlops::TwinSnapshot& snapshot, std::size_t station, const MapRequest& request)
{
    const std::size_t stations = snapshot.flows.size();
    if (request.before == nullptr || station >= stations ||
        request.before->forecast.size() < (request.horizon + 1) * stations) {
        return kNone;
    }
    const float forecast = request.before->forecast[request.horizon * stations + station];
    return 100.0F * std::abs(forecast - snapshot.flows[station]) / std::max(snapshot.flows[station], kLeastFlow);
}

float healthValue(StationLook look)
{
    switch (look) {
    case StationLook::Faulty:
        return 0.0F;
    case StationLook::Missing:
        return 1.0F;
    case StationLook::Imputed:
        return 2.0F;
    case StationLook::Observed:
        return 3.0F;
    case StationLook::Unsensed:
        return kNone;
    }
    return kNone;
}

Known knownOf(StationLook look)
{
    return look == StationLook::Observed  ? Known::Observed
           : look == StationLook::Imputed ? Known::Imputed
                                          : Known::Estimated;
}

/// The better known of several stations on one link decides; a fault is shown however well its neighbour does.
void addStation(MapFrame& frame, std::size_t link, float value, StationLook look, bool hasStates)
{
    const bool isOfDetectors =
        frame.classes.quantity == MapQuantity::ForecastError || frame.classes.quantity == MapQuantity::DetectorHealth;
    if (isOfDetectors || !hasStates) {
        const bool isWorse = frame.classes.quantity == MapQuantity::DetectorHealth ? value < frame.values[link]
                                                                                   : value > frame.values[link];
        if (std::isnan(frame.values[link]) || isWorse) {
            frame.values[link] = value;
        }
    }
    if (!std::isnan(frame.values[link])) {
        frame.known[link] = std::max(frame.known[link], knownOf(look));
    }
}

} // namespace

StationMatch matchStations(const twin::RoadNetwork& network, std::span<const twin::Station> feed)
{
    StationMatch match;
    match.reserve(feed.size());
    for (const twin::Station& station : feed) {
        match.push_back(network.stationNamed(station.id));
    }
    return match;
}

MapFrame frameOf(const twin::RoadNetwork& network, const StationMatch& match, const mlops::TwinSnapshot& snapshot,
                 const MapRequest& request)
{
    const auto links = network.links();
    MapFrame frame{.classes = classesOf(request.quantity, request.units)};
    frame.values.assign(links.size(), kNone);
    frame.known.assign(links.size(), Known::Nothing);
    frame.stations.assign(network.stations().size(), StationLook::Unsensed);
    const mlops::LinkStates* states = statesFor(snapshot, request);
    if (states != nullptr && states->speed_mps.size() == links.size()) {
        for (std::size_t i = 0; i < links.size(); ++i) {
            frame.values[i] = stateValue(*states, i, links[i], request);
            frame.known[i] = std::isnan(frame.values[i]) ? Known::Nothing : Known::Estimated;
        }
    }
    for (std::size_t n = 0; n < match.size(); ++n) {
        if (!match[n]) {
            continue;
        }
        const StationLook look = lookOf(snapshot, n);
        frame.stations[match[n]->value] = look;
        const auto link = network.station(*match[n]).link;
        if (link) {
            const float value = request.quantity == MapQuantity::DetectorHealth ? healthValue(look)
                                : request.quantity == MapQuantity::ForecastError
                                    ? errorValue(snapshot, n, request)
                                    : readingValue(snapshot, n, network.link(*link), request);
            addStation(frame, link->value, value, look, states != nullptr);
        }
    }
    return frame;
}

MapFrame differenceOf(const MapFrame& base, const MapFrame& other, UnitSystem units)
{
    MapFrame frame = other;
    for (std::size_t i = 0; i < frame.values.size() && i < base.values.size(); ++i) {
        frame.values[i] = other.values[i] - base.values[i];
        frame.known[i] = std::isnan(frame.values[i]) ? Known::Nothing : std::min(base.known[i], other.known[i]);
    }
    frame.classes = differenceClasses(other.classes.quantity, units, frame.values);
    return frame;
}

QString nameOf(Known known)
{
    switch (known) {
    case Known::Nothing:
        return tr("nothing known");
    case Known::Estimated:
        return tr("estimated, no detector");
    case Known::Imputed:
        return tr("imputed");
    case Known::Observed:
        return tr("observed");
    }
    return {};
}

QString nameOf(StationLook look)
{
    switch (look) {
    case StationLook::Observed:
        return tr("observed");
    case StationLook::Imputed:
        return tr("imputed");
    case StationLook::Missing:
        return tr("no reading");
    case StationLook::Faulty:
        return tr("faulty detector");
    case StationLook::Unsensed:
        return tr("not in this data");
    }
    return {};
}

} // namespace gui
