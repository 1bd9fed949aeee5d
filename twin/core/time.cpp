// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/core/time.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "twin/core/assert.h"

namespace twin {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::seconds;

LocalClock::LocalClock(std::string zone, std::vector<Change> changes)
    : m_zone(std::move(zone)), m_changes(std::move(changes))
{
    TWIN_ASSERT(std::is_sorted(m_changes.begin(), m_changes.end(),
                               [](const Change& a, const Change& b) { return a.from < b.from; }),
                "clock changes ascend in time");
}

seconds LocalClock::offsetAt(UtcTime time) const
{
    seconds offset = m_changes.empty() ? seconds{0} : m_changes.front().offset;
    for (const Change& change : m_changes) {
        if (change.from > time) {
            break;
        }
        offset = change.offset;
    }
    return offset;
}

TimeAxis::TimeAxis(UtcTime start, seconds step, LocalClock clock)
    : m_start(start), m_step(step), m_clock(std::move(clock)), m_hasDates(true)
{
    TWIN_ASSERT(step > seconds{0}, "a time axis moves forward");
}

TimeAxis TimeAxis::withoutDates(seconds step)
{
    TimeAxis axis(UtcTime{}, step, LocalClock{});
    axis.m_hasDates = false;
    return axis;
}

CalendarSlot TimeAxis::slotAt(Tick tick) const
{
    const UtcTime time = at(tick);
    const auto local = time + m_clock.offsetAt(time);
    const auto midnight = floor<days>(local);
    CalendarSlot slot;
    slot.slotsPerDay = static_cast<int>(days{1} / m_step);
    slot.slotOfDay = static_cast<int>((local - midnight) / m_step);
    slot.dayOfWeek = static_cast<int>(std::chrono::weekday{midnight}.c_encoding());
    return slot;
}

TimeAxis TimeAxis::from(Tick tick) const
{
    TimeAxis axis = *this;
    axis.m_start = at(tick);
    return axis;
}

std::string isoTime(UtcTime time, const LocalClock& clock)
{
    const seconds offset = clock.offsetAt(time);
    const auto local = time + offset;
    const auto day = floor<days>(local);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clockTime{local - day};
    std::array<char, 64> text{};
    int length =
        std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d", static_cast<int>(date.year()),
                      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                      static_cast<int>(clockTime.hours().count()), static_cast<int>(clockTime.minutes().count()),
                      static_cast<int>(clockTime.seconds().count()));
    std::string result(text.data(), static_cast<std::size_t>(length));
    if (clock.zone() == "UTC") {
        return result + "Z";
    }
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(offset).count();
    length = std::snprintf(text.data(), text.size(), "%c%02d:%02d", minutes < 0 ? '-' : '+',
                           static_cast<int>(std::abs(minutes) / 60), static_cast<int>(std::abs(minutes) % 60));
    return result.append(text.data(), static_cast<std::size_t>(length));
}

} // namespace twin
