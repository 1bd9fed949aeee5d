// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/mapek/control_law.h"

#include <algorithm>

namespace mlops {

namespace {

bool isBeyond(Crossing crossing, double value, double limit)
{
    return crossing == Crossing::Below ? value < limit : value > limit;
}

LawVerdict judgeBank(const Boundary& boundary, const LawState& state, double value)
{
    LawVerdict verdict{isBeyond(boundary.crossing, value, state.limit), state.limit, state};
    verdict.next.limit =
        std::clamp(state.limit + boundary.gain * (boundary.reference - value), boundary.floor, boundary.cap);
    return verdict;
}

LawVerdict judgeDebt(const Boundary& boundary, const LawState& state, double value)
{
    LawVerdict verdict{false, boundary.cap, state};
    verdict.next.debt = (state.debt + std::max(0.0, value - boundary.reference)) * boundary.decay;
    verdict.crossed = verdict.next.debt > boundary.cap;
    return verdict;
}

LawVerdict judgeAgainstHistory(const Boundary& boundary, const LawState& state, double value)
{
    const double limit = state.historyMean * boundary.historyFactor;
    LawVerdict verdict{false, limit, state};
    verdict.crossed = state.historyCount > 0 && isBeyond(boundary.crossing, value, boundary.reference) &&
                      isBeyond(boundary.crossing, value, limit);
    verdict.next.historyCount = state.historyCount + 1;
    verdict.next.historyMean += (value - state.historyMean) / static_cast<double>(verdict.next.historyCount);
    return verdict;
}

} // namespace

LawState initialState(const Boundary& boundary)
{
    LawState state;
    state.limit = boundary.reference;
    return state;
}

LawVerdict judge(const Boundary& boundary, const LawState& state, double value)
{
    switch (boundary.law) {
    case Law::Static:
        return {isBeyond(boundary.crossing, value, boundary.reference), boundary.reference, state};
    case Law::EnergyBank:
        return judgeBank(boundary, state, value);
    case Law::DecayingDebt:
        return judgeDebt(boundary, state, value);
    case Law::RelativeToHistory:
        return judgeAgainstHistory(boundary, state, value);
    }
    return {};
}

} // namespace mlops
