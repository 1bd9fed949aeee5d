// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How far apart two samples of one quantity lie, by six measures that the field uses. Each answers with the same
// report, so that a decision can show what it was based on whichever measure was chosen.
//
// All of them are functions of the samples alone. A workspace holds their buffers: after the first call on samples of a
// size nothing is allocated. Both samples hold at least one value, all are finite and below 1e150 in size.

#include <optional>
#include <string_view>

#include "mlops/drift/binning.h"
#include "mlops/drift/sample_pair.h"
#include "twin/core/result.h"

namespace mlops {

enum class DistanceKind {
    LegacyKl,          ///< published behaviour: Kullback-Leibler of histograms that share no bins
    SharedKl,          ///< Kullback-Leibler over shared bins
    JensenShannon,     ///< the bounded, symmetric relative of the same
    Psi,               ///< population stability index
    KolmogorovSmirnov, ///< largest difference of the distribution functions
    Wasserstein        ///< area between the distribution functions, in standard deviations of the reference
};

/// The name used in files, tables and on the command line: legacy-kl, kl, js, psi, ks, wasserstein.
[[nodiscard]] std::string_view nameOf(DistanceKind kind);
/// Errors: NotFound.
[[nodiscard]] twin::Result<DistanceKind> distanceNamed(std::string_view name);

struct DistanceReport {
    DistanceKind kind = DistanceKind::SharedKl;
    double statistic = 0.0;       ///< >= 0 and finite; 0 for equal samples; larger is further apart
    std::optional<double> pValue; ///< KolmogorovSmirnov only
    std::size_t nReference = 0;
    std::size_t nCurrent = 0;
    std::size_t bins = 0; ///< bins that were compared; 0 where the measure needs none
    DriftEffect effect;
    DriftDirection direction = DriftDirection::None;
};

/// Buffers between calls. One thread at a time. After a binned measure `histograms` holds what was compared, for
/// whoever wants to draw it; after the others it is empty.
struct DistanceWorkspace {
    HistogramPair histograms;
    SortedSample reference;
    SortedSample current;
};

/// The binnings that the measures are known with. 50 equally wide bins are those of the published detectors. Deciles of
/// the reference are the custom for the population stability index, which grows with the number of bins: two samples of
/// n values from one source have about 2 (bins - 1) / n of it (B. Yurdakul, Statistical properties of the population
/// stability index, 2018).
inline constexpr Binning kUniformBinning{BinPlacement::UniformOverUnion, 50};
inline constexpr Binning kDecileBinning{BinPlacement::QuantilesOfReference, 10};

/// KL(reference || current) of two 50-bin density histograms, natural logarithm, 1e-10 added to each density and
/// renormalised. Each histogram has edges of its own, from the least to the largest value of its own sample. That is a
/// flaw: a shift or a change of scale moves the edges along and is invisible, only the shape counts, and a single
/// outlier that stretches one range looks like a drift. Kept to reproduce published figures; decide by another measure.
/// Source: the published behaviour of HarmonE; equal to scipy.stats.entropy on numpy.histogram(..., density=True).
[[nodiscard]] DistanceReport legacyKl(const SamplePair& samples, DistanceWorkspace& workspace);

/// The same over shared bins: only the flaw is taken out, so that the two stand side by side. Over quantile bins, which
/// have no width, 1e-10 is added to the shares themselves. Bins that only the reference fills dominate it: each counts
/// about share x (23 + ln(share / bin width)). Through that width it depends on the unit of the values; 0.75, the
/// published threshold, is for vehicles in 5 minutes.
/// Source: S. Kullback, R. Leibler, On information and sufficiency, Ann. Math. Statist. 22 (1951), 79-86.
[[nodiscard]] DistanceReport sharedKl(const SamplePair& samples, const Binning& binning, DistanceWorkspace& workspace);

/// The divergence (not its square root) to base 2: 0 for equal histograms, 1 where no bin is shared. Nothing is added
/// to empty bins, nothing is infinite, and the order of the samples does not matter as long as the binning does not.
/// Source: J. Lin, Divergence measures based on the Shannon entropy, IEEE Trans. Inf. Theory 37 (1991), 145-151.
[[nodiscard]] DistanceReport jensenShannon(const SamplePair& samples, const Binning& binning,
                                           DistanceWorkspace& workspace);

/// Sum over the bins of (current share - reference share) x ln(current share / reference share), where shares below
/// 1e-4 count as 1e-4 (the custom of monitoring tools). By convention, not by theory: below 0.1 nothing, above 0.25
/// much.
[[nodiscard]] DistanceReport populationStability(const SamplePair& samples, const Binning& binning,
                                                 DistanceWorkspace& workspace);

/// The two-sample statistic D, exact with ties, and the asymptotic p-value Q(sqrt(nm / (n + m)) D). The p-value
/// supposes independent values. Traffic counts depend on their neighbours, so there it is far too small: decide by D.
/// Source: N. Smirnov, Table for estimating the goodness of fit of empirical distributions, Ann. Math. Statist. 19
/// (1948), 279-281; no small-sample correction, so above some 50 values each.
[[nodiscard]] DistanceReport kolmogorovSmirnov(const SamplePair& samples, DistanceWorkspace& workspace);

/// Integral of |F - G|, divided by the standard deviation of the reference (PairSummary::measuringSpread). For a mere
/// shift it is the shift in standard deviations. Unlike the binned measures it knows how far values moved.
/// Source: S. Vallender, Calculation of the Wasserstein distance between probability distributions on the line, Theory
/// Probab. Appl. 18 (1974), 784-786.
[[nodiscard]] DistanceReport wasserstein(const SamplePair& samples, DistanceWorkspace& workspace);

/// Any of them, with the binning it is known with.
[[nodiscard]] DistanceReport distanceBetween(DistanceKind kind, const SamplePair& samples,
                                             DistanceWorkspace& workspace);

/// Q(x) = 2 sum over k >= 1 of (-1)^(k-1) exp(-2 k^2 x^2): the chance that Kolmogorov's limit exceeds x. In [0, 1].
[[nodiscard]] double kolmogorovTail(double x);

} // namespace mlops
