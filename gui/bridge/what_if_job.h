// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What if one event happened, or did not? Two branches of a city: one with what is planned, one with the event more.
// The city is that of a live run as it stands, or, where none goes on, the scenario's simulated anew up to a moment.
// For a job: the one takes a tenth of a second, the other seconds.

#include <filesystem>
#include <stop_token>

#include "gui/bridge/job_runner.h"
#include "gui/bridge/twin_source.h"
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

/// Of a live run.
struct LiveQuestion {
    BranchPtr branch;
    twin::Event event; ///< that only one branch has, whether the run's scenario has it or not
    std::chrono::minutes duration{60};
};

/// Whether two networks are one city's: runs and scenarios read theirs separately.
[[nodiscard]] bool isSameCity(const twin::RoadNetwork* a, const twin::RoadNetwork* b);

/// Errors: InvalidInput where the event changes readings only or does not happen within the time asked about; those of
/// mlops::askBranch.
[[nodiscard]] twin::Result<mlops::WhatIfAnswer> answerLive(const LiveQuestion& question);
/// Errors: InvalidInput where the event changes readings only; those of mlops::loadExperimentData and askScenario.
[[nodiscard]] twin::Result<mlops::WhatIfAnswer> answerWhatIf(const ScenarioQuestion& question,
                                                             const std::stop_token& stop, const JobProgress& progress);
/// What gives the same answer on the command line.
[[nodiscard]] QString commandOf(const ScenarioQuestion& question);

/// How much faster or slower each road is with the event than without, as a map.
[[nodiscard]] MapFrame differenceFrame(const twin::WhatIf& answer, const twin::RoadNetwork& network, UnitSystem units);

} // namespace gui
