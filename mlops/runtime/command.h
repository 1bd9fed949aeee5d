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
/// Puts an earlier version of a family back into service.
struct ReuseCommand {
    Family family = Family::Persistence;
    std::size_t number = 1;
};
/// Goes by another decision map from now on; it has to have the boundaries the approach needs.
struct PolicyCommand {
    DecisionMap map;
};
using Command = std::variant<SwitchCommand, RetrainCommand, PauseLoopCommand, ReuseCommand, PolicyCommand>;

} // namespace mlops
