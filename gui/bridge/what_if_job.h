// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What if one event happened, or did not? The scenario's twin up to a moment, then two branches of it: one with what is
// planned, one with the event more. For a job: it takes seconds.

#include <filesystem>
#include <stop_token>

#include "gui/bridge/job_runner.h"
#include "gui/map/map_frame.h"
#include "mlops/experiment/what_if_study.h"
#include "twin/network/road_network.h"

namespace gui {

struct ScenarioQuestion {
    std::filesystem::path base;     ///< the scenario without the event
    std::filesystem::path extra;    ///< a scenario of the event alone, for the command line
    std::filesystem::path networks; ///< where bundled networks lie
    twin::Event event;              ///< that only one branch has
    twin::UtcTime at;               ///< where the branches part
    std::chrono::minutes duration{60};
};

/// Errors: InvalidInput where the event changes readings only; those of mlops::loadExperimentData and askScenario.
[[nodiscard]] twin::Result<mlops::WhatIfAnswer> answerWhatIf(const ScenarioQuestion& question,
                                                             const std::stop_token& stop, const JobProgress& progress);
/// What gives the same answer on the command line.
[[nodiscard]] QString commandOf(const ScenarioQuestion& question);

/// How much faster or slower each road is with the event than without, as a map.
[[nodiscard]] MapFrame differenceFrame(const twin::WhatIf& answer, const twin::RoadNetwork& network, UnitSystem units);

} // namespace gui
