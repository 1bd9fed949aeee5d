// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a user or a scenario may order. Commands are taken up between ticks and stand in the run log, so that a run that
// was steered can be computed again.

#include <cstddef>
#include <variant>

#include "mlops/forecasting/forecaster.h"
#include "mlops/mapek/decision_map.h"

namespace mlops {

struct SwitchCommand {
    Family to = Family::Persistence;
};
struct RetrainCommand {
    Family family = Family::Persistence;
};
struct PauseLoopCommand {
    bool paused = true;
};
/// Lets a paused loop check once. At the first tick from now on at which one of these can be made, every one that can
/// is made, and the loop is paused again:
///   window check   - once kFewestJudged forecasts of the serving model were scored since the last one; it judges those
///                    since then, from before the pause too, and begins the next window;
///   drift check    - once both drift windows are full, and not while the loop keeps quiet after an answer to drift;
///   periodic check - where the end of a period has passed unanswered. It is never brought forward.
/// The first two do not wait for their periods: these are up to thousands of samples long, and their evidence is
/// counted in samples, so that a shorter wait gives a shorter window and not an undefined one. A stepped check counts
/// like any other: for holds, for running means, for the draws of chance. Resuming the loop drops a step that still
/// waits. Refused: where the loop is not paused, where a step waits already, and where the approach never checks.
struct StepLoopCommand {};
/// Puts an earlier version of a family back into service.
struct ReuseCommand {
    Family family = Family::Persistence;
    std::size_t number = 1;
};
/// Goes by another decision map from now on; it has to have the boundaries the approach needs.
struct PolicyCommand {
    DecisionMap map;
};
using Command =
    std::variant<SwitchCommand, RetrainCommand, PauseLoopCommand, ReuseCommand, PolicyCommand, StepLoopCommand>;

} // namespace mlops
