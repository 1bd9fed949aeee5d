// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// One tick of everything, in order: sense, check, score, learn, forecast, meter, adapt, record.
//
// Threads: one thread owns it. State after tick n depends on the feed, the configuration and the commands alone (and,
// where energy is measured rather than replayed, on the meter's readings).

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "mlops/features/past.h"
#include "mlops/mapek/monitor.h"
#include "mlops/metrics/error_accumulator.h"
#include "mlops/runtime/forecast_service.h"
#include "twin/core/random.h"
#include "twin/sensing/sensor_feed.h"

namespace mlops {

/// What a user or a scenario may order; taken up between ticks.
struct SwitchCommand {
    Family to = Family::Persistence;
};
struct RetrainCommand {
    Family family = Family::Persistence;
};
struct PauseLoopCommand {
    bool paused = true;
};
/// Puts an earlier version of a family back into service. Requires: it exists.
struct ReuseCommand {
    Family family = Family::Persistence;
    std::size_t number = 1;
};
using Command = std::variant<SwitchCommand, RetrainCommand, PauseLoopCommand, ReuseCommand>;

/// May change what a check rests on before it is judged. Verification hands in the energies that a meter read when the
/// run was recorded: measured energy is an input of a run, like its data.
using EvidenceHook = std::function<void(Situation&)>;

struct RuntimeConfig {
    Timing timing;
    Fidelity fidelity = Fidelity::corrected();
    std::uint64_t seed = 1;
    DecisionMap map;
    double quorum = 0.3;       ///< share of stations whose drift is the network's
    twin::Tick warmUpTicks = 5; ///< ticks before the first forecast
    EvidenceHook adjustEvidence;
    int settleEvery = 256;     ///< ticks between settlements of the ledger and commits of the log
};

/// What the runtime works with. References outlive it.
struct RuntimeParts {
    twin::SensorFeed& feed;
    const Approach& approach;
    ForecastService& service;
    EnergyMeter& meter;
    EnergyLedger& ledger;
    RunLog& log;
};

/// The run so far, in numbers.
struct RunSummary {
    SampleCount samples = 0; ///< forecasts scored, times stations
    ErrorAccumulator errors;
    ErrorAccumulator persistence;
    std::size_t switches = 0;
    std::size_t retrainings = 0;
    std::size_t reuses = 0;
    std::size_t decisions = 0;
    double latencySum_s = 0.0; ///< wall time of all forecasts
    std::size_t forecasts = 0;
};

class TwinRuntime {
public:
    /// `before`: what was measured before the feed's first tick, oldest first; it fills the history.
    TwinRuntime(RuntimeParts parts, RuntimeConfig config, const SeriesView& before);

    /// Runs one tick. Returns false at the feed's end.
    bool step();
    /// Settles the ledger and commits the log: call once when no more ticks follow.
    void close() { settle(); }
    /// Takes effect before the next tick.
    void order(const Command& command, Actor actor);

    [[nodiscard]] const RunSummary& summary() const { return m_summary; }
    [[nodiscard]] const Knowledge& knowledge() const { return m_knowledge; }
    [[nodiscard]] twin::Tick tick() const { return m_frame.tick; }

private:
    struct Forecast {
        ServingModel model;
        std::vector<float> values; ///< [H, N]; empty where none was made
    };

    void sense();
    void score();
    void learn();
    void forecast();
    void record();
    void adaptWhereDue();
    void check(CheckKind kind);
    [[nodiscard]] Evidence gather(CheckKind kind);
    void compareVersions(DriftEvidence& drift, const Boundary& boundary);
    void execute(Decision& decision);
    void afterTraining(Family family);
    void obey();
    void settle();
    [[nodiscard]] DistanceKind distanceKind(const Boundary& boundary) const;
    [[nodiscard]] Booking controlBooking() const;

    RuntimeParts m_parts;
    RuntimeConfig m_config;
    std::size_t m_stations;
    History m_history;
    Monitor m_monitor;
    twin::RandomStream m_chance;
    Knowledge m_knowledge;
    twin::ObservationFrame m_frame;
    std::vector<float> m_flows;
    std::vector<std::uint8_t> m_quality;
    std::unique_ptr<bool[]> m_usable;
    bool m_allObserved = true;
    Forecast m_pending;               ///< made at the tick before
    double m_latency = 0.0;
    SampleCount m_scored = 0;         ///< ticks whose forecast was scored
    SampleCount m_nextDriftCheck = 0;
    bool m_isPaused = false;
    std::deque<std::pair<Command, Actor>> m_orders;
    EnergyLedger m_loggedEnergy;      ///< what the log has been told so far
    RunSummary m_summary;
};

} // namespace mlops
