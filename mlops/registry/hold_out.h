// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How a model does on data that its training did not see.

#include <cstddef>
#include <optional>

#include "mlops/features/time_split.h"
#include "mlops/forecasting/forecaster.h"

namespace mlops {

/// Errors on held-out data, beside those of persistence on the same data. Vehicles per interval.
struct HoldOut {
    std::size_t count = 0; ///< readings that judged: those observed
    double mae = 0.0;
    double rmse = 0.0;
    std::optional<double> r2;
    double persistenceMae = 0.0;
    double persistenceRmse = 0.0;

    friend bool operator==(const HoldOut&, const HoldOut&) = default;
};

/// Whether an online learner goes on learning while it is judged, each truth after its forecast.
enum class WhileJudged { Rests, Learns };

/// Errors of `model` at its first horizon over what was observed in rows [from, series.rows()), all stations.
[[nodiscard]] HoldOut evaluate(Forecaster& model, const SeriesView& series, std::size_t from,
                               WhileJudged learning = WhileJudged::Rests);

/// Lets an online learner learn the later part of the split in time order; others are left as they are.
void catchUp(Forecaster& model, const TimeSplit& split);

} // namespace mlops
