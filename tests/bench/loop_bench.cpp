// SPDX-License-Identifier: GPL-3.0-or-later

// The whole loop over a stream as long as the published one: sense, forecast, score, watch drift, book energy, adapt,
// write the run to SQLite. Trainings are taken from a store that a first pass filled, so that they do not count.

#include <chrono>
#include <filesystem>
#include <string>

#include <benchmark/benchmark.h>

#include "mlops/experiment/run_experiment.h"
#include "mlops/forecasting/core_trainer.h"
#include "mlops/registry/model_store.h"
#include "mlops/store/sqlite_run_log.h"
#include "mlops/torch/lstm_trainer_loader.h"
#include "twin/sensing/synthetic_station.h"

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kTrainingTicks = 1900; ///< as long as the published training part
constexpr std::size_t kStreamTicks = 14496;  ///< and the stream

/// A folder that goes away with the object.
class ScratchFolder {
public:
    ScratchFolder()
        : m_path(fs::temp_directory_path() /
                 ("greenloop-bench-" + std::to_string(Clock::now().time_since_epoch().count())))
    {
        fs::create_directories(m_path);
    }
    ~ScratchFolder()
    {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    [[nodiscard]] const fs::path& path() const { return m_path; }

private:
    fs::path m_path;
};

mlops::ExperimentData streamData()
{
    twin::SyntheticStationSettings settings{.seed = 7, .weeks = 9};
    settings.missingShare = 0.0;
    settings.imputedShare = 0.0;
    const twin::SyntheticStation made = twin::makeSyntheticStation(settings);
    mlops::ExperimentData data;
    data.name = "synthetic";
    data.stream.stations = made.measurements.stations;
    data.trainingAxis = made.measurements.axis;
    const std::vector<float> flows = mlops::completeFlows(made.measurements);
    data.training.assign(flows.begin(), flows.begin() + kTrainingTicks);
    data.stream.axis = made.measurements.axis.from(kTrainingTicks);
    const auto first = made.measurements.readings.begin() + kTrainingTicks;
    data.stream.readings.assign(first, first + kStreamTicks);
    return data;
}

struct Timed {
    double seconds = 0.0;
    mlops::RunOutcome outcome;
};

/// One pass; the clock runs from the first tick to the finished file.
twin::Result<Timed> timedRun(const std::string& approach, const mlops::ExperimentData& data, mlops::Trainer& trainer,
                             const mlops::ModelStore& store, const fs::path& file)
{
    auto log = mlops::SqliteRunLog::create(file, "{}");
    if (!log) {
        return tl::unexpected(log.error());
    }
    mlops::RunSpec spec;
    spec.approach = approach;
    spec.protocol = mlops::harmone2025Protocol();
    spec.energy.kind = "cpu";
    auto run = mlops::PreparedRun::prepare(spec, data, {trainer, &store, **log, {}, {}});
    if (!run) {
        return tl::unexpected(run.error());
    }
    (*log)->commit();
    const auto start = Clock::now();
    while ((*run)->runtime().step()) {
    }
    (*run)->runtime().close();
    Timed timed{.seconds = 0.0, .outcome = (*run)->outcome(mlops::RunStatus::Complete)};
    (*log)->finish(mlops::RunStatus::Complete, mlops::summaryJson(timed.outcome));
    timed.seconds = std::chrono::duration<double>(Clock::now() - start).count();
    if (!(*log)->status()) {
        return tl::unexpected((*log)->status().error());
    }
    return timed;
}

double controlSeconds(const mlops::EnergyLedger& ledger)
{
    double seconds = 0.0;
    for (const mlops::Phase phase :
         {mlops::Phase::Monitor, mlops::Phase::Analyze, mlops::Phase::Plan, mlops::Phase::Execute}) {
        seconds += ledger.phaseTotal(phase).time.value;
    }
    return seconds;
}

void wholeLoop(benchmark::State& state, const std::string& approach, double floorPerSecond)
{
    const mlops::ExperimentData data = streamData();
    const ScratchFolder folder;
    const auto store = mlops::ModelStore::open(folder.path() / "models");
    mlops::CoreTrainer trainer(mlops::loadLstmTrainer);
    if (!store) {
        state.SkipWithError(store.error().message.c_str());
        return;
    }
    int number = 0;
    double best = 1e9;
    double cycle_us = 0.0;
    const auto pass = [&] {
        const auto file = folder.path() / (std::to_string(number++) + ".sqlite");
        return timedRun(approach, data, trainer, *store, file);
    };
    if (const auto first = pass(); !first) { // fills the store
        state.SkipWithError(first.error().message.c_str());
        return;
    }
    for (auto _ : state) {
        const auto timed = pass();
        if (!timed) {
            state.SkipWithError(timed.error().message.c_str());
            return;
        }
        state.SetIterationTime(timed->seconds);
        best = std::min(best, timed->seconds);
        if (timed->outcome.summary.decisions > 0) {
            cycle_us =
                1e6 * controlSeconds(timed->outcome.ledger) / static_cast<double>(timed->outcome.summary.decisions);
        }
        state.counters["decisions"] = static_cast<double>(timed->outcome.summary.decisions);
    }
    const double rate = static_cast<double>(kStreamTicks) / best;
    state.counters["samples_per_s"] = rate;
    state.counters["cycle_us"] = cycle_us;
    if (rate < floorPerSecond) {
        state.SkipWithError("below the floor in samples per second");
    }
}

} // namespace

BENCHMARK_CAPTURE(wholeLoop, lr, "lr", 300e3)->UseManualTime()->Iterations(7)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(wholeLoop, svm, "svm", 300e3)->UseManualTime()->Iterations(7)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(wholeLoop, lstm, "lstm", 80e3)->UseManualTime()->Iterations(7)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(wholeLoop, frugal, "frugal", 0.0)->UseManualTime()->Iterations(7)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(wholeLoop, harmone, "harmone", 0.0)->UseManualTime()->Iterations(7)->Unit(benchmark::kMillisecond);
