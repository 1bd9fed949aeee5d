// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include "mlops/cli/commands.h"
#include "mlops/cli/common_options.h"
#include "mlops/store/verify_run.h"
#include "twin/core/text.h"

namespace mlops {

namespace {

struct VerifyOptions {
    std::string run;
    ExperimentOptions store; ///< only where models are kept
};

twin::Result<ExitCode> verify(const VerifyOptions& options, CommandContext& context)
{
    const InterruptGuard interrupts;
    const auto reader = RunReader::open(options.run);
    if (!reader) {
        return tl::unexpected(reader.error());
    }
    const auto store = openStore(options.store);
    if (!store) {
        return tl::unexpected(store.error());
    }
    CoreTrainer trainer(context.lstmSource);
    NullRunLog unused;
    const auto progress = [&](twin::Tick done, twin::Tick all) {
        context.console.progress(static_cast<double>(done) / static_cast<double>(all), "computing the run again");
    };
    const auto verification =
        verifyRun(*reader, {trainer, *store ? &**store : nullptr, unused, interrupts.token(), progress});
    context.console.endProgress();
    if (!verification) {
        return tl::unexpected(verification.error());
    }
    if (verification->difference) {
        Console::print(twin::concat("Different: ", *verification->difference, "\n"));
        return ExitCode::Differs;
    }
    Console::print(twin::concat("The same: ", verification->ticks, " ticks and ", verification->decisions,
                                " decisions, byte for byte.\n"));
    return ExitCode::Fine;
}

} // namespace

void addVerifyCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<VerifyOptions>();
    CLI::App* command = app.add_subcommand("verify", "Compute a recorded run again and report the first difference");
    command->add_option("run", options->run, "the run file")->required();
    command->add_option("--models", options->store.models, "folder where trained versions are kept");
    command->add_flag("--no-cache", options->store.noCache, "train every model anew");
    command->footer(
        "Exit code 5: something differs.\nExample:\n  greenloopctl verify --no-cache runs/frugal_corrected_s1.run");
    command->callback([options, &context] {
        const auto code = verify(*options, context);
        context.exitCode = code ? *code : context.console.fail(code.error());
    });
}

} // namespace mlops
