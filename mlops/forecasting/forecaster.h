// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The seam between the loop and its models: floats in, floats out, shapes stated. Nothing above this line knows a
// tensor, a support vector or a weight.
//
// Threads: one thread at a time for each object.

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "mlops/features/past.h"
#include "twin/core/result.h"

namespace mlops {

enum class Family {
    Persistence,   ///< the last value holds
    SeasonalNaive, ///< yesterday at this time
    Ridge,         ///< linear, closed form
    Rls,           ///< linear, recursive least squares, learns while it serves
    Svr,           ///< epsilon support vector regression, linear kernel
    Lstm           ///< one LSTM layer and a linear head
};

/// The name used in files, tables and on the command line: persistence, seasonal-naive, lr, rls, svm, lstm.
[[nodiscard]] std::string_view nameOf(Family family);
[[nodiscard]] twin::Result<Family> familyNamed(std::string_view name);

struct ForecasterTraits {
    Family family = Family::Persistence;
    std::size_t minimumRows = 1; ///< shortest past that can be forecast from
    std::size_t history = 1;     ///< longest past that is looked at
    std::vector<int> horizons;   ///< steps ahead, ascending, >= 1
    bool learnsOnline = false;
};

class Forecaster {
public:
    virtual ~Forecaster() = default;
    Forecaster() = default;
    Forecaster(const Forecaster&) = delete;
    Forecaster& operator=(const Forecaster&) = delete;

    [[nodiscard]] virtual const ForecasterTraits& traits() const = 0;

    /// Forecasts all stations at every horizon, in vehicles per interval.
    /// Requires: past.rows() >= traits().minimumRows; forecast.size() == H x N.
    /// Ensures: forecast is [H, N] row-major and finite; the same past and learned state give the same numbers.
    virtual void predict(const Past& past, std::span<float> forecast) = 0;

    /// Learns from the newest row: it is the truth of what was forecast one horizon earlier.
    /// Ensures: nothing happens unless traits().learnsOnline, nor at a station whose newest value was not observed.
    /// What it was forecast from may have been filled in (observed.h).
    virtual void learn(const Past& now);

    /// How fast an online learner forgets: the weight of a sample after k steps is factor^k. Requires: 0 < factor <= 1.
    virtual void setForgetting(double factor);
};

inline void Forecaster::learn(const Past& /*now*/) {}
inline void Forecaster::setForgetting(double /*factor*/) {}

} // namespace mlops
