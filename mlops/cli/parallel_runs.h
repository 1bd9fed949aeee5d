// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Many runs at once. Each worker has a trainer of its own and takes all approaches of one seed, so that trainings they
// share are paid for once; the order of the results does not depend on the number of workers.

#include <functional>
#include <string>
#include <vector>

#include "mlops/experiment/run_experiment.h"
#include "mlops/forecasting/core_trainer.h"

namespace mlops {

struct ParallelRuns {
    std::vector<std::string> approaches;
    std::vector<std::uint64_t> seeds;
    RunSpec base; ///< approach and seed are filled in
    unsigned workers = 1;
};

/// One outcome for each (seed, approach), seeds outermost.
using RunOutcomes = std::vector<twin::Result<RunOutcome>>;

/// `progress(done, all)` is called from any worker.
[[nodiscard]] RunOutcomes runAll(const ParallelRuns& runs, const ExperimentData& data, const TrainerSource& lstmSource,
                                 const ModelStore* store, const std::stop_token& stop,
                                 const std::function<void(std::size_t, std::size_t)>& progress);

} // namespace mlops
