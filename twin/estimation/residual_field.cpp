// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/estimation/residual_field.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "twin/core/assert.h"
#include "twin/estimation/linear_interpolation.h"

namespace twin {

namespace {

TrafficState orZero(const TrafficState& state)
{
    return {std::isnan(state.flow_vps) ? 0.0 : state.flow_vps, std::isnan(state.speed_mps) ? 0.0 : state.speed_mps};
}

} // namespace

ResidualField::ResidualField(std::shared_ptr<const RoadNetwork> network, std::vector<StationIndex> stations)
    : m_network(std::move(network)),
      m_stations(std::move(stations)),
      m_links(m_network->links().size(), TrafficState{0.0, 0.0})
{
    for (const Corridor& corridor : m_network->corridors()) {
        addLine(corridor);
    }
}

void ResidualField::addLine(const Corridor& corridor)
{
    Line line;
    std::vector<double> starts_m(m_links.size(), 0.0);
    double along_m = 0.0;
    for (const LinkIndex link : corridor.links) {
        const double length_m = m_network->link(link).length_m;
        line.links.push_back(link);
        line.middles_m.push_back(along_m + length_m / 2.0);
        starts_m[link.value] = along_m;
        along_m += length_m;
    }
    for (const StationIndex station : corridor.stations) {
        const auto found = std::find(m_stations.begin(), m_stations.end(), station);
        const PlacedStation& placed = m_network->station(station);
        if (found != m_stations.end() && placed.link) {
            line.stations.push_back(static_cast<std::size_t>(found - m_stations.begin()));
            line.positions_m.push_back(starts_m[placed.link->value] + placed.offset_m);
        }
    }
    m_lines.push_back(std::move(line));
}

void ResidualField::set(const std::vector<TrafficState>& residuals)
{
    TWIN_ASSERT(residuals.size() == m_stations.size(), "one residual a station");
    std::fill(m_links.begin(), m_links.end(), TrafficState{0.0, 0.0});
    for (std::size_t i = 0; i < residuals.size(); ++i) {
        if (const auto link = m_network->station(m_stations[i]).link) {
            m_links[link->value] = orZero(residuals[i]);
        }
    }
    for (const Line& line : m_lines) {
        CorridorReadings readings(line.positions_m, 1.0);
        std::vector<TrafficState> states;
        for (const std::size_t station : line.stations) {
            states.push_back(residuals[station]);
        }
        readings.append(states);
        for (std::size_t i = 0; i < line.links.size() && readings.ticks() > 0; ++i) {
            m_links[line.links[i].value] = orZero(interpolateLinearly(readings, line.middles_m[i], std::size_t{0}));
        }
    }
}

} // namespace twin
