// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// From data and settings to a model version: taken from the store where the same training was made before, trained,
// judged on held-out data and stored where not.

#include <memory>
#include <stop_token>
#include <string>

#include "mlops/forecasting/trainer.h"
#include "mlops/registry/model_store.h"

namespace mlops {

/// What to train and what to write on the version.
struct TrainingOrder {
    ModelSettings settings;
    std::uint64_t seed = 1;
    TrainingReason reason = TrainingReason::Initial;
    std::string parent;
    std::string source;
    std::int64_t firstTick = 0;
    std::stop_token stop;
    ProgressCallback progress;
};

/// References outlive the call.
struct TrainingTools {
    Trainer& trainer;
    const ModelStore* store = nullptr; ///< null: nothing is kept on disk
    EnergyMeter& meter;                ///< measures the training; no lap may be open
};

struct TrainedVersion {
    ModelVersion version;
    std::unique_ptr<Forecaster> forecaster; ///< ready to serve; an online learner has learned the held-out part too
    std::string note;                       ///< what could not be done about storing it; empty if nothing
};

/// Trains on the split's training part, judges on its later part where there is one.
/// `servingScaler` replaces the model's own in the forecaster (see makeForecaster).
/// Ensures: a version in the store that is damaged is trained again and replaced.
/// Errors: those of the trainer.
[[nodiscard]] twin::Result<TrainedVersion> trainVersion(const TrainingOrder& order, const TimeSplit& split,
                                                        const Scaler& scaler, const TrainingTools& tools,
                                                        const Scaler* servingScaler = nullptr);

} // namespace mlops
