// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the stations still see differently after the filter has corrected the model, carried to the links between them
// along a straight line. The model gives the shape between two stations, this makes it pass through them: where the
// model knows nothing the estimate is then linear interpolation and not worse.

#include <memory>
#include <vector>

#include "twin/estimation/corridor_readings.h"
#include "twin/network/road_network.h"

namespace twin {

class ResidualField {
public:
    /// `stations`: whose residuals set() will take, in this order; those without a link are passed over.
    ResidualField(std::shared_ptr<const RoadNetwork> network, std::vector<StationIndex> stations);

    /// Requires: residuals is [stations], members NaN where a station saw nothing.
    void set(const std::vector<TrafficState>& residuals);
    /// What to add to the flow and speed of every link, [L]: between two stations of a corridor linear, beyond the
    /// first and last as there; off the corridors the residual of a station on the link itself; 0 where nothing is
    /// known.
    [[nodiscard]] const std::vector<TrafficState>& links() const { return m_links; }

private:
    struct Line {
        std::vector<LinkIndex> links;
        std::vector<double> middles_m;
        std::vector<std::size_t> stations; ///< in m_stations
        std::vector<double> positions_m;
    };
    void addLine(const Corridor& corridor);

    std::shared_ptr<const RoadNetwork> m_network;
    std::vector<StationIndex> m_stations;
    std::vector<Line> m_lines;
    std::vector<TrafficState> m_links;
};

} // namespace twin
