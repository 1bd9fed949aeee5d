// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/store/sqlite_run_log.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include "mlops/mapek/decision_json.h"
#include "mlops/registry/version_json.h"
#include "twin/core/text.h"

namespace mlops {

namespace {

constexpr const char* kSchema = R"(
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE tick(tick INTEGER PRIMARY KEY, model INTEGER NOT NULL, version INTEGER NOT NULL, flow BLOB NOT NULL,
                  quality BLOB, forecast BLOB, latency_us REAL NOT NULL, health BLOB, links BLOB, ahead BLOB);
CREATE TABLE decision(id INTEGER PRIMARY KEY, tick INTEGER NOT NULL, check_kind TEXT NOT NULL, verdict TEXT NOT NULL,
                      detail TEXT NOT NULL);
CREATE TABLE energy(tick INTEGER NOT NULL, phase TEXT NOT NULL, model TEXT NOT NULL, booking TEXT NOT NULL,
                    joules REAL NOT NULL, seconds REAL NOT NULL, count INTEGER NOT NULL, source TEXT NOT NULL);
CREATE TABLE version(tick INTEGER NOT NULL, model TEXT NOT NULL, number INTEGER NOT NULL, serves INTEGER NOT NULL,
                     note TEXT NOT NULL, detail TEXT NOT NULL);
CREATE TABLE event(tick INTEGER NOT NULL, kind TEXT NOT NULL, detail TEXT NOT NULL);
)";

std::string_view nameOf(RunStatus status)
{
    return status == RunStatus::Complete ? "complete" : status == RunStatus::Cancelled ? "cancelled" : "running";
}

template <typename Value>
void bindBlob(SQLite::Statement& statement, int index, std::span<const Value> values)
{
    if (values.empty()) {
        statement.bind(index);
    } else {
        statement.bindNoCopy(index, values.data(), static_cast<int>(values.size_bytes()));
    }
}

/// Density, speed, flow and spread of all links, one after the other.
void packLinks(const twin::LinkStates* links, std::vector<float>& blob)
{
    blob.clear();
    if (links != nullptr) {
        for (const auto* values : {&links->density_vpm, &links->speed_mps, &links->flow_vps, &links->spread}) {
            blob.insert(blob.end(), values->begin(), values->end());
        }
    }
}

/// Of each horizon the stations' flows, then their speeds.
void packAhead(std::span<const NetworkAhead> predicted, std::vector<float>& blob)
{
    blob.clear();
    for (const NetworkAhead& ahead : predicted) {
        blob.insert(blob.end(), ahead.stationFlow_veh.begin(), ahead.stationFlow_veh.end());
        blob.insert(blob.end(), ahead.stationSpeed_mps.begin(), ahead.stationSpeed_mps.end());
    }
}

void bindText(SQLite::Statement& statement, int index, std::string_view text)
{
    statement.bind(index, std::string(text));
}

void putMeta(SQLite::Database& database, const std::string& key, const std::string& value)
{
    SQLite::Statement statement(database, "INSERT OR REPLACE INTO meta(key, value) VALUES(?, ?)");
    statement.bind(1, key);
    statement.bind(2, value);
    statement.exec();
}

} // namespace

/// The connection with its prepared statements. They die together, statements first.
struct SqliteRunLog::Statements {
    explicit Statements(const std::string& file)
        : database(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_NOFOLLOW)
    {
        database.exec("PRAGMA journal_mode=WAL");
        database.exec("PRAGMA synchronous=NORMAL");
        database.exec(kSchema);
        database.exec(twin::concat("PRAGMA user_version=", kRunSchemaVersion));
        tick.emplace(database, "INSERT INTO tick VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        decision.emplace(database, "INSERT INTO decision VALUES(?, ?, ?, ?, ?)");
        energy.emplace(database, "INSERT INTO energy VALUES(?, ?, ?, ?, ?, ?, ?, ?)");
        version.emplace(database, "INSERT INTO version VALUES(?, ?, ?, ?, ?, ?)");
        event.emplace(database, "INSERT INTO event VALUES(?, ?, ?)");
    }

    SQLite::Database database;
    std::optional<SQLite::Statement> tick;
    std::optional<SQLite::Statement> decision;
    std::optional<SQLite::Statement> energy;
    std::optional<SQLite::Statement> version;
    std::optional<SQLite::Statement> event;
    bool inTransaction = false;
};

SqliteRunLog::SqliteRunLog() = default;

SqliteRunLog::~SqliteRunLog() { commit(); }

twin::Result<std::unique_ptr<SqliteRunLog>> SqliteRunLog::create(const std::filesystem::path& file,
                                                                 const std::string& header)
{
    std::error_code ignored;
    if (std::filesystem::exists(file, ignored)) {
        return twin::fail(twin::ErrorCode::InvalidInput,
                          twin::concat("run log ", file.string(), " exists already; give another name or remove it"));
    }
    try {
        std::unique_ptr<SqliteRunLog> log(new SqliteRunLog());
        log->m_statements = std::make_unique<Statements>(file.string());
        putMeta(log->m_statements->database, "header", header);
        putMeta(log->m_statements->database, "status", std::string(nameOf(RunStatus::Running)));
        return log;
    } catch (const std::exception& error) {
        return twin::fail(twin::ErrorCode::Io, twin::concat("run log ", file.string(), ": ", error.what()));
    }
}

template <typename Work>
void SqliteRunLog::write(Work&& work)
{
    if (!m_status) {
        return;
    }
    try {
        if (!m_statements->inTransaction) {
            m_statements->database.exec("BEGIN");
            m_statements->inTransaction = true;
        }
        work(*m_statements);
    } catch (const std::exception& error) {
        m_status =
            twin::fail(twin::ErrorCode::Io, twin::concat("the run log can no longer be written: ", error.what()));
    }
}

void SqliteRunLog::append(const TickRecord& record)
{
    write([&](Statements& statements) {
        SQLite::Statement& insert = *statements.tick;
        insert.bind(1, static_cast<std::int64_t>(record.tick));
        insert.bind(2, static_cast<int>(record.model.family));
        insert.bind(3, static_cast<std::int64_t>(record.model.version));
        bindBlob(insert, 4, record.flows);
        bindBlob(insert, 5, record.quality);
        bindBlob(insert, 6, record.forecast);
        insert.bind(7, record.latency_s * 1e6);
        bindBlob(insert, 8, record.health);
        packLinks(record.links, m_linksBlob);
        bindBlob(insert, 9, std::span<const float>(m_linksBlob));
        packAhead(record.ahead, m_aheadBlob);
        bindBlob(insert, 10, std::span<const float>(m_aheadBlob));
        insert.exec();
        insert.reset();
    });
}

void SqliteRunLog::append(const Decision& decision)
{
    write([&](Statements& statements) {
        SQLite::Statement& insert = *statements.decision;
        insert.bind(1, decision.id);
        insert.bind(2, static_cast<std::int64_t>(decision.tick));
        bindText(insert, 3, mlops::nameOf(decision.situation.check));
        bindText(insert, 4, mlops::nameOf(decision.plan.tactic));
        insert.bind(5, toJsonLine(decision));
        insert.exec();
        insert.reset();
    });
}

void SqliteRunLog::append(const EnergyRecord& record)
{
    write([&](Statements& statements) {
        SQLite::Statement& insert = *statements.energy;
        insert.bind(1, static_cast<std::int64_t>(record.tick));
        bindText(insert, 2, mlops::nameOf(record.phase));
        bindText(insert, 3, mlops::nameOf(record.family));
        bindText(insert, 4, record.booking == Booking::Counted ? "counted" : "left-out");
        insert.bind(5, record.spent.energy.value);
        insert.bind(6, record.spent.time.value);
        insert.bind(7, static_cast<std::int64_t>(record.spent.count));
        bindText(insert, 8, mlops::nameOf(record.spent.source));
        insert.exec();
        insert.reset();
    });
}

void SqliteRunLog::append(const VersionRecord& record)
{
    write([&](Statements& statements) {
        SQLite::Statement& insert = *statements.version;
        insert.bind(1, static_cast<std::int64_t>(record.tick));
        bindText(insert, 2, mlops::nameOf(record.version->family()));
        insert.bind(3, static_cast<std::int64_t>(record.number));
        insert.bind(4, record.serves ? 1 : 0);
        insert.bind(5, record.note);
        insert.bind(6, toJson(*record.version).dump());
        insert.exec();
        insert.reset();
    });
}

void SqliteRunLog::append(const EventRecord& record)
{
    write([&](Statements& statements) {
        SQLite::Statement& insert = *statements.event;
        insert.bind(1, static_cast<std::int64_t>(record.tick));
        insert.bind(2, record.kind);
        insert.bind(3, record.details);
        insert.exec();
        insert.reset();
    });
}

void SqliteRunLog::commit()
{
    if (m_statements && m_statements->inTransaction) {
        write([](Statements& statements) {
            statements.database.exec("COMMIT");
            statements.inTransaction = false;
        });
    }
}

void SqliteRunLog::finish(RunStatus status, const std::string& summary)
{
    write([&](Statements& statements) {
        putMeta(statements.database, "summary", summary);
        putMeta(statements.database, "status", std::string(nameOf(status)));
    });
    commit();
    // A finished run is one file: what stands in the write-ahead log moves into it.
    if (m_status) {
        try {
            m_statements->database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (const std::exception&) {
            // A reader holds the log: it stays beside the file, and the run is whole all the same.
            return;
        }
    }
}

} // namespace mlops
