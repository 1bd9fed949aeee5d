// SPDX-License-Identifier: GPL-3.0-or-later

// The published row SVM: linear support vector regression. Published: R2 0.7897, 14.76 mJ.

#include <utility>

#include "mlops/approaches/catalogue.h"
#include "mlops/approaches/rule_approach.h"

namespace mlops {

std::unique_ptr<Approach> makeSvm(const Fidelity& fidelity)
{
    ApproachTraits traits{.name = "svm", .title = "SVM", .summary = "one model, trained once"};
    traits.start = Family::Svr;
    traits.families = {Family::Svr};
    return ruleApproach(std::move(traits), fidelity);
}

} // namespace mlops
