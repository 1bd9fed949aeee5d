// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// LSTM training for programs that do not link LibTorch: the module greenloop_torch.so is loaded when it is first asked
// for, and stays loaded until the program ends. Serving a trained LSTM needs none of this (lstm_forecaster.h).
//
// Threads: may be called on any thread; the trainer it gives is for one thread at a time.

#include <filesystem>
#include <memory>

#include "mlops/forecasting/trainer.h"

namespace mlops {

/// Loads the module beside the running program, else from ../lib/greenloop, and makes a trainer.
/// The first call takes about a second (LibTorch starts), later ones nothing.
/// Errors: Unavailable where this build has LSTM training switched off, where the module is in neither place, where it
/// or a library it needs cannot be loaded, or where it was not built with this program.
[[nodiscard]] twin::Result<std::unique_ptr<Trainer>> loadLstmTrainer();

/// As above, from the module of that path.
[[nodiscard]] twin::Result<std::unique_ptr<Trainer>> loadLstmTrainerFrom(const std::filesystem::path& module);

} // namespace mlops
