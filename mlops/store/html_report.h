// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// One run as one page that a colleague can read: figures, charts, every decision that changed something with its
// reason, the model versions, where the energy went, and what it all rests on. The page needs nothing but itself: no
// script, no network, charts as inline SVG; it prints.

#include <string>

#include "mlops/store/run_reader.h"

namespace mlops {

/// Errors: Corrupt from the run file.
[[nodiscard]] twin::Result<std::string> htmlReport(const RunReader& reader);

} // namespace mlops
