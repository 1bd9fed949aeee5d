// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/runtime/network_outlook.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "twin/core/assert.h"
#include "twin/estimation/reading_state.h"

namespace mlops {

namespace {

constexpr double kLeastRatio = 0.3; ///< the network is put right by at most so much
constexpr double kMostRatio = 3.0;
constexpr double kCountsToRight = 5.0; ///< vehicles predicted; fewer say nothing of a share
constexpr float kUnknown = std::numeric_limits<float>::quiet_NaN();

std::vector<twin::StationIndex> everyStation(const twin::RoadNetwork& network)
{
    std::vector<twin::StationIndex> stations;
    for (std::size_t s = 0; s < network.stations().size(); ++s) {
        stations.emplace_back(s);
    }
    return stations;
}

/// The entry of a horizon in an ascending list, made where there is none.
template <typename Entry>
Entry& entryOf(std::vector<Entry>& entries, int horizon)
{
    const auto place = std::ranges::lower_bound(entries, horizon, {}, &Entry::horizon);
    if (place != entries.end() && place->horizon == horizon) {
        return *place;
    }
    Entry entry;
    entry.horizon = horizon;
    return *entries.insert(place, std::move(entry));
}

} // namespace

void NetworkOutlook::Weighing::add(double firstError, double secondError, double memory)
{
    first = memory * first + firstError * firstError;
    second = memory * second + secondError * secondError;
    both = memory * both + firstError * secondError;
    pairs = memory * pairs + 1.0;
}

void NetworkOutlook::learn(Weights& weights, std::size_t station, double firstError, double secondError) const
{
    weights.own[station].add(firstError, secondError, m_settings.weightMemory);
    // One tick brings a pair of every station: all together fade as fast as one alone.
    weights.all.add(firstError, secondError, std::pow(m_settings.weightMemory, 1.0 / static_cast<double>(m_stations)));
}

double NetworkOutlook::weightAt(const Weights& weights, std::size_t station) const
{
    const Weighing& own = weights.own[station];
    const Weighing& all = weights.all;
    if (all.pairs < m_settings.pairsToWeigh * static_cast<double>(m_stations)) {
        return 0.0;
    }
    const double share = m_settings.sharedPairs / all.pairs;
    const double first = own.first + share * all.first;
    const double both = own.both + share * all.both;
    const double apart = first + own.second + share * all.second - 2.0 * both;
    return apart <= 1e-9 ? 0.0 : std::clamp((first - both) / apart, 0.0, 1.0);
}

NetworkOutlook::NetworkOutlook(std::shared_ptr<const twin::RoadNetwork> network, const OutlookSettings& settings)
    : m_network(std::move(network)),
      m_settings(settings),
      m_stations(m_network->stations().size()),
      m_moves(m_network, everyStation(*m_network)),
      m_counted(m_stations, 0.0),
      m_predicted(m_stations, 0.0),
      m_lastSpeed(m_stations, kUnknown)
{
    TWIN_ASSERT(settings.every >= 1, "a prediction is due every tick or less often");
}

NetworkScore& NetworkOutlook::scoreOf(int horizon) { return entryOf(m_scores, horizon); }

NetworkOutlook::HorizonWeights& NetworkOutlook::weightsOf(int horizon)
{
    HorizonWeights& weights = entryOf(m_weights, horizon);
    weights.flow.own.resize(m_stations);
    weights.speed.own.resize(m_stations);
    return weights;
}

void NetworkOutlook::score(const twin::ObservationFrame& truth)
{
    for (const Made& made : m_made) {
        for (std::size_t row = 0; row < made.horizons.size(); ++row) {
            if (made.tick + made.horizons[row] != truth.tick) {
                continue;
            }
            scoreHorizon(made, row, truth);
            if (row == 0) {
                rightBias(made, truth);
            }
        }
    }
}

void NetworkOutlook::scoreHorizon(const Made& made, std::size_t row, const twin::ObservationFrame& truth)
{
    NetworkScore& score = scoreOf(made.horizons[row]);
    HorizonWeights& weights = weightsOf(made.horizons[row]);
    for (std::size_t s = 0; s < m_stations; ++s) {
        const twin::TrafficState seen = twin::stateOf(truth.readings[s], m_settings.interval_s);
        const std::size_t at = row * m_stations + s;
        const Sources& sources = made.sources[at];
        if (std::isnan(sources.network_veh)) {
            continue;
        }
        if (!std::isnan(seen.flow_vps) && !std::isnan(made.flowNow_veh[s])) {
            const auto flow_veh = static_cast<double>(truth.readings[s].flow_veh);
            score.flow.joined.add(flow_veh, made.joined_veh[at]);
            score.flow.network.add(flow_veh, sources.network_veh);
            score.flow.bare.add(flow_veh, sources.bare_veh);
            score.flow.persistence.add(flow_veh, made.flowNow_veh[s]);
            learn(weights.flow, s, sources.bare_veh - flow_veh, sources.righted_veh - flow_veh);
        }
        if (!std::isnan(seen.speed_mps) && !std::isnan(made.speedNow_mps[s])) {
            score.speed.joined.add(seen.speed_mps, made.joined_mps[at]);
            score.speed.network.add(seen.speed_mps, sources.network_mps);
            score.speed.persistence.add(seen.speed_mps, made.speedNow_mps[s]);
            learn(weights.speed, s, made.speedNow_mps[s] - seen.speed_mps, sources.network_mps - seen.speed_mps);
        }
    }
}

void NetworkOutlook::rightBias(const Made& made, const twin::ObservationFrame& truth)
{
    for (std::size_t s = 0; s < m_stations; ++s) {
        const twin::TrafficState seen = twin::stateOf(truth.readings[s], m_settings.interval_s);
        const float network_veh = made.sources[s].network_veh;
        if (!std::isnan(network_veh) && !std::isnan(seen.flow_vps)) {
            m_counted[s] = m_settings.biasMemory * m_counted[s] + seen.flow_vps * m_settings.interval_s;
            m_predicted[s] = m_settings.biasMemory * m_predicted[s] + static_cast<double>(network_veh);
        }
    }
}

void NetworkOutlook::keepNow(const twin::ObservationFrame& now, Made& made)
{
    made.flowNow_veh.resize(m_stations);
    for (std::size_t s = 0; s < m_stations; ++s) {
        const twin::Observation& reading = now.readings[s];
        made.flowNow_veh[s] = reading.flow_veh;
        if (std::isfinite(reading.speed_mps) && reading.speed_mps >= 0.0F) {
            m_lastSpeed[s] = reading.speed_mps;
        }
    }
    made.speedNow_mps = m_lastSpeed;
}

std::vector<twin::Prediction> NetworkOutlook::drive(const twin::EnsembleFilter& filter, const StationForecast& forecast)
{
    twin::PredictionSettings settings{.horizons_s = {}, .interval_s = m_settings.interval_s};
    for (const int horizon : forecast.horizons) {
        settings.horizons_s.push_back(horizon * m_settings.interval_s);
    }
    m_drivenBy.horizons_s = settings.horizons_s;
    m_drivenBy.ratios.clear();
    for (std::size_t s = 0; s < m_stations; ++s) {
        // What the boundary takes the station to count now: smoother than the last count, and what is scaled.
        const auto& link = m_network->stations()[s].link;
        const double now_veh = link ? filter.boundary().flow_vps(*link) * m_settings.interval_s : 0.0;
        for (std::size_t row = 0; row < forecast.horizons.size(); ++row) {
            const auto then_veh = static_cast<double>(forecast.flows[row * m_stations + s]);
            m_drivenBy.ratios.push_back(now_veh > 1e-3 ? static_cast<float>(then_veh / now_veh) : kUnknown);
        }
    }
    auto branch = twin::branchFrom(filter, 1);
    TWIN_ASSERT(branch, "one member can always be branched");
    auto predictions =
        twin::predict(std::move(*branch), twin::followForecast(filter.boundary(), *m_network, m_drivenBy), settings,
                      filter.speedFactors());
    TWIN_ASSERT(predictions, "horizons of a forecast are whole intervals, ascending");
    return std::move(*predictions);
}

void NetworkOutlook::predict(const twin::EnsembleFilter& filter, const StationForecast& forecast,
                             const twin::ObservationFrame& now)
{
    if (now.tick % m_settings.every != 0) {
        return;
    }
    std::vector<twin::Prediction> predictions = drive(filter, forecast);
    Made made;
    made.tick = now.tick;
    made.horizons.assign(forecast.horizons.begin(), forecast.horizons.end());
    keepNow(now, made);
    m_ahead.clear();
    for (std::size_t row = 0; row < predictions.size(); ++row) {
        join(forecast, row, predictions[row], made);
    }
    while (!m_made.empty() && m_made.back().tick + m_made.back().horizons.back() <= now.tick) {
        m_made.pop_back();
    }
    m_made.push_front(std::move(made));
}

void NetworkOutlook::join(const StationForecast& forecast, std::size_t row, twin::Prediction& predicted, Made& made)
{
    const HorizonWeights& weights = weightsOf(forecast.horizons[row]);
    NetworkAhead ahead;
    ahead.horizon = forecast.horizons[row];
    std::vector<twin::TrafficState> moved(m_stations);
    for (std::size_t s = 0; s < m_stations; ++s) {
        Sources sources{.bare_veh = forecast.flows[row * m_stations + s]};
        const double network_vps = predicted.stationFlow_vps[s];
        const double network_mps = predicted.stationSpeed_mps[s];
        const double ratio =
            m_predicted[s] > kCountsToRight ? std::clamp(m_counted[s] / m_predicted[s], kLeastRatio, kMostRatio) : 1.0;
        sources.network_veh = static_cast<float>(network_vps * m_settings.interval_s);
        sources.righted_veh = static_cast<float>(network_vps * m_settings.interval_s * ratio);
        sources.network_mps = static_cast<float>(network_mps);
        float flow_veh = sources.bare_veh;
        float speed_mps = sources.network_mps;
        if (!std::isnan(sources.network_veh)) {
            const auto flowWeight = static_cast<float>(weightAt(weights.flow, s));
            flow_veh += flowWeight * (sources.righted_veh - sources.bare_veh);
            if (!std::isnan(made.speedNow_mps[s])) {
                const auto speedWeight = static_cast<float>(weightAt(weights.speed, s));
                speed_mps = made.speedNow_mps[s] + speedWeight * (sources.network_mps - made.speedNow_mps[s]);
            }
            moved[s] = {static_cast<double>(flow_veh) / m_settings.interval_s - network_vps,
                        static_cast<double>(speed_mps) - network_mps};
        }
        made.sources.push_back(sources);
        made.joined_veh.push_back(flow_veh);
        made.joined_mps.push_back(speed_mps);
        ahead.stationFlow_veh.push_back(flow_veh);
        ahead.stationSpeed_mps.push_back(speed_mps);
    }
    moveLinks(moved, predicted.links);
    ahead.links = std::move(predicted.links);
    m_ahead.push_back(std::move(ahead));
}

void NetworkOutlook::moveLinks(const std::vector<twin::TrafficState>& moved, twin::LinkStates& links)
{
    constexpr double kSlowest_mps = 1.0;
    m_moves.set(moved);
    for (std::size_t l = 0; l < m_moves.links().size(); ++l) {
        const twin::TrafficState& by = m_moves.links()[l];
        if (by.flow_vps == 0.0 && by.speed_mps == 0.0) {
            continue;
        }
        const twin::Link& road = m_network->links()[l];
        const double flow_vps = std::clamp(links.flow_vps[l] + by.flow_vps, 0.0, 2.0 * road.capacity_vps);
        const double speed_mps =
            std::clamp(links.speed_mps[l] + by.speed_mps, kSlowest_mps, std::max(1.5 * road.freeSpeed_mps, 1.0));
        links.flow_vps[l] = static_cast<float>(flow_vps);
        links.speed_mps[l] = static_cast<float>(speed_mps);
        links.density_vpm[l] = static_cast<float>(std::min(flow_vps / speed_mps, road.jamDensity_vpm));
    }
}

} // namespace mlops
