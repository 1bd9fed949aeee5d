// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Forecasts until their truth has come, and how they did, horizon by horizon, beside two that need no model.

#include <deque>
#include <span>
#include <vector>

#include "mlops/features/past.h"
#include "mlops/metrics/error_accumulator.h"

namespace mlops {

/// How the forecasts of one horizon did on the readings that were observed.
struct HorizonScore {
    int horizon = 1; ///< steps ahead
    ErrorAccumulator errors;
    ErrorAccumulator persistence;   ///< "nothing changes"
    ErrorAccumulator seasonalNaive; ///< "as yesterday at this time", from the second day on
};

class HorizonBook {
public:
    /// Scores what was forecast for now, by whichever forecasts reach it.
    /// Requires: `now` ends with the truth, which counts where it was observed.
    void score(const Past& now);
    /// Keeps a forecast made now: [H, N], H as in `horizons`. An empty one stands for a tick without forecast.
    void keep(std::span<const int> horizons, std::span<const float> forecast);

    /// One for each horizon met so far, in ascending order.
    [[nodiscard]] const std::vector<HorizonScore>& scores() const { return m_scores; }

private:
    struct Made {
        std::vector<int> horizons;
        std::vector<float> values; ///< [H, N]
    };
    [[nodiscard]] HorizonScore& scoreOf(int horizon);

    std::deque<Made> m_made; ///< the newest first
    std::vector<HorizonScore> m_scores;
};

} // namespace mlops
