// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// "What would have changed it?" - answered by planning again with one input moved, not by prose.

#include <string>
#include <vector>

#include "mlops/mapek/decision.h"

namespace mlops {

/// The smallest move of one input, in one direction, that gives another tactic.
struct Counterfactual {
    std::string input;   ///< such as "energy limit"
    double value = 0.0;  ///< as it was
    double needed = 0.0; ///< the nearest value found that changes the decision (to about 1e-6 of its scale)
    std::string verdict; ///< what would have been done: the tactic's name and model
};

/// Tries every input the decision depends on. Inputs that cannot change it within a plausible range are not listed.
/// Ensures: ordered by the size of the move relative to the input's scale, smallest first.
[[nodiscard]] std::vector<Counterfactual> counterfactuals(const Approach& approach, const Decision& decision);

} // namespace mlops
