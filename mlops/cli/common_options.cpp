// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/cli/common_options.h"

#include "mlops/cli/places.h"
#include "mlops/mapek/decision_map_json.h"
#include "twin/core/text.h"
#include "twin/io/text_file.h"

namespace mlops {

namespace {

const std::string kUsualProtocol = "harmone-2025";
const std::string kUsualCityProtocol = "city";

using twin::ErrorCode;
using twin::Result;

constexpr std::uint64_t kMostSeeds = 10000;

Result<twin::DateOrder> dateOrderNamed(std::string_view name)
{
    if (name == "detect") {
        return twin::DateOrder::Detect;
    }
    if (name == "mdy") {
        return twin::DateOrder::MonthFirst;
    }
    if (name == "dmy") {
        return twin::DateOrder::DayFirst;
    }
    return twin::fail(ErrorCode::InvalidInput,
                      twin::concat("date order '", name, "' is not known: expected detect, mdy or dmy"));
}

} // namespace

Result<DecisionMap> readPolicy(const std::string& path)
{
    const auto text = twin::readText(path);
    if (!text) {
        return tl::unexpected(text.error());
    }
    auto map = decisionMapFromText(*text);
    return map ? std::move(map) : twin::failIn(path, map.error());
}

void addExperimentOptions(CLI::App& command, ExperimentOptions& options)
{
    command.add_option("--data", options.data,
                       "measurements: files or a folder (default: the bundled synthetic station)");
    command.add_option("--scenario", options.scenario, "a scenario in a city: a bundled one's name or a file");
    command.add_option("--train", options.training, "files that hold the training part, where it stands apart");
    command.add_option("--train-ticks", options.trainingTicks,
                       "intervals at the beginning that train (default: the protocol's)");
    command.add_option("--protocol", options.protocol,
                       "harmone-2025, standard or city (default: city with a scenario, else harmone-2025)");
    command.add_option("--fidelity", options.fidelity, "reference (published flaws included) or corrected")
        ->capture_default_str();
    command.add_option("--settings", options.settings,
                       "model settings: harmone-2025 or tuned (default: the approach's)");
    command.add_option("--policy", options.policy, "decision map, Harmonica policy or HarmonE thresholds file");
    command.add_option("--energy", options.energy.kind, "recorded, cpu, rapl or auto")->capture_default_str();
    command.add_option("--host", options.energy.host, "power curve for --energy cpu: edge0, edge1, edge2, cloud")
        ->capture_default_str();
    command.add_option("--zone", options.zone, "time zone of the data")->capture_default_str();
    command.add_option("--date-order", options.dateOrder, "detect, mdy or dmy")->capture_default_str();
    command.add_option("--models", options.models,
                       "folder where trained versions are kept (default: the user's cache)");
    command.add_flag("--no-cache", options.noCache, "train everything anew and keep nothing");
}

Result<RunSpec> baseSpec(const ExperimentOptions& options)
{
    RunSpec spec;
    const std::string& usual = options.scenario.empty() ? kUsualProtocol : kUsualCityProtocol;
    auto protocol = protocolNamed(options.protocol.empty() ? usual : options.protocol);
    if (!protocol) {
        return tl::unexpected(protocol.error());
    }
    spec.protocol = std::move(*protocol);
    const auto fidelity = Fidelity::named(options.fidelity);
    if (!fidelity) {
        return tl::unexpected(fidelity.error());
    }
    spec.fidelity = *fidelity;
    spec.energy = options.energy;
    spec.settings = options.settings;
    if (options.trainingTicks > 0) {
        spec.protocol.trainingTicks = options.trainingTicks;
    }
    if (const auto order = dateOrderNamed(options.dateOrder); !order) {
        return tl::unexpected(order.error());
    }
    if (!options.policy.empty()) {
        auto map = readPolicy(options.policy);
        if (!map) {
            return tl::unexpected(map.error());
        }
        spec.map = std::move(*map);
    }
    return spec;
}

DataChoice dataChoice(const ExperimentOptions& options)
{
    DataChoice choice;
    if (!options.scenario.empty()) {
        const std::filesystem::path bundled = dataDirectory() / "scenarios" / (options.scenario + ".json");
        std::error_code ignored;
        const bool isBundled = std::filesystem::is_regular_file(bundled, ignored);
        choice.scenario =
            ScenarioChoice{isBundled ? bundled : std::filesystem::path(options.scenario), dataDirectory()};
    }
    choice.paths.assign(options.data.begin(), options.data.end());
    if (choice.paths.empty()) {
        choice.paths.push_back(dataDirectory() / "synthetic-station");
    }
    choice.trainingPaths.assign(options.training.begin(), options.training.end());
    choice.options.zone = options.zone;
    choice.options.dateOrder = dateOrderNamed(options.dateOrder).value_or(twin::DateOrder::Detect);
    return choice;
}

Result<ExperimentData> loadData(const ExperimentOptions& options, const Protocol& protocol,
                                const DataProgress& progress)
{
    return loadExperimentData(dataChoice(options), protocol.trainingTicks, progress);
}

Result<std::optional<ModelStore>> openStore(const ExperimentOptions& options)
{
    if (options.noCache) {
        return std::optional<ModelStore>{};
    }
    auto store = ModelStore::open(options.models.empty() ? modelCache() : std::filesystem::path(options.models));
    if (!store) {
        return tl::unexpected(store.error());
    }
    return std::optional(std::move(*store));
}

Result<std::vector<std::uint64_t>> parseSeeds(std::string_view text)
{
    std::vector<std::uint64_t> seeds;
    for (const std::string_view piece : twin::split(text, ',')) {
        const std::size_t dots = piece.find("..");
        const auto first = twin::parseInteger(piece.substr(0, dots));
        const auto last = dots == std::string_view::npos ? first : twin::parseInteger(piece.substr(dots + 2));
        if (!first || !last || *first < 0 || *last < *first ||
            static_cast<std::uint64_t>(*last - *first) >= kMostSeeds) {
            return twin::fail(ErrorCode::InvalidInput,
                              twin::concat("seeds: found '", piece, "', expected a number or a range such as 1..10"));
        }
        for (auto seed = *first; seed <= *last; ++seed) {
            seeds.push_back(static_cast<std::uint64_t>(seed));
        }
    }
    return seeds;
}

} // namespace mlops
