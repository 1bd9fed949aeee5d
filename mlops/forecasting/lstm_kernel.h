// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The LSTM as it serves: one recurrent layer of one input and a linear head, in plain C++. A library built
// for large batches spends its time on dispatch and allocation when it is asked for one prediction; this
// kernel spends it on the products alone. How weights come about (training) is not its business.
//
//     [i f g o] = W_ih x_t + b_ih + W_hh h_(t-1) + b_hh        i, f, o through the logistic function, g
//     through tanh c_t = f c_(t-1) + i g,   h_t = o tanh(c_t),   h_0 = c_0 = 0,   out = W_head h_L + b_head
//
// Invariants: one machine code for each instruction set (baseline, AVX2 with FMA, AVX-512) stands in the same
// binary; which one runs is fixed when the kernel is made. Weights are stored once, in the order the code
// reads them. Threads: predicting is const and touches no shared state; any number of threads at a time.
// Source: Hochreiter, Schmidhuber 1997 with forget gates (Gers et al. 2000), gate order and double bias as
// PyTorch's torch.nn.LSTM. We differ in the last bits only: exponentials by a polynomial, one division for
// several gates.

#include <cstddef>
#include <span>

#include "mlops/forecasting/instruction_set.h"
#include "mlops/forecasting/lstm_packing.h"

namespace mlops {

class LstmKernel {
public:
    /// Requires: shapes as LstmWeights states, 1 <= hidden <= kMostHidden, outputs >= 1, all finite; isSupported(set).
    explicit LstmKernel(const LstmWeights& weights, InstructionSet set = widestInstructionSet());

    [[nodiscard]] std::size_t hidden() const { return m_packed.hidden; }
    [[nodiscard]] std::size_t outputs() const { return m_packed.outputs; }
    [[nodiscard]] InstructionSet instructionSet() const { return m_set; }

    /// Runs one sequence of length L >= 1, oldest value first.
    /// Requires: sequence is [L], finite, in the units the weights were trained in; out is [H], H == outputs().
    /// Ensures: out is finite and within 1e-6 of the exact value for weights and inputs of order one. Equal bits on
    /// every call; equal to 1e-6 between instruction sets. Allocates nothing.
    void predict(std::span<const float> sequence, std::span<float> out) const;

    /// Runs the sequences of N stations.
    /// Requires: stations >= 1, sequences is [N, L] row-major, L >= 1; out is [N, H] row-major.
    /// Ensures: row n of out is exactly what predict() gives for row n of sequences.
    void predictBatch(std::span<const float> sequences, std::size_t stations, std::span<float> out) const;

private:
    using Forward = void (*)(const PackedLstm& packed, std::span<const float> sequence, std::span<float> out);
    static Forward forwardFor(InstructionSet set);

    InstructionSet m_set;
    Forward m_forward;
    PackedLstm m_packed;
};

} // namespace mlops
