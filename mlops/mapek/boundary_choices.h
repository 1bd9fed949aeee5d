// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the rules of the loop heed at a boundary, by its metric. A map may say more than that; there it has no effect.
// An editor offers these choices and no others, so that nobody sets what changes nothing.

#include <span>
#include <string_view>

#include "mlops/mapek/decision_map.h"

namespace mlops {

struct BoundaryChoices {
    Crossing crossing = Crossing::Below;       ///< the side that is bad: it follows from the metric
    std::span<const Law> laws;                 ///< never empty
    std::span<const std::string_view> tactics; ///< without "keep", which is what happens where none is allowed
    bool holds = false;                        ///< `holdCycles` is heeded: a cool-down after a crossing
};
[[nodiscard]] BoundaryChoices choicesAt(Metric metric);

/// A boundary on a metric as the shipped maps have it.
[[nodiscard]] Boundary shippedBoundary(Metric metric);

/// The boundary under another law, with that law's usual parameters and without those of the law it had.
[[nodiscard]] Boundary underLaw(Boundary boundary, Law law);

/// The boundary with a tactic allowed or not, in the order of choicesAt(); "keep" alone where none is.
[[nodiscard]] Boundary allowing(Boundary boundary, std::string_view tactic, bool allowed);

} // namespace mlops
