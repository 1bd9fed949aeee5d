// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include "mlops/cli/commands.h"
#include "mlops/cli/common_options.h"
#include "mlops/mapek/decision_map_json.h"
#include "twin/core/text.h"
#include "twin/io/text_file.h"

namespace mlops {

namespace {

using twin::concat;
using twin::Result;

struct PolicyOptions {
    std::string source = "harmone";
    std::string as = "map";
    std::string metric = "score";
    std::string output;
};

Result<DecisionMap> mapFrom(const std::string& source)
{
    if (source == "harmone") {
        return harmoneMap();
    }
    if (source == "frugal") {
        return frugalMap();
    }
    return readPolicy(source);
}

Result<std::string> textOf(const DecisionMap& map, const PolicyOptions& options)
{
    if (options.as == "map") {
        return toJson(map).dump(2) + '\n';
    }
    if (options.as == "thresholds") {
        return harmoneThresholds(map);
    }
    if (options.as != "harmonica") {
        return twin::fail(twin::ErrorCode::InvalidInput,
                          concat("--as ", options.as, ": expected map, harmonica or thresholds"));
    }
    if (options.metric != "score" && options.metric != "energy") {
        return twin::fail(twin::ErrorCode::InvalidInput,
                          concat("--metric ", options.metric, ": expected score or energy"));
    }
    return harmonicaPolicy(map, options.metric == "score" ? Metric::Score : Metric::NormalisedEnergy);
}

Result<ExitCode> convert(const PolicyOptions& options)
{
    const auto map = mapFrom(options.source);
    if (!map) {
        return tl::unexpected(map.error());
    }
    const auto text = textOf(*map, options);
    if (!text) {
        return tl::unexpected(text.error());
    }
    if (options.output.empty()) {
        Console::print(*text);
        return ExitCode::Fine;
    }
    if (const auto written = twin::writeTextAtomically(options.output, *text); !written) {
        return tl::unexpected(written.error());
    }
    return ExitCode::Fine;
}

} // namespace

void addPolicyCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<PolicyOptions>();
    CLI::App* command =
        app.add_subcommand("policy", "Check a policy and write it as a decision map, for Harmonica or for HarmonE");
    command->add_option("policy", options->source, "harmone, frugal, or a file of any of the three kinds")
        ->capture_default_str();
    command->add_option("--as", options->as, "map, harmonica or thresholds")->capture_default_str();
    command->add_option("--metric", options->metric, "the boundary a Harmonica policy is about: score or energy")
        ->capture_default_str();
    command->add_option("-o,--output", options->output, "file (default: print)");
    command->footer("Example:\n  greenloopctl policy my-map.json --as harmonica -o policy.json");
    command->callback([options, &context] {
        const auto code = convert(*options);
        context.exitCode = code ? *code : context.console.fail(code.error());
    });
}

} // namespace mlops
