// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/experiment/estimation_study.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>
#include <utility>

#include "twin/core/random.h"
#include "twin/estimation/interpolating_estimator.h"

namespace mlops {

namespace {

using twin::EstimationCase;
using twin::LinkIndex;
using twin::LinkStates;
using twin::Result;
using twin::StationIndex;

double rootMean(double squares, std::size_t count)
{
    return std::sqrt(squares / std::max<double>(1.0, static_cast<double>(count)));
}

/// Sums of squares on the way to a root mean square.
struct ErrorSums {
    double speed = 0.0;
    double flow = 0.0;
    std::size_t count = 0;

    void add(double speedError, double flowError)
    {
        speed += speedError * speedError;
        flow += flowError * flowError;
        ++count;
    }
    void add(const ErrorSums& others)
    {
        speed += others.speed;
        flow += others.flow;
        count += others.count;
    }
    void add(const EstimationErrors& errors)
    {
        const auto n = static_cast<double>(errors.count);
        speed += errors.speed_mps * errors.speed_mps * n;
        flow += errors.flow_vps * errors.flow_vps * n;
        count += errors.count;
    }
    [[nodiscard]] EstimationErrors errors() const { return {rootMean(speed, count), rootMean(flow, count), count}; }
};

struct StationSplit {
    std::vector<StationIndex> used;
    std::vector<StationIndex> removedMainline;
    std::vector<std::string> removedIds;
    std::vector<LinkIndex> unsensed;
};

/// First and last of each main line are kept: beyond them nobody can interpolate.
std::vector<StationIndex> chooseRemoved(const twin::RoadNetwork& network, const EstimationStudySettings& settings)
{
    if (!settings.removed.empty()) {
        return settings.removed;
    }
    std::vector<StationIndex> candidates;
    for (std::size_t s = 0; s < network.stations().size(); ++s) {
        candidates.emplace_back(s);
    }
    for (const twin::Corridor& corridor : network.corridors()) {
        if (!corridor.stations.empty()) {
            std::erase(candidates, corridor.stations.front());
            std::erase(candidates, corridor.stations.back());
        }
    }
    twin::RandomStream random(settings.seed, "stations removed");
    const auto wanted =
        static_cast<std::size_t>(std::lround(settings.removedShare * static_cast<double>(network.stations().size())));
    std::vector<StationIndex> removed;
    while (removed.size() < wanted && !candidates.empty()) {
        const auto at = static_cast<std::ptrdiff_t>(random.below(candidates.size()));
        removed.push_back(candidates[static_cast<std::size_t>(at)]);
        candidates.erase(candidates.begin() + at);
    }
    return removed;
}

StationSplit split(const twin::RoadNetwork& network, const EstimationStudySettings& settings)
{
    StationSplit stations;
    const std::vector<StationIndex> removed = chooseRemoved(network, settings);
    std::vector<bool> isSensed(network.links().size(), false);
    for (std::size_t s = 0; s < network.stations().size(); ++s) {
        const twin::PlacedStation& placed = network.stations()[s];
        if (std::find(removed.begin(), removed.end(), StationIndex(s)) == removed.end()) {
            stations.used.emplace_back(s);
            if (placed.link) {
                isSensed[placed.link->value] = true;
            }
            continue;
        }
        stations.removedIds.push_back(placed.station.id);
        if (placed.link && placed.station.kind == twin::StationKind::Mainline) {
            stations.removedMainline.emplace_back(s);
        }
    }
    for (const twin::Corridor& corridor : network.corridors()) {
        std::copy_if(corridor.links.begin(), corridor.links.end(), std::back_inserter(stations.unsensed),
                     [&](LinkIndex link) { return !isSensed[link.value]; });
    }
    return stations;
}

void scoreStations(const EstimationCase& study, const StationSplit& stations, std::size_t tick,
                   const LinkStates& estimate, ErrorSums& sums)
{
    for (const StationIndex station : stations.removedMainline) {
        const twin::TrafficState seen = twin::stateOf(study.frames[tick].readings[station.value], study.interval_s);
        const std::size_t link = study.network->station(station).link->value;
        if (seen.known()) {
            sums.add(static_cast<double>(estimate.speed_mps[link]) - seen.speed_mps,
                     static_cast<double>(estimate.flow_vps[link]) - seen.flow_vps);
        }
    }
}

void scoreLinks(const EstimationCase& study, const StationSplit& stations, std::size_t tick, const LinkStates& estimate,
                ErrorSums& sums)
{
    const LinkStates& truth = study.truth[tick];
    for (const LinkIndex link : stations.unsensed) {
        if (!truth.empty() && !std::isnan(truth.speed_mps[link.value])) {
            sums.add(static_cast<double>(estimate.speed_mps[link.value] - truth.speed_mps[link.value]),
                     static_cast<double>(estimate.flow_vps[link.value] - truth.flow_vps[link.value]));
        }
    }
}

/// Mean variance the filter expects between its speed and what the removed stations see.
struct ExpectedVariance {
    double sum = 0.0;
    std::size_t count = 0;

    void add(const EstimationCase& study, const StationSplit& stations, std::size_t tick,
             const twin::EnsembleFilter& filter)
    {
        const std::vector<float> spread = filter.speedSpread();
        for (const StationIndex station : stations.removedMainline) {
            const twin::TrafficState seen = twin::stateOf(study.frames[tick].readings[station.value], study.interval_s);
            if (seen.known()) {
                const double own = static_cast<double>(spread[study.network->station(station).link->value]);
                sum += own * own;
                ++count;
            }
        }
    }
};

void runEstimator(const EstimationCase& study, const StationSplit& stations, const EstimationStudySettings& settings,
                  EstimatorKind kind, twin::StateEstimator& estimator, const twin::EnsembleFilter* filter,
                  EstimationStudy& result)
{
    ErrorSums removed;
    std::vector<ErrorSums> days(study.days.empty() ? 0 : study.days.back() + 1);
    ErrorSums unsensed;
    ExpectedVariance expected;
    for (std::size_t tick = settings.warmUp; tick < study.frames.size(); ++tick) {
        estimator.advance();
        estimator.correct(study.frames[tick]);
        if (tick == settings.warmUp) {
            continue; // the first frame is where an estimator starts from
        }
        const LinkStates estimate = estimator.estimate();
        ErrorSums removedNow;
        scoreStations(study, stations, tick, estimate, removedNow);
        removed.add(removedNow);
        if (!days.empty()) {
            days[study.days[tick]].add(removedNow);
        }
        scoreLinks(study, stations, tick, estimate, unsensed);
        if (filter != nullptr) {
            expected.add(study, stations, tick, *filter);
        }
    }
    const auto at = static_cast<std::size_t>(kind);
    result.atRemoved[at] = removed.errors();
    result.atUnsensed[at] = unsensed.errors();
    result.days.resize(days.size());
    for (std::size_t day = 0; day < days.size(); ++day) {
        result.days[day][at] = days[day].errors();
    }
    if (filter != nullptr && expected.count > 0) {
        result.flowChiSquare = filter->honesty().flow.chiSquarePerDegree();
        result.speedChiSquare = filter->honesty().speed.chiSquarePerDegree();
        result.speedSpread_mps = std::sqrt(expected.sum / static_cast<double>(expected.count));
    }
}

constexpr auto kFilter = static_cast<std::size_t>(EstimatorKind::Filter);
constexpr std::size_t kLeastDays = 3;    ///< to say anything about chance
constexpr double kLeastError_mps = 1e-9; ///< to divide by

} // namespace

std::string_view nameOf(EstimatorKind kind)
{
    switch (kind) {
    case EstimatorKind::Linear:
        return "linear interpolation";
    case EstimatorKind::AdaptiveSmoothing:
        return "adaptive smoothing";
    case EstimatorKind::Filter:
        return "ensemble filter";
    }
    return "";
}

Result<EstimationStudy> studyEstimators(const EstimationCase& study, const EstimationStudySettings& settings)
{
    const StationSplit stations = split(*study.network, settings);
    if (stations.removedMainline.empty()) {
        return twin::fail(
            twin::ErrorCode::InvalidInput,
            "no station of a main line is removed: a main line needs more than two of them, or another seed");
    }
    EstimationStudy result;
    result.removed = stations.removedIds;
    twin::InterpolatingEstimator linear(study.network, stations.used,
                                        {.method = twin::Interpolation::Linear, .interval_s = study.interval_s});
    runEstimator(study, stations, settings, EstimatorKind::Linear, linear, nullptr, result);
    twin::InterpolatingEstimator smoothing(
        study.network, stations.used,
        {.method = twin::Interpolation::AdaptiveSmoothing, .interval_s = study.interval_s});
    runEstimator(study, stations, settings, EstimatorKind::AdaptiveSmoothing, smoothing, nullptr, result);
    twin::EnsembleFilterSettings filterSettings = settings.filter;
    filterSettings.interval_s = study.interval_s;
    auto filter = twin::EnsembleFilter::build(study.network, stations.used, filterSettings,
                                              twin::RandomStream(settings.seed, "ensemble filter"));
    if (!filter) {
        return tl::unexpected(filter.error());
    }
    runEstimator(study, stations, settings, EstimatorKind::Filter, **filter, filter->get(), result);
    return result;
}

double EstimationStudy::spreadOverError() const
{
    return speedSpread_mps / std::max(atRemoved[kFilter].speed_mps, kLeastError_mps);
}

EstimationStudy pooled(const std::vector<EstimationStudy>& studies)
{
    const auto pool = [&](const auto& errorsOf) {
        ErrorSums sums;
        for (const EstimationStudy& study : studies) {
            sums.add(errorsOf(study));
        }
        return sums.errors();
    };
    EstimationStudy all;
    std::size_t days = 0;
    double spreads = 0.0;
    for (const EstimationStudy& study : studies) {
        days = std::max(days, study.days.size());
        const auto count = static_cast<double>(study.atRemoved[kFilter].count);
        spreads += study.speedSpread_mps * study.speedSpread_mps * count;
        all.flowChiSquare += study.flowChiSquare / static_cast<double>(studies.size());
        all.speedChiSquare += study.speedChiSquare / static_cast<double>(studies.size());
    }
    all.days.resize(days);
    for (std::size_t kind = 0; kind < kEstimatorKinds; ++kind) {
        all.atRemoved[kind] = pool([&](const EstimationStudy& study) { return study.atRemoved[kind]; });
        all.atUnsensed[kind] = pool([&](const EstimationStudy& study) { return study.atUnsensed[kind]; });
        for (std::size_t day = 0; day < days; ++day) {
            all.days[day][kind] = pool([&](const EstimationStudy& study) {
                return day < study.days.size() ? study.days[day][kind] : EstimationErrors{};
            });
        }
    }
    all.speedSpread_mps = rootMean(spreads, all.atRemoved[kFilter].count);
    return all;
}

std::optional<PairedDifference> filterLessBaseline(const EstimationStudy& study, double EstimationErrors::*quantity)
{
    const auto& [linear, smoothing, filter] = study.atRemoved;
    const EstimatorKind baseline =
        smoothing.*quantity < linear.*quantity ? EstimatorKind::AdaptiveSmoothing : EstimatorKind::Linear;
    const auto differenceWithout = [&](std::size_t leftOut) {
        std::array<double, 2> squares{};
        std::size_t count = 0;
        for (std::size_t day = 0; day < study.days.size(); ++day) {
            if (day != leftOut) {
                const EstimationErrors& ours = study.days[day][kFilter];
                const double theirs = study.days[day][static_cast<std::size_t>(baseline)].*quantity;
                squares[0] += ours.*quantity * (ours.*quantity) * static_cast<double>(ours.count);
                squares[1] += theirs * theirs * static_cast<double>(ours.count);
                count += ours.count;
            }
        }
        return rootMean(squares[0], count) - rootMean(squares[1], count);
    };
    std::vector<double> without;
    for (std::size_t day = 0; day < study.days.size(); ++day) {
        if (study.days[day][kFilter].count > 0) {
            without.push_back(differenceWithout(day));
        }
    }
    if (without.size() < kLeastDays) {
        return std::nullopt;
    }
    const auto n = static_cast<double>(without.size());
    const double mean = std::accumulate(without.begin(), without.end(), 0.0) / n;
    double squares = 0.0;
    for (const double each : without) {
        squares += (each - mean) * (each - mean);
    }
    return PairedDifference{.baseline = baseline,
                            .difference = differenceWithout(study.days.size()),
                            .standardError = std::sqrt((n - 1.0) / n * squares),
                            .days = without.size()};
}

} // namespace mlops
