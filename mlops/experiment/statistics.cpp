// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/experiment/statistics.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include <gsl/gsl_cdf.h>

#include "twin/core/assert.h"

namespace mlops {

namespace {

constexpr std::size_t kMostExactPairs = 25;

struct RankedDifference {
    double size = 0.0;
    bool isPositive = false;
    double rank = 0.0; ///< ties share the mean of their ranks
};

std::vector<RankedDifference> ranked(std::span<const double> first, std::span<const double> second)
{
    std::vector<RankedDifference> differences;
    for (std::size_t i = 0; i < first.size(); ++i) {
        const double difference = first[i] - second[i];
        if (difference != 0.0) {
            differences.push_back({std::fabs(difference), difference > 0.0, 0.0});
        }
    }
    std::ranges::sort(differences, {}, &RankedDifference::size);
    for (std::size_t begin = 0; begin < differences.size();) {
        std::size_t end = begin;
        while (end < differences.size() && differences[end].size == differences[begin].size) {
            ++end;
        }
        for (std::size_t i = begin; i < end; ++i) {
            differences[i].rank = 0.5 * static_cast<double>(begin + 1 + end);
        }
        begin = end;
    }
    return differences;
}

/// Share of all sign patterns whose sum of positive ranks is at most `sum`. Ranks may be halves, so they are doubled.
double exactTail(const std::vector<RankedDifference>& differences, double sum)
{
    const auto doubled = [](double rank) { return static_cast<std::size_t>(std::lround(2.0 * rank)); };
    const std::size_t largest = differences.size() * (differences.size() + 1);
    std::vector<double> ways(largest + 1);
    ways[0] = 1.0;
    for (const RankedDifference& difference : differences) {
        const std::size_t rank = doubled(difference.rank);
        for (std::size_t total = largest; total >= rank; --total) {
            ways[total] += ways[total - rank];
        }
    }
    const double tail =
        std::accumulate(ways.begin(), ways.begin() + static_cast<std::ptrdiff_t>(doubled(sum)) + 1, 0.0);
    return tail / std::ldexp(1.0, static_cast<int>(differences.size()));
}

double approximateTail(const std::vector<RankedDifference>& differences, double sum)
{
    double mean = 0.0;
    double variance = 0.0;
    for (const RankedDifference& difference : differences) {
        mean += 0.5 * difference.rank;
        variance += 0.25 * difference.rank * difference.rank;
    }
    return gsl_cdf_ugaussian_P((sum + 0.5 - mean) / std::sqrt(variance));
}

} // namespace

MeanInterval meanInterval(std::span<const double> values)
{
    TWIN_ASSERT(!values.empty(), "a mean needs a value");
    const auto count = static_cast<double>(values.size());
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
    if (values.size() == 1) {
        return {mean, mean, mean};
    }
    double squares = 0.0;
    for (const double value : values) {
        squares += (value - mean) * (value - mean);
    }
    const double half = gsl_cdf_tdist_Pinv(0.975, count - 1.0) * std::sqrt(squares / (count - 1.0) / count);
    return {mean, mean - half, mean + half};
}

PairedTest pairedTest(std::span<const double> first, std::span<const double> second)
{
    TWIN_ASSERT(first.size() == second.size() && !first.empty(), "pairs come in twos");
    std::vector<double> differences(first.size());
    std::ranges::transform(first, second, differences.begin(), std::minus<>());
    PairedTest test{.difference = meanInterval(differences), .pValue = {}, .pairs = 0};
    const auto ranks = ranked(first, second);
    test.pairs = ranks.size();
    if (ranks.empty()) {
        return test;
    }
    double positive = 0.0;
    double negative = 0.0;
    for (const RankedDifference& difference : ranks) {
        (difference.isPositive ? positive : negative) += difference.rank;
    }
    const double smaller = std::min(positive, negative);
    const double tail = ranks.size() <= kMostExactPairs ? exactTail(ranks, smaller) : approximateTail(ranks, smaller);
    test.pValue = std::min(1.0, 2.0 * tail);
    return test;
}

} // namespace mlops
