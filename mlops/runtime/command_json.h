// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Commands as they stand in a run log.

#include <string>
#include <string_view>

#include "mlops/mapek/decision.h"
#include "mlops/runtime/command.h"
#include "twin/core/result.h"

namespace mlops {

/// One line of JSON: {"actor": "user", "order": "switch", "model": "svm"} and so on.
[[nodiscard]] std::string toJsonLine(const Command& command, Actor actor);

struct RecordedCommand {
    Command command;
    Actor actor = Actor::User;
};
/// Errors: Corrupt, saying what is wrong.
[[nodiscard]] twin::Result<RecordedCommand> commandFromJson(std::string_view line);

} // namespace mlops
