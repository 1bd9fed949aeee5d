// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/store/run_reader.h"

#include <cstring>

#include <SQLiteCpp/SQLiteCpp.h>

#include "mlops/store/run_file_fault.h"
#include "mlops/store/sqlite_run_log.h"
#include "twin/core/text.h"

namespace mlops {

namespace {

using twin::ErrorCode;
using twin::Result;

template <typename Value>
std::vector<Value> blobOf(const SQLite::Column& column)
{
    std::vector<Value> values(static_cast<std::size_t>(column.getBytes()) / sizeof(Value));
    if (!values.empty()) {
        std::memcpy(values.data(), column.getBlob(), values.size() * sizeof(Value));
    }
    return values;
}

std::optional<std::string> metaOf(const SQLite::Database& database, const std::string& key)
{
    SQLite::Statement statement(database, "SELECT value FROM meta WHERE key = ?");
    statement.bind(1, key);
    if (!statement.executeStep()) {
        return std::nullopt;
    }
    return statement.getColumn(0).getString();
}

bool hasMeta(const SQLite::Database& database)
{
    SQLite::Statement statement(database,
                                "SELECT count(*) FROM pragma_table_info('meta') WHERE name IN ('key', 'value')");
    return statement.executeStep() && statement.getColumn(0).getInt() == 2;
}

template <typename Kind>
Kind kindAt(const SQLite::Column& column, std::size_t count)
{
    const std::string name = column.getString();
    for (std::size_t i = 0; i < count; ++i) {
        if (nameOf(static_cast<Kind>(i)) == name) {
            return static_cast<Kind>(i);
        }
    }
    throw std::runtime_error(twin::concat("'", name, "' is not known"));
}

twin::LinkStates linksOf(const SQLite::Column& column)
{
    const std::vector<float> packed = blobOf<float>(column);
    const auto count = static_cast<std::ptrdiff_t>(packed.size() / 4);
    const auto part = [&](std::ptrdiff_t i) {
        return std::vector<float>(packed.begin() + i * count, packed.begin() + (i + 1) * count);
    };
    return {.density_vpm = part(0), .speed_mps = part(1), .flow_vps = part(2), .spread = part(3)};
}

StoredTick tickOf(SQLite::Statement& row)
{
    const bool hasCity = row.getColumnCount() > 7;  // since schema 2
    const bool hasAhead = row.getColumnCount() > 9; // since schema 3
    return {.tick = row.getColumn(0).getInt64(),
            .model = {static_cast<Family>(row.getColumn(1).getInt()),
                      static_cast<std::size_t>(row.getColumn(2).getInt64())},
            .flows = blobOf<float>(row.getColumn(3)),
            .quality = blobOf<std::uint8_t>(row.getColumn(4)),
            .forecast = blobOf<float>(row.getColumn(5)),
            .latency_us = row.getColumn(6).getDouble(),
            .health = hasCity ? blobOf<std::uint8_t>(row.getColumn(7)) : std::vector<std::uint8_t>{},
            .links = hasCity ? linksOf(row.getColumn(8)) : twin::LinkStates{},
            .ahead = hasAhead ? blobOf<float>(row.getColumn(9)) : std::vector<float>{}};
}

EnergyRecord energyOf(SQLite::Statement& row)
{
    EnergyRecord record;
    record.tick = row.getColumn(0).getInt64();
    record.phase = kindAt<Phase>(row.getColumn(1), kPhaseCount);
    record.family = kindAt<Family>(row.getColumn(2), kFamilyCount);
    record.booking = row.getColumn(3).getString() == "counted" ? Booking::Counted : Booking::LeftOut;
    record.spent = {{row.getColumn(4).getDouble()},
                    {row.getColumn(5).getDouble()},
                    static_cast<std::size_t>(row.getColumn(6).getInt64()),
                    kindAt<EnergySource>(row.getColumn(7), 4)};
    return record;
}

} // namespace

struct RunReader::Connection {
    Connection(const std::string& file, std::stop_token stopping)
        : database(file, SQLite::OPEN_READWRITE), stop(std::move(stopping))
    {
        database.exec("PRAGMA trusted_schema=OFF");
        database.exec("PRAGMA cell_size_check=ON");
    }
    SQLite::Database database;
    std::stop_token stop;
};

RunReader::RunReader(std::unique_ptr<Connection> connection) : m_connection(std::move(connection)) {}
RunReader::RunReader(RunReader&&) noexcept = default;
RunReader& RunReader::operator=(RunReader&&) noexcept = default;
RunReader::~RunReader() = default;

/// Walks a query's rows, turning SQLite's exceptions into an error.
template <typename Row>
Result<void> RunReader::walk(const char* query, Row&& row) const
{
    const SQLite::Database& database = m_connection->database;
    try {
        SQLite::Statement statement(database, query);
        while (statement.executeStep()) {
            if (m_connection->stop.stop_requested()) {
                return twin::fail(ErrorCode::Cancelled, "reading the run was given up");
            }
            if (!row(statement)) {
                break;
            }
        }
        return {};
    } catch (const std::exception& error) {
        return twin::fail(ErrorCode::Corrupt, runFileFault(database.getFilename(), error.what()));
    }
}

Result<RunReader> RunReader::open(const std::filesystem::path& file, std::stop_token stop)
{
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(file, ignored)) {
        return twin::fail(ErrorCode::NotFound, twin::concat("there is no run file ", file.string()));
    }
    try {
        RunReader reader(std::make_unique<Connection>(file.string(), std::move(stop)));
        SQLite::Database& database = reader.m_connection->database;
        const int schema = database.execAndGet("PRAGMA user_version").getInt();
        if (schema < 1 || !hasMeta(database) || !metaOf(database, "header")) {
            return twin::fail(ErrorCode::Corrupt, runFileFault(file, std::nullopt));
        }
        if (schema > kRunSchemaVersion) {
            return twin::fail(ErrorCode::InvalidInput,
                              twin::concat("run file ", file.string(), ": found schema version ", schema,
                                           ", this program knows ", kRunSchemaVersion, "; use a newer one"));
        }
        reader.m_header = nlohmann::json::parse(*metaOf(database, "header"));
        reader.m_status = metaOf(database, "status").value_or("running");
        if (const auto summary = metaOf(database, "summary")) {
            reader.m_summary = nlohmann::json::parse(*summary);
        }
        if (reader.m_status == "running" && database.execAndGet("PRAGMA quick_check(1)").getString() != "ok") {
            return twin::fail(ErrorCode::Corrupt, runFileFault(file, "its own check fails"));
        }
        return reader;
    } catch (const std::exception& error) {
        return twin::fail(ErrorCode::Corrupt, runFileFault(file, error.what()));
    }
}

Result<void> RunReader::ticks(const std::function<bool(const StoredTick&)>& use) const
{
    return walk("SELECT * FROM tick ORDER BY tick", [&](SQLite::Statement& row) { return use(tickOf(row)); });
}

Result<std::optional<StoredTick>> RunReader::tickAt(twin::Tick tick) const
{
    std::optional<StoredTick> found;
    const std::string query = twin::concat("SELECT * FROM tick WHERE tick = ", tick);
    const auto walked = walk(query.c_str(), [&](SQLite::Statement& row) {
        found = tickOf(row);
        return false;
    });
    return walked ? Result<std::optional<StoredTick>>(std::move(found)) : tl::unexpected(walked.error());
}

Result<void> RunReader::decisions(const std::function<bool(const StoredDecision&)>& use) const
{
    return walk("SELECT * FROM decision ORDER BY id", [&](SQLite::Statement& row) {
        return use({row.getColumn(0).getInt64(), row.getColumn(1).getInt64(), row.getColumn(2).getString(),
                    row.getColumn(3).getString(), row.getColumn(4).getString()});
    });
}

Result<void> RunReader::energy(const std::function<bool(const EnergyRecord&)>& use) const
{
    return walk("SELECT * FROM energy ORDER BY rowid", [&](SQLite::Statement& row) { return use(energyOf(row)); });
}

Result<void> RunReader::versions(const std::function<bool(const StoredVersionRow&)>& use) const
{
    return walk("SELECT * FROM version ORDER BY rowid", [&](SQLite::Statement& row) {
        return use({row.getColumn(0).getInt64(), row.getColumn(1).getString(),
                    static_cast<std::size_t>(row.getColumn(2).getInt64()), row.getColumn(3).getInt() != 0,
                    row.getColumn(4).getString(), row.getColumn(5).getString()});
    });
}

Result<void> RunReader::events(const std::function<bool(const EventRecord&)>& use) const
{
    return walk("SELECT * FROM event ORDER BY rowid", [&](SQLite::Statement& row) {
        return use({row.getColumn(0).getInt64(), row.getColumn(1).getString(), row.getColumn(2).getString()});
    });
}

} // namespace mlops
