// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/estimation/adaptive_smoothing.h"

#include <algorithm>
#include <cmath>

namespace twin {

namespace {

constexpr double kReach = 12.0; ///< smoothing times or lengths beyond which a reading is left out; exp(-12) = 6e-6

/// A weighted sum of one quantity.
struct Smoothed {
    double sum = 0.0;
    double weight = 0.0;

    void add(double value, double byWeight)
    {
        if (!std::isnan(value)) {
            sum += byWeight * value;
            weight += byWeight;
        }
    }
    [[nodiscard]] double mean() const { return weight > 0.0 ? sum / weight : std::numeric_limits<double>::quiet_NaN(); }
};

/// One of the two fields: what is known, carried along at one speed.
struct CarriedField {
    Smoothed flow;
    Smoothed speed;

    void add(const TrafficState& state, double weight)
    {
        flow.add(state.flow_vps, weight);
        speed.add(state.speed_mps, weight);
    }
};

/// Equation 3: phi = exp(-|dx| / sigma - |dt| / tau).
double kernel(const AdaptiveSmoothingParameters& parameters, double distance_m, double delay_s)
{
    return std::exp(-std::abs(distance_m) / parameters.smoothing_m - std::abs(delay_s) / parameters.smoothing_s);
}

/// Equations 4 and 5: with what is known of one interval at all stations.
void addInterval(const CorridorReadings& readings, const AdaptiveSmoothingParameters& parameters, std::size_t tick,
                 double position_m, double time_s, CarriedField& free, CarriedField& congested)
{
    for (std::size_t station = 0; station < readings.stations(); ++station) {
        const double distance_m = position_m - readings.positions_m()[station];
        const double age_s = time_s - readings.timeOf_s(tick);
        const TrafficState& state = readings.at(tick, station);
        free.add(state, kernel(parameters, distance_m, age_s - distance_m / parameters.freeSpeed_mps));
        congested.add(state, kernel(parameters, distance_m, age_s - distance_m / parameters.congestedSpeed_mps));
    }
}

double mixed(double congested, double free, double weight) { return weight * congested + (1.0 - weight) * free; }

} // namespace

AdaptiveSmoothingParameters parametersFor(const CorridorReadings& readings)
{
    AdaptiveSmoothingParameters parameters;
    parameters.smoothing_s = readings.interval_s() / 2.0;
    if (readings.stations() > 1) {
        const auto& positions = readings.positions_m();
        const double spacing_m = (positions.back() - positions.front()) / static_cast<double>(positions.size() - 1);
        parameters.smoothing_m = std::max(1.0, spacing_m / 2.0);
    }
    return parameters;
}

TrafficState smoothAdaptively(const CorridorReadings& readings, const AdaptiveSmoothingParameters& parameters,
                              double position_m, double time_s, double known_s)
{
    CarriedField free;
    CarriedField congested;
    const auto& positions = readings.positions_m();
    const double span_m =
        positions.empty() ? 0.0
                          : std::max(std::abs(position_m - positions.front()), std::abs(position_m - positions.back()));
    // The furthest a carried reading can be from here in time, plus where its weight has gone.
    const double reach_s = kReach * parameters.smoothing_s + span_m / std::abs(parameters.congestedSpeed_mps);
    for (std::size_t tick = 0; tick < readings.ticks(); ++tick) {
        const double end_s = static_cast<double>(tick + 1) * readings.interval_s();
        if (end_s <= known_s && std::abs(time_s - readings.timeOf_s(tick)) <= reach_s) {
            addInterval(readings, parameters, tick, position_m, time_s, free, congested);
        }
    }
    // Equations 7 and 8.
    const double slower_mps = std::min(congested.speed.mean(), free.speed.mean());
    const double weight = 0.5 * (1.0 + std::tanh((parameters.threshold_mps - slower_mps) / parameters.width_mps));
    return {mixed(congested.flow.mean(), free.flow.mean(), weight),
            mixed(congested.speed.mean(), free.speed.mean(), weight)};
}

double smoothFlowAlong(const CorridorReadings& readings, double smoothing_m, double position_m, std::size_t tick)
{
    Smoothed flow;
    for (std::size_t station = 0; station < readings.stations(); ++station) {
        const double distance_m = std::abs(position_m - readings.positions_m()[station]);
        if (distance_m < kReach * smoothing_m) {
            flow.add(readings.at(tick, station).flow_vps, std::exp(-distance_m / smoothing_m));
        }
    }
    return flow.mean();
}

} // namespace twin
