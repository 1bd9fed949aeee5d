// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <filesystem>
#include <memory>

#include "mlops/cli/commands.h"
#include "mlops/cli/common_options.h"
#include "mlops/experiment/scenario_data.h"
#include "twin/core/text.h"
#include "twin/io/chp_incidents.h"
#include "twin/io/gmns_reader.h"
#include "twin/io/scenario_json.h"
#include "twin/io/wzdx.h"
#include "twin/scenario/scenario_places.h"

namespace mlops {

namespace {

using twin::concat;
using twin::Result;

struct ImportOptions {
    std::string scenario;
    std::vector<std::string> chp;
    std::vector<std::string> wzdx;
    std::string output;
    bool force = false;
};

/// What became of a file, in one sentence and one line for each reason to pass something over.
std::string account(const std::string& file, const twin::EventImport& import)
{
    std::string text = concat(file, ": ", import.entries, " read, ", import.events.size(), " events\n");
    for (const auto& [why, count] : import.passedOver) {
        text += concat("  passed over ", count, ": ", why, "\n");
    }
    return text;
}

Result<void> importFiles(const ImportOptions& options, twin::Scenario& scenario, const twin::EventPlaces& places,
                         Console& console)
{
    const auto take = [&](const std::string& file, Result<twin::EventImport> import) -> Result<void> {
        if (!import) {
            return tl::unexpected(import.error());
        }
        twin::keepWithin(scenario.start, scenario.end, *import);
        for (const std::string& note : import->notes) {
            console.say(note);
        }
        Console::print(account(file, *import));
        scenario.events.insert(scenario.events.end(), import->events.begin(), import->events.end());
        return {};
    };
    for (const std::string& file : options.chp) {
        if (const auto taken = take(file, twin::readChpIncidents(file, places, scenario.zone)); !taken) {
            return taken;
        }
    }
    for (const std::string& file : options.wzdx) {
        if (const auto taken = take(file, twin::readWzdx(file, places)); !taken) {
            return taken;
        }
    }
    return {};
}

Result<void> importEvents(const ImportOptions& options, Console& console)
{
    if (options.chp.empty() && options.wzdx.empty()) {
        return twin::fail(twin::ErrorCode::InvalidInput, "import-events: found no file, expected --chp or --wzdx");
    }
    std::error_code ignored;
    if (!options.force && std::filesystem::exists(options.output, ignored)) {
        return twin::fail(twin::ErrorCode::InvalidInput,
                          concat(options.output, " exists already; give another name or --force"));
    }
    const ScenarioChoice choice = *dataChoice({.scenario = options.scenario}).scenario;
    auto scenario = twin::readScenario(choice.file);
    if (!scenario) {
        return tl::unexpected(scenario.error());
    }
    const auto network = twin::readGmns(networkFolder(choice, scenario->network));
    if (!network) {
        return tl::unexpected(network.error());
    }
    const std::size_t before = scenario->events.size();
    const auto taken = importFiles(options, *scenario, twin::EventPlaces(network->network), console);
    if (!taken) {
        return taken;
    }
    std::ranges::stable_sort(scenario->events, {}, &twin::Event::from);
    if (const auto fits = twin::checkAgainst(*scenario, network->network, options.output); !fits) {
        return fits;
    }
    if (const auto written = twin::writeScenario(options.output, *scenario); !written) {
        return written;
    }
    console.say(concat("Wrote ", options.output, " with ", scenario->events.size() - before, " events more"));
    return {};
}

} // namespace

void addScenarioCommand(CLI::App& app, CommandContext& context)
{
    CLI::App* command = app.add_subcommand("scenario", "Work on scenario files");
    command->require_subcommand(1);
    auto options = std::make_shared<ImportOptions>();
    CLI::App* import = command->add_subcommand("import-events", "Add incidents and work zones of files to a scenario");
    import->add_option("scenario", options->scenario, "a bundled one's name or a file")->required();
    import->add_option("--chp", options->chp, "CHP incident files of the PeMS Clearinghouse, plain or gzip");
    import->add_option("--wzdx", options->wzdx, "work zone feeds, WZDx 4.x");
    import->add_option("-o,--output", options->output, "the scenario file to write")->required();
    import->add_flag("--force", options->force, "replace a file that exists");
    import->footer("Example:\n"
                   "  greenloopctl scenario import-events ordinary-week \\\n"
                   "      --chp all_text_chp_incidents_day_2024_05_07.txt -o with-incidents.json");
    import->callback([options, &context] {
        const auto imported = importEvents(*options, context.console);
    context.exitCode = imported ? ExitCode::Fine : context.console.fail(imported.error());
});
} // namespace mlops

} // namespace mlops
