// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a training leaves behind: settings, scaler and named arrays of numbers. Enough to serve, to store and to
// compare; no library's own object is in it.

#include <memory>
#include <string>
#include <vector>

#include "mlops/features/scaler.h"
#include "mlops/forecasting/forecaster.h"
#include "mlops/forecasting/model_settings.h"

namespace mlops {

struct WeightArray {
    std::string name;
    std::vector<std::size_t> shape; ///< row-major
    std::vector<double> values;     ///< size == product of shape

    friend bool operator==(const WeightArray&, const WeightArray&) = default;
};

struct TrainedModel {
    ModelSettings settings;
    Scaler scaler = Scaler::identity(1);
    std::vector<WeightArray> weights;
    std::vector<double> lossCurve; ///< mean training loss an epoch, where training has epochs

    /// The array of that name, or null.
    [[nodiscard]] const WeightArray* find(std::string_view name) const;
};

/// Makes a model ready to serve.
/// `servingScaler`, where given, replaces the model's own: a fault of published systems that reference runs reproduce.
/// Errors: Corrupt where an array is missing or has the wrong shape.
[[nodiscard]] twin::Result<std::unique_ptr<Forecaster>> makeForecaster(const TrainedModel& model,
                                                                       const Scaler* servingScaler = nullptr);

} // namespace mlops
