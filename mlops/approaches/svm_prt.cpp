// SPDX-License-Identifier: GPL-3.0-or-later

// The published row SVM + PRT. Published: R2 0.8167, 16.33 mJ, 4 retrainings.

#include <utility>

#include "mlops/approaches/catalogue.h"
#include "mlops/approaches/rule_approach.h"

namespace mlops {

std::unique_ptr<Approach> makeSvmPrt(const Fidelity& fidelity)
{
    ApproachTraits traits{
        .name = "svm+prt", .title = "SVM + PRT", .summary = "one model, retrained at fixed times on the newest data"};
    traits.start = Family::Svr;
    traits.families = {Family::Svr};
    traits.hasPeriod = true;
    return ruleApproach(std::move(traits), fidelity);
}

} // namespace mlops
