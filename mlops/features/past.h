// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The recent past of N stations, in the one shape that training and serving share. A History owns a sliding window;
// a Past is a view of it. Because a forecaster sees a Past and nothing else, it cannot look ahead.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "mlops/features/observed.h"
#include "twin/core/assert.h"
#include "twin/core/time.h"

namespace mlops {

/// A view of the last R intervals of N stations, oldest row first.
///
/// Invariants: flows.size() == R x N, row-major; every value is finite (missing readings were imputed on the way in).
struct Past {
    std::span<const float> flows; ///< vehicles per interval
    std::size_t stations = 0;
    twin::CalendarSlot slot;  ///< of the newest row
    ObservedMarks observed{}; ///< of the flows

    [[nodiscard]] std::size_t rows() const { return stations == 0 ? 0 : flows.size() / stations; }
    /// The value `back` rows before the newest: back == 0 is now.
    [[nodiscard]] float flow(std::size_t back, std::size_t station) const
    {
        return flows[flows.size() - (back + 1) * stations + station];
    }
    [[nodiscard]] bool wasObserved(std::size_t back, std::size_t station) const
    {
        return isObserved(observed, flows.size() - (back + 1) * stations + station);
    }
    /// The same past as it was seen `rowsAgo` intervals ago. Requires: rowsAgo <= rows().
    [[nodiscard]] Past before(std::size_t rowsAgo) const
    {
        Past earlier = *this;
        earlier.flows = flows.first(flows.size() - rowsAgo * stations);
        earlier.observed = observed.empty() ? observed : observed.first(earlier.flows.size());
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
        : m_stations(stations),
          m_capacity(capacity),
          m_flows(2 * capacity * stations),
          m_observed(2 * capacity * stations)
    {
        TWIN_ASSERT(stations > 0 && capacity > 0, "a history holds at least one reading");
    }

    /// Requires: row.size() == stations, all finite; as many marks, or none where all was observed.
    void push(std::span<const float> row, twin::CalendarSlot slot, ObservedMarks observed = {})
    {
        if (m_end == 2 * m_capacity) {
            const std::size_t keep = m_capacity - 1;
            const auto kept = static_cast<std::ptrdiff_t>(keep * m_stations);
            std::copy(m_flows.end() - kept, m_flows.end(), m_flows.begin());
            std::copy(m_observed.end() - kept, m_observed.end(), m_observed.begin());
            m_end = keep;
        }
        const auto at = static_cast<std::ptrdiff_t>(m_end * m_stations);
        std::copy(row.begin(), row.end(), m_flows.begin() + at);
        if (observed.empty()) {
            std::fill_n(m_observed.begin() + at, m_stations, std::uint8_t{1});
        } else {
            std::copy(observed.begin(), observed.end(), m_observed.begin() + at);
        }
        ++m_end;
        m_slot = slot;
    }

    [[nodiscard]] std::size_t rows() const { return m_end < m_capacity ? m_end : m_capacity; }
    [[nodiscard]] Past past() const
    {
        const std::size_t begin = (m_end - rows()) * m_stations;
        const std::size_t count = rows() * m_stations;
        return {std::span(m_flows).subspan(begin, count), m_stations, m_slot,
                std::span(m_observed).subspan(begin, count)};
    }

private:
    std::size_t m_stations;
    std::size_t m_capacity;
    std::size_t m_end = 0; ///< rows written into the buffer
    std::vector<float> m_flows;
    std::vector<std::uint8_t> m_observed;
    twin::CalendarSlot m_slot;
};

} // namespace mlops
