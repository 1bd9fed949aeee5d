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
    twin::UtcTime at{};               ///< the moment of the branch
    double duration_s = 3600.0;       ///< whole intervals of the feed
    std::vector<twin::Event> planned; ///< what happens anyway
    std::vector<twin::Event> extra;   ///< what is asked about
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

/// Asks the twin of a city as it stands now, `question.at` being now.
/// Errors: InvalidInput for a duration that is not whole intervals, and for events that do not fit the network.
[[nodiscard]] twin::Result<twin::WhatIf> askCity(const CityTwin& city, const WhatIfQuestion& question);

/// Runs a scenario's twin from its start up to `question.at`, rounded down to an interval, and asks there. `planned` is
/// filled by knownEvents() and need not be given. Equal spec, data and question give equal answers.
/// Requires: `data` is of a scenario. Errors: as PreparedRun::prepare and askCity; InvalidInput where the moment is not
/// within the data; Cancelled.
[[nodiscard]] twin::Result<WhatIfAnswer> askScenario(const RunSpec& spec, const ExperimentData& data,
                                                     const RunTools& tools, WhatIfQuestion question);

/// As people read it: planned, changed and difference of every measure, in the field's units.
[[nodiscard]] std::string whatIfText(const WhatIfAnswer& answer, const twin::LocalClock& clock);
/// One line of JSON in SI units.
[[nodiscard]] std::string whatIfJson(const WhatIfAnswer& answer, const twin::LocalClock& clock);

} // namespace mlops
