// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// An LSTM while it learns, on LibTorch's tensors. This is the recurrence, its gradients and Adam; what is learned from,
// how often and when to stop is the trainer's (lstm_trainer.h). No tensor shows, so that only one file pays for
// LibTorch's headers.
//
// The gradients are written out by hand (back-propagation through time) and run as some hundred LibTorch operations a
// batch on tensors made beforehand, because autograd's bookkeeping and allocation took most of the time. Measured on an
// EPYC with AVX2, 1,495 rows, 50 epochs, hidden 50, L = 5, batch 16, one thread, with Debian's reference BLAS:
// torch::nn::LSTM and torch::optim::Adam 14-18 s; at::lstm on one flat parameter with our own Adam 24 s; the
// written-out gradients with LibTorch's matrix product 8.6 s; with small_product.h, as here, 1.5 s. All four end at the
// same loss.
//
// Threads: made, used and destroyed on one thread; while one exists, LibTorch uses that thread alone.
// Source: Hochreiter, Schmidhuber 1997; Kingma, Ba 2015 (Adam), defaults and update as torch::optim::Adam.

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace mlops {

struct LstmShape {
    std::size_t hidden = 0;  ///< h
    std::size_t length = 0;  ///< L, values in a sequence
    std::size_t outputs = 0; ///< H
    std::size_t batch = 0;   ///< most rows learned from at once
};

/// Windows and what followed them, in scaled units: inputs [rows, L], targets [rows, H], row-major.
struct LstmExamples {
    std::size_t rows = 0;
    std::vector<float> inputs;
    std::vector<float> targets;
};

class LstmNetwork {
public:
    /// All parameters are zero at first.
    /// Requires: every number of the shape >= 1, learningRate > 0.
    LstmNetwork(const LstmShape& shape, double learningRate, std::stop_token stop);
    ~LstmNetwork();
    LstmNetwork(const LstmNetwork&) = delete;
    LstmNetwork& operator=(const LstmNetwork&) = delete;

    /// Parameter (row, column) of [W_hh | W_ih | b_ih | b_hh] [4h, h + 3], gate rows in PyTorch's order i, f, g, o.
    [[nodiscard]] float& recurrent(std::size_t row, std::size_t column);
    /// Parameter (row, column) of [W_head | b_head] [H, h + 1].
    [[nodiscard]] float& head(std::size_t row, std::size_t column);

    /// One step of Adam on the mean squared error over some rows of the examples.
    /// Requires: 1 <= rows.size() <= batch, every row < examples.rows.
    /// Ensures: returns the sum of the squared errors as they were before the step; nothing, with the step not taken,
    /// where stop was requested meanwhile (looked at twice for each of the L steps in time). Equal calls, equal bits.
    /// Errors: throws what LibTorch throws, and std::bad_alloc.
    [[nodiscard]] std::optional<double> learn(const LstmExamples& examples, std::span<const std::size_t> rows);

private:
    class Tensors;
    std::unique_ptr<Tensors> m_tensors;
};

} // namespace mlops
