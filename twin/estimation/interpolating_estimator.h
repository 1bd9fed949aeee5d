// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The methods without a model behind the seam of the estimators: every corridor by what its own stations say, ramps and
// streets by a rule. They know nothing of the network but its geometry.
//
// The rule: a link off the corridors has what its own station saw; without one, the mean flow per lane of the sensed
// links of its kind at its free speed; without any, an empty road.

#include <memory>
#include <vector>

#include "twin/estimation/adaptive_smoothing.h"
#include "twin/estimation/corridor_readings.h"
#include "twin/estimation/reading_state.h"
#include "twin/estimation/state_estimator.h"
#include "twin/network/road_network.h"

namespace twin {

enum class Interpolation {
    Linear,            ///< linear_interpolation.h
    AdaptiveSmoothing, ///< adaptive_smoothing.h, causal
    Straight           ///< speed linear, flow smoothed along the road (adaptive_smoothing.h), of the last interval only
};

struct InterpolatingEstimatorSettings {
    Interpolation method = Interpolation::Linear;
    double interval_s = 300.0;
    std::size_t remembered = 12; ///< intervals that adaptive smoothing may still look at
};

class InterpolatingEstimator final : public StateEstimator {
public:
    /// `stations`: the ones that may be used, others are passed over whatever a frame says of them.
    InterpolatingEstimator(std::shared_ptr<const RoadNetwork> network, const std::vector<StationIndex>& stations,
                           const InterpolatingEstimatorSettings& settings);

    void advance() override {}
    void correct(const ObservationFrame& frame) override;
    [[nodiscard]] LinkStates estimate() const override;

private:
    struct Section {
        std::vector<LinkIndex> links;
        std::vector<double> middles_m;
        std::vector<StationIndex> stations;
        std::vector<std::vector<TrafficState>> recent; ///< [T][N]
        std::vector<double> positions_m;
    };
    void addSection(const Corridor& corridor, const std::vector<bool>& isUsed);
    void estimateSection(const Section& section, LinkStates& states) const;
    void estimateOthers(LinkStates& states) const;
    [[nodiscard]] TrafficState seenBy(StationIndex station, const ObservationFrame& frame) const;
    [[nodiscard]] TrafficState stateAt(const CorridorReadings& readings, double position_m) const;

    std::shared_ptr<const RoadNetwork> m_network;
    InterpolatingEstimatorSettings m_settings;
    std::vector<Section> m_sections;
    std::vector<StationIndex> m_others;      ///< used stations off the corridors
    std::vector<TrafficState> m_otherStates; ///< [others]
    std::vector<bool> m_isOnCorridor;        ///< [links]
};

} // namespace twin
