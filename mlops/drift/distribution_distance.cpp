// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/drift/distribution_distance.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

#include "twin/core/assert.h"
#include "twin/core/text.h"

namespace mlops {

namespace {

constexpr double kAddedDensity = 1e-10; ///< per unit of the values; the published detectors' constant
constexpr double kLeastShare = 1e-4;    ///< custom of monitoring tools for the population stability index

struct NamedKind {
    DistanceKind kind;
    std::string_view name;
};

constexpr std::array<NamedKind, 6> kNamedKinds{{{DistanceKind::LegacyKl, "legacy-kl"},
                                                {DistanceKind::SharedKl, "kl"},
                                                {DistanceKind::JensenShannon, "js"},
                                                {DistanceKind::Psi, "psi"},
                                                {DistanceKind::KolmogorovSmirnov, "ks"},
                                                {DistanceKind::Wasserstein, "wasserstein"}}};

DistanceReport reportOn(DistanceKind kind, const PairSummary& summary)
{
    DistanceReport report;
    report.kind = kind;
    report.nReference = summary.reference.count;
    report.nCurrent = summary.current.count;
    report.effect = effectOf(summary);
    report.direction = report.effect.direction();
    return report;
}

/// What is added to the shares of a histogram so that their densities grow by kAddedDensity. Never nothing.
double addedShare(double binWidth)
{
    return binWidth > 0.0 ? std::max(kAddedDensity * binWidth, std::numeric_limits<double>::min()) : kAddedDensity;
}

double kullbackLeibler(const HistogramPair& histograms)
{
    const auto bins = static_cast<double>(histograms.bins());
    const double addedToReference = addedShare(histograms.referenceBinWidth);
    const double addedToCurrent = addedShare(histograms.currentBinWidth);
    const double normReference = 1.0 / (1.0 + bins * addedToReference);
    const double normCurrent = 1.0 / (1.0 + bins * addedToCurrent);
    double sum = 0.0;
    for (std::size_t i = 0; i < histograms.bins(); ++i) {
        const double p = (histograms.referenceShares[i] + addedToReference) * normReference;
        const double q = (histograms.currentShares[i] + addedToCurrent) * normCurrent;
        sum += p * std::log(p / q);
    }
    return std::max(0.0, sum); // rounding may take it below 0
}

double jensenShannonOf(const HistogramPair& histograms)
{
    const auto half = [](double share, double middle) { return share > 0.0 ? share * std::log2(share / middle) : 0.0; };
    double sum = 0.0;
    for (std::size_t i = 0; i < histograms.bins(); ++i) {
        const double p = histograms.referenceShares[i];
        const double q = histograms.currentShares[i];
        const double middle = 0.5 * (p + q);
        sum += half(p, middle) + half(q, middle);
    }
    return std::clamp(0.5 * sum, 0.0, 1.0);
}

double populationStabilityOf(const HistogramPair& histograms)
{
    double sum = 0.0;
    for (std::size_t i = 0; i < histograms.bins(); ++i) {
        const double p = std::max(kLeastShare, histograms.referenceShares[i]);
        const double q = std::max(kLeastShare, histograms.currentShares[i]);
        sum += (q - p) * std::log(q / p);
    }
    return sum;
}

/// The largest and the total difference of two distribution functions.
struct Gap {
    double largest = 0.0; ///< of |F - G|
    double area = 0.0;    ///< integral of |F - G|, in the unit of the values
};

/// Walks up both samples together; between two neighbouring values F and G are constant. The choices are made without
/// branches, which could not be foreseen.
/// Requires: a and b are sorted and not empty.
Gap gapBetween(std::span<const double> a, std::span<const double> b)
{
    const auto countA = static_cast<double>(a.size());
    const auto countB = static_cast<double>(b.size());
    Gap gap;
    double below = std::min(a.front(), b.front());
    std::size_t i = 0;
    std::size_t j = 0;
    const auto stepTo = [&](double x) {
        const double difference = std::abs(static_cast<double>(i) * countB - static_cast<double>(j) * countA);
        const double known = x > below ? difference : 0.0; // within a tie the functions are still on their way up
        gap.largest = std::max(gap.largest, known);
        gap.area += known * (x - below);
        below = x;
    };
    while (i < a.size() && j < b.size()) {
        const bool takesA = a[i] <= b[j];
        stepTo(takesA ? a[i] : b[j]);
        i += takesA ? 1 : 0;
        j += takesA ? 0 : 1;
    }
    for (; i < a.size(); ++i) {
        stepTo(a[i]);
    }
    for (; j < b.size(); ++j) {
        stepTo(b[j]);
    }
    return {gap.largest / (countA * countB), gap.area / (countA * countB)};
}

Gap gapOf(const SamplePair& samples, const PairSummary& summary, DistanceWorkspace& workspace)
{
    workspace.histograms.clear();
    workspace.reference.assign(samples.reference, summary.reference);
    workspace.current.assign(samples.current, summary.current);
    return gapBetween(workspace.reference.values(), workspace.current.values());
}

DistanceReport measureShared(DistanceKind kind, const SamplePair& samples, const Binning& binning,
                             HistogramPair& histograms)
{
    const PairSummary summary = summarise(samples);
    countTogether(samples, summary, binning, histograms);
    DistanceReport report = reportOn(kind, summary);
    report.bins = histograms.bins();
    return report;
}

} // namespace

std::string_view nameOf(DistanceKind kind)
{
    const auto* const found = std::ranges::find(kNamedKinds, kind, &NamedKind::kind);
    TWIN_ASSERT(found != kNamedKinds.end(), "every kind of distance has a name");
    return found->name;
}

twin::Result<DistanceKind> distanceNamed(std::string_view name)
{
    const auto* const found = std::ranges::find(kNamedKinds, name, &NamedKind::name);
    if (found == kNamedKinds.end()) {
        return twin::fail(twin::ErrorCode::NotFound,
                          twin::concat("no drift measure is called '", name,
                                       "'; there are legacy-kl, kl, js, psi, ks and wasserstein"));
    }
    return found->kind;
}

DistanceReport legacyKl(const SamplePair& samples, DistanceWorkspace& workspace)
{
    const PairSummary summary = summarise(samples);
    countSeparately(samples, summary, kUniformBinning.bins, workspace.histograms);
    DistanceReport report = reportOn(DistanceKind::LegacyKl, summary);
    report.bins = workspace.histograms.bins();
    report.statistic = kullbackLeibler(workspace.histograms);
    return report;
}

DistanceReport sharedKl(const SamplePair& samples, const Binning& binning, DistanceWorkspace& workspace)
{
    DistanceReport report = measureShared(DistanceKind::SharedKl, samples, binning, workspace.histograms);
    report.statistic = kullbackLeibler(workspace.histograms);
    return report;
}

DistanceReport jensenShannon(const SamplePair& samples, const Binning& binning, DistanceWorkspace& workspace)
{
    DistanceReport report = measureShared(DistanceKind::JensenShannon, samples, binning, workspace.histograms);
    report.statistic = jensenShannonOf(workspace.histograms);
    return report;
}

DistanceReport populationStability(const SamplePair& samples, const Binning& binning, DistanceWorkspace& workspace)
{
    DistanceReport report = measureShared(DistanceKind::Psi, samples, binning, workspace.histograms);
    report.statistic = populationStabilityOf(workspace.histograms);
    return report;
}

DistanceReport kolmogorovSmirnov(const SamplePair& samples, DistanceWorkspace& workspace)
{
    const PairSummary summary = summarise(samples);
    DistanceReport report = reportOn(DistanceKind::KolmogorovSmirnov, summary);
    report.statistic = gapOf(samples, summary, workspace).largest;
    const auto n = static_cast<double>(report.nReference);
    const auto m = static_cast<double>(report.nCurrent);
    report.pValue = kolmogorovTail(std::sqrt(n * m / (n + m)) * report.statistic);
    return report;
}

DistanceReport wasserstein(const SamplePair& samples, DistanceWorkspace& workspace)
{
    const PairSummary summary = summarise(samples);
    const double spread = summary.measuringSpread();
    DistanceReport report = reportOn(DistanceKind::Wasserstein, summary);
    const double area = gapOf(samples, summary, workspace).area;
    report.statistic = spread > 0.0 ? area / spread : 0.0;
    return report;
}

DistanceReport distanceBetween(DistanceKind kind, const SamplePair& samples, DistanceWorkspace& workspace)
{
    switch (kind) {
    case DistanceKind::LegacyKl:
        return legacyKl(samples, workspace);
    case DistanceKind::SharedKl:
        return sharedKl(samples, kUniformBinning, workspace);
    case DistanceKind::JensenShannon:
        return jensenShannon(samples, kUniformBinning, workspace);
    case DistanceKind::Psi:
        return populationStability(samples, kDecileBinning, workspace);
    case DistanceKind::KolmogorovSmirnov:
        return kolmogorovSmirnov(samples, workspace);
    case DistanceKind::Wasserstein:
        return wasserstein(samples, workspace);
    }
    TWIN_ASSERT(false, "every kind of distance is measured somehow");
    return {};
}

double kolmogorovTail(double x)
{
    // Below this the alternating series converges slowly, and its twin (by the theta function's identity) fast.
    constexpr double kChangeOver = 1.18;
    // Either series is exact to double precision by then: the next term is below 1e-20.
    constexpr int kTerms = 5;
    if (x <= 0.0) {
        return 1.0;
    }
    double sum = 0.0;
    if (x < kChangeOver) {
        const double y = std::numbers::pi * std::numbers::pi / (8.0 * x * x);
        for (int k = 1; k <= kTerms; ++k) {
            const int odd = 2 * k - 1;
            sum += std::exp(-y * odd * odd);
        }
        return std::clamp(1.0 - std::sqrt(2.0 * std::numbers::pi) / x * sum, 0.0, 1.0);
    }
    for (int k = 1; k <= kTerms; ++k) {
        const double term = std::exp(-2.0 * k * k * x * x);
        sum += k % 2 == 1 ? term : -term;
    }
    return std::clamp(2.0 * sum, 0.0, 1.0);
}

} // namespace mlops
