// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The roads of a run before the run: simulating a city's last days takes seconds, reading its roads does not, and a map
// without values is better than none.

#include <memory>

#include "mlops/experiment/experiment_data.h"

namespace gui {

/// Null where the data have no roads. Errors: those of the scenario's and the network's readers.
[[nodiscard]] twin::Result<std::shared_ptr<const twin::RoadNetwork>> roadsAhead(const mlops::DataChoice& data);

} // namespace gui
