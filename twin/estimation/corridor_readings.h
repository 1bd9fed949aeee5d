// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the stations of one corridor measured, interval after interval, in driving order: the input of the estimators
// that know no model of traffic. Only what a detector saw stands here; imputed readings are left out by who fills it.
//
// Invariants: positions ascend; flow and speed are [T, N], row-major, NaN where nothing was observed.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace twin {

/// The state of traffic at a place and time. NaN in all members where nothing is known.
struct TrafficState {
    double flow_vps = std::numeric_limits<double>::quiet_NaN(); ///< all lanes
    double speed_mps = std::numeric_limits<double>::quiet_NaN();

    [[nodiscard]] bool known() const { return !std::isnan(flow_vps) && !std::isnan(speed_mps); }
    /// Vehicles per metre, all lanes: flow over speed.
    [[nodiscard]] double density_vpm() const { return flow_vps / std::max(speed_mps, 0.1); }
};

class CorridorReadings {
public:
    /// Requires: positions ascend, in metres along the corridor; interval_s > 0.
    CorridorReadings(std::vector<double> positions_m, double interval_s);

    [[nodiscard]] const std::vector<double>& positions_m() const { return m_positions_m; }
    [[nodiscard]] std::size_t stations() const { return m_positions_m.size(); }
    [[nodiscard]] std::size_t ticks() const { return stations() == 0 ? 0 : m_states.size() / stations(); }
    [[nodiscard]] double interval_s() const { return m_interval_s; }
    /// The middle of an interval; interval 0 begins at 0 s.
    [[nodiscard]] double timeOf_s(std::size_t tick) const { return (static_cast<double>(tick) + 0.5) * m_interval_s; }
    [[nodiscard]] const TrafficState& at(std::size_t tick, std::size_t station) const
    {
        return m_states[tick * stations() + station];
    }
    /// Adds the next interval. Requires: states is [N].
    void append(const std::vector<TrafficState>& states);

private:
    std::vector<double> m_positions_m;
    double m_interval_s;
    std::vector<TrafficState> m_states;
};

} // namespace twin
