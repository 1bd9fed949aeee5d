// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <memory>

#include "mlops/cli/commands.h"
#include "mlops/store/export_tables.h"
#include "twin/core/json_text.h"

namespace mlops {

namespace {

using twin::concat;
using twin::Result;
using Json = nlohmann::json;

constexpr std::size_t kStationsListed = 12; ///< --json has all

struct WhyOptions {
    std::string run;
    std::int64_t decision = 0;
    twin::Tick tick = -1;
    bool json = false;
};

std::string numberOr(const Json& value, double factor, int digits, std::string_view otherwise)
{
    return value.is_number() ? twin::significant(value.get<double>() * factor, digits) : std::string(otherwise);
}

/// Who drifted, worst first; nothing where the decision does not rest on stations that did.
std::string driftedStations(const Json& decision)
{
    const Json drift = decision.value("drift", Json::object());
    if (!drift.contains("drifted")) {
        return "";
    }
    const Json& all = drift.at("drifted");
    std::string text = concat("\nStations beyond the limit: ", all.size(), " of ",
                              drift.at("stations").get<std::size_t>(), ", worst first\n");
    for (std::size_t i = 0; i < std::min(all.size(), kStationsListed); ++i) {
        text += concat("  - ", all[i].at("station").get<std::string>(), ": distance ",
                       twin::significant(all[i].at("distance").get<double>(), 4), '\n');
    }
    return all.size() > kStationsListed ? concat(text, "  - and ", all.size() - kStationsListed, " more\n") : text;
}

std::string explanation(const Json& decision)
{
    std::string text = concat("Decision ", decision.at("id").get<std::int64_t>(), ", sample ",
                              decision.at("sample").get<std::int64_t>(), "\n\n",
                              decision.at("sentence").get<std::string>(), "\n\nAlternatives\n");
    for (const Json& candidate : decision.at("candidates")) {
        text += concat(
            candidate.at("chosen").get<bool>() ? "  * " : "    ", candidate.at("tactic").get<std::string>(), " ",
            candidate.at("model").get<std::string>(), ": expected score ",
            numberOr(candidate.at("expected_score"), 1.0, 4, "unknown"), ", energy ",
            numberOr(candidate.at("expected_energy_j"), 1e3, 4, "unknown"), " mJ a forecast",
            candidate.contains("why_not") ? concat("; not chosen: ", candidate.at("why_not").get<std::string>()) : "",
            '\n');
    }
    text += driftedStations(decision);
    text += "\nRules, in order\n";
    for (const Json& rule : decision.at("rules")) {
        text += concat("  - ", rule.at("text").get<std::string>(), '\n');
    }
    text += "\nWhat would have changed it (found by planning again, smallest change first)\n";
    for (const Json& change : decision.at("counterfactual")) {
        text += concat("  - ", change.at("input").get<std::string>(), " ", numberOr(change.at("needed"), 1.0, 5, "-"),
                       " instead of ", numberOr(change.at("value"), 1.0, 5, "-"), ": ",
                       change.at("verdict").get<std::string>(), '\n');
    }
    if (decision.at("counterfactual").empty()) {
        text += "  - no single input within its plausible range\n";
    }
    return text;
}

bool isAskedFor(const Json& decision, const WhyOptions& options)
{
    if (options.decision > 0) {
        return decision.at("id") == options.decision;
    }
    return options.tick >= 0 ? decision.at("tick").get<twin::Tick>() <= options.tick : decision.at("verdict") != "keep";
}

/// The decision asked for: by number, else the last one at or before the tick, else the last that acted.
Result<Json> chosen(const RunReader& reader, const WhyOptions& options)
{
    const auto context = exportContext(reader, {.withTimings = true, .appVersion = ""});
    if (!context) {
        return tl::unexpected(context.error());
    }
    const auto lines = decisionsJsonl(*context);
    if (!lines) {
        return tl::unexpected(lines.error());
    }
    Json found;
    for (const std::string_view line : twin::split(*lines, '\n')) {
        Json decision = line.empty() ? Json() : Json::parse(line);
        if (!decision.is_null() && isAskedFor(decision, options)) {
            found = std::move(decision);
        }
    }
    if (found.is_null()) {
        return twin::fail(twin::ErrorCode::NotFound,
                          "the run holds no such decision; greenloopctl replay --all lists what it holds");
    }
    return found;
}

ExitCode why(const WhyOptions& options, CommandContext& context)
{
    const auto reader = RunReader::open(options.run);
    if (!reader) {
        return context.console.fail(reader.error());
    }
    const auto decision = chosen(*reader, options);
    if (!decision) {
        return context.console.fail(decision.error());
    }
    Console::print(options.json ? decision->dump(2) + '\n' : explanation(*decision));
    return ExitCode::Fine;
}

} // namespace

void addWhyCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<WhyOptions>();
    CLI::App* command = app.add_subcommand("why", "Explain a decision of a recorded run, also one to do nothing");
    command->add_option("run", options->run, "the run file")->required();
    command->add_option("--decision", options->decision, "its number (default: the last that changed something)");
    command->add_option("--at", options->tick, "the newest at or before this tick");
    command->add_flag("--json", options->json, "everything as JSON");
    command->footer("Example:\n  greenloopctl why runs/harmone_corrected_s1.run --decision 12");
    command->callback([options, &context] { context.exitCode = why(*options, context); });
}

} // namespace mlops
