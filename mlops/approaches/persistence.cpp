// SPDX-License-Identifier: GPL-3.0-or-later

// The first baseline of every table: no model at all.

#include <utility>

#include "mlops/approaches/catalogue.h"
#include "mlops/approaches/rule_approach.h"

namespace mlops {

std::unique_ptr<Approach> makePersistence(const Fidelity& fidelity)
{
    ApproachTraits traits{
        .name = "persistence", .title = "Persistence", .summary = "nothing changes: the last value holds"};
    traits.start = Family::Persistence;
    traits.families = {Family::Persistence};
    return ruleApproach(std::move(traits), fidelity);
}

} // namespace mlops
