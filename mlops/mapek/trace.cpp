// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/mapek/trace.h"

#include <algorithm>

#include "mlops/forecasting/forecaster.h"
#include "twin/core/text.h"

namespace mlops {

namespace {

using twin::concat;

struct KindText {
    std::string_view name;
    std::string_view pattern; ///< {0}..{4} are the numbers, {m0} the first as a model's name, {?a|b} a if it holds
};

constexpr std::array<KindText, 23> kTexts{{
    {"exploration", "chance: draw {0} {?<|>=} rate {1}: {?explore|no exploration}"},
    {"window-too-short", "the window has {0} usable samples of {1} needed: {?no training|no verdict}"},
    {"window-accuracy", "accuracy over {0} samples: R2 = {1}"},
    {"normalised-energy", "normalised energy e = ({0} - {1}) / ({2} - {1}) mJ = {3}"},
    {"score", "score s = b R2 + (1 - b)(1 - e) with b = {0}, R2 = {1}, e = {2}: {3}"},
    {"belief", "running score = g s + (1 - g) old with g = {0}, s = {1}, old = {2}: {3}"},
    {"energy-bank", "energy limit {0} + {1} x ({2} - {3}) = {4} from the next cycle on"},
    {"energy-debt", "energy debt {0} against {1} allowed: {?crossed|within}"},
    {"hold", "{?holding: {0} cycles without checks left|no hold}"},
    {"energy-boundary", "energy {0} {?>|<=} limit {1}: {?crossed|within}"},
    {"score-boundary", "running score {0} {?<|>=} limit {1}: {?crossed|within}"},
    {"best-model", "best candidate: {m0} with running score {1}"},
    {"no-better-model", "no candidate is better than {m0} with running score {1}: keep it"},
    {"drift-collecting", "collecting: {0} of {1} samples, no distance yet"},
    {"drift-boundary", "drift distance {0} {?>|<=} limit {1} ({2} reference, {3} current samples): {?crossed|within}"},
    {"drift-latched", "the alarm is latched: distance {0} {?has fallen below|is still above} {1}"},
    {"version-count", "archived versions to choose from: {0}"},
    {"version-distance", "version {0} differs from the current data by {1} {?<|>=} {2}: {?close enough|too different}"},
    {"period-due", "{0} samples have passed since the last periodic retraining"},
    {"skill", "skill 1 - (rmse {0} / persistence {1})^2 = {2} {?<|>=} {3}: {?worse than persistence|better}"},
    {"error-growth", "error relative to persistence {0} against the usual {1}: factor {2} {?>|<=} {3}"},
    {"forgetting", "forgetting factor {0} becomes {1}"},
    {"station-quorum", "{0} of {1} stations in alarm, a share of {2} is needed: {?reached|not reached}"},
}};

std::string numberText(double value) { return twin::significant(value, 4); }

/// Substitutes one {...} and returns its text.
std::string substituted(std::string_view code, const TraceStep& step)
{
    if (code.front() == '?') {
        const std::size_t bar = code.find('|');
        return std::string(step.holds ? code.substr(1, bar - 1) : code.substr(bar + 1));
    }
    const bool isModel = code.front() == 'm';
    const auto index = static_cast<std::size_t>(code.back() - '0');
    const double value = step.numbers[index];
    return isModel ? std::string(nameOf(static_cast<Family>(static_cast<int>(value)))) : numberText(value);
}

/// The end of the brace opened at `open`, minding inner ones.
std::size_t closing(std::string_view text, std::size_t open)
{
    int depth = 0;
    for (std::size_t i = open; i < text.size(); ++i) {
        depth += text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0;
        if (depth == 0) {
            return i;
        }
    }
    return text.size();
}

std::string substituteAll(std::string_view pattern, const TraceStep& step)
{
    std::string text;
    std::size_t at = 0;
    while (at < pattern.size()) {
        const std::size_t open = pattern.find('{', at);
        if (open == std::string_view::npos) {
            text += pattern.substr(at);
            break;
        }
        text += pattern.substr(at, open - at);
        const std::size_t close = closing(pattern, open);
        const std::string piece = substituted(pattern.substr(open + 1, close - open - 1), step);
        text += piece.find('{') == std::string::npos ? piece : substituteAll(piece, step);
        at = close + 1;
    }
    return text;
}

} // namespace

void Trace::add(StepKind kind, bool holds, std::initializer_list<double> numbers)
{
    TraceStep step{kind, holds, static_cast<std::uint8_t>(numbers.size()), {}};
    std::ranges::copy(numbers, step.numbers.begin());
    if (m_steps.capacity() == 0) {
        m_steps.reserve(12);
    }
    m_steps.push_back(step);
}

void Trace::append(const Trace& other) { m_steps.insert(m_steps.end(), other.m_steps.begin(), other.m_steps.end()); }

const TraceStep* Trace::find(StepKind kind) const
{
    const auto found = std::ranges::find(m_steps, kind, &TraceStep::kind);
    return found == m_steps.end() ? nullptr : &*found;
}

std::string_view nameOf(StepKind kind) { return kTexts[static_cast<std::size_t>(kind)].name; }

std::string describe(const TraceStep& step)
{
    return substituteAll(kTexts[static_cast<std::size_t>(step.kind)].pattern, step);
}

} // namespace mlops
