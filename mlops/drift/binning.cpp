// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/drift/binning.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "twin/core/assert.h"

namespace mlops {

namespace {

constexpr double kLeastRelativeRange = 1e-9; ///< leaves every bin wide enough to tell its edges apart in a double

/// Fills in the edges and returns the width of a bin. Where there is no range to divide, half a unit is added to both
/// sides (numpy's rule), or more where half a unit is nothing beside the values.
double placeUniformEdges(const SampleSummary& values, std::size_t bins, std::vector<double>& edges)
{
    const auto count = static_cast<double>(bins);
    double lowest = values.lowest;
    double highest = values.highest;
    if (!std::isfinite(count / (highest - lowest))) {
        const double half = std::max(0.5, std::abs(lowest) * kLeastRelativeRange);
        lowest -= half;
        highest += half;
    }
    const double width = (highest - lowest) / count;
    edges.resize(bins + 1);
    for (std::size_t i = 0; i < bins; ++i) {
        edges[i] = static_cast<double>(i) * width + lowest;
    }
    edges[bins] = highest;
    return width;
}

void sharesOf(const std::vector<std::uint32_t>& counts, std::size_t total, std::vector<double>& shares)
{
    shares.resize(counts.size());
    for (std::size_t i = 0; i < counts.size(); ++i) {
        shares[i] = static_cast<double>(counts[i]) / static_cast<double>(total);
    }
}

/// Requires: every value lies within the equally spaced edges. The guess by multiplication may be one off where a value
/// lies on an edge; the edges decide, and an infinite last edge takes the highest value into the last bin.
void countUniform(std::span<const double> values, HistogramPair& histograms, std::vector<double>& shares)
{
    const double lowest = histograms.edges.front();
    const double highest = histograms.edges.back();
    const std::size_t bins = histograms.edges.size() - 1;
    const double scale = static_cast<double>(bins) / (highest - lowest);
    histograms.edges.back() = std::numeric_limits<double>::infinity();
    histograms.counts.assign(bins, 0);
    const double* const edges = histograms.edges.data();
    std::uint32_t* const counts = histograms.counts.data();
    for (const double x : values) {
        auto bin = static_cast<std::int64_t>((x - lowest) * scale);
        bin -= x < edges[bin] ? 1 : 0;
        bin += x >= edges[bin + 1] ? 1 : 0;
        ++counts[bin];
    }
    histograms.edges.back() = highest;
    sharesOf(histograms.counts, values.size(), shares);
}

/// The inner edges, into edges[1] and on.
/// Ensures: they ascend strictly.
void placeQuantiles(std::span<const double> sorted, std::size_t bins, std::vector<double>& edges)
{
    edges.assign(1, -std::numeric_limits<double>::infinity());
    for (std::size_t k = 1; k < bins; ++k) {
        const double quantile = sorted[k * sorted.size() / bins];
        if (quantile > edges.back()) {
            edges.push_back(quantile);
        } else if (quantile == edges.back()) {
            edges.push_back(std::nextafter(quantile, std::numeric_limits<double>::infinity()));
        }
    }
}

/// Requires: the outer edges are infinite.
void countByEdges(std::span<const double> values, HistogramPair& histograms, std::vector<double>& shares)
{
    histograms.counts.assign(histograms.edges.size() - 1, 0);
    for (const double x : values) {
        std::size_t bin = 0;
        for (std::size_t left = histograms.counts.size(); left > 1;) { // without branches that cannot be foreseen
            const std::size_t half = left / 2;
            bin += x >= histograms.edges[bin + half] ? half : 0;
            left -= half;
        }
        ++histograms.counts[bin];
    }
    sharesOf(histograms.counts, values.size(), shares);
}

void countByQuantiles(const SamplePair& samples, const PairSummary& summary, std::size_t bins,
                      HistogramPair& histograms)
{
    histograms.sorted.assign(samples.reference, summary.reference);
    placeQuantiles(histograms.sorted.values(), bins, histograms.edges);
    histograms.edges.push_back(std::numeric_limits<double>::infinity());
    countByEdges(samples.reference, histograms, histograms.referenceShares);
    countByEdges(samples.current, histograms, histograms.currentShares);
    const SampleSummary both = summary.both();
    histograms.edges.front() = both.lowest;
    histograms.edges.back() = std::max(both.highest, histograms.edges[histograms.bins() - 1]);
    histograms.referenceBinWidth = 0.0;
    histograms.currentBinWidth = 0.0;
}

} // namespace

void HistogramPair::clear()
{
    edges.clear();
    referenceShares.clear();
    currentShares.clear();
    referenceBinWidth = 0.0;
    currentBinWidth = 0.0;
}

void countTogether(const SamplePair& samples, const PairSummary& summary, const Binning& binning,
                   HistogramPair& histograms)
{
    TWIN_ASSERT(binning.bins > 0, "a histogram has at least one bin");
    if (binning.placement == BinPlacement::QuantilesOfReference) {
        countByQuantiles(samples, summary, binning.bins, histograms);
        return;
    }
    histograms.referenceBinWidth = placeUniformEdges(summary.both(), binning.bins, histograms.edges);
    histograms.currentBinWidth = histograms.referenceBinWidth;
    countUniform(samples.reference, histograms, histograms.referenceShares);
    countUniform(samples.current, histograms, histograms.currentShares);
}

void countSeparately(const SamplePair& samples, const PairSummary& summary, std::size_t bins, HistogramPair& histograms)
{
    TWIN_ASSERT(bins > 0, "a histogram has at least one bin");
    histograms.currentBinWidth = placeUniformEdges(summary.current, bins, histograms.edges);
    countUniform(samples.current, histograms, histograms.currentShares);
    histograms.referenceBinWidth = placeUniformEdges(summary.reference, bins, histograms.edges);
    countUniform(samples.reference, histograms, histograms.referenceShares);
}

} // namespace mlops
