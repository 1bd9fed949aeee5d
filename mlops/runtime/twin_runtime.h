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
#include "mlops/runtime/city_twin.h"
#include "mlops/runtime/command.h"
#include "mlops/runtime/forecast_service.h"
#include "mlops/runtime/horizon_book.h"
#include "twin/core/random.h"
#include "twin/sensing/sensor_feed.h"

namespace mlops {

/// May change what a check rests on before it is judged. Verification hands in the energies that a meter read when the
/// run was recorded: measured energy is an input of a run, like its data.
using EvidenceHook = std::function<void(Situation&)>;

struct RuntimeConfig {
    Timing timing;
    Fidelity fidelity = Fidelity::corrected();
    std::uint64_t seed = 1;
    DecisionMap map;
    double quorum = 0.3;        ///< share of stations whose drift is the network's
    twin::Tick warmUpTicks = 5; ///< ticks before the first forecast
    EvidenceHook adjustEvidence;
    int settleEvery = 256; ///< ticks between settlements of the ledger and commits of the log
};

/// What the runtime works with. References outlive it.
struct RuntimeParts {
    twin::SensorFeed& feed;
    const Approach& approach;
    ForecastService& service;
    EnergyMeter& meter;
    EnergyLedger& ledger;
    RunLog& log;
    CityTwin* city = nullptr; ///< null: a run without a road network; with one no forecast is below zero
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
    std::vector<HorizonScore> horizons; ///< more than one where the models look further ahead
    std::vector<NetworkScore> network;  ///< empty without a road network
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

    [[nodiscard]] RunSummary summary() const;
    [[nodiscard]] const Knowledge& knowledge() const { return m_knowledge; }
    [[nodiscard]] ServingModel serving() const { return m_parts.service.activeModel(); }
    /// The last tick that was run; -1 before the first.
    [[nodiscard]] twin::Tick tick() const { return m_frame.tick; }

private:
    struct Forecast {
        ServingModel model;
        std::vector<float> values; ///< [H, N]; empty where none was made
    };

    void sense();
    void estimate();
    void score();
    void learn();
    void forecast();
    void record();
    /// What was predicted at this tick; empty where nothing was due.
    [[nodiscard]] std::span<const NetworkAhead> aheadNow() const;
    void adaptWhereDue();
    /// The checks that a stepped loop makes, where one can be made.
    void adaptOnce();
    void checkDrift();
    void check(CheckKind kind);
    [[nodiscard]] Evidence gather(CheckKind kind);
    void compareVersions(DriftEvidence& drift, const Boundary& boundary);
    void execute(Decision& decision);
    void afterTraining(Family family);
    void obey();
    void obey(const Command& command, Actor actor);
    /// Whether the run has what the command is about; others are refused and logged as such.
    [[nodiscard]] bool canObey(const Command& command) const;
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
    std::vector<std::uint8_t> m_observed; ///< marks of m_flows
    bool m_allObserved = true;
    Forecast m_pending;          ///< made at the tick before
    HorizonBook m_book;          ///< the same and older ones, for horizons beyond the first
    bool m_looksFurther = false; ///< whether any model has horizons beyond the next tick
    std::vector<std::uint8_t> m_healthCodes;
    std::shared_ptr<const DecisionMap> m_map;
    std::vector<std::shared_ptr<const DecisionMap>> m_retiredMaps; ///< earlier decisions refer to them
    double m_latency = 0.0;
    SampleCount m_scored = 0; ///< ticks whose forecast was scored
    SampleCount m_nextDriftCheck = 0;
    SampleCount m_periodsAnswered = 0;
    bool m_isPaused = false;
    bool m_isStepWanted = false; ///< of a paused loop
    std::deque<std::pair<Command, Actor>> m_orders;
    EnergyLedger m_loggedEnergy; ///< what the log has been told so far
    RunSummary m_summary;
};

} // namespace mlops
