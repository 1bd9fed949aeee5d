// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// One run of one approach over one data set, from settings to summary.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "mlops/experiment/energy_choice.h"
#include "mlops/experiment/experiment_data.h"
#include "mlops/experiment/protocol.h"
#include "mlops/runtime/twin_runtime.h"

namespace mlops {

struct RunSpec {
    std::string approach = "harmone";
    Protocol protocol;
    Fidelity fidelity = Fidelity::corrected();
    EnergyChoice energy;
    std::uint64_t seed = 1;
    std::string settings;           ///< settings set; empty: the approach's own, else the protocol's
    std::optional<DecisionMap> map; ///< replaces the approach's
    EvidenceHook adjustEvidence;    ///< see RuntimeConfig
};

struct RunOutcome {
    RunSummary summary;
    EnergyLedger ledger;
    std::string energyDescription;
    bool reproducibleEnergy = false;
    Fidelity fidelity = Fidelity::corrected(); ///< as used: an approach that was never published has no flaws
    RunStatus status = RunStatus::Complete;

    /// Mean joules per forecast, everything counted; nothing where no forecast was made.
    [[nodiscard]] std::optional<twin::Joules> energyPerForecast() const;
    [[nodiscard]] std::optional<twin::Joules> inferencePerForecast() const;
    /// What the account leaves out, per forecast (see Flaw::PublishedAccount).
    [[nodiscard]] std::optional<twin::Joules> leftOutPerForecast() const;
    /// Mean wall time of a forecast.
    [[nodiscard]] std::optional<twin::Seconds> latency() const;
};

/// The outcome in numbers, as run files keep it.
[[nodiscard]] std::string summaryJson(const RunOutcome& outcome);

/// What a run works with. References outlive it.
struct RunTools {
    Trainer& trainer;
    const ModelStore* store = nullptr;
    RunLog& log;
    std::stop_token stop;
    std::function<void(twin::Tick done, twin::Tick all)> progress; ///< called now and then; may be empty
};

/// Errors: InvalidInput or NotFound for a wrong spec, Unavailable where a model cannot be trained here. A stop request
/// is no error: the outcome's status says Cancelled and holds what was done until then.
[[nodiscard]] twin::Result<RunOutcome> runExperiment(const RunSpec& spec, const ExperimentData& data,
                                                     const RunTools& tools);

/// A run built and ready to be stepped by its owner: what runExperiment drives to the end.
class PreparedRun {
public:
    [[nodiscard]] static twin::Result<std::unique_ptr<PreparedRun>>
    prepare(const RunSpec& spec, const ExperimentData& data, const RunTools& tools);

    [[nodiscard]] TwinRuntime& runtime() { return *m_runtime; }
    [[nodiscard]] const TwinRuntime& runtime() const { return *m_runtime; }
    [[nodiscard]] const Approach& approach() const { return *m_approach; }
    /// The road network's part; null where the data have none.
    [[nodiscard]] const CityTwin* city() const { return m_city.get(); }
    [[nodiscard]] RunOutcome outcome(RunStatus status) const;

private:
    PreparedRun() = default;

    std::unique_ptr<Approach> m_approach;
    std::unique_ptr<EnergyMeter> m_meter;
    EnergyLedger m_ledger;
    std::unique_ptr<twin::SensorFeed> m_feed;
    std::unique_ptr<ForecastService> m_service;
    std::unique_ptr<CityTwin> m_city; ///< null without a road network
    std::unique_ptr<TwinRuntime> m_runtime;
    Fidelity m_fidelity = Fidelity::corrected();
};

} // namespace mlops
