// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A run's figures up to a moment, from its history alone, so that a run that was cut short has them too.

#include "gui/bridge/run_history.h"
#include "mlops/experiment/comparison.h"
#include "mlops/metrics/error_accumulator.h"

namespace gui {

struct RunTotals {
    mlops::ErrorAccumulator errors;
    mlops::ErrorAccumulator persistence;
    std::size_t forecasts = 0;
    double energy_j = 0.0;
    double inference_j = 0.0;
    double leftOut_j = 0.0;
    double latency_s = 0.0; ///< sum
    std::size_t switches = 0;
    std::size_t retrainings = 0;
    std::size_t reuses = 0;
    std::size_t checks = 0;
    std::array<std::size_t, mlops::kFamilyCount> served{}; ///< ticks each family served
    std::vector<mlops::EnergySource> sources;              ///< of what was booked, each once

    [[nodiscard]] std::optional<double> energyPerForecast() const;
};

/// Over ticks [0, end).
[[nodiscard]] RunTotals totalsOf(const RunHistory& history, twin::Tick end);

/// A run's place in a comparison table. Nothing where nothing was scored.
[[nodiscard]] std::optional<mlops::ComparisonCell> cellOf(const RunTotals& totals);

/// Mean absolute errors over a sliding window, of the forecasts and of persistence: one pair every `step` ticks.
struct RollingError {
    twin::Tick tick = 0;
    double mae = 0.0;
    double persistence = 0.0;
};
[[nodiscard]] std::vector<RollingError> rollingErrors(const RunHistory& history, twin::Tick window, twin::Tick step);

} // namespace gui
