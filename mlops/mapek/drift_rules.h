// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// HarmonE's answer to drift, and periodic retraining.
//
// Source: HarmonE (2025): drift if the distance between the previous and the latest 1,200 values exceeds 0.75; then the
// archived version of the active model whose training data are closest is reused if closer than 0.75, else the active
// model is retrained on the latest window. The published code retrains at once while fewer than two versions are kept.

#include "mlops/mapek/approach.h"

namespace mlops {

[[nodiscard]] Analysis analyzeDrift(const Situation& situation, const Fidelity& fidelity);
[[nodiscard]] Plan planDriftResponse(const Situation& situation, const Analysis& analysis, const Fidelity& fidelity);

/// Retrains the active model on the newest data: the "+ PRT" of the published baselines.
[[nodiscard]] Plan planPeriodic(const Situation& situation);

} // namespace mlops
