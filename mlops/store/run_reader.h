// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Reads a run file: what replay, verification and exports rest on.

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "mlops/runtime/run_log.h"

namespace mlops {

struct StoredTick {
    twin::Tick tick = 0;
    ServingModel model;
    std::vector<float> flows;          ///< [N]
    std::vector<std::uint8_t> quality; ///< [N], empty where all was observed
    std::vector<float> forecast;       ///< [H, N], empty during warm-up
    double latency_us = 0.0;
    std::vector<std::uint8_t> health; ///< [N] twin::DetectorFault, empty where detectors were not judged
    twin::LinkStates links;           ///< empty where the run has no road network
    std::vector<float> ahead;         ///< [H, 2 N + L] as pack() lays a prediction out; empty where none was
};

struct StoredDecision {
    std::int64_t id = 0;
    twin::Tick tick = 0;
    std::string check;
    std::string verdict;
    std::string detail; ///< JSON
};

struct StoredVersionRow {
    twin::Tick tick = 0;
    std::string model;
    std::size_t number = 0;
    bool serves = false;
    std::string note;
    std::string detail; ///< JSON
};

class RunReader {
public:
    /// Opens for reading; a run that was cut off is recovered to its last commit on the way.
    /// Errors: NotFound; Corrupt where SQLite's own check fails or the schema is not a run's; InvalidInput where the
    /// schema is newer than this program knows.
    /// A walk that is under way or begins when `stop` is requested ends with Cancelled.
    [[nodiscard]] static twin::Result<RunReader> open(const std::filesystem::path& file, std::stop_token stop = {});
    RunReader(RunReader&&) noexcept;
    RunReader& operator=(RunReader&&) noexcept;
    ~RunReader();

    [[nodiscard]] const nlohmann::json& header() const { return m_header; }
    /// running, complete or cancelled. A run that says running and is not being written was interrupted.
    [[nodiscard]] const std::string& status() const { return m_status; }
    /// Null where the run has none.
    [[nodiscard]] const nlohmann::json& summary() const { return m_summary; }

    // In order of time. Each calls `use` for every row; a false from it ends the walk.
    // Errors: Corrupt where the file cannot be read on; Cancelled.
    [[nodiscard]] twin::Result<void> ticks(const std::function<bool(const StoredTick&)>& use) const;
    /// One tick, or nothing where the run has no such tick.
    [[nodiscard]] twin::Result<std::optional<StoredTick>> tickAt(twin::Tick tick) const;
    [[nodiscard]] twin::Result<void> decisions(const std::function<bool(const StoredDecision&)>& use) const;
    [[nodiscard]] twin::Result<void> energy(const std::function<bool(const EnergyRecord&)>& use) const;
    [[nodiscard]] twin::Result<void> versions(const std::function<bool(const StoredVersionRow&)>& use) const;
    [[nodiscard]] twin::Result<void> events(const std::function<bool(const EventRecord&)>& use) const;

private:
    struct Connection;
    template <typename Row>
    twin::Result<void> walk(const char* query, Row&& row) const;
    explicit RunReader(std::unique_ptr<Connection> connection);

    std::unique_ptr<Connection> m_connection;
    nlohmann::json m_header;
    nlohmann::json m_summary;
    std::string m_status;
};

} // namespace mlops
