// SPDX-License-Identifier: GPL-3.0-or-later

// The second baseline of every table: yesterday's value at this time of day.

#include <utility>

#include "mlops/approaches/catalogue.h"
#include "mlops/approaches/rule_approach.h"

namespace mlops {

std::unique_ptr<Approach> makeSeasonalNaive(const Fidelity& fidelity)
{
    ApproachTraits traits{.name = "seasonal-naive", .title = "Seasonal naive", .summary = "yesterday at this time"};
    traits.start = Family::SeasonalNaive;
    traits.families = {Family::SeasonalNaive};
    return ruleApproach(std::move(traits), fidelity);
}

} // namespace mlops
