// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// An approach: evidence and knowledge in, a plan out. It is pure: no clock, no file, and chance is handed in as drawn
// numbers. Planning again with one input moved therefore answers "what would have changed it?", and planning again
// over a recorded run is the dry run of an edited policy.

#include <string>
#include <vector>

#include "mlops/mapek/decision_map.h"
#include "mlops/mapek/evidence.h"
#include "mlops/mapek/fidelity.h"
#include "mlops/mapek/knowledge.h"
#include "mlops/mapek/plan.h"

namespace mlops {

/// When the loop looks and how much data it takes, in samples.
struct Timing {
    SampleCount cycle = 259;
    SampleCount firstDriftCheck = 2589;
    SampleCount driftPoll = 19;
    SampleCount driftPause = 2589;   ///< after a response, where the flaw PausesInsteadOfLatch is on
    SampleCount period = 3236;       ///< of periodic retraining
    std::size_t driftWindow = 1200;  ///< samples each of reference and current data
    std::size_t periodicData = 1500; ///< newest samples a periodic retraining uses
    std::size_t driftData = 1200;    ///< newest samples a retraining on drift uses
};

/// Everything a plan may depend on.
struct Situation {
    CheckKind check = CheckKind::Cycle;
    SampleCount now = 0; ///< samples scored so far
    Evidence evidence;
    Knowledge knowledge;
    const DecisionMap* map = nullptr; ///< never null; owned by the run
    Timing timing;
};

/// What the Analyzer concludes before the Planner chooses.
struct Analysis {
    std::optional<Trigger> crossed; ///< the boundary to act on
    Trace trace;
    Knowledge next;
};

struct ApproachTraits {
    std::string name;  ///< as on the command line: harmone
    std::string title; ///< as in a table: HarmonE
    std::string summary;
    Family start = Family::Persistence;
    std::vector<Family> families; ///< that can serve, the order in which chance numbers them
    bool hasCycle = false;
    bool hasDriftChecks = false;
    bool hasPeriod = false;
    bool learnsOnline = false;
    std::vector<Metric> needs; ///< boundaries its map must have
    std::string settings;      ///< settings set it insists on; empty: the run's
    bool isPublished = true;   ///< whether it has published flaws to reproduce
};

class Approach {
public:
    virtual ~Approach() = default;
    Approach() = default;
    Approach(const Approach&) = delete;
    Approach& operator=(const Approach&) = delete;

    [[nodiscard]] virtual const ApproachTraits& traits() const = 0;
    /// The map it plans by unless the run is given another.
    [[nodiscard]] virtual DecisionMap defaultMap() const = 0;

    /// Whether this check goes to the plan without monitoring and analysis (a flaw of the published systems).
    [[nodiscard]] virtual bool skipsAnalysis(const Situation& situation, const Draws& draws) const;
    [[nodiscard]] virtual Analysis analyze(const Situation& situation) const = 0;
    /// Ensures: equal arguments give equal plans.
    [[nodiscard]] virtual Plan plan(const Situation& situation, const Analysis& analysis, const Draws& draws) const = 0;
};

inline bool Approach::skipsAnalysis(const Situation& /*situation*/, const Draws& /*draws*/) const { return false; }

/// Analysis (unless skipped) and plan in one: what counterfactuals and dry runs call.
[[nodiscard]] Plan decide(const Approach& approach, const Situation& situation, const Draws& draws);

} // namespace mlops
