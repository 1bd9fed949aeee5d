// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/bridge/recorded_run.h"

#include <algorithm>
#include <map>
#include <utility>

#include <nlohmann/json.hpp>

#include "gui/bridge/capture_log.h"
#include "gui/bridge/run_description.h"
#include "mlops/approaches/catalogue.h"
#include "mlops/experiment/run_header.h"
#include "mlops/mapek/decision_json.h"
#include "mlops/registry/version_json.h"
#include "mlops/store/run_reader.h"
#include "twin/core/text.h"
#include "twin/io/gmns_reader.h"

namespace gui {

namespace {

using twin::concat;
using twin::Result;

/// Everything of a tick but the tick itself, by tick.
struct Loose {
    std::map<twin::Tick, TickNews> byTick;
    std::vector<VersionFact> initial;
};

Result<DecisionPtr> decisionOf(const mlops::StoredDecision& stored, const mlops::MapsInForce& maps,
                               const mlops::Approach& approach)
{
    const std::shared_ptr<const mlops::DecisionMap>& map = maps.at(stored.tick);
    const auto json = nlohmann::json::parse(stored.detail, nullptr, false);
    auto decision = mlops::decisionFromJson(json, *map);
    if (!decision) {
        return tl::unexpected(decision.error());
    }
    if (decision->actor == mlops::Actor::Loop) { // an order was never planned
        decision->plan = mlops::decide(approach, decision->situation, decision->draws);
    }
    return keptWith(map, std::move(*decision));
}

Result<void> readDecisions(const mlops::RunReader& reader, const RunDescription& description, Loose& loose)
{
    const auto fidelity = mlops::Fidelity::named(description.fidelity);
    const auto approach = mlops::makeApproach(description.approach, *fidelity);
    const auto maps = mlops::mapsInForce(reader, description.map);
    if (!maps) {
        return tl::unexpected(maps.error());
    }
    std::optional<twin::Error> problem;
    const auto walked = reader.decisions([&](const mlops::StoredDecision& stored) {
        auto decision = decisionOf(stored, *maps, **approach);
        if (!decision) {
            problem = decision.error();
            return false;
        }
        loose.byTick[stored.tick].decisions.push_back(std::move(*decision));
        return true;
    });
    return problem ? tl::unexpected(*problem) : walked;
}

Result<void> readVersions(const mlops::RunReader& reader, Loose& loose)
{
    return reader.versions([&](const mlops::StoredVersionRow& row) {
        const auto version = mlops::versionFromJson(nlohmann::ordered_json::parse(row.detail, nullptr, false));
        if (version) {
            mlops::VersionRecord record{row.tick, row.number, row.serves, row.note, &*version};
            const bool isInitial = version->reason == mlops::TrainingReason::Initial;
            (isInitial ? loose.initial : loose.byTick[row.tick].versions).push_back(factOf(record));
        }
        return true;
    });
}

Result<void> readLoose(const mlops::RunReader& reader, const RunDescription& description, Loose& loose)
{
    if (const auto read = readDecisions(reader, description, loose); !read) {
        return read;
    }
    if (const auto read = readVersions(reader, loose); !read) {
        return read;
    }
    const auto energy = reader.energy([&](const mlops::EnergyRecord& record) {
        loose.byTick[record.tick].energy.push_back(record);
        return true;
    });
    if (!energy) {
        return energy;
    }
    return reader.events([&](const mlops::EventRecord& record) {
        // What was ordered before the first tick came with it.
        loose.byTick[std::max<twin::Tick>(record.tick, 0)].events.push_back({record.tick, record.kind, record.details});
        return true;
    });
}

/// The roads' speeds of each horizon.
std::vector<mlops::LinkStates> aheadOf(const mlops::StoredTick& tick, const RunDescription& description)
{
    std::vector<mlops::LinkStates> ahead;
    const std::size_t stations = 2 * tick.flows.size();
    const std::size_t row = stations + (description.network ? description.network->links().size() : 0);
    if (tick.ahead.size() % row != 0) {
        return ahead; // of a network that has changed since
    }
    for (auto from = tick.ahead.begin(); from != tick.ahead.end(); from += static_cast<std::ptrdiff_t>(row)) {
        ahead.push_back(
            {.speed_mps = {from + static_cast<std::ptrdiff_t>(stations), from + static_cast<std::ptrdiff_t>(row)}});
    }
    return ahead;
}

TickNews newsOf(const mlops::StoredTick& tick, const RunDescription& description, Loose& loose)
{
    TickNews news;
    if (const auto found = loose.byTick.find(tick.tick); found != loose.byTick.end()) {
        news = std::move(found->second);
    }
    auto snapshot = std::make_shared<mlops::TwinSnapshot>();
    snapshot->tick = tick.tick;
    snapshot->model = tick.model;
    snapshot->flows = tick.flows;
    snapshot->forecast = tick.forecast;
    snapshot->horizons = description.horizons;
    snapshot->health = tick.health;
    snapshot->links = tick.links;
    snapshot->ahead = aheadOf(tick, description);
    for (const std::uint8_t quality : tick.quality) {
        snapshot->quality.push_back(static_cast<twin::Quality>(quality));
    }
    news.snapshot = std::move(snapshot);
    news.latency_s = tick.latency_us * 1e-6;
    return news;
}

} // namespace

Result<OpenedRun> readRun(const std::filesystem::path& file, std::stop_token stop, const Progress& progress)
{
    progress(0.0, concat("Opening ", file.filename().string()));
    const auto reader = mlops::RunReader::open(file, std::move(stop));
    if (!reader) {
        return tl::unexpected(reader.error());
    }
    OpenedRun run;
    auto description = descriptionOf(reader->header());
    if (!description) {
        return twin::failIn(file.string(), description.error());
    }
    run.description = std::move(*description);
    run.description.file = file;
    run.description.status = reader->status() == "running" ? "interrupted" : reader->status();
    if (!run.description.networkFolder.empty()) {
        // Without its network the run still opens, only without a map.
        if (auto network = twin::readGmns(run.description.networkFolder)) {
            run.description.network = std::make_shared<const twin::RoadNetwork>(std::move(network->network));
        }
    } else if (const auto recipe = mlops::recipeOf(reader->header())) {
        run.description.episodes = bundledEpisodes(recipe->choice, run.description.axis);
    }
    if (reader->summary().contains("energy_meter")) {
        run.description.energyMeter = reader->summary().at("energy_meter").get<std::string>();
    }
    Loose loose;
    if (const auto read = readLoose(*reader, run.description, loose); !read) {
        return twin::failIn(file.string(), read.error());
    }
    for (VersionFact& version : loose.initial) {
        run.history.appendVersion(std::move(version));
    }
    const auto all = static_cast<double>(std::max<twin::Tick>(1, run.description.plannedTicks));
    const auto walked = reader->ticks([&](const mlops::StoredTick& tick) {
        run.history.append(newsOf(tick, run.description, loose));
        if (tick.tick % 4096 == 0) {
            progress(static_cast<double>(tick.tick) / all, concat("Reading ", file.filename().string()));
        }
        return true;
    });
    if (!walked) {
        return tl::unexpected(walked.error());
    }
    return run;
}

Result<std::unique_ptr<TwinSource>> RecordedRun::open(const std::filesystem::path& file, std::stop_token stop,
                                                      const Progress& progress)
{
    auto opened = readRun(file, std::move(stop), progress);
    if (!opened) {
        return tl::unexpected(opened.error());
    }
    std::unique_ptr<RecordedRun> run(new RecordedRun());
    run->m_description = std::move(opened->description);
    run->m_history = std::move(opened->history);
    return run;
}

} // namespace gui
