// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Serving of a trained LSTM. Each station's newest flows are one sequence; the stations share the weights.

#include <memory>
#include <vector>

#include "mlops/features/scaler.h"
#include "mlops/forecasting/forecaster.h"
#include "mlops/forecasting/lstm_kernel.h"
#include "mlops/forecasting/trained_model.h"

namespace mlops {

class LstmForecaster final : public Forecaster {
public:
    /// Reads the arrays `weight_ih` [4h, 1], `weight_hh` [4h, h], `bias_ih` [4h], `bias_hh` [4h], `head_weight` [H, h]
    /// and `head_bias` [H], gate rows in the order i, f, g, o; h is settings.parameters.hidden, H the number of
    /// horizons. Of the features only `lags` is used: it is the length of the sequence.
    /// Errors: Corrupt where an array is missing, has another shape or a number that is not finite, where the settings
    /// are not those of an LSTM, or where h is not in 1 .. kMostHidden.
    [[nodiscard]] static twin::Result<std::unique_ptr<Forecaster>> open(const TrainedModel& model,
                                                                        const Scaler& servingScaler);

    [[nodiscard]] const ForecasterTraits& traits() const override { return m_traits; }
    /// Requires, beside the contract of Forecaster: past.stations is the number of stations of the serving scaler.
    void predict(const Past& past, std::span<float> forecast) override;

private:
    LstmForecaster(const ModelSettings& settings, const Scaler& scaler, const LstmWeights& weights);

    ForecasterTraits m_traits;
    Scaler m_scaler;
    LstmKernel m_kernel;
    std::vector<float> m_sequences; ///< scratch [N, L], scaled
    std::vector<float> m_outputs;   ///< scratch [N, H], scaled
};

} // namespace mlops
