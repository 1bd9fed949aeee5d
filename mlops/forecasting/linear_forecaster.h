// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Serving of every model that is a weighted sum of features: ridge regression, and support vector regression with a
// linear kernel, whose support vectors collapse into one weight vector a horizon.

#include <memory>
#include <vector>

#include "mlops/features/feature_encoder.h"
#include "mlops/forecasting/forecaster.h"
#include "mlops/forecasting/trained_model.h"

namespace mlops {

class LinearForecaster final : public Forecaster {
public:
    /// Reads the arrays `weights` [H, F] and `intercepts` [H]. Errors: Corrupt for a missing array or another shape.
    [[nodiscard]] static twin::Result<std::unique_ptr<Forecaster>> open(const TrainedModel& model,
                                                                        const Scaler& servingScaler);

    [[nodiscard]] const ForecasterTraits& traits() const override { return m_traits; }
    void predict(const Past& past, std::span<float> forecast) override;

private:
    LinearForecaster(const ModelSettings& settings, const Scaler& scaler, std::vector<double> weights,
                     std::vector<double> intercepts);

    ForecasterTraits m_traits;
    FeatureEncoder m_encoder;
    std::vector<double> m_weights;    ///< [H, F]
    std::vector<double> m_intercepts; ///< [H]
    std::vector<double> m_row;        ///< scratch, one feature row
};

/// The traits of a model that encodes its input by `settings.features`.
[[nodiscard]] ForecasterTraits traitsOf(const ModelSettings& settings);

/// The array of that name and shape. Errors: Corrupt, saying which was found and which expected.
[[nodiscard]] twin::Result<const WeightArray*> requireArray(const TrainedModel& model, std::string_view name,
                                                            const std::vector<std::size_t>& shape);

} // namespace mlops
