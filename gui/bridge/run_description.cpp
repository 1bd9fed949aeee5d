// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/bridge/run_description.h"

#include <algorithm>
#include <cctype>
#include <date/date.h>
#include <nlohmann/json.hpp>
#include <sstream>

#include "mlops/approaches/catalogue.h"
#include "mlops/experiment/run_header.h"
#include "mlops/mapek/decision_map_json.h"
#include "twin/core/text.h"
#include "twin/io/text_file.h"

namespace gui {

namespace {

using twin::concat;
using twin::Result;

/// Leaves of a header that say how the run was made, as path and value.
void addSettings(RunDescription& description, const nlohmann::json& json, const std::string& prefix)
{
    for (const auto& [name, value] : json.items()) {
        const std::string path = prefix.empty() ? name : concat(prefix, ".", name);
        if (value.is_object()) {
            addSettings(description, value, path);
        } else if (!value.is_array()) {
            description.settings.emplace_back(path, value.is_string() ? value.get<std::string>() : value.dump());
        }
    }
}

/// What a boundary demands, as settings that can be told apart.
void addBoundaries(RunDescription& description)
{
    for (const mlops::Boundary& boundary : description.map->boundaries) {
        description.settings.emplace_back(concat("policy.", boundary.id, ".limit"), concat(boundary.reference));
    }
    description.settings.emplace_back("policy.weight of accuracy", concat(description.map->score.beta));
    description.settings.emplace_back("policy.exploration", concat(description.map->score.exploration));
}

void addScenario(RunDescription& description, const nlohmann::json& scenario)
{
    description.story = scenario.at("story");
    description.networkFolder = scenario.at("network").get<std::string>();
    for (const auto& event : scenario.at("events")) {
        std::string title = event.at("title");
        title.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(title.front())));
        description.episodes.push_back({std::max<twin::Tick>(0, event.at("from_tick").get<twin::Tick>()),
                                        event.at("to_tick").get<twin::Tick>(), std::move(title)});
    }
}

Result<RunDescription> readDescription(const nlohmann::json& header)
{
    RunDescription description;
    description.approach = header.at("approach");
    description.fidelity = header.at("fidelity");
    description.protocol = header.at("protocol");
    description.seed = header.at("seed");
    const auto fidelity = mlops::Fidelity::named(description.fidelity);
    const auto approach = mlops::makeApproach(description.approach, fidelity.value_or(mlops::Fidelity::corrected()));
    if (!approach) {
        return tl::unexpected(approach.error());
    }
    description.approachTitle = (*approach)->traits().title;
    description.families = (*approach)->traits().families;
    auto map = mlops::decisionMapFromText(header.at("policy").at("map").dump());
    auto axis = mlops::axisOf(header);
    if (!map || !axis) {
        return tl::unexpected(!map ? map.error() : axis.error());
    }
    description.map = std::make_shared<const mlops::DecisionMap>(std::move(*map));
    description.axis = std::move(*axis);
    const auto& data = header.at("data");
    description.dataName = data.at("name");
    description.plannedTicks = data.at("ticks");
    for (const auto& id : data.at("stations")) {
        description.stations.push_back({.id = id.get<std::string>()});
    }
    if (const auto protocol = mlops::protocolNamed(description.protocol)) {
        description.horizons = protocol->horizons;
    }
    if (const auto scenario = data.value("scenario", nlohmann::json()); scenario.is_object()) {
        addScenario(description, scenario);
    }
    description.isSynthetic = description.dataName.find("synthetic") != std::string::npos;
    description.title = concat(description.approachTitle, " on ", description.dataName);
    addSettings(description, header, "");
    addBoundaries(description);
    return description;
}

twin::UtcTime utcFrom(const std::string& iso)
{
    std::istringstream text(iso);
    date::sys_seconds time{};
    text >> date::parse("%FT%T%Ez", time);
    return time;
}

std::vector<Episode> readEpisodes(const std::string& text, const twin::TimeAxis& axis)
{
    std::vector<Episode> episodes;
    const nlohmann::json json = nlohmann::json::parse(text);
    for (const auto& entry : json.at("episodes")) {
        const auto tickOf = [&](const char* field) {
            return (utcFrom(entry.at(field).get<std::string>()) - axis.at(0)) / axis.step();
        };
        std::string title = entry.at("kind");
        std::ranges::replace(title, '-', ' ');
        title.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(title.front())));
        if (tickOf("to") > 0) {
            episodes.push_back({std::max<twin::Tick>(0, tickOf("from")), tickOf("to"), std::move(title)});
        }
    }
    return episodes;
}

} // namespace

Result<RunDescription> descriptionOf(const nlohmann::json& header)
{
    try {
        return readDescription(header);
    } catch (const std::exception& error) {
        return twin::fail(twin::ErrorCode::Corrupt, concat("the run's header: ", error.what()));
    }
}

std::vector<Episode> bundledEpisodes(const mlops::DataChoice& data, const twin::TimeAxis& axis)
{
    for (const auto& path : data.paths) {
        const auto text = twin::readText(path / "episodes.json");
        if (!text) {
            continue;
        }
        try {
            return readEpisodes(*text, axis);
        } catch (const std::exception&) {
            return {};
        }
    }
    return {};
}

} // namespace gui
