// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/cli/parallel_runs.h"

#include <algorithm>
#include <atomic>
#include <thread>

namespace mlops {

RunOutcomes runAll(const ParallelRuns& runs, const ExperimentData& data, const TrainerSource& lstmSource,
                   const ModelStore* store, const std::stop_token& stop,
                   const std::function<void(std::size_t, std::size_t)>& progress)
{
    const std::size_t width = runs.approaches.size();
    const std::size_t all = runs.seeds.size() * width;
    RunOutcomes outcomes(all, twin::fail(twin::ErrorCode::Cancelled, "interrupted"));
    std::atomic<std::size_t> nextSeed = 0;
    std::atomic<std::size_t> done = 0;
    std::atomic<bool> hasFailed = false;
    const auto work = [&] {
        CoreTrainer trainer(lstmSource);
        for (std::size_t seed = nextSeed++; seed < runs.seeds.size(); seed = nextSeed++) {
            for (std::size_t i = 0; i < width && !hasFailed && !stop.stop_requested(); ++i) {
                RunSpec spec = runs.base;
                spec.approach = runs.approaches[i];
                spec.seed = runs.seeds[seed];
                NullRunLog log;
                outcomes[seed * width + i] = runExperiment(spec, data, {trainer, store, log, stop, {}});
                hasFailed = hasFailed || !outcomes[seed * width + i];
                progress(++done, all);
            }
        }
    };
    std::vector<std::jthread> others;
    const unsigned workers = std::min<unsigned>(std::max(1U, runs.workers), static_cast<unsigned>(runs.seeds.size()));
    for (unsigned i = 1; i < workers; ++i) {
        others.emplace_back(work);
    }
    work();
    others.clear(); // joins
    return outcomes;
}

} // namespace mlops
