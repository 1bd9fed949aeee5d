// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// HarmonE's analysis of a window and its choice between models.
//
// Source: HarmonE (2025), the rules of its analyser and planner as published in its repository:
//   e = (mean energy - E_m) / (E_M - E_m), not clamped;  s = beta R2 + (1 - beta)(1 - e)
//   belief[active] <- gamma s + (1 - gamma) belief[active];  limit <- limit + 0.95 (max_energy - e)
//   score crossing if belief < min_score; energy crossing if e > the old limit; energy overrides and holds 3 cycles.
// We differ under corrected fidelity as the list of flaws says (fidelity.h).

#include <vector>

#include "mlops/mapek/approach.h"

namespace mlops {

/// Fewest forecasts of one model in a window that are judged; below it a belief is left alone.
inline constexpr std::size_t kFewestJudged = 30;

/// Judges the window of `situation` against the score and energy boundaries of its map.
/// Requires: the map has both boundaries.
[[nodiscard]] Analysis analyzeWindow(const Situation& situation, const Fidelity& fidelity);

/// Whether chance decides this cycle.
[[nodiscard]] bool explores(const Situation& situation, const Draws& draws, const Fidelity& fidelity);

/// Chooses between `families` after the analysis.
[[nodiscard]] Plan planSwitch(const Situation& situation, const Analysis& analysis, const Draws& draws,
                              const std::vector<Family>& families, const Fidelity& fidelity);

} // namespace mlops
