// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The order in which the serving kernel reads the weights of an LSTM, for vectors of a given number of floats (lanes).
//
// Units are laid out in groups. A full group is `lanes` units wide; what remains of the hidden size forms, where it is
// at most half a vector, one narrow group of lanes / 2 or lanes / 4 units, so that its four gates share one or two
// vectors instead of four padded ones. Full groups are joined into blocks of up to three: twelve sums fit the sixteen
// registers of AVX2. For each block there stand, row after row: the summed biases, W_ih, then column 0 .. h-1 of W_hh;
// within a row, group after group, the four gates i, f, g, o of its units.
//
// All gate weights are multiplied by -log2(e), those of g by -2 log2(e), so that each gate's sum is the exponent of two
// which its logistic function or tanh needs.

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace mlops {

/// The largest hidden size served: the state of the recurrence lives on the stack.
inline constexpr std::size_t kMostHidden = 256;

/// Weights as PyTorch names and shapes them, row-major; gate rows stand in the order i, f, g, o. A view, not an owner.
struct LstmWeights {
    std::size_t hidden = 0;                   ///< h
    std::size_t outputs = 0;                  ///< H
    std::span<const double> inputWeights;     ///< weight_ih [4h, 1]
    std::span<const double> recurrentWeights; ///< weight_hh [4h, h]
    std::span<const double> inputBias;        ///< bias_ih [4h]
    std::span<const double> recurrentBias;    ///< bias_hh [4h]
    std::span<const double> headWeights;      ///< head_weight [H, h]
    std::span<const double> headBias;         ///< head_bias [H]
};

struct PackedLstm {
    struct alignas(64) Line {
        std::array<float, 16> floats;
    };

    std::size_t hidden = 0;
    std::size_t outputs = 0;
    std::vector<Line> gateLines; ///< blocks as described above, one after another
    std::vector<Line> headLines; ///< [H, hidden rounded up to lanes], zero where there is no unit
    std::vector<float> headBias; ///< [H]

    [[nodiscard]] const float* gates() const { return gateLines.front().floats.data(); }
    [[nodiscard]] const float* head() const { return headLines.front().floats.data(); }
};

/// How `hidden` units divide into groups for vectors of `lanes` floats.
struct LstmGroups {
    std::size_t full = 0;          ///< groups of `lanes` units
    std::size_t narrowVectors = 0; ///< 0: no narrow group; 1: of lanes / 4 units; 2: of lanes / 2 units
};

[[nodiscard]] constexpr LstmGroups groupsOf(std::size_t hidden, std::size_t lanes)
{
    const std::size_t rest = hidden % lanes;
    if (rest == 0 || rest > lanes / 2) {
        return {(hidden + lanes - 1) / lanes, 0};
    }
    return {hidden / lanes, rest > lanes / 4 ? std::size_t{2} : std::size_t{1}};
}

/// Full groups in the next block. A block of one group would wait for its own sums, so four are taken two by
/// two.
[[nodiscard]] constexpr std::size_t nextBlock(std::size_t groupsLeft)
{
    return groupsLeft == 4 ? 2 : (groupsLeft < 3 ? groupsLeft : 3);
}

/// Requires: shapes as LstmWeights states; 1 <= hidden <= kMostHidden, outputs >= 1; lanes is 4, 8 or 16.
[[nodiscard]] PackedLstm packLstm(const LstmWeights& weights, std::size_t lanes);

} // namespace mlops
