// SPDX-License-Identifier: GPL-3.0-or-later

// The published row LSTM. Published: R2 0.9005, 32.91 mJ.

#include <utility>

#include "mlops/approaches/catalogue.h"
#include "mlops/approaches/rule_approach.h"

namespace mlops {

std::unique_ptr<Approach> makeLstm(const Fidelity& fidelity)
{
    ApproachTraits traits{.name = "lstm", .title = "LSTM", .summary = "one model, trained once"};
    traits.start = Family::Lstm;
    traits.families = {Family::Lstm};
    return ruleApproach(std::move(traits), fidelity);
}

} // namespace mlops
