// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Time in the twin: instants are UTC to the second, a run counts ticks, and the data's own zone is kept beside them
// because traffic follows the clock on the wall. Nothing here reads a clock.

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace twin {

/// A number of feed intervals since the first one of a run or file.
using Tick = std::int64_t;
/// An instant, UTC.
using UtcTime = std::chrono::sys_seconds;

/// The offset of local time from UTC, as it changes over the period of a file.
///
/// Ensures: empty means "local time is UTC".
class LocalClock {
public:
    struct Change {
        UtcTime from;                ///< valid from here on
        std::chrono::seconds offset; ///< local = UTC + offset
    };

    LocalClock() = default;
    /// Requires: changes ascend in time. The first also holds for everything before it.
    LocalClock(std::string zone, std::vector<Change> changes);

    [[nodiscard]] const std::string& zone() const { return m_zone; }
    [[nodiscard]] const std::vector<Change>& changes() const { return m_changes; }
    [[nodiscard]] std::chrono::seconds offsetAt(UtcTime time) const;

private:
    std::string m_zone = "UTC";
    std::vector<Change> m_changes;
};

/// Where an interval stands in the day and week of the data's own zone.
struct CalendarSlot {
    int slotOfDay = 0; ///< 0 .. slotsPerDay - 1
    int slotsPerDay = 288;
    int dayOfWeek = 0; ///< 0 is Sunday; meaningless where the axis has no dates
};

/// Ticks to instants: start + tick x step. Never an accumulated sum.
class TimeAxis {
public:
    TimeAxis() = default;
    TimeAxis(UtcTime start, std::chrono::seconds step, LocalClock clock);
    /// For files without times: tick 0 is taken to be midnight of no particular day.
    [[nodiscard]] static TimeAxis withoutDates(std::chrono::seconds step);

    [[nodiscard]] bool hasDates() const { return m_hasDates; }
    [[nodiscard]] std::chrono::seconds step() const { return m_step; }
    [[nodiscard]] const LocalClock& clock() const { return m_clock; }
    [[nodiscard]] UtcTime at(Tick tick) const { return m_start + tick * m_step; }
    [[nodiscard]] CalendarSlot slotAt(Tick tick) const;
    /// The same axis counted from `tick` on.
    [[nodiscard]] TimeAxis from(Tick tick) const;

private:
    UtcTime m_start{};
    std::chrono::seconds m_step{300};
    LocalClock m_clock;
    bool m_hasDates = false;
};

/// ISO 8601 with the zone's offset, such as 2022-10-04T08:35:00-07:00, or ...Z in UTC.
[[nodiscard]] std::string isoTime(UtcTime time, const LocalClock& clock = {});

} // namespace twin
