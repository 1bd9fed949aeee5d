// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/flow/calibration.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <vector>

#include "twin/core/text.h"

namespace twin {

namespace {

constexpr int kFreeSpeedRounds = 5; ///< the set of free samples has settled by then

struct Point {
    double density_vpm = 0.0;
    double flow_vps = 0.0;
    double speed_mps = 0.0;
};

std::vector<Point> pointsOf(std::span<const DiagramSample> samples, int lanes, const CalibrationSettings& settings)
{
    std::vector<Point> points;
    for (const DiagramSample& sample : samples) {
        Point point{.flow_vps = sample.flow_vps, .speed_mps = sample.speed_mps};
        if (sample.speed_mps > 0.0) {
            point.density_vpm = sample.flow_vps / sample.speed_mps;
        } else {
            point.density_vpm = sample.occupancy * lanes / settings.effectiveLength_m;
            point.speed_mps = sample.flow_vps / point.density_vpm;
        }
        if (point.flow_vps > 0.0 && point.density_vpm > 0.0 && std::isfinite(point.density_vpm)) {
            points.push_back(point);
        }
    }
    return points;
}

/// Requires: values not empty.
double quantile(std::vector<double> values, double share)
{
    const auto at = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), values.begin() + at, values.end());
    return values[static_cast<std::size_t>(at)];
}

/// The wave speed that puts the line through the peak nearest the upper edge of the congested points, in bins of
/// equally many points; not positive where there is no such line.
double waveSpeed_mps(std::vector<Point> congested, Point peak, const CalibrationSettings& settings)
{
    std::sort(congested.begin(), congested.end(),
              [](const Point& a, const Point& b) { return a.density_vpm < b.density_vpm; });
    double products = 0.0;
    double squares = 0.0;
    for (std::size_t first = 0; first + settings.samplesPerBin <= congested.size(); first += settings.samplesPerBin) {
        std::vector<double> flows;
        double density = 0.0;
        for (std::size_t k = first; k < first + settings.samplesPerBin; ++k) {
            flows.push_back(congested[k].flow_vps);
            density += congested[k].density_vpm / static_cast<double>(settings.samplesPerBin);
        }
        const double over = density - peak.density_vpm;
        products += over * (peak.flow_vps - quantile(flows, settings.binnedFlowQuantile));
        squares += over * over;
    }
    return squares > 0.0 ? products / squares : 0.0;
}

double freeSpeed_mps(const std::vector<Point>& free)
{
    double products = 0.0;
    double squares = 0.0;
    for (const Point& point : free) {
        products += point.density_vpm * point.flow_vps;
        squares += point.density_vpm * point.density_vpm;
    }
    return products / squares;
}

double rootMeanSquare_vps(const std::vector<Point>& points, const FundamentalDiagram& diagram)
{
    double squares = 0.0;
    for (const Point& point : points) {
        const double miss = point.flow_vps - diagram.flow_vps(point.density_vpm);
        squares += miss * miss;
    }
    return points.empty() ? 0.0 : std::sqrt(squares / static_cast<double>(points.size()));
}

double explainedShare(const std::vector<Point>& points, const FundamentalDiagram& diagram)
{
    double mean = 0.0;
    for (const Point& point : points) {
        mean += point.flow_vps / static_cast<double>(points.size());
    }
    double total = 0.0;
    for (const Point& point : points) {
        total += (point.flow_vps - mean) * (point.flow_vps - mean);
    }
    const double error = rootMeanSquare_vps(points, diagram);
    return total > 0.0 ? 1.0 - error * error * static_cast<double>(points.size()) / total : 0.0;
}

} // namespace

Result<DiagramFit> fitDiagram(std::span<const DiagramSample> samples, int lanes, const CalibrationSettings& settings)
{
    const std::vector<Point> points = pointsOf(samples, lanes, settings);
    std::vector<Point> free;
    std::vector<double> flows;
    for (const Point& point : points) {
        flows.push_back(point.flow_vps);
        if (point.speed_mps >= settings.freeSpeedAtLeast_mps) {
            free.push_back(point);
        }
    }
    if (free.size() < std::max<std::size_t>(1, settings.leastSamples)) {
        return fail(ErrorCode::InvalidInput, concat("found ", free.size(), " samples of free traffic at ",
                                                    fixed(settings.freeSpeedAtLeast_mps, 1), " m/s or more among ",
                                                    points.size(), ", expected at least ", settings.leastSamples));
    }
    DiagramFit fit;
    fit.diagram.capacity_vps = quantile(std::move(flows), settings.capacityQuantile);
    // Fast samples beyond the peak are congested already: without them the free speed rises and the peak moves forward.
    for (int round = 0; round < kFreeSpeedRounds; ++round) {
        fit.diagram.freeSpeed_mps = freeSpeed_mps(free);
        const double critical_vpm = fit.diagram.criticalDensity_vpm();
        std::vector<Point> below;
        std::copy_if(free.begin(), free.end(), std::back_inserter(below),
                     [&](const Point& point) { return point.density_vpm <= critical_vpm; });
        if (below.size() < settings.leastSamples) {
            break;
        }
        free = std::move(below);
    }
    fit.freeSamples = free.size();
    const Point peak{fit.diagram.criticalDensity_vpm(), fit.diagram.capacity_vps, fit.diagram.freeSpeed_mps};
    std::vector<Point> congested;
    for (const Point& point : points) {
        if (point.density_vpm > peak.density_vpm && point.speed_mps < settings.freeSpeedAtLeast_mps) {
            congested.push_back(point);
        }
    }
    fit.congestedSamples = congested.size();
    const double wave = waveSpeed_mps(congested, peak, settings);
    fit.congestionSeen = wave > 0.0;
    fit.diagram.jamDensity_vpm =
        fit.congestionSeen ? peak.density_vpm + peak.flow_vps / wave : settings.laneJamDensity_vpm * lanes;
    if (!fit.diagram.isValid()) {
        return fail(ErrorCode::InvalidInput,
                    concat("found a critical density of ", fixed(1000.0 * peak.density_vpm, 1),
                           " veh/km, expected less than ", fixed(1000.0 * fit.diagram.jamDensity_vpm, 1),
                           " veh/km, the jam density"));
    }
    fit.freeError_vps = rootMeanSquare_vps(free, fit.diagram);
    fit.congestedError_vps = rootMeanSquare_vps(congested, fit.diagram);
    fit.explained = explainedShare(points, fit.diagram);
    return fit;
}

} // namespace twin
