// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Histograms of two samples that are to be compared. Whether both are counted into the same bins decides whether a
// comparison can see a shift at all, so the choice is a type and not a detail.

#include <cstdint>
#include <vector>

#include "mlops/drift/sample_pair.h"
#include "mlops/drift/sorted_sample.h"

namespace mlops {

enum class BinPlacement {
    UniformOverUnion,    ///< equally wide bins from the least to the largest value of both samples
    QuantilesOfReference ///< bins that hold equally many values of the reference each; the outer two are open
};

/// How both samples are counted into one set of bins.
struct Binning {
    BinPlacement placement = BinPlacement::UniformOverUnion;
    std::size_t bins = 50;

    friend bool operator==(const Binning&, const Binning&) = default;
};

/// Shares of each sample by bin.
///
/// Invariants: edges ascend and number bins() + 1; the shares of each sample add up to 1 (to rounding). A value belongs
/// to the bin whose lower edge is the last one not above it; the highest edge belongs to the last bin.
struct HistogramPair {
    std::vector<double> edges; ///< of the reference where each sample has bins of its own
    std::vector<double> referenceShares;
    std::vector<double> currentShares;
    double referenceBinWidth = 0.0;    ///< unit of the values; 0 where bins differ in width
    double currentBinWidth = 0.0;      ///< the same
    std::vector<std::uint32_t> counts; ///< room to count in
    SortedSample sorted;               ///< room to find quantiles in

    [[nodiscard]] std::size_t bins() const { return referenceShares.size(); }
    void clear();
};

/// Counts both samples into the same bins.
/// Requires: `summary` is of `samples`; 0 < binning.bins < 2^31. Quantile k of n values is the one with floor(k n /
/// bins) smaller ones. Where quantiles fall together, their value gets a bin to itself and there may be fewer bins.
/// Where all values are equal, uniform bins reach from 0.5 below to 0.5 above.
void countTogether(const SamplePair& samples, const PairSummary& summary, const Binning& binning,
                   HistogramPair& histograms);

/// Counts each sample into equally wide bins over its own range: what published systems do, and their flaw.
/// Requires: `summary` is of `samples`; 0 < bins < 2^31.
/// Ensures: the counts are those of numpy.histogram(sample, bins).
void countSeparately(const SamplePair& samples, const PairSummary& summary, std::size_t bins,
                     HistogramPair& histograms);

} // namespace mlops
