// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A detector's health by day, from the verdicts that the run recorded tick by tick.

#include <vector>

#include "gui/bridge/run_history.h"
#include "gui/models/station_history.h"

namespace gui {

/// The days up to `end` (exclusive), newest first, at most a fortnight. A day is bad where any test failed in it; the
/// test named is the one that failed most often. Where verdicts were not recorded only the observed share is known.
[[nodiscard]] std::vector<HealthDay> detectorDays(const RunDescription& run, const RunHistory& history,
                                                  std::size_t station, twin::Tick end);

} // namespace gui
