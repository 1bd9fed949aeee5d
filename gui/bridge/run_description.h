// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// From a run's header to what views say about the run: the same for a run that is computed and one that was recorded.

#include <nlohmann/json_fwd.hpp>

#include "gui/bridge/run_history.h"
#include "mlops/experiment/experiment_data.h"

namespace gui {

/// Errors: Corrupt, naming the field.
[[nodiscard]] twin::Result<RunDescription> descriptionOf(const nlohmann::json& header);

/// The drift episodes of bundled data, counted from the run's first tick; nothing where the data names none. A damaged
/// list is treated as none: it only decorates.
[[nodiscard]] std::vector<Episode> bundledEpisodes(const mlops::DataChoice& data, const twin::TimeAxis& axis);

} // namespace gui
