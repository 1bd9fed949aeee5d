// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include "mlops/cli/commands.h"
#include "mlops/cli/common_options.h"
#include "mlops/registry/version_json.h"
#include "twin/core/text.h"

namespace mlops {

namespace {

using twin::concat;

struct ModelsOptions {
    ExperimentOptions store; ///< only where models are kept
    std::string activate;
    bool json = false;
};

std::string lineOf(const ModelStore& store, const StoredVersion& stored)
{
    if (!stored.version) {
        return concat("damaged   ", stored.id.substr(0, 8), "  ", stored.version.error().message, "\n");
    }
    const ModelVersion& version = *stored.version;
    const auto active = store.active(version.family());
    const bool serves = active && active->id == version.id;
    std::string name(nameOf(version.family()));
    name.resize(6, ' ');
    const std::string held = version.holdOut
                                 ? concat("held-out RMSE ", twin::fixed(version.holdOut->rmse, 2), " (persistence ",
                                          twin::fixed(version.holdOut->persistenceRmse, 2), ")")
                                 : "not judged on held-out data";
    return concat(serves ? "* " : "  ", name, "  ", version.shortId(), "  ", version.model.settings.set, "  ",
                  nameOf(version.reason), "  ", version.window.extent(), " of ", version.window.source, "  ", held,
                  "  ", twin::significant(version.cost.cpu.value, 3), " s CPU\n");
}

/// The whole id of which `prefix` is the beginning of exactly one.
twin::Result<std::string> completed(const ModelStore& store, const std::string& prefix)
{
    std::string found;
    for (const StoredVersion& stored : store.list()) {
        if (stored.id.starts_with(prefix)) {
            if (!found.empty()) {
                return twin::fail(twin::ErrorCode::InvalidInput, concat("more than one version begins with ", prefix));
            }
            found = stored.id;
        }
    }
    return found.empty() ? twin::fail(twin::ErrorCode::NotFound, concat("no version begins with ", prefix))
                         : twin::Result<std::string>(found);
}

twin::Result<ExitCode> models(const ModelsOptions& options, CommandContext& context)
{
    const auto store = openStore(options.store);
    if (!store) {
        return tl::unexpected(store.error());
    }
    if (!options.activate.empty()) {
        const auto id = completed(**store, options.activate);
        if (!id) {
            return tl::unexpected(id.error());
        }
        if (const auto activated = (*store)->activate(*id); !activated) {
            return tl::unexpected(activated.error());
        }
        context.console.say(concat("In service: ", id->substr(0, 8)));
    }
    const auto versions = (*store)->list();
    if (versions.empty()) {
        context.console.say(concat("No versions in ", (*store)->folder().string(), "; greenloopctl train makes one."));
        return ExitCode::NothingToDo;
    }
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    std::string text;
    bool isDamaged = false;
    for (const StoredVersion& stored : versions) {
        isDamaged = isDamaged || !stored.version;
        text += lineOf(**store, stored);
        all.push_back(stored.version
                          ? toJson(*stored.version)
                          : nlohmann::ordered_json{{"id", stored.id}, {"damaged", stored.version.error().message}});
    }
    Console::print(options.json ? all.dump(2) + '\n' : text);
    return isDamaged ? ExitCode::Differs : ExitCode::Fine;
}

} // namespace

void addModelsCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<ModelsOptions>();
    CLI::App* command = app.add_subcommand("models", "List the stored model versions; * marks those in service");
    command->add_option("--models", options->store.models, "folder where trained versions are kept");
    command->add_option("--activate", options->activate, "put this version into service (the beginning of its id)");
    command->add_flag("--json", options->json, "everything as JSON");
    command->footer(
        "Exit code 4: there are none; 5: one is damaged.\nExample:\n  greenloopctl models --models my-models");
    command->callback([options, &context] {
        const auto code = models(*options, context);
        context.exitCode = code ? *code : context.console.fail(code.error());
    });
}

} // namespace mlops
