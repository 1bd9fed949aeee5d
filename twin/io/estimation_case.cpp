// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/estimation_case.h"

#include <cmath>
#include <utility>

#include "twin/io/gmns_reader.h"
#include "twin/io/named_rows.h"

namespace twin {

namespace {

constexpr double kMostTicks = 100'000.0;
constexpr std::uint8_t kWhollyObserved_pct = 100;

/// Steps through a table of rows that begin with a tick and the id of something.
template <typename Visit>
Result<void> forEachRow(const std::filesystem::path& path, std::initializer_list<std::string_view> columns, Visit visit)
{
    auto rows = NamedRows::open(path, {}, columns);
    if (!rows) {
        return tl::unexpected(rows.error());
    }
    while (true) {
        const auto more = rows->next();
        if (!more) {
            return tl::unexpected(more.error());
        }
        if (!*more) {
            return {};
        }
        const auto tick = rows->needNumber(rows->column("tick"), {0.0, kMostTicks}, "an interval, from 0");
        if (!tick) {
            return tl::unexpected(tick.error());
        }
        if (const Result<void> visited = visit(*rows, static_cast<std::size_t>(*tick)); !visited) {
            return visited;
        }
    }
}

/// A number that may be missing.
Result<float> amount(const NamedRows& rows, std::string_view column, double most)
{
    const auto value = rows.number(rows.column(column), {0.0, most}, "a number that is not negative, or nothing");
    if (!value) {
        return tl::unexpected(value.error());
    }
    return value->has_value() ? static_cast<float>(**value) : kMissing;
}

Result<void> readReading(const NamedRows& rows, std::size_t tick, EstimationCase& study)
{
    const RoadNetwork& network = *study.network;
    const auto station = network.stationNamed(rows.text(rows.column("station")));
    if (!station) {
        return rows.bad(rows.column("station"), "a station of location.csv");
    }
    const auto flow = amount(rows, "flow_veh", 1e5);
    const auto occupancy = amount(rows, "occupancy", 1.0);
    const auto speed = amount(rows, "speed_mps", 100.0);
    for (const auto* each : {&flow, &occupancy, &speed}) {
        if (!*each) {
            return tl::unexpected(each->error());
        }
    }
    while (study.frames.size() <= tick) {
        study.frames.push_back({static_cast<Tick>(study.frames.size()), {}});
        study.frames.back().readings.resize(network.stations().size());
    }
    study.frames[tick].readings[station->value] = {*flow, *occupancy, *speed, kWhollyObserved_pct};
    return {};
}

Result<void> readTruth(const NamedRows& rows, std::size_t tick, EstimationCase& study)
{
    const auto link = study.network->linkNamed(rows.text(rows.column("link")));
    if (!link) {
        return rows.bad(rows.column("link"), "a link of link.csv");
    }
    const auto flow = amount(rows, "flow_vps", 100.0);
    const auto density = amount(rows, "density_vpm", 10.0);
    const auto speed = amount(rows, "speed_mps", 100.0);
    for (const auto* each : {&flow, &density, &speed}) {
        if (!*each) {
            return tl::unexpected(each->error());
        }
    }
    while (study.truth.size() <= tick) {
        LinkStates unknown;
        unknown.resize(study.network->links().size());
        std::fill(unknown.speed_mps.begin(), unknown.speed_mps.end(), kMissing);
        study.truth.push_back(std::move(unknown));
    }
    LinkStates& states = study.truth[tick];
    states.flow_vps[link->value] = *flow;
    states.density_vpm[link->value] = *density;
    states.speed_mps[link->value] = *density > 0.0F ? *speed : kMissing;
    return {};
}

} // namespace

Result<EstimationCase> readEstimationCase(const std::filesystem::path& folder)
{
    auto imported = readGmns(folder);
    if (!imported) {
        return tl::unexpected(imported.error());
    }
    EstimationCase study;
    study.network = std::make_shared<const RoadNetwork>(std::move(imported->network));
    const auto reading = [&](const NamedRows& rows, std::size_t tick) { return readReading(rows, tick, study); };
    if (auto read = forEachRow(folder / "readings.csv", {"tick", "station", "flow_veh", "speed_mps"}, reading); !read) {
        return tl::unexpected(read.error());
    }
    const auto truth = [&](const NamedRows& rows, std::size_t tick) { return readTruth(rows, tick, study); };
    if (auto read = forEachRow(folder / "truth.csv", {"tick", "link", "flow_vps", "density_vpm", "speed_mps"}, truth);
        !read) {
        return tl::unexpected(read.error());
    }
    if (study.frames.size() != study.truth.size()) {
        return fail(ErrorCode::InvalidInput, concat(folder.string(), ": readings of ", study.frames.size(),
                                                    " intervals, truth of ", study.truth.size(), "; expected as many"));
    }
    return study;
}

} // namespace twin
