// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a check held against which limit, read from the decision's own trace: the figures shown are those that decided.

#include <vector>

#include "gui/bridge/run_history.h"

namespace gui {

struct BoundaryReading {
    twin::Tick tick = 0;
    mlops::Metric metric = mlops::Metric::Score;
    mlops::Crossing crossing = mlops::Crossing::Below; ///< which side of the limit is bad
    double value = 0.0;
    double limit = 0.0;
    bool isCrossed = false;

    /// How much of the room up to the limit is used: 1 at the limit, more beyond it. For "the tightest boundary".
    [[nodiscard]] double closeness() const;
};

[[nodiscard]] std::vector<BoundaryReading> readingsOf(const mlops::Plan& plan, twin::Tick tick);
[[nodiscard]] std::vector<BoundaryReading> readingsOf(const mlops::Decision& decision);
/// Keeps one reading of each boundary: a newer one takes the older one's place.
void keepNewest(std::vector<BoundaryReading>& kept, const std::vector<BoundaryReading>& newer);
/// All readings of one boundary, in order of time.
[[nodiscard]] std::vector<BoundaryReading> readingsOn(mlops::Metric metric, const std::vector<DecisionPtr>& decisions);

/// What is still being collected before drift can be judged; nothing where it can.
struct Collecting {
    std::size_t have = 0;
    std::size_t need = 0;
};
[[nodiscard]] std::optional<Collecting> collectingAt(const RunHistory& history, twin::Tick tick);

} // namespace gui
