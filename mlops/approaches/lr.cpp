// SPDX-License-Identifier: GPL-3.0-or-later

// The published row LR: ridge regression. Published: R2 0.7597, 12.12 mJ.

#include <utility>

#include "mlops/approaches/catalogue.h"
#include "mlops/approaches/rule_approach.h"

namespace mlops {

std::unique_ptr<Approach> makeLr(const Fidelity& fidelity)
{
    ApproachTraits traits{.name = "lr", .title = "LR", .summary = "one model, trained once"};
    traits.start = Family::Ridge;
    traits.families = {Family::Ridge};
    return ruleApproach(std::move(traits), fidelity);
}

} // namespace mlops
