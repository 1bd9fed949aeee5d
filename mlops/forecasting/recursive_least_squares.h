// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Exponentially weighted recursive least squares, sample by sample: the linear model that never needs retraining
// because it learns from every truth it meets.
//
// Source: Ljung, Söderström, Theory and Practice of Recursive Identification (1983), section 2.6.2. We differ in two
// ways: the covariance is kept exactly symmetric, and forgetting pauses while its trace exceeds a bound, so that a
// constant input (a feed that hangs for a week) cannot wind it up.

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "mlops/features/feature_encoder.h"
#include "mlops/forecasting/forecaster.h"
#include "mlops/forecasting/trained_model.h"
#include "mlops/forecasting/trainer.h"

namespace mlops {

/// One regression: weights w [n] and covariance P [n, n].
class RecursiveLeastSquares {
public:
    /// Starts at w = 0, P = I / prior. Requires: n > 0, prior > 0.
    RecursiveLeastSquares(std::size_t n, double prior);
    /// Goes on from stored state. Requires: weights [n], covariance [n, n] symmetric.
    RecursiveLeastSquares(std::vector<double> weights, std::span<const double> covariance);

    [[nodiscard]] double predict(std::span<const double> row) const;
    /// Learns target from row [n]. Requires: 0 < forgetting <= 1. Ensures: weights stay finite for finite input.
    void learn(std::span<const double> row, double target, double forgetting);

    [[nodiscard]] const std::vector<double>& weights() const { return m_weights; }
    /// [n, n], exactly symmetric.
    [[nodiscard]] std::vector<double> covariance() const;

private:
    std::size_t m_stride; ///< n rounded up to whole vectors; what is beyond n stays 0
    std::vector<double> m_weights;
    std::vector<double> m_covariance; ///< [stride, stride]
    std::vector<double> m_row;        ///< scratch [stride]: the row
    std::vector<double> m_gain;       ///< scratch [stride]: P x row, then scaled
};

/// Serves and learns, one regression a horizon, pooled over all stations.
class RlsForecaster final : public Forecaster {
public:
    /// Reads `weights` [H, F + 1] and `covariance` [H, F + 1, F + 1]; the last feature is the constant 1.
    [[nodiscard]] static twin::Result<std::unique_ptr<Forecaster>> open(const TrainedModel& model,
                                                                        const Scaler& servingScaler);

    [[nodiscard]] const ForecasterTraits& traits() const override { return m_traits; }
    void predict(const Past& past, std::span<float> forecast) override;
    void learn(const Past& now) override;
    void setForgetting(double factor) override { m_forgetting = factor; }

private:
    RlsForecaster(const ModelSettings& settings, const Scaler& scaler, std::vector<RecursiveLeastSquares> regressions);

    ForecasterTraits m_traits;
    FeatureEncoder m_encoder;
    std::vector<RecursiveLeastSquares> m_regressions; ///< [H]
    double m_forgetting;
    std::vector<double> m_row; ///< scratch, features and the constant
};

/// Fits by one pass over the data in time order.
[[nodiscard]] twin::Result<TrainedModel> trainRls(const TrainingRequest& request);

} // namespace mlops
