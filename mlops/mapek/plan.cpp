// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/mapek/plan.h"

#include <array>

#include "mlops/mapek/approach.h"

namespace mlops {

std::string_view nameOf(CheckKind kind)
{
    constexpr std::array<std::string_view, 4> kNames{"cycle", "drift", "periodic", "command"};
    return kNames[static_cast<std::size_t>(kind)];
}

std::string_view nameOf(const Tactic& tactic)
{
    constexpr std::array<std::string_view, 5> kNames{"keep", "switch", "reuse-version", "retrain", "set-forgetting"};
    return kNames[tactic.index()];
}

std::string_view describe(Feasibility feasibility)
{
    constexpr std::array<std::string_view, 11> kTexts{"feasible",
                                                      "it is in service already",
                                                      "another has a higher running score",
                                                      "it is expected to cost more than the model in service",
                                                      "the loop is on hold after an energy crossing",
                                                      "no boundary was crossed",
                                                      "its training data are too far from the current data",
                                                      "too little data to judge",
                                                      "the policy does not allow it at this boundary",
                                                      "what costs less is tried first",
                                                      "a boundary was crossed"};
    return kTexts[static_cast<std::size_t>(feasibility)];
}

Plan decide(const Approach& approach, const Situation& situation, const Draws& draws)
{
    if (approach.skipsAnalysis(situation, draws)) {
        return approach.plan(situation, Analysis{.crossed = {}, .trace = {}, .next = situation.knowledge}, draws);
    }
    return approach.plan(situation, approach.analyze(situation), draws);
}

} // namespace mlops
