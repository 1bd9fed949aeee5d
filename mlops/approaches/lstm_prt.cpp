// SPDX-License-Identifier: GPL-3.0-or-later

// The published row LSTM + PRT. Published: R2 0.9085, 45.35 mJ, 4 retrainings.

#include <utility>

#include "mlops/approaches/catalogue.h"
#include "mlops/approaches/rule_approach.h"

namespace mlops {

std::unique_ptr<Approach> makeLstmPrt(const Fidelity& fidelity)
{
    ApproachTraits traits{
        .name = "lstm+prt", .title = "LSTM + PRT", .summary = "one model, retrained at fixed times on the newest data"};
    traits.start = Family::Lstm;
    traits.families = {Family::Lstm};
    traits.hasPeriod = true;
    return ruleApproach(std::move(traits), fidelity);
}

} // namespace mlops
