// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/drift/sample_pair.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "twin/core/assert.h"

namespace mlops {

namespace {

/// A spread below this share of the spread of both samples is taken as none; it is of the size of rounding.
constexpr double kNegligibleSpread = 1e-12;
constexpr double kSmallShift = 0.2;    ///< standard deviations; origin beside DriftEffect::direction
constexpr double kSpreadChange = 1.25; ///< ratio; origin there

/// Independent sums keep the processor from waiting for the last addition.
constexpr std::size_t kLanes = 4;
using Lanes = std::array<double, kLanes>;

/// Calls visit(lane, value) for every value, the lanes in turn.
template <typename Visit>
void forEachInLanes(std::span<const double> values, Visit visit)
{
    const std::size_t whole = values.size() / kLanes * kLanes;
    for (std::size_t i = 0; i < whole; i += kLanes) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            visit(lane, values[i + lane]);
        }
    }
    for (std::size_t i = whole; i < values.size(); ++i) {
        visit(i - whole, values[i]);
    }
}

double total(const Lanes& lanes) { return (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]); }

} // namespace

double SampleSummary::deviation() const { return std::sqrt(variance); }

SampleSummary summarise(std::span<const double> values)
{
    TWIN_ASSERT(!values.empty(), "a summary is of at least one value");
    const double origin = values.front(); // sums of deviations from it lose less to rounding than sums of values
    Lanes lowest;
    lowest.fill(origin);
    Lanes highest = lowest;
    forEachInLanes(values, [&](std::size_t lane, double x) {
        lowest[lane] = x < lowest[lane] ? x : lowest[lane];
        highest[lane] = x > highest[lane] ? x : highest[lane];
    });
    Lanes sum{};
    Lanes squares{};
    forEachInLanes(values, [&](std::size_t lane, double x) {
        const double deviation = x - origin;
        sum[lane] += deviation;
        squares[lane] += deviation * deviation;
    });
    const auto count = static_cast<double>(values.size());
    const double offset = total(sum) / count;
    const double variance = std::max(0.0, total(squares) / count - offset * offset);
    TWIN_ASSERT(std::isfinite(offset) && std::isfinite(variance), "samples are compared over finite values");
    return {values.size(), std::ranges::min(lowest), std::ranges::max(highest), origin + offset, variance};
}

PairSummary summarise(const SamplePair& samples) { return {summarise(samples.reference), summarise(samples.current)}; }

SampleSummary PairSummary::both() const
{
    const std::size_t count = reference.count + current.count;
    const double referenceShare = static_cast<double>(reference.count) / static_cast<double>(count);
    const double currentShare = static_cast<double>(current.count) / static_cast<double>(count);
    const double difference = current.mean - reference.mean;
    SampleSummary both;
    both.count = count;
    both.lowest = std::min(reference.lowest, current.lowest);
    both.highest = std::max(reference.highest, current.highest);
    both.mean = reference.mean + difference * currentShare;
    both.variance = referenceShare * reference.variance + currentShare * current.variance +
                    difference * difference * referenceShare * currentShare;
    return both;
}

double PairSummary::measuringSpread() const
{
    const double together = both().deviation();
    const double own = reference.deviation();
    return own > kNegligibleSpread * together ? own : together;
}

DriftEffect effectOf(const PairSummary& summary)
{
    const double spread = summary.measuringSpread();
    if (spread == 0.0) {
        return {};
    }
    const double shift = summary.current.mean - summary.reference.mean;
    return {shift, shift / spread, summary.current.deviation() / spread};
}

DriftDirection DriftEffect::direction() const
{
    if (std::abs(meanShiftDeviations) >= kSmallShift) {
        return meanShiftDeviations > 0.0 ? DriftDirection::Higher : DriftDirection::Lower;
    }
    if (spreadRatio >= kSpreadChange) {
        return DriftDirection::Wider;
    }
    return spreadRatio <= 1.0 / kSpreadChange ? DriftDirection::Narrower : DriftDirection::None;
}

} // namespace mlops
