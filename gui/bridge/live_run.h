// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A run that is computed now: measurements read, first models trained, then one tick at a time, recorded as it goes.

#include "gui/bridge/capture_log.h"
#include "gui/bridge/twin_source.h"
#include "mlops/experiment/run_experiment.h"
#include "mlops/experiment/run_header.h"
#include "mlops/forecasting/core_trainer.h"

namespace gui {

/// What a live run is made of.
struct LiveSetup {
    mlops::RunSpec spec;
    mlops::DataChoice data;
    mlops::RunIdentity identity;
    std::filesystem::path record;     ///< run file to write; empty: nothing is recorded
    std::filesystem::path modelStore; ///< folder of trained versions; empty: nothing is kept
    mlops::TrainerSource lstmSource;
};

/// The same run, of the scenario in `file`, under the approach that the scenario asks for if it asks.
[[nodiscard]] LiveSetup scenarioRun(LiveSetup setup, const std::filesystem::path& file);

class LiveRun final : public TwinSource {
public:
    /// Reads the data and trains the first versions, which may take seconds. Errors: those of the readers, the trainers
    /// and the run file; Cancelled where `stop` was requested meanwhile.
    [[nodiscard]] static twin::Result<std::unique_ptr<TwinSource>> open(const LiveSetup& setup, std::stop_token stop,
                                                                        const Progress& progress);

    [[nodiscard]] const RunDescription& describe() const override { return m_description; }
    [[nodiscard]] RunHistory past() override;
    [[nodiscard]] std::optional<TickNews> step() override;
    void order(const mlops::Command& command) override;
    [[nodiscard]] twin::Result<BranchPtr> branch() const override;
    void close(bool reachedEnd) override;

private:
    LiveRun(const LiveSetup& setup, mlops::ExperimentData data);
    [[nodiscard]] twin::Result<void> prepare(const LiveSetup& setup, std::stop_token stop);

    mlops::ExperimentData m_data;
    RunDescription m_description;
    mlops::CoreTrainer m_trainer;
    std::optional<mlops::ModelStore> m_store;
    std::unique_ptr<mlops::RunLog> m_file;
    std::unique_ptr<CaptureLog> m_log;
    std::unique_ptr<mlops::PreparedRun> m_run;
    mlops::EnergyLedger m_energy;
};

} // namespace gui
