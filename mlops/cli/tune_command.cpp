// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <memory>

#include "mlops/cli/commands.h"
#include "mlops/cli/common_options.h"
#include "mlops/experiment/tuning.h"
#include "mlops/forecasting/core_trainer.h"
#include "twin/core/text.h"

namespace mlops {

namespace {

using twin::concat;
using twin::Result;

struct TuneOptions {
    ExperimentOptions experiment;
    std::string model = "lr";
    std::uint64_t seed = 1;
    std::size_t rows = 10;
};

std::string tableText(const std::vector<TuningRow>& rows, std::size_t most)
{
    std::string text = "     RMSE  over persistence  settings\n";
    for (std::size_t i = 0; i < std::min(most, rows.size()); ++i) {
        const TuningRow& row = rows[i];
        const std::string rmse = twin::fixed(row.rmse, 3);
        const std::string ratio = twin::fixed(row.rmse / row.persistenceRmse, 4);
        text += concat(std::string(9 - std::min<std::size_t>(9, rmse.size()), ' '), rmse,
                       std::string(18 - std::min<std::size_t>(18, ratio.size()), ' '), ratio, "  ", row.label, "\n");
    }
    return text;
}

Result<ExitCode> tuneModel(const TuneOptions& options, CommandContext& context)
{
    const InterruptGuard interrupts;
    const auto spec = baseSpec(options.experiment);
    const auto family = familyNamed(options.model);
    if (!spec || !family) {
        return tl::unexpected(!spec ? spec.error() : family.error());
    }
    std::vector<TuningRow> grid = tuningGrid(*family);
    if (grid.empty()) {
        return twin::fail(twin::ErrorCode::InvalidInput,
                          concat(options.model, " has nothing to tune; use lr, rls, svm or lstm"));
    }
    const auto data = loadData(options.experiment, spec->protocol);
    if (!data) {
        return tl::unexpected(data.error());
    }
    CoreTrainer trainer(context.lstmSource);
    const std::size_t candidates = grid.size();
    const auto rows = tune(std::move(grid), data->trainingSeries(),
                           {trainer, options.seed, interrupts.token(), [&](double share) {
                                context.console.progress(share, concat("judging ", options.model, " settings"));
                            }});
    context.console.endProgress();
    if (!rows) {
        return tl::unexpected(rows.error());
    }
    const SeriesView series = data->trainingSeries();
    const std::string extent = extentText(series.rows(), series.flows.size(), series.observedReadings());
    Console::print(concat(tableText(*rows, options.rows), candidates, " candidates on ", extent,
                          " of the training part of ", data->name,
                          "; five folds, each trained on all that comes before it; the stream was not looked at.\n"));
    return ExitCode::Fine;
}

} // namespace

void addTuneCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<TuneOptions>();
    CLI::App* command =
        app.add_subcommand("tune", "Judge a grid of settings by time-ordered validation on the training part alone");
    addExperimentOptions(*command, options->experiment);
    command->add_option("--model", options->model, "lr, rls, svm or lstm")->capture_default_str();
    command->add_option("--seed", options->seed, "of the weights a training draws")->capture_default_str();
    command->add_option("--rows", options->rows, "how many of the best to print")->capture_default_str();
    command->footer("Example:\n  greenloopctl tune --model svm --data harmone-2019");
    command->callback([options, &context] {
        const auto code = tuneModel(*options, context);
        context.exitCode = code ? *code : context.console.fail(code.error());
    });
}

} // namespace mlops
