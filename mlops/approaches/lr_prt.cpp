// SPDX-License-Identifier: GPL-3.0-or-later

// The published row LR + PRT. Published: R2 0.7624, 12.70 mJ, 4 retrainings.

#include <utility>

#include "mlops/approaches/catalogue.h"
#include "mlops/approaches/rule_approach.h"

namespace mlops {

std::unique_ptr<Approach> makeLrPrt(const Fidelity& fidelity)
{
    ApproachTraits traits{
        .name = "lr+prt", .title = "LR + PRT", .summary = "one model, retrained at fixed times on the newest data"};
    traits.start = Family::Ridge;
    traits.families = {Family::Ridge};
    traits.hasPeriod = true;
    return ruleApproach(std::move(traits), fidelity);
}

} // namespace mlops
