// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include "mlops/cli/commands.h"
#include "mlops/cli/common_options.h"
#include "mlops/registry/training.h"
#include "mlops/registry/version_json.h"
#include "twin/core/text.h"

namespace mlops {

namespace {

using twin::concat;
using twin::Result;

struct TrainOptions {
    ExperimentOptions experiment;
    std::string model = "lr";
    std::uint64_t seed = 1;
    bool json = false;
};

std::string summaryText(const ModelVersion& version, const std::string& verdict)
{
    std::string text =
        concat(nameOf(version.family()), " ", version.shortId(), ": trained on ", version.window.extent(), " of ",
               version.window.source, " with settings ", version.model.settings.set, "\n");
    if (version.holdOut) {
        const HoldOut& held = *version.holdOut;
        text += concat("  on ", held.count, " held-out readings: MAE ", twin::fixed(held.mae, 2), " (persistence ",
                       twin::fixed(held.persistenceMae, 2), "), RMSE ", twin::fixed(held.rmse, 2), " (",
                       twin::fixed(held.persistenceRmse, 2), "), R2 ", held.r2 ? twin::fixed(*held.r2, 4) : "-", "\n");
    }
    text += concat("  cost: ", twin::significant(version.cost.cpu.value, 3), " s of CPU time\n  ", verdict, "\n");
    return text;
}

/// Whether the version does not lose against the one that serves its family on the same held-out data.
Result<std::string> promote(const ModelStore& store, const ModelVersion& version, const TimeSplit& split)
{
    const auto incumbent = store.active(version.family());
    if (incumbent && incumbent->id != version.id && version.holdOut) {
        const auto forecaster = makeForecaster(incumbent->model);
        if (forecaster) {
            const HoldOut old = evaluate(**forecaster, split.whole(), split.cut());
            if (version.holdOut->rmse > old.rmse) {
                return concat("not put into service: version ", incumbent->shortId(), " has RMSE ",
                              twin::fixed(old.rmse, 2), " on the same data");
            }
        }
    }
    if (const auto activated = store.activate(version.id); !activated) {
        return tl::unexpected(activated.error());
    }
    return "in service for " + std::string(nameOf(version.family()));
}

Result<ExitCode> train(const TrainOptions& options, CommandContext& context)
{
    const InterruptGuard interrupts;
    const auto spec = baseSpec(options.experiment);
    const auto family = familyNamed(options.model);
    if (!spec || !family) {
        return tl::unexpected(!spec ? spec.error() : family.error());
    }
    const std::string& set = spec->settings.empty() ? spec->protocol.settings : spec->settings;
    const auto settings = shippedSettings(set, *family);
    if (!settings) {
        return tl::unexpected(settings.error());
    }
    const auto data = loadData(options.experiment, spec->protocol);
    const auto store = openStore(options.experiment);
    if (!data || !store) {
        return tl::unexpected(!data ? data.error() : store.error());
    }
    auto meter = makeMeter(spec->energy);
    if (!meter) {
        return tl::unexpected(meter.error());
    }
    const SeriesView series = data->trainingSeries();
    const TimeSplit split = TimeSplit::afterShare(series, spec->protocol.initialTrainShare);
    CoreTrainer trainer(context.lstmSource);
    TrainingOrder order{.settings = *settings, .seed = options.seed, .source = data->name, .stop = interrupts.token()};
    order.firstTick = -static_cast<std::int64_t>(series.rows());
    order.progress = [&](double share) { context.console.progress(share, concat("training ", options.model)); };
    const auto trained =
        trainVersion(order, split, Scaler::minMax(split.train()), {trainer, *store ? &**store : nullptr, **meter});
    context.console.endProgress();
    if (!trained) {
        return tl::unexpected(trained.error());
    }
    const auto verdict = *store ? promote(**store, trained->version, split) : Result<std::string>("kept nowhere");
    if (!verdict) {
        return tl::unexpected(verdict.error());
    }
    Console::print(options.json ? toJson(trained->version).dump(2) + '\n' : summaryText(trained->version, *verdict));
    return ExitCode::Fine;
}

} // namespace

void addTrainCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<TrainOptions>();
    CLI::App* command =
        app.add_subcommand("train", "Train a version of a model and put it into service if it does not lose");
    addExperimentOptions(*command, options->experiment);
    command->add_option("--model", options->model, "lr, rls, svm or lstm")->capture_default_str();
    command->add_option("--seed", options->seed, "of the weights a training draws")->capture_default_str();
    command->add_flag("--json", options->json, "print the version's record as JSON");
    command->footer("Example:\n  greenloopctl train --model lstm --settings tuned --models my-models");
    command->callback([options, &context] {
        const auto code = train(*options, context);
        context.exitCode = code ? *code : context.console.fail(code.error());
    });
}

} // namespace mlops
