// SPDX-License-Identifier: GPL-3.0-or-later

// Switching and periodic retraining. Published: R2 0.8435, 25.32 mJ, 13.5 switches and 4 retrainings.

#include <utility>

#include "mlops/approaches/catalogue.h"
#include "mlops/approaches/rule_approach.h"

namespace mlops {

std::unique_ptr<Approach> makeSwitchPrt(const Fidelity& fidelity)
{
    ApproachTraits traits{.name = "switch+prt",
                          .title = "Switch + PRT",
                          .summary = "switching, and the serving model retrained at fixed times"};
    traits.start = Family::Lstm;
    traits.families = {Family::Lstm, Family::Ridge, Family::Svr};
    traits.needs = {Metric::Score, Metric::NormalisedEnergy};
    traits.hasCycle = true;
    traits.hasPeriod = true;
    return ruleApproach(std::move(traits), fidelity);
}

} // namespace mlops
