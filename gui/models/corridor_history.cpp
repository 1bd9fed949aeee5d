// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/corridor_history.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>

#include "gui/bridge/qt_text.h"
#include "twin/core/quantity.h"

namespace gui {

namespace {

constexpr double kMetresPerMile = 1609.344;

/// A station of the corridor that the feed knows.
struct Row {
    double at_mi = 0.0;
    std::size_t feed = 0;
    std::size_t link = 0;
};

const twin::Corridor* corridorOf(const twin::RoadNetwork& network, twin::LinkIndex link)
{
    for (const twin::Corridor& corridor : network.corridors()) {
        if (std::ranges::find(corridor.links, link) != corridor.links.end()) {
            return &corridor;
        }
    }
    return nullptr;
}

std::vector<Row> rowsOf(const twin::RoadNetwork& network, const twin::Corridor& corridor, const StationMatch& match)
{
    std::vector<Row> rows;
    double along_m = 0.0;
    for (const twin::LinkIndex link : corridor.links) {
        for (const twin::StationIndex station : corridor.stations) {
            const auto fed = std::ranges::find(match, std::optional(station));
            if (network.station(station).link == link && fed != match.end()) {
                rows.push_back({(along_m + network.station(station).offset_m) / kMetresPerMile,
                                static_cast<std::size_t>(fed - match.begin()), link.value});
            }
        }
        along_m += network.link(link).length_m;
    }
    std::ranges::sort(rows, {}, &Row::at_mi);
    // Two stations at one place cannot both be drawn.
    const auto same = std::ranges::unique(rows, [](const Row& a, const Row& b) { return b.at_mi - a.at_mi < 1e-3; });
    rows.erase(same.begin(), same.end());
    return rows;
}

} // namespace

std::optional<CorridorHistory> corridorHistory(const RunDescription& run, const RunHistory& history,
                                               const CorridorRequest& request)
{
    const twin::Corridor* corridor = corridorOf(*run.network, request.link);
    if (corridor == nullptr) {
        return std::nullopt;
    }
    const std::vector<Row> rows = rowsOf(*run.network, *corridor, request.match);
    if (rows.size() < 2) {
        return std::nullopt;
    }
    CorridorHistory made{.name = qtText(corridor->name)};
    for (const Row& row : rows) {
        made.positions.push_back(row.at_mi);
        made.stations.push_back(
            QCoreApplication::translate("StationHistory", "Station %1").arg(qtText(run.stations[row.feed].id)));
        made.feed.push_back(row.feed);
        for (twin::Tick tick = request.from; tick < request.to; ++tick) {
            const mlops::TwinSnapshot* whole = history.wholeAt(tick);
            float speed = twin::kMissing;
            const bool isRead = whole != nullptr && row.feed < whole->readings.size() &&
                                !std::isnan(whole->readings[row.feed].speed_mps) &&
                                history.quality(tick, row.feed) == twin::Quality::Observed;
            if (isRead) {
                speed = whole->readings[row.feed].speed_mps;
            } else if (whole != nullptr && row.link < whole->links.speed_mps.size()) {
                speed = whole->links.speed_mps[row.link];
            }
            made.speeds.push_back(speed / static_cast<float>(twin::kMetresPerSecondPerMph));
            made.isImputed.push_back(!isRead);
        }
    }
    return made;
}

} // namespace gui
