// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The recent past of N stations, in the one shape that training and serving share. A History owns a sliding window;
// a Past is a view of it. Because a forecaster sees a Past and nothing else, it cannot look ahead.

#include <cstddef>
#include <span>
#include <vector>

#include "twin/core/assert.h"
#include "twin/core/time.h"

namespace mlops {

/// A view of the last R intervals of N stations, oldest row first.
///
/// Invariants: flows.size() == R x N, row-major; every value is finite (missing readings were imputed on the way in).
struct Past {
    std::span<const float> flows; ///< vehicles per interval
    std::size_t stations = 0;
    twin::CalendarSlot slot; ///< of the newest row

    [[nodiscard]] std::size_t rows() const { return stations == 0 ? 0 : flows.size() / stations; }
    /// The value `back` rows before the newest: back == 0 is now.
    [[nodiscard]] float flow(std::size_t back, std::size_t station) const
    {
        return flows[flows.size() - (back + 1) * stations + station];
    }
    /// The same past as it was seen `rowsAgo` intervals ago. Requires: rowsAgo <= rows().
    [[nodiscard]] Past before(std::size_t rowsAgo) const
    {
        Past earlier = *this;
        earlier.flows = flows.first(flows.size() - rowsAgo * stations);
        const auto perDay = static_cast<std::size_t>(slot.slotsPerDay);
        const std::size_t back = rowsAgo % perDay;
        const auto now = static_cast<std::size_t>(slot.slotOfDay);
        earlier.slot.slotOfDay = static_cast<int>((now + perDay - back) % perDay);
        const std::size_t midnights = rowsAgo / perDay + (back > now ? 1 : 0);
        earlier.slot.dayOfWeek = static_cast<int>((static_cast<std::size_t>(slot.dayOfWeek) + 7 - midnights % 7) % 7);
        return earlier;
    }
};

/// A sliding window over the last `capacity` intervals. Pushing costs one row's copy, amortised.
class History {
public:
    /// Requires: stations > 0, capacity > 0.
    History(std::size_t stations, std::size_t capacity)
        : m_stations(stations), m_capacity(capacity), m_flows(2 * capacity * stations)
    {
        TWIN_ASSERT(stations > 0 && capacity > 0, "a history holds at least one reading");
    }

    /// Requires: row.size() == stations, all finite.
    void push(std::span<const float> row, twin::CalendarSlot slot)
    {
        if (m_end == 2 * m_capacity) {
            const std::size_t keep = m_capacity - 1;
            std::copy(m_flows.end() - static_cast<std::ptrdiff_t>(keep * m_stations), m_flows.end(), m_flows.begin());
            m_end = keep;
        }
        std::copy(row.begin(), row.end(), m_flows.begin() + static_cast<std::ptrdiff_t>(m_end * m_stations));
        ++m_end;
        m_slot = slot;
    }

    [[nodiscard]] std::size_t rows() const { return m_end < m_capacity ? m_end : m_capacity; }
    [[nodiscard]] Past past() const
    {
        const std::size_t begin = (m_end - rows()) * m_stations;
        return {std::span(m_flows).subspan(begin, rows() * m_stations), m_stations, m_slot};
    }

private:
    std::size_t m_stations;
    std::size_t m_capacity;
    std::size_t m_end = 0; ///< rows written into the buffer
    std::vector<float> m_flows;
    twin::CalendarSlot m_slot;
};

} // namespace mlops
