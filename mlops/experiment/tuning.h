// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How the `tuned` settings of every family were chosen, as something that can be run again: a grid, judged by
// rolling-origin validation on training data alone.
//
// Source: rolling-origin evaluation, Tashman, Int. J. of Forecasting 16 (2000), 437-450.

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "mlops/forecasting/trainer.h"
#include "mlops/registry/hold_out.h"

namespace mlops {

/// One candidate and how it did, over all folds.
struct TuningRow {
    ModelSettings settings;
    std::string label; ///< what sets it apart, such as "rich, alpha 0.3"
    double rmse = 0.0; ///< vehicles per interval, root of the mean over all folds' readings
    double persistenceRmse = 0.0;
    std::vector<double> foldRmse;
};

/// The grid of a family. Empty where it has nothing to tune.
[[nodiscard]] std::vector<TuningRow> tuningGrid(Family family);

struct TuningTools {
    Trainer& trainer;
    std::uint64_t seed = 1;
    std::stop_token stop;
    std::function<void(double share)> progress; ///< may be empty
};

/// Judges each candidate on five consecutive tenths of what was observed of `training`, the last half of it, each time
/// trained (and scaled) on all that comes before; an online learner learns on while it is judged, as it does in
/// service. Ensures: rows in ascending order of RMSE, equal ones in the order of the grid. Errors: InvalidInput where
/// fewer than ten intervals were observed; those of the trainer.
[[nodiscard]] twin::Result<std::vector<TuningRow>> tune(std::vector<TuningRow> grid, const SeriesView& training,
                                                        const TuningTools& tools);

} // namespace mlops
