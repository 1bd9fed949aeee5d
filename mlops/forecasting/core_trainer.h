// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Trains every family that needs no LibTorch: the naive ones, ridge, recursive least squares, support vectors. An
// LSTM is handed to the trainer that was passed in, if any.

#include <functional>
#include <memory>

#include "mlops/forecasting/trainer.h"

namespace mlops {

/// Called at most once, when the first LSTM is to be trained: loading LibTorch takes most of a second.
using TrainerSource = std::function<twin::Result<std::unique_ptr<Trainer>>()>;

class CoreTrainer final : public Trainer {
public:
    explicit CoreTrainer(TrainerSource lstmSource);
    [[nodiscard]] twin::Result<TrainedModel> train(const TrainingRequest& request) override;

private:
    twin::Result<TrainedModel> trainLstm(const TrainingRequest& request);

    TrainerSource m_lstmSource;
    std::unique_ptr<Trainer> m_lstm;
};

/// Ridge regression in closed form: minimises |y - Xw - b|^2 + alpha |w|^2, b unpenalised, by Cholesky.
/// Rows of all stations are pooled. The arrays are those LinearForecaster reads.
[[nodiscard]] twin::Result<TrainedModel> trainRidge(const TrainingRequest& request);

/// Linear epsilon-SVR by LIBSVM, one machine a horizon, collapsed into weights.
[[nodiscard]] twin::Result<TrainedModel> trainSvr(const TrainingRequest& request);

} // namespace mlops
