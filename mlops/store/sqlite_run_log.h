// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A run as one SQLite file, written as the run goes on.
//
// Durability: write-ahead log with synchronous=NORMAL. What was committed survives the death of the program at any
// moment; a power cut may cost the newest commits but never leaves a broken file.
//
// Schema (version 3, PRAGMA user_version; older files are read, what they lack is empty):
//   meta(key, value)                   header (JSON), status, summary (JSON)
//   tick(tick, model, version, flow, quality, forecast, latency_us, health, links, ahead)
//                                      blobs of little-endian float32 [N] and [H, N], quality uint8 [N] or NULL = all
//                                      observed, forecast NULL during warm-up. Since 2: health, uint8 [N], and links,
//                                      float32 [4, L] density, speed, flow, spread. Since 3: ahead, float32 [H, 2, N]
//                                      flow and speed as the driven network predicts them for the stations
//   decision(id, tick, check_kind, verdict, detail)   detail: one JSON object (mapek/decision_json.h)
//   energy(tick, phase, model, booking, joules, seconds, count, source)
//   version(tick, model, number, serves, note, detail)  detail: JSON (registry/version_json.h)
//   event(tick, kind, detail)
//
// Threads: one thread at a time.

#include <filesystem>
#include <memory>
#include <string>

#include "mlops/runtime/run_log.h"

namespace mlops {

inline constexpr int kRunSchemaVersion = 3;

class SqliteRunLog final : public RunLog {
public:
    /// Creates the file and writes the header (JSON). Errors: InvalidInput where the file exists; Io.
    [[nodiscard]] static twin::Result<std::unique_ptr<SqliteRunLog>> create(const std::filesystem::path& file,
                                                                            const std::string& header);
    ~SqliteRunLog() override;

    void append(const TickRecord& record) override;
    void append(const Decision& decision) override;
    void append(const EnergyRecord& record) override;
    void append(const VersionRecord& record) override;
    void append(const EventRecord& record) override;
    void commit() override;
    void finish(RunStatus status, const std::string& summary) override;
    [[nodiscard]] const twin::Result<void>& status() const override { return m_status; }

private:
    struct Statements;
    SqliteRunLog();
    /// Runs `work` inside the open transaction, beginning one if needed; the first failure ends all recording.
    template <typename Work>
    void write(Work&& work);

    std::unique_ptr<Statements> m_statements;
    std::vector<float> m_linksBlob; ///< scratch of the tick being written
    std::vector<float> m_aheadBlob; ///< likewise
    twin::Result<void> m_status;
};

} // namespace mlops
