// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Every detector there is, with a stream that it is made for and what its header states about it. Whoever writes a
// detector adds a line here, and all of the conformance suite applies to it.

#include <cmath>
#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "mlops/drift/adwin.h"
#include "mlops/drift/ddm.h"
#include "mlops/drift/hddm_w.h"
#include "mlops/drift/page_hinkley.h"
#include "twin/core/random.h"

using Draw = std::function<double(twin::RandomStream&)>;

struct DetectorCase {
    std::string name;
    std::function<std::unique_ptr<mlops::DriftDetector>()> make;
    Draw calm;                       ///< stationary values
    Draw stepped;                    ///< the same, higher by three standard deviations
    double alarmsPer10000 = 0.0;     ///< stated in the header: most false alarms in 10,000 calm values
    std::size_t delay = 0;           ///< most stepped values until Drift, after 500 calm ones
    std::size_t agedDelay = 0;       ///< the same after 100,000 calm ones
    std::vector<double> constants{}; ///< values whose repetition is no drift
};

/// What a failing test calls it.
inline std::ostream& operator<<(std::ostream& out, const DetectorCase& detectorCase)
{
    return out << detectorCase.name;
}

/// 0 or 1.
inline Draw missesAtRate(double rate)
{
    return [rate](twin::RandomStream& random) { return random.uniform() < rate ? 1.0 : 0.0; };
}

/// Normal around `level`, standard deviation 1.
inline Draw normalAround(double level)
{
    return [level](twin::RandomStream& random) { return level + random.normal(); };
}

/// Uniform, 1 wide, from `level` on. Its standard deviation is 1 / sqrt(12).
inline Draw uniformFrom(double level)
{
    return [level](twin::RandomStream& random) { return level + random.uniform(); };
}

/// |z| of a standard normal z, in its own standard deviations from its mean, plus `level`.
inline Draw absoluteErrorFrom(double level)
{
    return [level](twin::RandomStream& random) {
        constexpr double kMean = 0.7978845608028654;      // sqrt(2 / pi)
        constexpr double kDeviation = 0.6028102749890869; // sqrt(1 - 2 / pi)
        return level + (std::abs(random.normal()) - kMean) / kDeviation;
    };
}

template <typename Detector>
std::unique_ptr<mlops::DriftDetector> makeDefault()
{
    return std::make_unique<Detector>();
}

inline std::unique_ptr<mlops::DriftDetector> makeStandardisedPageHinkley()
{
    return std::make_unique<mlops::PageHinkley>(mlops::PageHinkleySettings::forStandardisedErrors());
}

/// A miss rate of 0.1 has a standard deviation of 0.3, so three more make it 1.
inline std::vector<DetectorCase> detectorCases()
{
    const double uniformStep = 3.0 / std::sqrt(12.0);
    const std::vector<double> shares{0.0, 0.1, 0.3, 1.0};
    const std::vector<double> values{0.0, 0.1, -5.0, 1e9};
    return {
        {"PageHinkley", makeDefault<mlops::PageHinkley>, uniformFrom(0.0), uniformFrom(uniformStep), 0.1, 80, 80,
         values},
        {"PageHinkleyStandardised", makeStandardisedPageHinkley, absoluteErrorFrom(0.0), absoluteErrorFrom(3.0), 0.1,
         10, 10, values},
        {"Adwin", makeDefault<mlops::Adwin>, normalAround(0.0), normalAround(3.0), 0.2, 44, 64, values},
        {"Ddm", makeDefault<mlops::Ddm>, missesAtRate(0.1), missesAtRate(1.0), 2.0, 60, 3000, shares},
        {"HddmW", makeDefault<mlops::HddmW>, missesAtRate(0.1), missesAtRate(1.0), 1.0, 20, 20, shares},
    };
}
