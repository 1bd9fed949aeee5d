// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The arithmetic of the LSTM kernel, over vectors of `lanes` floats (simd.h says how to include it). Part of
// lstm_kernel.cpp; a header only so that tests can run vectors of a length that their machine has no instructions for.
//
// Invariants: every exponent is clamped to +-kMostExponent, so no product of gates overflows, whatever the weights; the
// error of doing so is below 1e-9.

#include <cstddef>
#include <numbers>
#include <span>
#include <utility>

#include "mlops/forecasting/lstm_packing.h"
#include "mlops/forecasting/simd.h"

namespace mlops::lstm {

using simd::Floats;
using simd::load;
using simd::store;

/// 2^-30: a gate this far closed or open is so to float precision.
inline constexpr float kMostExponent = 30.0F;
/// Adding 1.5 x 2^23 leaves the nearest integer in the low bits of a float.
inline constexpr float kRounder = 0x1.8p23F;
/// Where the exponent of a float begins.
inline constexpr int kExponentBits = 23;
/// tanh(c) is a function of 2^(-2 log2(e) c).
inline constexpr float kTwiceMinusLog2e = -2.0F * std::numbers::log2e_v<float>;

/// 2^f on [-1/2, 1/2]: minimax polynomial in the relative error, 1.9e-9 before and 7.9e-8 after rounding to float.
/// Source: our own Remez exchange.
inline constexpr float kPower[] = {1.0F,           0.693147182F,   0.240226462F,   0.0555032864F,
                                   0.00961848907F, 0.00133999309F, 0.000153458124F};

/// 2^x in every lane, x clamped to +-kMostExponent.
template <std::size_t lanes>
[[gnu::always_inline]] inline Floats<lanes> powerOfTwo(const Floats<lanes>& x)
{
    using Words = simd::Words<lanes>;
    const Floats<lanes> most = Floats<lanes>{} + kMostExponent;
    const Floats<lanes> below = x < most ? x : most;
    const Floats<lanes> clamped = below > -most ? below : -most;

    const Floats<lanes> shifted = clamped + kRounder;
    const Words whole = reinterpret_cast<Words>(shifted) << kExponentBits;
    const Floats<lanes> part = clamped - (shifted - kRounder);
    Floats<lanes> power = Floats<lanes>{} + kPower[6];
    power = power * part + kPower[5];
    power = power * part + kPower[4];
    power = power * part + kPower[3];
    power = power * part + kPower[2];
    power = power * part + kPower[1];
    power = power * part + kPower[0];
    return reinterpret_cast<Floats<lanes>>(reinterpret_cast<Words>(power) + whole);
}

/// The new cell and hidden state of `lanes` units from the powers of two of their gates i, f, g, o:
/// sigma(x) = 1 / (1 + p_x), tanh(x) = (1 - p_x) / (1 + p_x), with what adds up or multiplies brought over one divisor.
template <std::size_t lanes>
[[gnu::always_inline]] inline void updateUnits(const Floats<lanes> (&powers)[4], float* cell, float* hidden)
{
    const Floats<lanes> inputAndCell = (1.0F + powers[0]) * (1.0F + powers[2]);
    const Floats<lanes> forget = 1.0F + powers[1];
    const Floats<lanes> sum = load<lanes>(cell) * inputAndCell + (1.0F - powers[2]) * forget;
    const Floats<lanes> state = sum / (inputAndCell * forget);
    store<lanes>(state, cell);
    const Floats<lanes> squashed = powerOfTwo<lanes>(state * kTwiceMinusLog2e);
    store<lanes>((1.0F - squashed) / ((1.0F + powers[3]) * (1.0F + squashed)), hidden);
}

/// What one step of the recurrence reads and writes, beside the weights.
struct Step {
    float input;         ///< x_t
    std::size_t rows;    ///< units of h_(t-1) to be read: h, or 0 in the first step where they are all zero
    const float* before; ///< h_(t-1)
    float* cell;         ///< c, of the group's first unit on
    float* after;        ///< h_t, of the group's first unit on
};

/// sums = bias + W_ih x_t + W_hh h_(t-1), for `count` vectors of gates.
template <std::size_t lanes, std::size_t count>
[[gnu::always_inline]] inline void sumGates(const float* weights, const Step& step, Floats<lanes> (&sums)[count])
{
    const Floats<lanes> input = Floats<lanes>{} + step.input;
#pragma GCC unroll 12
    for (std::size_t v = 0; v < count; ++v) {
        sums[v] = load<lanes>(weights + v * lanes) + load<lanes>(weights + (count + v) * lanes) * input;
    }
    const float* row = weights + 2 * count * lanes;
    for (std::size_t unit = 0; unit < step.rows; ++unit, row += count * lanes) {
        const Floats<lanes> hidden = Floats<lanes>{} + step.before[unit];
#pragma GCC unroll 12
        for (std::size_t v = 0; v < count; ++v) {
            sums[v] += load<lanes>(row + v * lanes) * hidden;
        }
    }
}

template <std::size_t lanes, std::size_t groups>
[[gnu::always_inline]] inline void fullBlock(const float* weights, const Step& step)
{
    Floats<lanes> sums[4 * groups];
    sumGates<lanes>(weights, step, sums);
#pragma GCC unroll 3
    for (std::size_t group = 0; group < groups; ++group) {
        const Floats<lanes> powers[4] = {powerOfTwo<lanes>(sums[4 * group]), powerOfTwo<lanes>(sums[4 * group + 1]),
                                         powerOfTwo<lanes>(sums[4 * group + 2]),
                                         powerOfTwo<lanes>(sums[4 * group + 3])};
        updateUnits<lanes>(powers, step.cell + group * lanes, step.after + group * lanes);
    }
}

/// Units first .. first + width - 1 of a vector, over and over.
template <std::size_t lanes, std::size_t first, std::size_t width, std::size_t... lane>
[[gnu::always_inline]] inline Floats<lanes> repeated(const Floats<lanes>& from, std::index_sequence<lane...>)
{
    return __builtin_shufflevector(from, from, static_cast<int>(first + lane % width)...);
}

/// A narrow group: its four gates share `count` vectors.
template <std::size_t lanes, std::size_t count>
[[gnu::always_inline]] inline void narrowBlock(const float* weights, const Step& step)
{
    constexpr std::size_t kWidth = count * lanes / 4;
    constexpr auto kLanes = std::make_index_sequence<lanes>{};
    Floats<lanes> sums[count];
    sumGates<lanes>(weights, step, sums);
    for (Floats<lanes>& sum : sums) {
        sum = powerOfTwo<lanes>(sum);
    }
    const Floats<lanes> powers[4] = {repeated<lanes, 0, kWidth>(sums[0], kLanes),
                                     repeated<lanes, kWidth, kWidth>(sums[0], kLanes),
                                     repeated<lanes, 2 * kWidth % lanes, kWidth>(sums[count - 1], kLanes),
                                     repeated<lanes, 3 * kWidth % lanes, kWidth>(sums[count - 1], kLanes)};
    updateUnits<lanes>(powers, step.cell, step.after);
}

/// One step of the recurrence over all groups.
template <std::size_t lanes>
[[gnu::always_inline]] inline void runStep(const PackedLstm& packed, Step step)
{
    const LstmGroups groups = groupsOf(packed.hidden, lanes);
    const std::size_t floatsInGroup = 4 * lanes * (packed.hidden + 2);
    const float* weights = packed.gates();
    for (std::size_t left = groups.full; left > 0;) {
        const std::size_t count = nextBlock(left);
        if (count == 3) {
            fullBlock<lanes, 3>(weights, step);
        } else if (count == 2) {
            fullBlock<lanes, 2>(weights, step);
        } else {
            fullBlock<lanes, 1>(weights, step);
        }
        left -= count;
        weights += count * floatsInGroup;
        step.cell += count * lanes;
        step.after += count * lanes;
    }
    if (groups.narrowVectors == 1) {
        narrowBlock<lanes, 1>(weights, step);
    } else if (groups.narrowVectors == 2) {
        narrowBlock<lanes, 2>(weights, step);
    }
}

/// out [H] = W_head h + b_head.
template <std::size_t lanes>
[[gnu::always_inline]] inline void applyHead(const PackedLstm& packed, const float* hidden, float* out)
{
    const std::size_t padded = (packed.hidden + lanes - 1) / lanes * lanes;
    const float* row = packed.head();
    for (std::size_t output = 0; output < packed.outputs; ++output, row += padded) {
        Floats<lanes> sums{};
        for (std::size_t unit = 0; unit < padded; unit += lanes) {
            sums += load<lanes>(row + unit) * load<lanes>(hidden + unit);
        }
        float parts[lanes];
        store<lanes>(sums, parts);
        for (std::size_t half = lanes / 2; half > 0; half /= 2) {
            for (std::size_t lane = 0; lane < half; ++lane) {
                parts[lane] += parts[lane + half];
            }
        }
        out[output] = parts[0] + packed.headBias[output];
    }
}

/// The whole prediction; see LstmKernel::predict.
template <std::size_t lanes>
[[gnu::always_inline]] inline void forward(const PackedLstm& packed, std::span<const float> sequence,
                                           std::span<float> out)
{
    alignas(64) float cell[kMostHidden] = {};
    alignas(64) float hidden[2][kMostHidden];
    const float* values = sequence.data();
    const std::size_t length = sequence.size();
    for (std::size_t t = 0; t < length; ++t) {
        runStep<lanes>(packed, {.input = values[t],
                                .rows = t == 0 ? 0 : packed.hidden,
                                .before = hidden[t % 2],
                                .cell = cell,
                                .after = hidden[(t + 1) % 2]});
    }
    applyHead<lanes>(packed, hidden[length % 2], out.data());
}

} // namespace mlops::lstm
