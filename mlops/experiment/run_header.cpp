// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/experiment/run_header.h"

#include <stdexcept>

#include "mlops/approaches/catalogue.h"
#include "mlops/mapek/decision_map_json.h"
#include "mlops/registry/digest.h"
#include "twin/core/text.h"

namespace mlops {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kHeaderVersion = 1;
constexpr int kSettlementUnsaid = 256; ///< ticks; what runs went by whose header does not say

Json pathsJson(const std::vector<std::filesystem::path>& paths)
{
    Json json = Json::array();
    for (const auto& path : paths) {
        json.push_back(std::filesystem::absolute(path).string());
    }
    return json;
}

std::vector<std::filesystem::path> pathsFrom(const nlohmann::json& json)
{
    std::vector<std::filesystem::path> paths;
    for (const auto& path : json) {
        paths.emplace_back(path.get<std::string>());
    }
    return paths;
}

/// The zone's offsets over the run: [[from, unix seconds; offset, seconds], ...].
Json clockJson(const twin::LocalClock& clock)
{
    Json changes = Json::array();
    for (const twin::LocalClock::Change& change : clock.changes()) {
        changes.push_back({change.from.time_since_epoch().count(), change.offset.count()});
    }
    return changes;
}

/// What happens, in the run's ticks: who shows the run need not read the scenario again.
Json scenarioJson(const DataChoice& choice, const ExperimentData& data)
{
    const twin::TimeAxis& axis = data.stream.axis;
    Json events = Json::array();
    for (const twin::Event& event : data.scenario->events) {
        events.push_back({{"title", titleOf(event.action)},
                          {"note", event.note},
                          {"from_tick", (event.from - axis.at(0)) / axis.step()},
                          {"to_tick", (event.to - axis.at(0)) / axis.step()}});
    }
    return {{"file", std::filesystem::absolute(choice.scenario->file).string()},
            {"story", data.scenario->story},
            {"networks", std::filesystem::absolute(choice.scenario->networks).string()},
            {"network", std::filesystem::absolute(data.networkFolder).string()},
            {"history_days", choice.scenario->historyDays},
            {"events", events}};
}

Json dataJson(const DataChoice& choice, const ExperimentData& data, const RunSpec& spec)
{
    Json files = Json::array();
    for (const DataFile& file : data.files) {
        files.push_back({{"path", file.path}, {"sha256", file.sha256}});
    }
    Json stations = Json::array();
    for (const twin::Station& station : data.stream.stations) {
        stations.push_back(station.id);
    }
    const twin::TimeAxis& axis = data.stream.axis;
    const auto last = static_cast<twin::Tick>(data.stream.ticks()) - 1;
    return {{"name", data.name},
            {"files", files},
            {"paths", pathsJson(choice.paths)},
            {"training_paths", pathsJson(choice.trainingPaths)},
            {"training_ticks", spec.protocol.trainingTicks},
            {"zone", choice.options.zone},
            {"clock", clockJson(axis.clock())},
            {"date_order", static_cast<int>(choice.options.dateOrder)},
            {"has_dates", axis.hasDates()},
            {"from", twin::isoTime(axis.at(0), axis.clock())},
            {"from_unix_s", axis.at(0).time_since_epoch().count()},
            {"to", twin::isoTime(axis.at(last), axis.clock())},
            {"step_s", axis.step().count()},
            {"ticks", data.stream.ticks()},
            {"stations", stations},
            {"training_share_imputed", data.trainingShareImputed},
            {"scenario", choice.scenario && data.scenario ? scenarioJson(choice, data) : Json(nullptr)}};
}

template <typename Value>
Value require(twin::Result<Value> result)
{
    if (!result) {
        throw std::invalid_argument(result.error().message);
    }
    return std::move(*result);
}

/// Whatever the protocol says today: energy that is settled at other ticks is added up in another order.
int settlementOf(const nlohmann::json& header)
{
    const int ticks = header.value("settle_every_ticks", kSettlementUnsaid);
    if (ticks < 1) {
        throw std::invalid_argument(twin::concat("settle_every_ticks: expected 1 or more, found ", ticks));
    }
    return ticks;
}

RunRecipe readRecipe(const nlohmann::json& header)
{
    RunRecipe recipe;
    RunSpec& spec = recipe.spec;
    spec.approach = header.at("approach");
    spec.seed = header.at("seed");
    spec.settings = header.at("settings");
    spec.protocol = require(protocolNamed(header.at("protocol").get<std::string>()));
    spec.protocol.settleEvery = settlementOf(header);
    spec.fidelity = require(Fidelity::named(header.at("fidelity").get<std::string>()));
    spec.energy.kind = header.at("energy").at("kind");
    spec.energy.host = header.at("energy").at("host");
    spec.map = require(decisionMapFromText(header.at("policy").at("map").dump()));
    const auto& data = header.at("data");
    recipe.choice.paths = pathsFrom(data.at("paths"));
    recipe.choice.trainingPaths = pathsFrom(data.at("training_paths"));
    recipe.choice.options.zone = data.at("zone");
    recipe.choice.options.dateOrder = static_cast<twin::DateOrder>(data.at("date_order").get<int>());
    recipe.trainingTicks = data.at("training_ticks");
    if (const auto scenario = data.value("scenario", nlohmann::json()); !scenario.is_null()) {
        recipe.choice.scenario =
            ScenarioChoice{scenario.at("file").get<std::string>(), scenario.at("networks").get<std::string>(),
                           scenario.at("history_days")};
    }
    for (const auto& file : data.at("files")) {
        recipe.files.push_back({file.at("path"), file.at("sha256")});
    }
    return recipe;
}

} // namespace

Json runHeader(const RunIdentity& identity, const RunSpec& spec, const DataChoice& choice, const ExperimentData& data)
{
    const auto approach = makeApproach(spec.approach, spec.fidelity);
    const DecisionMap map = spec.map ? *spec.map : approach ? (*approach)->defaultMap() : DecisionMap{};
    const Json mapJson = toJson(map);
    return {{"schema_version", kHeaderVersion},
            {"run_id", identity.id},
            {"name", identity.name},
            {"created_utc", identity.createdUtc},
            {"app", {{"name", "GreenLoop"}, {"version", identity.appVersion}}},
            {"host", {{"cpu", identity.cpu}, {"threads", identity.threads}, {"os", identity.os}}},
            {"approach", spec.approach},
            {"seed", spec.seed},
            {"protocol", spec.protocol.name},
            {"settle_every_ticks", spec.protocol.settleEvery},
            {"fidelity", spec.fidelity.name()},
            {"settings", spec.settings},
            {"energy", {{"kind", spec.energy.kind}, {"host", spec.energy.host}}},
            {"data", dataJson(choice, data, spec)},
            {"policy", {{"name", map.name}, {"sha256", sha256Hex(mapJson.dump())}, {"map", mapJson}}}};
}

twin::Result<twin::TimeAxis> axisOf(const nlohmann::json& header)
{
    try {
        const auto& data = header.at("data");
        const std::chrono::seconds step(data.at("step_s").get<std::int64_t>());
        if (!data.at("has_dates")) {
            return twin::TimeAxis::withoutDates(step);
        }
        std::vector<twin::LocalClock::Change> changes;
        for (const auto& change : data.at("clock")) {
            changes.push_back({twin::UtcTime{std::chrono::seconds(change.at(0).get<std::int64_t>())},
                               std::chrono::seconds(change.at(1).get<std::int64_t>())});
        }
        const twin::UtcTime start{std::chrono::seconds(data.at("from_unix_s").get<std::int64_t>())};
        return twin::TimeAxis(start, step, {data.at("zone").get<std::string>(), std::move(changes)});
    } catch (const std::exception& error) {
        return twin::fail(twin::ErrorCode::Corrupt, twin::concat("the run's header: ", error.what()));
    }
}

twin::Result<RunRecipe> recipeOf(const nlohmann::json& header)
{
    try {
        return readRecipe(header);
    } catch (const std::exception& error) {
        return twin::fail(twin::ErrorCode::Corrupt, twin::concat("the run's header: ", error.what()));
    }
}

} // namespace mlops
