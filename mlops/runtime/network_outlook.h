// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The road network's next hour: a branch of the estimated state, driven by the forecasts of the active model, joined
// with what stations know of themselves, and scored when the truth arrives.
//
// Two sources know something of a station's future. The driven network knows what is on its way: a queue growing from
// below, a platoon coming from above. For flow the model's own forecast knows the station's habits; for speed, which
// no model forecasts, there is what is measured now. They are joined with the weights that would have made the least
// squared error of late, learned for each horizon from pairs whose truth has come: from all stations together, and from
// a station's own as they become many. The network's flows are first put right by the share they were off of late.
// Links between stations are moved by what their stations were moved by.
//
// Source: J. M. Bates, C. W. J. Granger, Operational Research Quarterly 20 (1969) 451-468, with their covariance.
// Threads: one thread at a time.

#include <deque>
#include <memory>
#include <span>
#include <vector>

#include "mlops/runtime/network_ahead.h"
#include "twin/estimation/prediction.h"
#include "twin/estimation/residual_field.h"
#include "twin/sensing/sensor_feed.h"

namespace mlops {

/// Values chosen on two days of the bundled city, seed 1, before the figures of any README.
struct OutlookSettings {
    twin::Tick every = 1;        ///< ticks from one prediction to the next
    double interval_s = 300.0;   ///< of the feed
    double biasMemory = 0.8;     ///< of the share the network's flows are off, from prediction to prediction
    double weightMemory = 0.998; ///< of the squared errors the weights rest on
    double pairsToWeigh = 24.0;  ///< a station; with fewer the network has no say
    double sharedPairs = 600.0;  ///< pairs of a station's own that count as much as what all stations say
};

/// What the active model forecasts for the stations.
struct StationForecast {
    std::span<const int> horizons; ///< [H] steps ahead, ascending
    std::span<const float> flows;  ///< [H, N] vehicles in the interval
};

class NetworkOutlook {
public:
    NetworkOutlook(std::shared_ptr<const twin::RoadNetwork> network, const OutlookSettings& settings);

    /// Scores what was predicted for now and learns from it. Requires: readings are [N]; those imputed are marked so.
    void score(const twin::ObservationFrame& truth);
    /// Predicts from the estimate, where a prediction is due at this tick.
    /// Requires: `filter` has taken in `now`; forecast.flows is [H, N].
    void predict(const twin::EnsembleFilter& filter, const StationForecast& forecast,
                 const twin::ObservationFrame& now);

    /// The newest prediction, one entry a horizon of the forecast that drove it; empty before the first.
    [[nodiscard]] const std::vector<NetworkAhead>& ahead() const { return m_ahead; }
    /// The forecast that drove it, as shares of what the stations count.
    [[nodiscard]] const twin::StationOutlook& drivenBy() const { return m_drivenBy; }
    /// The tick of that prediction; -1 before the first.
    [[nodiscard]] twin::Tick madeAt() const { return m_made.empty() ? -1 : m_made.front().tick; }
    /// One for each horizon met so far, in ascending order.
    [[nodiscard]] const std::vector<NetworkScore>& scores() const { return m_scores; }

private:
    /// Fading sums of the squared errors of two sources.
    struct Weighing {
        double first = 0.0;
        double second = 0.0;
        double both = 0.0;
        double pairs = 0.0;

        void add(double firstError, double secondError, double memory);
    };
    /// Of one quantity and horizon.
    struct Weights {
        std::vector<Weighing> own; ///< [N]
        Weighing all;
    };
    /// What is known of a station for one horizon.
    struct Sources {
        float bare_veh = 0.0F;
        float network_veh = 0.0F; ///< as the branch says
        float righted_veh = 0.0F; ///< put right by the share it was off
        float network_mps = 0.0F;
    };
    struct Made {
        twin::Tick tick = -1;
        std::vector<int> horizons;
        std::vector<Sources> sources;    ///< [H, N]
        std::vector<float> joined_veh;   ///< [H, N]
        std::vector<float> joined_mps;   ///< [H, N]
        std::vector<float> flowNow_veh;  ///< [N] NaN where nothing was known
        std::vector<float> speedNow_mps; ///< [N] the last that was known
    };
    struct HorizonWeights {
        int horizon = 1;
        Weights flow;  ///< bare, network
        Weights speed; ///< now, network
    };

    void scoreHorizon(const Made& made, std::size_t row, const twin::ObservationFrame& truth);
    void rightBias(const Made& made, const twin::ObservationFrame& truth);
    void keepNow(const twin::ObservationFrame& now, Made& made);
    [[nodiscard]] std::vector<twin::Prediction> drive(const twin::EnsembleFilter& filter,
                                                      const StationForecast& forecast);
    void join(const StationForecast& forecast, std::size_t row, twin::Prediction& predicted, Made& made);
    void moveLinks(const std::vector<twin::TrafficState>& moved, twin::LinkStates& links);
    [[nodiscard]] NetworkScore& scoreOf(int horizon);
    [[nodiscard]] HorizonWeights& weightsOf(int horizon);
    void learn(Weights& weights, std::size_t station, double firstError, double secondError) const;
    /// The second source's share at a station, 0..1.
    [[nodiscard]] double weightAt(const Weights& weights, std::size_t station) const;

    std::shared_ptr<const twin::RoadNetwork> m_network;
    OutlookSettings m_settings;
    std::size_t m_stations;
    twin::ResidualField m_moves;
    std::vector<double> m_counted;   ///< [N] fading sums over the shortest horizon
    std::vector<double> m_predicted; ///< [N] likewise
    std::vector<float> m_lastSpeed;  ///< [N] NaN before the first
    std::vector<HorizonWeights> m_weights;
    std::deque<Made> m_made; ///< the newest first
    twin::StationOutlook m_drivenBy;
    std::vector<NetworkAhead> m_ahead;
    std::vector<NetworkScore> m_scores;
};

} // namespace mlops
