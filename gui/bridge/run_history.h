// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Everything that is known of a run up to some tick, in memory, so that any moment can be looked at again at once. A
// recorded run is read into it whole; a live run grows it tick by tick.
//
// Threads: one thread at a time. It is a value: whoever needs it elsewhere moves or copies it.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "mlops/runtime/run_log.h"
#include "mlops/runtime/twin_snapshot.h"
#include "twin/network/road_network.h"

namespace gui {

using DecisionPtr = std::shared_ptr<const mlops::Decision>;

/// A stretch of a run that has a name: a scenario's event, an episode of the bundled data.
struct Episode {
    twin::Tick from = 0;
    twin::Tick to = 0; ///< one past the last
    std::string title;
};

/// What a run is, known before its first tick.
struct RunDescription {
    std::string title;
    std::string approach; ///< as on the command line
    std::string approachTitle;
    std::string fidelity;
    std::string protocol;
    std::string dataName;
    std::string energyMeter; ///< described in one line
    std::uint64_t seed = 1;
    std::vector<twin::Station> stations;
    std::shared_ptr<const twin::RoadNetwork> network; ///< null where the run has none
    std::filesystem::path networkFolder;              ///< where it can be read from
    std::vector<int> horizons{1};                     ///< steps ahead that are forecast
    std::string story;                                ///< of its scenario; empty where it has none
    twin::TimeAxis axis;
    twin::Tick plannedTicks = 0;
    std::shared_ptr<const mlops::DecisionMap> map;
    std::vector<mlops::Family> families; ///< that can serve
    std::vector<Episode> episodes;
    std::filesystem::path file; ///< the run file; empty where none is written
    bool isLive = false;
    bool isSynthetic = false;
    std::string status;                                        ///< of a recorded run
    std::vector<std::pair<std::string, std::string>> settings; ///< name and value: what comparisons tell apart
};

/// A model version as views show it.
struct VersionFact {
    twin::Tick tick = 0;
    mlops::Family family = mlops::Family::Persistence;
    std::size_t number = 1;
    bool serves = false;
    std::string note;
    std::string id;
    std::string parent;
    mlops::TrainingReason reason = mlops::TrainingReason::Initial;
    mlops::TrainingWindow window;
    std::optional<mlops::HoldOut> holdOut;
    mlops::TrainingCost cost;
};

struct EventFact {
    twin::Tick tick = 0;
    std::string kind;
    std::string details;
};

/// An order to the loop itself, in effect from the tick after `tick` on.
struct LoopOrder {
    enum class Kind { Pause, Resume, Step };
    twin::Tick tick = 0;
    Kind kind = Kind::Pause;
};

/// What one tick brought.
struct TickNews {
    mlops::SnapshotPtr snapshot;
    double latency_s = 0.0;
    std::vector<DecisionPtr> decisions; ///< those of the orders first, then those of the tick
    std::vector<mlops::EnergyRecord> energy;
    std::vector<VersionFact> versions;
    std::vector<EventFact> events;
};

class RunHistory {
public:
    /// Requires: snapshots ascend by one tick, beginning with 0.
    void append(const TickNews& news);
    /// What was decided or trained before the first tick.
    void appendVersion(VersionFact version) { m_versions.push_back(std::move(version)); }

    [[nodiscard]] twin::Tick ticks() const { return static_cast<twin::Tick>(m_ticks.size()); }
    [[nodiscard]] std::size_t stations() const { return m_stations; }
    /// Steps ahead that are forecast, ascending.
    [[nodiscard]] const std::vector<int>& horizons() const { return m_horizons; }

    // Of one tick. Requires: 0 <= tick < ticks().
    [[nodiscard]] float flow(twin::Tick tick, std::size_t station) const;
    [[nodiscard]] twin::Quality quality(twin::Tick tick, std::size_t station) const;
    /// Made at `tick` for a horizon of horizons(), the first if none is given; nothing during warm-up.
    [[nodiscard]] std::optional<float> forecast(twin::Tick tick, std::size_t station, std::size_t horizon = 0) const;
    [[nodiscard]] mlops::ServingModel model(twin::Tick tick) const { return m_ticks[index(tick)].model; }
    /// The one that made the newest forecast; nothing before the first tick.
    [[nodiscard]] std::optional<mlops::ServingModel> servingNow() const
    {
        return m_ticks.empty() ? std::nullopt : std::optional(m_ticks.back().model);
    }
    [[nodiscard]] double latency(twin::Tick tick) const { return m_ticks[index(tick)].latency_s; }

    /// The twin as it was: the same value that was published then. Takes microseconds, whatever the run's length.
    [[nodiscard]] mlops::SnapshotPtr snapshotAt(twin::Tick tick) const;
    /// What was kept whole of a tick, with readings and roads; null where the run has no road network.
    [[nodiscard]] const mlops::TwinSnapshot* wholeAt(twin::Tick tick) const { return m_ticks[index(tick)].whole.get(); }
    [[nodiscard]] mlops::EnergyLedger ledgerAt(twin::Tick tick) const;

    [[nodiscard]] const std::vector<DecisionPtr>& decisions() const { return m_decisions; }
    /// The newest decision at or before `tick`, or null.
    [[nodiscard]] DecisionPtr decisionBefore(twin::Tick tick) const;
    [[nodiscard]] const std::vector<mlops::EnergyRecord>& energy() const { return m_energy; }
    [[nodiscard]] const std::vector<VersionFact>& versions() const { return m_versions; }
    [[nodiscard]] const std::vector<EventFact>& events() const { return m_events; }
    /// Those that were obeyed.
    [[nodiscard]] const std::vector<LoopOrder>& loopOrders() const { return m_loopOrders; }

private:
    struct Row {
        mlops::ServingModel model;
        float latency_s = 0.0F;
        std::uint32_t forecastAt = 0; ///< first value in m_forecasts
        std::uint32_t forecastCount = 0;
        mlops::SnapshotPtr whole; ///< kept only where the run has a road network
    };
    [[nodiscard]] static std::size_t index(twin::Tick tick) { return static_cast<std::size_t>(tick); }
    void keepLedger();
    void keepLoopOrder(const EventFact& event);

    std::size_t m_stations = 0;
    std::vector<int> m_horizons;
    std::vector<Row> m_ticks;
    std::vector<float> m_flows;          ///< [T, N]
    std::vector<std::uint8_t> m_quality; ///< [T, N]
    std::vector<float> m_forecasts;
    std::vector<DecisionPtr> m_decisions;
    std::vector<mlops::EnergyRecord> m_energy;
    std::vector<std::pair<std::size_t, mlops::EnergyLedger>> m_ledgers; ///< keyframes: records booked so far, their sum
    std::vector<VersionFact> m_versions;
    std::vector<EventFact> m_events;
    std::vector<LoopOrder> m_loopOrders;
};

/// The policy by which the loop last decided at or before a tick; before its first decision the one the run began with.
/// An ordered policy is in force from the decision after it. Requires: the run has one.
[[nodiscard]] const mlops::DecisionMap& policyAt(const RunDescription& run, const RunHistory& history, twin::Tick tick);

/// Whether a decision changed anything.
[[nodiscard]] bool hasActed(const mlops::Decision& decision);

/// Whether the loop may adapt at a tick.
struct LoopPause {
    bool isPaused = false;
    bool isStepWaiting = false; ///< it is to check once and has not found enough to judge yet
};
[[nodiscard]] LoopPause loopPauseAt(const RunHistory& history, twin::Tick tick);

} // namespace gui
