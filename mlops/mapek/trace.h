// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The steps by which a decision was reached, with the numbers that went into them. A step is a code and its numbers,
// cheap enough to keep for every decision; the sentence is made when somebody reads it.

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace mlops {

/// What a step did; its numbers, in order, stand beside it.
enum class StepKind : std::uint8_t {
    Exploration,      ///< draw, rate
    WindowTooShort,   ///< samples, needed; holds where it refused a retraining, the last step then
    WindowAccuracy,   ///< samples, R2
    NormalisedEnergy, ///< mean mJ, floor mJ, ceiling mJ, e
    Score,            ///< beta, R2, e, score
    Belief,           ///< gamma, score, old belief, new belief
    EnergyBank,       ///< limit, gain, reference, e, next limit
    EnergyDebt,       ///< debt, cap
    Hold,             ///< cycles left
    EnergyBoundary,   ///< e, limit
    ScoreBoundary,    ///< belief, limit
    BestModel,        ///< family, belief
    NoBetterModel,    ///< family, belief
    DriftCollecting,  ///< have, need
    DriftBoundary,    ///< distance, limit, n reference, n current
    DriftLatched,     ///< distance, re-arms below
    VersionCount,     ///< versions kept
    VersionDistance,  ///< version number, distance, limit
    PeriodDue,        ///< period
    Skill,            ///< rmse, rmse of persistence, skill, limit
    ErrorGrowth,      ///< relative rmse, usual relative rmse, growth, limit
    Forgetting,       ///< factor before, factor after
    StationQuorum     ///< stations in alarm, stations judged, share needed
};

struct TraceStep {
    StepKind kind = StepKind::WindowTooShort;
    bool holds = false; ///< whether the step's condition is met (a boundary: whether it is crossed)
    std::uint8_t count = 0;
    std::array<double, 5> numbers{};
};

class Trace {
public:
    void add(StepKind kind, bool holds, std::initializer_list<double> numbers);
    [[nodiscard]] const std::vector<TraceStep>& steps() const { return m_steps; }
    void append(const Trace& other);
    /// The first step of a kind; null where there is none. It lives as long as the trace is not added to.
    [[nodiscard]] const TraceStep* find(StepKind kind) const;

private:
    std::vector<TraceStep> m_steps;
};

/// The short name of a step's kind, as in exports.
[[nodiscard]] std::string_view nameOf(StepKind kind);
/// The step as a sentence with its numbers substituted: "score 0.771 < 0.78: crossed".
[[nodiscard]] std::string describe(const TraceStep& step);

} // namespace mlops
