// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/runtime/command_json.h"

#include <nlohmann/json.hpp>

#include "mlops/mapek/decision_map_json.h"
#include "twin/core/text.h"

namespace mlops {

namespace {

using Json = nlohmann::ordered_json;

struct Writer {
    Json operator()(const SwitchCommand& command) const { return {{"order", "switch"}, {"model", nameOf(command.to)}}; }
    Json operator()(const RetrainCommand& command) const
    {
        return {{"order", "retrain"}, {"model", nameOf(command.family)}};
    }
    Json operator()(const PauseLoopCommand& command) const
    {
        return {{"order", command.paused ? "pause-loop" : "resume-loop"}};
    }
    Json operator()(const StepLoopCommand& /*command*/) const { return {{"order", "step-loop"}}; }
    Json operator()(const ReuseCommand& command) const
    {
        return {{"order", "reuse-version"}, {"model", nameOf(command.family)}, {"version", command.number}};
    }
    Json operator()(const PolicyCommand& command) const { return {{"order", "policy"}, {"map", toJson(command.map)}}; }
};

template <typename Value>
Value require(twin::Result<Value> result)
{
    if (!result) {
        throw std::invalid_argument(result.error().message);
    }
    return std::move(*result);
}

Family modelOf(const Json& json) { return require(familyNamed(json.at("model").get<std::string>())); }

Command read(const Json& json)
{
    const std::string order = json.at("order");
    if (order == "switch") {
        return SwitchCommand{modelOf(json)};
    }
    if (order == "retrain") {
        return RetrainCommand{modelOf(json)};
    }
    if (order == "reuse-version") {
        return ReuseCommand{modelOf(json), json.at("version").get<std::size_t>()};
    }
    if (order == "policy") {
        return PolicyCommand{require(decisionMapFromText(json.at("map").dump()))};
    }
    if (order == "pause-loop" || order == "resume-loop") {
        return PauseLoopCommand{order == "pause-loop"};
    }
    if (order == "step-loop") {
        return StepLoopCommand{};
    }
    throw std::invalid_argument(twin::concat("order '", order, "' is not known"));
}

} // namespace

std::string toJsonLine(const Command& command, Actor actor)
{
    Json json{{"actor", nameOf(actor)}};
    json.update(std::visit(Writer{}, command));
    return json.dump();
}

twin::Result<RecordedCommand> commandFromJson(std::string_view line)
{
    try {
        const Json json = Json::parse(line);
        const bool byScenario = json.at("actor") == nameOf(Actor::Scenario);
        return RecordedCommand{read(json), byScenario ? Actor::Scenario : Actor::User};
    } catch (const std::exception& error) {
        return twin::fail(twin::ErrorCode::Corrupt, twin::concat("a recorded command: ", error.what()));
    }
}

} // namespace mlops
