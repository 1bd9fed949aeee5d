// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The append-only memory of a run. The runtime writes it, replay reads nothing else.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "mlops/energy/energy_ledger.h"
#include "mlops/mapek/decision.h"
#include "mlops/registry/model_version.h"
#include "mlops/runtime/network_ahead.h"
#include "twin/estimation/link_states.h"

namespace mlops {

/// One tick, as views of the runtime's buffers.
struct TickRecord {
    twin::Tick tick = 0;
    ServingModel model;                      ///< that serves, and made `forecast` where there is one
    std::span<const float> flows;            ///< [N] vehicles in the interval, imputed where nothing was observed
    std::span<const std::uint8_t> quality;   ///< [N] twin::Quality; empty where all was observed
    std::span<const float> forecast;         ///< [H, N] made at this tick; empty during warm-up
    double latency_s = 0.0;                  ///< of that forecast, wall time
    std::span<const std::uint8_t> health;    ///< [N] twin::DetectorFault; empty where detectors are not judged
    const twin::LinkStates* links = nullptr; ///< now; null where a run has no road network
    std::span<const NetworkAhead> ahead;     ///< [H] predicted at this tick; empty where nothing was
};

/// Energy booked since the last such record of the same kind.
struct EnergyRecord {
    twin::Tick tick = 0;
    Phase phase = Phase::Inference;
    Family family = Family::Persistence;
    Booking booking = Booking::Counted;
    EnergyEntry spent;
};

/// A version that came to be or was considered during the run.
struct VersionRecord {
    twin::Tick tick = 0;
    std::size_t number = 1; ///< of its family, in this run
    bool serves = false;    ///< whether it was put into service
    std::string note;       ///< why not, where it was not
    const ModelVersion* version = nullptr;
};

/// Anything else that happened, such as a command or a fault: kind and details as JSON.
struct EventRecord {
    twin::Tick tick = 0;
    std::string kind;
    std::string details;
};

enum class RunStatus { Running, Complete, Cancelled };

class RunLog {
public:
    virtual ~RunLog() = default;
    RunLog() = default;
    RunLog(const RunLog&) = delete;
    RunLog& operator=(const RunLog&) = delete;

    virtual void append(const TickRecord& record) = 0;
    virtual void append(const Decision& decision) = 0;
    virtual void append(const EnergyRecord& record) = 0;
    virtual void append(const VersionRecord& record) = 0;
    virtual void append(const EventRecord& record) = 0;
    /// Makes everything appended so far durable against the program's death.
    virtual void commit() = 0;
    /// Commits and marks the run's end. `summary` is JSON.
    virtual void finish(RunStatus status, const std::string& summary) = 0;
    /// The first failure to write, if any. After it nothing more is recorded; the run itself goes on.
    [[nodiscard]] virtual const twin::Result<void>& status() const = 0;
};

/// Keeps nothing: for runs whose numbers alone are wanted.
class NullRunLog final : public RunLog {
public:
    void append(const TickRecord& /*record*/) override {}
    void append(const Decision& /*decision*/) override {}
    void append(const EnergyRecord& /*record*/) override {}
    void append(const VersionRecord& /*record*/) override {}
    void append(const EventRecord& /*record*/) override {}
    void commit() override {}
    void finish(RunStatus /*status*/, const std::string& /*summary*/) override {}
    [[nodiscard]] const twin::Result<void>& status() const override { return m_status; }

private:
    twin::Result<void> m_status;
};

} // namespace mlops
