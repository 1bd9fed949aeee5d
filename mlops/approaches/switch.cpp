// SPDX-License-Identifier: GPL-3.0-or-later

// HarmonE's switching alone. Published: R2 0.8445, 24.32 mJ, 13 switches.

#include <utility>

#include "mlops/approaches/catalogue.h"
#include "mlops/approaches/rule_approach.h"

namespace mlops {

std::unique_ptr<Approach> makeSwitch(const Fidelity& fidelity)
{
    ApproachTraits traits{
        .name = "switch", .title = "Switch", .summary = "three models, one serving, chosen by score and energy"};
    traits.start = Family::Lstm;
    traits.families = {Family::Lstm, Family::Ridge, Family::Svr};
    traits.needs = {Metric::Score, Metric::NormalisedEnergy};
    traits.hasCycle = true;
    return ruleApproach(std::move(traits), fidelity);
}

} // namespace mlops
