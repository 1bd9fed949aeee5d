// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Rows of several files on their way to one time axis. The readers add rows as they find them; only when all are there
// can dates be understood (date_order.h), local times be turned to UTC, and the axis be laid from the first interval to
// the last. So a row is kept here as written, and small: a month of a whole district is forty million of them.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "twin/core/result.h"
#include "twin/io/date_order.h"
#include "twin/io/import_report.h"
#include "twin/io/read_options.h"

namespace twin {

inline constexpr std::chrono::seconds kFiveMinutes{300}; ///< the interval of all PeMS files read here

/// When a row happened, before its date is understood.
struct RowTime {
    std::uint32_t date = 0; ///< index into the found dates
    std::uint32_t secondOfDay = 0;
};

struct MeasuredRow {
    RowTime time;
    std::uint32_t station = 0;
    Observation reading;
};

class MeasuredRows {
public:
    /// Rows added from here on belong to this file.
    void beginFile(std::string file);

    /// The station's index among those measured. Requires: its id was not added before.
    std::uint32_t addStation(Station station);
    [[nodiscard]] Station& station(std::uint32_t index) { return m_stations[index]; }

    /// Reads the time of a row. Ensures: nothing if `text` is no time, or not a whole number of intervals after
    /// midnight. Dates are remembered with the line where they first stand.
    [[nodiscard]] std::optional<RowTime> readTime(std::string_view text, std::size_t line);

    /// Requires: `row.time` came from readTime of the current file, `row.station` from addStation.
    void add(const MeasuredRow& row) { m_rows.push_back(row); }

    /// Lays the rows on one axis and completes `report`. For one station and interval the last row wins; a row in an
    /// hour that the clock skipped gives way to any other.
    /// Requires: at least one row. `usual` is what the format's own order is, if nothing else tells.
    /// Errors: InvalidInput for dates that cannot be understood, an unknown zone, or a span of time too long to be
    /// true.
    [[nodiscard]] Result<Measurements> lay(const ReadOptions& options, DateOrder usual, ImportReport& report) &&;

private:
    std::uint32_t rememberDate(const WrittenDate& date, std::size_t line);

    FoundDates m_found;
    std::size_t m_firstDateOfFile = 0;
    std::vector<Station> m_stations;
    std::vector<MeasuredRow> m_rows;
    std::string m_lastText; ///< neighbouring rows mostly have the same time
    RowTime m_lastTime;
};

} // namespace twin
