// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What if? asked of a city as it stands: of the twin of a run that goes on, or of a scenario run up to a moment for the
// purpose. The twin is branched, so the run itself never notices.

#include <span>
#include <string>
#include <vector>

#include "mlops/experiment/run_experiment.h"
#include "twin/scenario/what_if.h"

namespace mlops {

struct WhatIfQuestion {
    twin::UtcTime at{};               ///< the moment of the branch, for who runs a scenario up to it
    double duration_s = 3600.0;       ///< whole intervals of the feed
    std::vector<twin::Event> planned; ///< what happens anyway
    std::vector<twin::Event> extra;   ///< what is asked about
};

/// A city as it stands in a run: the estimated state and what is expected to enter it. A value: any thread may ask it,
/// whatever the run does meanwhile.
struct CityBranch {
    twin::UtcTime at{};             ///< the end of the run's last interval
    ServingModel model;             ///< whose forecast drives it
    bool isDriven = false;          ///< false: no forecast was there yet, and what enters is held
    std::vector<twin::Event> known; ///< of the run's scenario, as knownEvents()
    twin::Simulation state;
    twin::DemandOutlook demand;
    double interval_s = 300.0;
};

struct WhatIfAnswer {
    twin::UtcTime at{}; ///< the moment of the branch: the end of an interval
    double duration_s = 0.0;
    ServingModel model;    ///< whose forecast drove both branches
    bool isDriven = false; ///< false: no forecast was there yet, and what enters was held
    twin::WhatIf measures;
};

/// The events of a scenario that are known of at a moment: whatever closes roads or limits speed by plan, the weather,
/// and incidents that have begun. What changes demand counts only where it has not begun: what has is counted already.
[[nodiscard]] std::vector<twin::Event> knownEvents(const twin::Scenario& scenario, twin::UtcTime at);

/// Branches the city of a run as it stands after its last tick. The run is not changed by it, and goes on the same.
/// Errors: Unavailable where the run has no roads, or no tick behind it.
[[nodiscard]] twin::Result<CityBranch> branchOf(const PreparedRun& run, const ExperimentData& data);

/// Asks a branch; `question.at` is not looked at.
/// Errors: InvalidInput for a duration that is not whole intervals, and for events that do not fit the network.
[[nodiscard]] twin::Result<WhatIfAnswer> askBranch(const CityBranch& branch, const WhatIfQuestion& question);

/// Runs a scenario's twin from its start up to `question.at`, rounded down to an interval, and asks there. `planned` is
/// filled by knownEvents() and need not be given. Equal spec, data and question give equal answers.
/// Requires: `data` is of a scenario. Errors: as PreparedRun::prepare and askBranch; InvalidInput where the moment is
/// not within the data; Cancelled.
[[nodiscard]] twin::Result<WhatIfAnswer> askScenario(const RunSpec& spec, const ExperimentData& data,
                                                     const RunTools& tools, WhatIfQuestion question);

/// As people read it: planned, changed and difference of every measure, in the field's units.
[[nodiscard]] std::string whatIfText(const WhatIfAnswer& answer, const twin::LocalClock& clock);
/// One line of JSON in SI units.
[[nodiscard]] std::string whatIfJson(const WhatIfAnswer& answer, const twin::LocalClock& clock);

} // namespace mlops
