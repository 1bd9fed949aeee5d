// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A small problem to train on: two stations with a daily wave of their own height, 64 intervals.

#include <cmath>
#include <vector>

#include "mlops/forecasting/trainer.h"

inline std::vector<float> twoWaves(std::size_t rows)
{
    std::vector<float> flows;
    for (std::size_t row = 0; row < rows; ++row) {
        const double phase = 0.3 * static_cast<double>(row);
        flows.push_back(static_cast<float>(100.0 + 80.0 * std::sin(phase)));
        flows.push_back(static_cast<float>(300.0 + 150.0 * std::cos(phase)));
    }
    return flows;
}

/// Requires: flows outlives the request.
inline mlops::TrainingRequest requestFor(const std::vector<float>& flows, const mlops::LstmSettings& parameters,
                                         std::uint64_t seed = 1)
{
    mlops::ModelSettings settings;
    settings.family = mlops::Family::Lstm;
    settings.features.lags = 4;
    settings.horizons = {1, 3};
    settings.parameters = parameters;
    const auto split = mlops::TimeSplit::allForTraining({flows, 2, {}});
    return {.settings = settings,
            .data = split.train(),
            .scaler = mlops::Scaler({20.0, 150.0}, {160.0, 300.0}),
            .seed = seed,
            .stop = {},
            .progress = {}};
}

inline constexpr mlops::LstmSettings kSmallLstm{.hidden = 10, .epochs = 6, .batch = 16, .learningRate = 1e-2};
