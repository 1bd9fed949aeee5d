// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// An edited policy over a recorded run: every decision is planned again on the evidence as it was recorded. It answers
// "which decisions would have been others", not "what would the run have become": evidence gathered after a decision
// that differs belongs to the model that really served. Limits that move by a law, holds and latches are the edited
// policy's own from the first decision on; which model served, and what is believed of each, is as recorded.

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "mlops/mapek/decision.h"

namespace mlops {

/// One decision, as it was and as it would have been.
struct ReplannedDecision {
    std::int64_t id = 0;
    twin::Tick tick = 0;
    Tactic recorded;
    Plan planned;
    bool differs = false; ///< another tactic or another target
};

struct DryRun {
    std::vector<ReplannedDecision> decisions; ///< the loop's own, in order
    std::size_t differing = 0;

    /// Decisions of a kind, by their names such as "switch": recorded and planned.
    struct Count {
        std::size_t recorded = 0;
        std::size_t planned = 0;
    };
    [[nodiscard]] Count countOf(std::string_view tactic) const;
};

/// Requires: decisions ascend in time. Orders of users and scenarios are passed over. Stops early where asked to.
[[nodiscard]] DryRun dryRun(const Approach& approach, const DecisionMap& edited,
                            const std::vector<std::shared_ptr<const Decision>>& decisions,
                            const std::stop_token& stop = {});

/// Whether two tactics are the same deed: kind, model, version and amount of data.
[[nodiscard]] bool sameTactic(const Tactic& a, const Tactic& b);

} // namespace mlops
