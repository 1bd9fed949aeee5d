// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What an estimator is worth: some stations are taken away, and what it says about them, and about links that never
// had one, is held against the truth. The methods without a model are measured on the same, interval by interval.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "twin/estimation/ensemble_filter.h"
#include "twin/io/estimation_case.h"

namespace mlops {

/// The estimators compared, in the order of the table.
enum class EstimatorKind { Linear, AdaptiveSmoothing, Filter };
inline constexpr std::size_t kEstimatorKinds = 3;
[[nodiscard]] std::string_view nameOf(EstimatorKind kind);

struct EstimationStudySettings {
    double removedShare = 0.25;              ///< of all stations but the first and last of a main line
    std::vector<twin::StationIndex> removed; ///< instead of a random choice, if not empty
    std::size_t warmUp = 3;                  ///< intervals that are not scored
    std::uint64_t seed = 1;                  ///< of the choice of stations and of the filter
    twin::EnsembleFilterSettings filter;
};

/// Root mean square errors.
struct EstimationErrors {
    double speed_mps = 0.0;
    double flow_vps = 0.0;
    std::size_t count = 0;
};

struct EstimationStudy {
    std::vector<std::string> removed;                         ///< ids of stations
    std::array<EstimationErrors, kEstimatorKinds> atRemoved;  ///< at stations of the main line
    std::array<EstimationErrors, kEstimatorKinds> atUnsensed; ///< on links of corridors without a station in use
    double flowChiSquare = 0.0;                               ///< of the filter's innovations, per degree
    double speedChiSquare = 0.0;                              ///< as above
    double speedSpread_mps = 0.0; ///< root mean square error that the filter expects of its speed at removed stations,
                                  ///< their own error included

    std::vector<std::array<EstimationErrors, kEstimatorKinds>> days; ///< atRemoved, of each day of the case

    /// Spread over error of the filter's speed at removed stations; 1 is honest, more is too wide.
    [[nodiscard]] double spreadOverError() const;
};

/// Requires: the case has more intervals than the warm-up. Ensures: equal settings give equal results.
/// Errors: as EnsembleFilter::build; InvalidInput if no station of a main line is left to remove.
[[nodiscard]] twin::Result<EstimationStudy> studyEstimators(const twin::EstimationCase& study,
                                                            const EstimationStudySettings& settings);

/// Several studies as one: squares of errors and of spreads weighted by their counts, so that a study counts by what it
/// adds to the error, day by day as well; chi-squares averaged. Ensures: `removed` is empty.
[[nodiscard]] EstimationStudy pooled(const std::vector<EstimationStudy>& studies);

/// What the filter misses more than the better of the methods without a model, all days together, and how much of that
/// is chance. Errors of one day go together, so a day counts as one observation.
struct PairedDifference {
    EstimatorKind baseline = EstimatorKind::Linear;
    double difference = 0.0;    ///< root mean square error of the filter less that of the baseline, at removed stations
    double standardError = 0.0; ///< of it, over the days
    std::size_t days = 0;       ///< that have readings
};

/// Nothing with fewer than three days. Requires: `quantity` is EstimationErrors::speed_mps or flow_vps.
/// Source: B. Efron, C. Stein, Annals of Statistics 9 (1981) 586-596 (the jackknife, one day left out in turn).
[[nodiscard]] std::optional<PairedDifference> filterLessBaseline(const EstimationStudy& study,
                                                                 double EstimationErrors::*quantity);

} // namespace mlops
