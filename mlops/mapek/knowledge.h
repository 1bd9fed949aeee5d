// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the loop remembers from one check to the next: which model serves, what it believes of each, how the limits
// stand. A plan never changes it; it returns what it should become.

#include <array>
#include <cstdint>
#include <optional>

#include "mlops/drift/drift_latch.h"
#include "mlops/mapek/control_law.h"
#include "mlops/mapek/evidence.h"

namespace mlops {

/// What the loop believes of one model.
struct ModelBelief {
    double score = 0.0;                 ///< running score
    std::optional<twin::Joules> energy; ///< per forecast, as last seen
    SampleCount seenAt = 0;             ///< when it was last judged
};

struct Knowledge {
    Family active = Family::Persistence;
    std::array<ModelBelief, kFamilyCount> beliefs{};
    LawState scoreLaw;
    LawState energyLaw;
    int holdCycles = 0;              ///< cycles without checks left
    DriftLatch::State driftLatch;    ///< an alarm that was answered and has not yet cleared
    SampleCount quietUntil = 0;      ///< no drift checks before this sample
    double usualRelativeError = 0.0; ///< running mean of rmse over persistence's
    std::size_t usualRelativeErrorCount = 0;
    double forgetting = 0.0;      ///< of an online learner, now; 0 where there is none
    double usualForgetting = 0.0; ///< while all is well

    [[nodiscard]] ModelBelief& belief(Family family) { return beliefs[static_cast<std::size_t>(family)]; }
    [[nodiscard]] const ModelBelief& belief(Family family) const { return beliefs[static_cast<std::size_t>(family)]; }
};

} // namespace mlops
