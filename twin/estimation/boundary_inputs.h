// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What enters and leaves the network where nobody counts it. Ramps with a station are taken at their word; the others
// are inferred from what the main line gains and loses between two of its stations. The filter perturbs these figures
// and corrects them; they only have to be right on average.

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "twin/estimation/link_states.h"
#include "twin/network/road_network.h"
#include "twin/sensing/measurements.h"

namespace twin {

struct BoundaryInputSettings {
    double interval_s = 300.0;
    double sensedMemory = 0.4; ///< weight of the past in the flow of a sensed ramp; one interval alone is noisy
    double inferredMemory =
        0.75;                  ///< the same for ramps inferred from differences, which carry the noise of two stations
    double storingShare = 0.0; ///< of the free speed: where traffic at either station is slower, a gap stores vehicles
                               ///< and its ramps are left as they are; 0: they are always inferred
    double usualOnRampLoad = 0.25;  ///< of its capacity, before anything is known
    double usualOffRampLoad = 0.15; ///< of its capacity, before anything is known
};

class BoundaryInputs {
public:
    BoundaryInputs(std::shared_ptr<const RoadNetwork> network, const std::vector<StationIndex>& stations,
                   const BoundaryInputSettings& settings);

    /// Takes the readings of all stations, [N] in the order of the network. What cannot be traffic (reading_state.h)
    /// counts as not observed. Ensures: every flow is finite and not negative.
    void update(std::span<const Observation> readings);

    /// The flow on a link at the edge of the modelled main lines: an origin, a ramp, a connector; vehicles per second.
    [[nodiscard]] double flow_vps(LinkIndex link) const { return m_flow_vps[link.value]; }
    /// Whether that flow was counted by a station of the link itself at the last update.
    [[nodiscard]] bool isSensed(LinkIndex link) const { return m_isSensed[link.value]; }
    /// The share of the traffic leaving `in` for each link beyond it, in the order of RoadNetwork::outgoing(), by the
    /// flows here and the flow estimated on `in`. Nothing where no ramp or connector leaves.
    [[nodiscard]] std::optional<std::vector<double>> turning(LinkIndex in, const LinkStates& estimated) const;

private:
    /// The ramps between two neighbouring stations of a main line, or before the first.
    struct Gap {
        std::optional<StationIndex> upstream;
        StationIndex downstream;
        std::vector<LinkIndex> entering;
        std::vector<LinkIndex> leaving;
    };
    void findGaps(const Corridor& corridor, const std::vector<bool>& isUsed);
    void collectRamps(LinkIndex link, bool atItsStart, Gap& gap) const;
    void takeCounts(std::span<const Observation> readings);
    void inferRamps(const Gap& gap);
    void inferMainlineOrigin(const Corridor& corridor);

    std::shared_ptr<const RoadNetwork> m_network;
    BoundaryInputSettings m_settings;
    std::vector<bool> m_isUsed;        ///< [stations]
    std::vector<bool> m_isSlow;        ///< [stations] at the last update, by BoundaryInputSettings::storingShare
    std::vector<double> m_counted_vps; ///< [stations] at the last update; NaN where nothing usable was observed
    std::vector<Gap> m_gaps;
    std::vector<double> m_flow_vps; ///< [links]
    std::vector<bool> m_isSensed;   ///< [links]
    bool m_isFirst = true;
};

} // namespace twin
