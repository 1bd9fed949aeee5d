// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The LSTM as the textbook writes it, in double precision and without any layout: what the kernel is held against.

#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "mlops/forecasting/lstm_packing.h"
#include "twin/core/random.h"

/// Owns random weights of PyTorch's initial distribution, times `gain`.
struct RandomLstm {
    std::size_t hidden;
    std::size_t outputs;
    std::vector<double> inputWeights, recurrentWeights, inputBias, recurrentBias, headWeights, headBias;

    RandomLstm(std::size_t units, std::size_t horizons, std::uint64_t seed, double gain = 1.0)
        : hidden(units),
          outputs(horizons),
          inputWeights(4 * units),
          recurrentWeights(4 * units * units),
          inputBias(4 * units),
          recurrentBias(4 * units),
          headWeights(horizons * units),
          headBias(horizons)
    {
        twin::RandomStream stream(seed, "random-lstm");
        const double bound = gain / std::sqrt(static_cast<double>(units));
        for (auto* array : {&inputWeights, &recurrentWeights, &inputBias, &recurrentBias, &headWeights, &headBias}) {
            for (double& value : *array) {
                value = static_cast<float>((2.0 * stream.uniform() - 1.0) * bound);
            }
        }
    }
    [[nodiscard]] mlops::LstmWeights weights() const
    {
        return {.hidden = hidden,
                .outputs = outputs,
                .inputWeights = inputWeights,
                .recurrentWeights = recurrentWeights,
                .inputBias = inputBias,
                .recurrentBias = recurrentBias,
                .headWeights = headWeights,
                .headBias = headBias};
    }
};

inline double logistic(double x) { return 1.0 / (1.0 + std::exp(-x)); }

/// The sum of gate row `row` for input x and hidden state h.
inline double gateSum(const RandomLstm& lstm, std::size_t row, double x, const std::vector<double>& h)
{
    double sum = lstm.inputBias[row] + lstm.recurrentBias[row] + lstm.inputWeights[row] * x;
    for (std::size_t k = 0; k < lstm.hidden; ++k) {
        sum += lstm.recurrentWeights[row * lstm.hidden + k] * h[k];
    }
    return sum;
}

inline std::vector<double> referencePrediction(const RandomLstm& lstm, std::span<const float> sequence)
{
    const std::size_t units = lstm.hidden;
    std::vector<double> h(units);
    std::vector<double> c(units);
    for (const float x : sequence) {
        std::vector<double> next(units);
        for (std::size_t j = 0; j < units; ++j) {
            const double input = logistic(gateSum(lstm, j, x, h));
            const double forget = logistic(gateSum(lstm, units + j, x, h));
            const double candidate = std::tanh(gateSum(lstm, 2 * units + j, x, h));
            const double output = logistic(gateSum(lstm, 3 * units + j, x, h));
            c[j] = forget * c[j] + input * candidate;
            next[j] = output * std::tanh(c[j]);
        }
        h = next;
    }
    std::vector<double> out(lstm.headBias);
    for (std::size_t k = 0; k < lstm.outputs; ++k) {
        for (std::size_t j = 0; j < units; ++j) {
            out[k] += lstm.headWeights[k * units + j] * h[j];
        }
    }
    return out;
}

inline std::vector<float> randomSequence(std::size_t length, std::uint64_t seed)
{
    twin::RandomStream stream(seed, "random-sequence");
    std::vector<float> values(length);
    for (float& value : values) {
        value = static_cast<float>(stream.uniform());
    }
    return values;
}
