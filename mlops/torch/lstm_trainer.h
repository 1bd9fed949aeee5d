// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Trains the LSTM with LibTorch, by the recipe of the published system: one layer of one input, the last hidden state
// through a linear head, Adam (0.9, 0.999, 1e-8) on the mean squared error, batches shuffled every epoch, no validation
// part, no early stopping. The sequences of several stations are pooled as rows.
//
// How we differ: the published run had no seed; ours draws from RandomStream(seed, "lstm-initialisation") and
// RandomStream(seed, "lstm-shuffle") and from no generator of LibTorch's. Gradients are written out instead of recorded
// by autograd, and the small products are our own (small_product.h): the mathematics is the same, the time a tenth. A
// test trains the same network through torch::nn::LSTM, autograd and torch::optim::Adam and finds the same weights.
//
// Threads: one thread at a time for each object. LibTorch is told to use one thread while a training runs.

#include "mlops/forecasting/trainer.h"

namespace mlops {

class LstmTrainer final : public Trainer {
public:
    /// Trains on settings.features.lags values in and settings.horizons out; the other features are not used.
    ///
    /// Weights begin uniform in +-1/sqrt(hidden), drawn in the order of the arrays below and in each row by row.
    /// Ensures: the arrays that LstmForecaster::open reads, in its order; lossCurve holds, for each epoch, the mean
    /// squared error (scaled units) that the batches had before they were learned from. Equal requests give equal bytes
    /// on equal instruction sets, on any thread. A request to stop is heard within 250 ms.
    /// Errors: InvalidInput where the settings are not an LSTM's or out of range (hidden 1 .. kMostHidden, batch
    /// 1 .. 1024, epochs >= 1, learning rate > 0, horizons ascending from >= 1, lags >= 1), where the scaler is for
    /// another number of stations, where the data holds no complete window, or where the loss grew beyond all bounds;
    /// Cancelled; Internal where LibTorch fails.
    [[nodiscard]] twin::Result<TrainedModel> train(const TrainingRequest& request) override;
};

} // namespace mlops
