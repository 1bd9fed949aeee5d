// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/forecasting/lstm_packing.h"

#include <numbers>
#include <tuple>

#include "twin/core/assert.h"

namespace mlops {

namespace {

constexpr std::size_t kGates = 4;
constexpr std::size_t kCellGate = 2;   ///< g in i, f, g, o
constexpr std::size_t kRowsBefore = 2; ///< biases and input weights stand before the recurrent rows

/// Writes floats one after another into lines.
class LineWriter {
public:
    explicit LineWriter(std::vector<PackedLstm::Line>& lines) : m_lines(lines) {}
    void put(double value)
    {
        constexpr std::size_t kPerLine = std::tuple_size_v<decltype(PackedLstm::Line::floats)>;
        if (m_count % kPerLine == 0) {
            m_lines.push_back({});
        }
        m_lines.back().floats[m_count++ % kPerLine] = static_cast<float>(value);
    }

private:
    std::vector<PackedLstm::Line>& m_lines;
    std::size_t m_count = 0;
};

struct Block {
    std::size_t firstUnit;
    std::size_t groups;
    std::size_t width; ///< units in a group
};

/// One number of the packed gates: row 0 is the bias, 1 the input weight, 2 + k the weight from unit k.
double gateNumber(const LstmWeights& weights, std::size_t row, std::size_t gate, std::size_t unit)
{
    if (unit >= weights.hidden) {
        return 0.0;
    }
    const double toExponent = (gate == kCellGate ? -2.0 : -1.0) * std::numbers::log2e;
    const std::size_t at = gate * weights.hidden + unit;
    if (row == 0) {
        return toExponent * (weights.inputBias[at] + weights.recurrentBias[at]);
    }
    if (row == 1) {
        return toExponent * weights.inputWeights[at];
    }
    return toExponent * weights.recurrentWeights[at * weights.hidden + row - kRowsBefore];
}

void putBlock(LineWriter& writer, const LstmWeights& weights, const Block& block)
{
    for (std::size_t row = 0; row < weights.hidden + kRowsBefore; ++row) {
        // Group after group, gate after gate, unit after unit.
        for (std::size_t i = 0; i < block.groups * kGates * block.width; ++i) {
            const std::size_t group = i / (kGates * block.width);
            const std::size_t gate = i / block.width % kGates;
            const std::size_t unit = block.firstUnit + group * block.width + i % block.width;
            writer.put(gateNumber(weights, row, gate, unit));
        }
    }
}

void putHead(LineWriter& writer, const LstmWeights& weights, std::size_t lanes)
{
    const std::size_t padded = (weights.hidden + lanes - 1) / lanes * lanes;
    for (std::size_t output = 0; output < weights.outputs; ++output) {
        for (std::size_t unit = 0; unit < padded; ++unit) {
            writer.put(unit < weights.hidden ? weights.headWeights[output * weights.hidden + unit] : 0.0);
        }
    }
}

void requireShapes(const LstmWeights& weights)
{
    const std::size_t gates = kGates * weights.hidden;
    TWIN_ASSERT(weights.hidden >= 1 && weights.hidden <= kMostHidden && weights.outputs >= 1,
                "an LSTM has 1 to 256 units and an output");
    TWIN_ASSERT(weights.inputWeights.size() == gates && weights.recurrentWeights.size() == gates * weights.hidden,
                "the LSTM's gate weights have the stated shape");
    TWIN_ASSERT(weights.inputBias.size() == gates && weights.recurrentBias.size() == gates,
                "the LSTM's biases have the stated shape");
    TWIN_ASSERT(weights.headWeights.size() == weights.outputs * weights.hidden &&
                    weights.headBias.size() == weights.outputs,
                "the LSTM's head has the stated shape");
}

} // namespace

PackedLstm packLstm(const LstmWeights& weights, std::size_t lanes)
{
    requireShapes(weights);
    PackedLstm packed;
    packed.hidden = weights.hidden;
    packed.outputs = weights.outputs;
    LineWriter gates(packed.gateLines);
    const LstmGroups groups = groupsOf(weights.hidden, lanes);
    for (std::size_t done = 0; done < groups.full;) {
        const std::size_t count = nextBlock(groups.full - done);
        putBlock(gates, weights, {.firstUnit = done * lanes, .groups = count, .width = lanes});
        done += count;
    }
    if (groups.narrowVectors > 0) {
        putBlock(gates, weights,
                 {.firstUnit = groups.full * lanes, .groups = 1, .width = groups.narrowVectors * lanes / kGates});
    }
    LineWriter head(packed.headLines);
    putHead(head, weights, lanes);
    packed.headBias.assign(weights.headBias.begin(), weights.headBias.end());
    return packed;
}

} // namespace mlops
