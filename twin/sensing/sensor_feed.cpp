// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/sensing/sensor_feed.h"

#include <utility>

namespace twin {

RecordedFeed::RecordedFeed(Measurements measurements) : m_measurements(std::move(measurements)) {}

bool RecordedFeed::next(ObservationFrame& frame)
{
    if (m_next >= m_measurements.ticks()) {
        return false;
    }
    const std::size_t stations = m_measurements.stations.size();
    const auto row = m_measurements.readings.begin() + static_cast<std::ptrdiff_t>(m_next * stations);
    frame.tick = static_cast<Tick>(m_next);
    frame.readings.assign(row, row + static_cast<std::ptrdiff_t>(stations));
    ++m_next;
    return true;
}

} // namespace twin
