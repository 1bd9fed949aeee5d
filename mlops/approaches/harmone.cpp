// SPDX-License-Identifier: GPL-3.0-or-later

// HarmonE itself. Published, mean of four runs: R2 0.8628, 20.62 mJ, 9 switches and 3 answers to drift.

#include <utility>

#include "mlops/approaches/catalogue.h"
#include "mlops/approaches/rule_approach.h"

namespace mlops {

std::unique_ptr<Approach> makeHarmone(const Fidelity& fidelity)
{
    ApproachTraits traits{.name = "harmone",
                          .title = "HarmonE",
                          .summary = "switching by score and energy; on drift an archived version or a retraining"};
    traits.start = Family::Lstm;
    traits.families = {Family::Lstm, Family::Ridge, Family::Svr};
    traits.needs = {Metric::Score, Metric::NormalisedEnergy, Metric::DriftDistance};
    traits.hasCycle = true;
    traits.hasDriftChecks = true;
    return ruleApproach(std::move(traits), fidelity);
}

} // namespace mlops
