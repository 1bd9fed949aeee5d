// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The published approaches differ only in which models they hold and which checks they make; what a check does is the
// same for all. Each approach is therefore a set of traits over one class.

#include <memory>

#include "mlops/mapek/approach.h"

namespace mlops {

/// A cycle switches between the models (switching_rules.h), a drift check answers drift (drift_rules.h), the period
/// retrains. Traits say which of them happen.
[[nodiscard]] std::unique_ptr<Approach> ruleApproach(ApproachTraits traits, const Fidelity& fidelity);

} // namespace mlops
