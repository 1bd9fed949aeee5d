// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/experiment/station_line.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <utility>

#include "twin/core/text.h"

namespace mlops {

namespace {

using twin::concat;
using twin::ErrorCode;
using twin::fail;
using twin::Result;

constexpr double kLeastGap_m = 240.0; ///< two halves of a link of two cells at 4 s and 30 m/s
constexpr double kBeyond_m = 300.0;   ///< of road before the first and after the last station
constexpr int kUsualLanes = 4;
constexpr twin::GeoPoint kOrigin{.lat_deg = 37.33, .lon_deg = -121.89}; ///< anywhere: only distances count

Result<std::vector<std::size_t>> findStations(const twin::Measurements& measurements, const StationLine& line)
{
    std::vector<std::size_t> found;
    for (const std::string& id : line.stations) {
        const auto station = std::find_if(measurements.stations.begin(), measurements.stations.end(),
                                          [&](const twin::Station& each) { return each.id == id; });
        if (station == measurements.stations.end()) {
            return fail(ErrorCode::InvalidInput, concat("station ", id, " is not in the files: expected one of their ",
                                                        measurements.stations.size(), " stations"));
        }
        found.push_back(static_cast<std::size_t>(station - measurements.stations.begin()));
    }
    return found;
}

Result<void> check(const StationLine& line)
{
    if (line.stations.size() < 3 || line.stations.size() != line.positions_m.size()) {
        return fail(ErrorCode::InvalidInput,
                    concat("a line of ", line.stations.size(), " stations and ", line.positions_m.size(),
                           " positions: expected at least three stations and a position for each"));
    }
    for (std::size_t i = 1; i < line.positions_m.size(); ++i) {
        if (!(line.positions_m[i] - line.positions_m[i - 1] >= kLeastGap_m)) {
            return fail(ErrorCode::InvalidInput,
                        concat("station ", line.stations[i], " at ", line.positions_m[i], " m: expected at least ",
                               kLeastGap_m, " m beyond the one before it, at ", line.positions_m[i - 1], " m"));
        }
    }
    return {};
}

twin::RoadNetworkParts partsOf(const twin::Measurements& measurements, const StationLine& line,
                               const std::vector<std::size_t>& stations)
{
    const twin::LocalPlane plane(kOrigin);
    const auto at = [&](double along_m) { return plane.toEarth({.x_m = 0.0, .y_m = along_m}); };
    twin::RoadNetworkParts parts{.name = "line of stations"};
    std::vector<double> cuts_m{line.positions_m.front() - kBeyond_m};
    for (std::size_t i = 1; i < line.positions_m.size(); ++i) {
        cuts_m.push_back((line.positions_m[i - 1] + line.positions_m[i]) / 2.0);
    }
    cuts_m.push_back(line.positions_m.back() + kBeyond_m);
    for (std::size_t i = 0; i < cuts_m.size(); ++i) {
        parts.nodes.push_back({.id = concat("n", i), .at = at(cuts_m[i])});
    }
    for (std::size_t i = 0; i < stations.size(); ++i) {
        const twin::Station& station = measurements.stations[stations[i]];
        const int lanes = station.lanes > 0 ? station.lanes : kUsualLanes;
        parts.links.push_back({.id = concat("at ", station.id),
                               .name = "line",
                               .from = twin::NodeIndex(i),
                               .to = twin::NodeIndex(i + 1),
                               .kind = twin::LinkKind::Freeway,
                               .freeway = station.freeway,
                               .direction = station.direction,
                               .lanes = lanes,
                               .length_m = cuts_m[i + 1] - cuts_m[i],
                               .freeSpeed_mps = line.freeSpeed_mps,
                               .capacity_vps = lanes * line.capacity_vphpl / 3600.0,
                               .jamDensity_vpm = lanes * line.jamDensity_vpkmpl / 1000.0,
                               .shape = {parts.nodes[i].at, parts.nodes[i + 1].at}});
        parts.stations.push_back({.station = station, .at = at(line.positions_m[i])});
    }
    return parts;
}

/// Days since some midnight, in the measurements' own zone.
std::int64_t dayOf(const twin::TimeAxis& axis, twin::Tick tick)
{
    const twin::UtcTime time = axis.at(tick);
    return std::chrono::floor<std::chrono::days>(time + axis.clock().offsetAt(time)).time_since_epoch().count();
}

} // namespace

Result<twin::EstimationCase> layStationLine(const twin::Measurements& measurements, const StationLine& line)
{
    if (const auto checked = check(line); !checked) {
        return tl::unexpected(checked.error());
    }
    const auto stations = findStations(measurements, line);
    if (!stations) {
        return tl::unexpected(stations.error());
    }
    auto network = twin::RoadNetwork::build(partsOf(measurements, line, *stations));
    if (!network) {
        return tl::unexpected(network.error());
    }
    twin::EstimationCase made;
    made.network = std::make_shared<const twin::RoadNetwork>(std::move(*network));
    std::int64_t lastDay = 0;
    for (std::size_t tick = 0; tick < measurements.ticks(); ++tick) {
        twin::ObservationFrame frame;
        bool isObserved = false;
        for (const std::size_t station : *stations) {
            frame.readings.push_back(measurements.at(tick, station));
            isObserved = isObserved || frame.readings.back().quality() == twin::Quality::Observed;
        }
        if (isObserved) {
            frame.tick = static_cast<twin::Tick>(made.frames.size());
            made.frames.push_back(std::move(frame));
            const std::int64_t day = dayOf(measurements.axis, static_cast<twin::Tick>(tick));
            made.days.push_back(made.days.empty() ? 0 : made.days.back() + (day != lastDay ? 1 : 0));
            lastDay = day;
        }
    }
    made.truth.resize(made.frames.size());
    return made;
}

} // namespace mlops
