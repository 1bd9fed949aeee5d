// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Computes a recorded run again and holds every tick and decision against the record.

#include <functional>
#include <optional>
#include <string>

#include "mlops/experiment/run_header.h"
#include "mlops/store/run_reader.h"

namespace mlops {

struct Verification {
    std::size_t ticks = 0;                 ///< compared and equal
    std::size_t decisions = 0;             ///< compared and equal
    std::optional<std::string> difference; ///< the first one, in a sentence; nothing where all is equal
};

/// `folder`: where data files are looked for that no longer stand at the recorded path; may be empty.
/// Where energy was measured, the recorded readings are handed in again; what rests on them must then agree too.
/// Errors: NotFound or InvalidInput where the data are missing or have another digest; those of training.
[[nodiscard]] twin::Result<Verification> verifyRun(const RunReader& reader, const RunTools& tools);

} // namespace mlops
