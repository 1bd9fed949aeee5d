// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/made_up_city.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>

#include <gtest/gtest.h>

#include "tests/source_dir.h"
#include "twin/io/gmns_reader.h"
#include "twin/sensing/measurements.h"

namespace gui_test {

namespace {

constexpr double kSide_deg = 0.35;
constexpr int kRoutes[] = {101, 280, 680, 880, 85, 87, 17, 237};

twin::GeoPoint pointOn(std::size_t freeway, std::size_t freeways, double share)
{
    const bool isNorth = freeway % 2 == 0;
    const double lane = (static_cast<double>(freeway / 2) + 0.5) / std::ceil(static_cast<double>(freeways) / 2.0);
    const double bend = 0.06 * std::sin(3.0 * share + static_cast<double>(freeway));
    const double across = kSide_deg * (lane + bend);
    const double along = kSide_deg * share;
    return isNorth ? twin::GeoPoint{37.2 + along * 0.8, -122.1 + across}
                   : twin::GeoPoint{37.2 + across * 0.8, -122.1 + along};
}

void addDirection(twin::RoadNetworkParts& parts, std::size_t freeway, const CitySize& size, bool isForward)
{
    const bool isNorth = freeway % 2 == 0;
    const char direction = isNorth ? (isForward ? 'N' : 'S') : (isForward ? 'E' : 'W');
    const int route = freeway < std::size(kRoutes) ? kRoutes[freeway] : static_cast<int>(300 + freeway);
    const std::size_t firstNode = parts.nodes.size();
    const std::size_t count = size.linksPerDirection;
    const auto at = [&](double place) {
        const double share = place / static_cast<double>(count);
        return pointOn(freeway, size.freeways, isForward ? share : 1.0 - share);
    };
    const std::string prefix = std::to_string(route) + direction;
    for (std::size_t i = 0; i <= count; ++i) {
        parts.nodes.push_back({prefix + "n" + std::to_string(i), "", at(static_cast<double>(i))});
    }
    const twin::LocalPlane plane(twin::GeoPoint{37.34, -121.92});
    for (std::size_t i = 0; i < count; ++i) {
        twin::Link link{.id = prefix + "-" + std::to_string(i), .name = std::to_string(route) + " " + direction};
        link.from = twin::NodeIndex(firstNode + i);
        link.to = twin::NodeIndex(firstNode + i + 1);
        link.kind = twin::LinkKind::Freeway;
        link.freeway = route;
        link.direction = direction;
        link.lanes = 3 + static_cast<int>(freeway % 2);
        for (int part = 0; part <= 4; ++part) {
            link.shape.push_back(at(static_cast<double>(i) + part / 4.0));
        }
        for (std::size_t j = 0; j + 1 < link.shape.size(); ++j) {
            const auto a = plane.toPlane(link.shape[j]);
            const auto b = plane.toPlane(link.shape[j + 1]);
            link.length_m += std::hypot(b.x_m - a.x_m, b.y_m - a.y_m);
        }
        link.freeSpeed_mps = 29.0;
        link.capacity_vps = 0.55 * link.lanes;
        link.jamDensity_vpm = 0.115 * link.lanes;
        const auto stationsBefore = [&](std::size_t links) {
            return std::ceil(static_cast<double>(links) / size.stationEvery);
        };
        if (stationsBefore(i + 1) > stationsBefore(i)) {
            twin::PlacedStation placed{.station = {.id = std::to_string(400000 + parts.stations.size())}};
            placed.station.kind = twin::StationKind::Mainline;
            placed.station.freeway = route;
            placed.station.direction = direction;
            placed.station.lanes = link.lanes;
            placed.name = "Made-up Ave " + std::to_string(i);
            placed.at = at(static_cast<double>(i) + 0.5);
            parts.stations.push_back(placed);
        }
        parts.links.push_back(std::move(link));
    }
}

/// 0 where traffic is free, 1 in the middle of a queue.
double queueAt(std::size_t link, double minutes)
{
    const double wave =
        std::sin(static_cast<double>(link) * 0.09 + minutes * 0.03) * std::sin(static_cast<double>(link) * 0.013 + 1.0);
    return std::clamp(1.7 * wave - 0.4, 0.0, 1.0);
}

double dayShape(double hour)
{
    const auto peak = [&](double at, double width) { return std::exp(-std::pow((hour - at) / width, 2.0)); };
    return 0.12 + 0.75 * peak(8.0, 1.6) + 0.55 * peak(13.0, 3.5) + 0.70 * peak(17.3, 1.9);
}

} // namespace

std::shared_ptr<const twin::RoadNetwork> makeCity(const CitySize& size)
{
    twin::RoadNetworkParts parts{.name = "made-up city"};
    for (std::size_t freeway = 0; freeway < size.freeways; ++freeway) {
        addDirection(parts, freeway, size, true);
        addDirection(parts, freeway, size, false);
    }
    auto network = twin::RoadNetwork::build(std::move(parts));
    if (!network) {
        ADD_FAILURE() << network.error().message;
        std::abort();
    }
    return std::make_shared<const twin::RoadNetwork>(std::move(*network));
}

std::shared_ptr<const twin::RoadNetwork> readBundledCity()
{
    auto imported = twin::readGmns(sourceDirectory() / "data" / "city-san-jose");
    if (!imported) {
        ADD_FAILURE() << imported.error().message;
        std::abort();
    }
    return std::make_shared<const twin::RoadNetwork>(std::move(imported->network));
}

gui::StationMatch makeMatch(const twin::RoadNetwork& network)
{
    gui::StationMatch match;
    for (std::size_t i = 0; i < network.stations().size(); ++i) {
        if (i % 9 != 8) {
            match.emplace_back(twin::StationIndex(i));
        }
    }
    return match;
}

mlops::TwinSnapshot makeSnapshot(const twin::RoadNetwork& network, double minutes)
{
    mlops::TwinSnapshot snapshot;
    for (std::size_t i = 0; i < network.links().size(); ++i) {
        const twin::Link& link = network.links()[i];
        const double queue = queueAt(i, minutes);
        const double speed = link.freeSpeed_mps * (1.0 - 0.8 * queue);
        const double density = link.jamDensity_vpm * (0.12 + 0.5 * queue);
        snapshot.links.speed_mps.push_back(static_cast<float>(speed));
        snapshot.links.density_vpm.push_back(static_cast<float>(density));
        snapshot.links.flow_vps.push_back(static_cast<float>(std::min(speed * density, link.capacity_vps)));
        snapshot.links.spread.push_back(static_cast<float>(0.01 + 0.15 * queue));
    }
    const gui::StationMatch match = makeMatch(network);
    for (std::size_t n = 0; n < match.size(); ++n) {
        const bool isImputed = n % 13 == 4;
        const bool isMissing = n % 29 == 7;
        const float flow = isMissing ? twin::kMissing : 300.0F;
        snapshot.readings.push_back({.flow_veh = flow, .observed_pct = static_cast<std::uint8_t>(isImputed ? 0 : 100)});
        snapshot.quality.push_back(isMissing   ? twin::Quality::Missing
                                   : isImputed ? twin::Quality::Imputed
                                               : twin::Quality::Observed);
        snapshot.health.push_back(n % 37 == 11 ? 3 : 0);
        snapshot.flows.push_back(300.0F);
        snapshot.forecast.push_back(270.0F);
    }
    snapshot.horizons = {3};
    snapshot.ahead = {snapshot.links};
    return snapshot;
}

gui::StationHistoryPtr makeHistory()
{
    constexpr std::size_t kNow = 222; // 18:30
    auto history = std::make_shared<gui::StationHistory>();
    history->title = QStringLiteral("Station 400123");
    history->detail = QStringLiteral("US-101 N, mainline, 4 lanes, Made-up Ave");
    history->time = gui::TimeText(twin::LocalClock("America/Los_Angeles", {{twin::UtcTime{}, std::chrono::hours(-7)}}));
    history->start_s = 1664866800.0; // 2022-10-04 00:00 local
    history->model = QStringLiteral("LSTM v3");
    history->capacity_vph = 7800.0;
    history->criticalDensity = 120.0;
    history->jamDensity = 740.0;
    for (std::size_t i = 0; i < 288; ++i) {
        const double hour = static_cast<double>(i) / 12.0;
        const double noise =
            260.0 * std::sin(static_cast<double>(i * i) * 0.37) + 160.0 * std::sin(static_cast<double>(i) * 1.3);
        const double flow = 7000.0 * dayShape(hour) + noise;
        const double speed = 68.0 - 34.0 * std::exp(-std::pow((hour - 17.5) / 1.1, 2.0)) -
                             26.0 * std::exp(-std::pow((hour - 8.2) / 0.8, 2.0)) + noise / 200.0;
        history->yesterday_vph.push_back(static_cast<float>(6700.0 * dayShape(hour + 0.1) - 0.6 * noise));
        history->lastWeek_vph.push_back(static_cast<float>(6900.0 * dayShape(hour - 0.2) + 0.4 * noise));
        if (i <= kNow) {
            gui::StationSample sample{static_cast<float>(flow), static_cast<float>(speed),
                                      static_cast<float>(100.0 * flow / speed / 4.0 * 0.0038),
                                      static_cast<float>(flow / speed)};
            const bool isImputed = i >= 126 && i < 146;
            const bool isMissing = i >= 170 && i < 176;
            sample.quality = isMissing   ? twin::Quality::Missing
                             : isImputed ? twin::Quality::Imputed
                                         : twin::Quality::Observed;
            history->samples.push_back(sample);
        }
        if (i >= 40 && i <= kNow + 12) {
            const double said = flow - 0.8 * noise + 90.0 * std::sin(hour * 2.0);
            const double reach = 260.0 + 40.0 * std::max(0.0, static_cast<double>(i) - static_cast<double>(kNow));
            history->forecast.push_back({history->timeOf(i), static_cast<float>(said), static_cast<float>(said - reach),
                                         static_cast<float>(said + reach)});
        }
    }
    const char* const days[] = {"Sun 2 Oct", "Mon 3 Oct", "Tue 4 Oct"};
    for (int day = 0; day < 3; ++day) {
        history->health.push_back({.day = QString::fromLatin1(days[day])});
    }
    history->health[1] = {QStringLiteral("Mon 3 Oct"), false, QStringLiteral("card off"),
                          QStringLiteral("173 of 204 intervals without occupancy"), 0.41};
    gui::CorridorHistory corridor{.name = QStringLiteral("US-101 N")};
    for (std::size_t s = 0; s < 14; ++s) {
        corridor.positions.push_back(380.2 + 0.9 * static_cast<double>(s) + 0.3 * std::sin(static_cast<double>(s)));
        corridor.stations.push_back(QStringLiteral("Station %1").arg(400100 + 4 * s));
        for (std::size_t t = 0; t <= kNow; ++t) {
            const double hour = static_cast<double>(t) / 12.0;
            const double back = 0.12 * (13.0 - static_cast<double>(s));
            const double jam = std::exp(-std::pow((hour - 8.0 - back) / (0.3 + 0.05 * static_cast<double>(s)), 2.0)) +
                               std::exp(-std::pow((hour - 17.2 - back) / (0.5 + 0.06 * static_cast<double>(s)), 2.0));
            corridor.speeds.push_back(static_cast<float>(68.0 - 50.0 * std::min(jam, 1.0) * (s < 11 ? 1.0 : 0.2) +
                                                         3.0 * std::sin(static_cast<double>(s * t))));
            corridor.isImputed.push_back(s == 5 && t > 60 && t < 130);
        }
    }
    history->corridor = std::move(corridor);
    return history;
}

} // namespace gui_test
