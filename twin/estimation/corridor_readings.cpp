// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/estimation/corridor_readings.h"

#include <algorithm>
#include <utility>

#include "twin/core/assert.h"

namespace twin {

CorridorReadings::CorridorReadings(std::vector<double> positions_m, double interval_s)
    : m_positions_m(std::move(positions_m)), m_interval_s(interval_s)
{
    TWIN_ASSERT(std::is_sorted(m_positions_m.begin(), m_positions_m.end()), "stations stand in driving order");
    TWIN_ASSERT(interval_s > 0.0, "an interval lasts");
}

void CorridorReadings::append(const std::vector<TrafficState>& states)
{
    TWIN_ASSERT(states.size() == stations(), "one state a station");
    m_states.insert(m_states.end(), states.begin(), states.end());
}

} // namespace twin
