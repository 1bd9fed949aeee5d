// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The laws by which a boundary's limit moves, as pure functions of its state and the newest value.
//
// Source: HarmonE's analyser (energy bank) and its earlier design (decaying debt); Harmonica's dynamic logic (relative
// to history). We differ where the data says so: a bank may have a floor and a cap, HarmonE's has neither.

#include <cstddef>

#include "mlops/mapek/decision_map.h"

namespace mlops {

struct LawState {
    double limit = 0.0; ///< in force now; starts at the boundary's reference
    double debt = 0.0;
    double historyMean = 0.0;
    std::size_t historyCount = 0;
};

struct LawVerdict {
    bool crossed = false;
    double limit = 0.0; ///< the limit the value was held against
    LawState next;
};

[[nodiscard]] LawState initialState(const Boundary& boundary);

/// Holds `value` against the limit in force and moves the limit. The state moves also where a hold keeps the caller
/// from acting on the verdict.
[[nodiscard]] LawVerdict judge(const Boundary& boundary, const LawState& state, double value);

} // namespace mlops
