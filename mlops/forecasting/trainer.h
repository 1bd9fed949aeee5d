// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The seam to whatever fits a model: data, settings, seed and stop token in; a trained model or an error out.

#include <cstdint>
#include <functional>
#include <stop_token>

#include "mlops/features/time_split.h"
#include "mlops/forecasting/trained_model.h"
#include "twin/core/result.h"

namespace mlops {

/// Called between epochs or stages with the share done, 0..1.
using ProgressCallback = std::function<void(double)>;

struct TrainingRequest {
    ModelSettings settings;
    TrainPart data;
    Scaler scaler;             ///< what to train in; the caller decides which part of the data it was fitted on
    bool isRetraining = false; ///< some published settings differ between the first fit and later ones
    std::uint64_t seed = 1;
    std::stop_token stop;
    ProgressCallback progress;
};

class Trainer {
public:
    virtual ~Trainer() = default;
    Trainer() = default;
    Trainer(const Trainer&) = delete;
    Trainer& operator=(const Trainer&) = delete;

    /// Ensures: equal requests give equal models, whatever the machine's thread count.
    /// Errors: InvalidInput where the data hold fewer than fewestSamples(); Cancelled where stop was requested;
    /// Unavailable where this build cannot train the family; Internal where the library beneath fails.
    [[nodiscard]] virtual twin::Result<TrainedModel> train(const TrainingRequest& request) = 0;
};

/// Fewest samples (sampleCount()) that settings are trained on. Where everything was observed, one complete window.
/// With gaps as many as one regression on the same features has unknowns, its intercept included: with fewer any line
/// fits, and an LSTM, which has far more unknowns, learns nothing that the line would not. 0 for those that learn
/// nothing.
[[nodiscard]] std::size_t fewestSamples(const ModelSettings& settings, const SeriesView& data);

/// Errors: InvalidInput where the training part is shorter than one window or holds fewer samples than that.
[[nodiscard]] twin::Result<void> requireSamples(const ModelSettings& settings, const SeriesView& data);

} // namespace mlops
