// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/forecasting/lstm_kernel.h"

#include <gtest/gtest.h>

#pragma GCC diagnostic ignored "-Wpsabi" // vectors are inlined here, never passed
#include "mlops/forecasting/lstm_forward.h"
#include "tests/mlops/drift/allocation_counter.h"
#include "tests/mlops/forecasting/lstm_reference.h"

using mlops::InstructionSet;
using mlops::LstmKernel;

namespace {

constexpr double kTolerance = 1e-6;
constexpr InstructionSet kSets[] = {InstructionSet::Baseline, InstructionSet::Avx2, InstructionSet::Avx512};

struct Shape {
    std::size_t hidden;
    std::size_t length;
    std::size_t outputs;
};

// Hidden sizes on both sides of every way in which units can fill vectors of 4, 8 and 16 floats.
constexpr Shape kShapes[] = {
    {1, 1, 1},  {2, 5, 1},  {3, 2, 2},    {4, 7, 1},   {5, 5, 3},   {7, 1, 1},   {8, 5, 1},   {9, 5, 4},   {10, 3, 1},
    {12, 5, 1}, {13, 5, 1}, {16, 12, 12}, {17, 5, 1},  {20, 5, 1},  {24, 5, 1},  {25, 5, 1},  {31, 5, 2},  {32, 5, 1},
    {33, 4, 1}, {40, 5, 1}, {48, 5, 1},   {50, 5, 1},  {50, 12, 4}, {50, 1, 1},  {52, 5, 1},  {56, 5, 1},  {63, 5, 1},
    {64, 5, 1}, {65, 5, 1}, {100, 5, 1},  {128, 6, 1}, {200, 3, 2}, {244, 3, 1}, {255, 3, 1}, {256, 5, 12}};

std::string text(const Shape& shape)
{
    return "h=" + std::to_string(shape.hidden) + " L=" + std::to_string(shape.length) +
           " H=" + std::to_string(shape.outputs);
}

void expectNear(std::span<const float> found, const std::vector<double>& expected)
{
    ASSERT_EQ(found.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        EXPECT_NEAR(found[i], expected[i], kTolerance);
    }
}

} // namespace

TEST(LstmKernel, EqualsTheTextbookInEveryShapeAndInstructionSet)
{
    for (const Shape& shape : kShapes) {
        const RandomLstm lstm(shape.hidden, shape.outputs, shape.hidden);
        const std::vector<float> sequence = randomSequence(shape.length, shape.length);
        const std::vector<double> expected = referencePrediction(lstm, sequence);
        for (const InstructionSet set : kSets) {
            if (!mlops::isSupported(set)) {
                continue;
            }
            SCOPED_TRACE(text(shape) + " lanes=" + std::to_string(mlops::lanesOf(set)));
            std::vector<float> out(shape.outputs);
            LstmKernel(lstm.weights(), set).predict(sequence, out);
            expectNear(out, expected);
        }
    }
}

// Machines without AVX-512 cannot run its instructions, but they can run the same code on sixteen floats at a time.
TEST(LstmKernel, EqualsTheTextbookOnSixteenLanesWithoutTheirInstructions)
{
    for (const Shape& shape : kShapes) {
        SCOPED_TRACE(text(shape));
        const RandomLstm lstm(shape.hidden, shape.outputs, shape.hidden);
        const std::vector<float> sequence = randomSequence(shape.length, shape.length);
        std::vector<float> out(shape.outputs);
        mlops::lstm::forward<16>(mlops::packLstm(lstm.weights(), 16), sequence, out);
        expectNear(out, referencePrediction(lstm, sequence));
    }
}

TEST(LstmKernel, StaysExactWhereGatesSaturate)
{
    const RandomLstm lstm(50, 1, 4, 60.0);
    std::vector<float> sequence = randomSequence(12, 4);
    for (float& value : sequence) {
        value = (value - 0.5F) * 20.0F;
    }
    const std::vector<double> expected = referencePrediction(lstm, sequence);
    for (const InstructionSet set : kSets) {
        if (mlops::isSupported(set)) {
            float out = 0.0F;
            LstmKernel(lstm.weights(), set).predict(sequence, {&out, 1});
            // The head's weights reach 60 / sqrt(50): the tolerance is relative to them.
            EXPECT_NEAR(out, expected[0], 60.0 * kTolerance);
        }
    }
}

TEST(LstmKernel, PredictsABatchExactlyAsItPredictsEachStation)
{
    constexpr std::size_t kStations = 7;
    constexpr std::size_t kLength = 5;
    constexpr std::size_t kOutputs = 3;
    const RandomLstm lstm(50, kOutputs, 9);
    const std::vector<float> sequences = randomSequence(kStations * kLength, 9);
    const LstmKernel kernel(lstm.weights());
    std::vector<float> together(kStations * kOutputs);
    kernel.predictBatch(sequences, kStations, together);
    for (std::size_t station = 0; station < kStations; ++station) {
        std::vector<float> alone(kOutputs);
        kernel.predict(std::span(sequences).subspan(station * kLength, kLength), alone);
        for (std::size_t h = 0; h < kOutputs; ++h) {
            EXPECT_EQ(together[station * kOutputs + h], alone[h]);
        }
    }
}

TEST(LstmKernel, GivesTheSameBitsOnEveryCall)
{
    const RandomLstm lstm(50, 1, 11);
    const std::vector<float> sequence = randomSequence(5, 11);
    const LstmKernel kernel(lstm.weights());
    float first = 0.0F;
    kernel.predict(sequence, {&first, 1});
    for (int i = 0; i < 100; ++i) {
        float again = 0.0F;
        kernel.predict(sequence, {&again, 1});
        ASSERT_EQ(first, again);
    }
}

TEST(LstmKernel, AllocatesNothingWhenItPredicts)
{
    const RandomLstm lstm(50, 1, 13);
    const std::vector<float> sequences = randomSequence(20, 13);
    const LstmKernel kernel(lstm.weights());
    std::vector<float> out(4);
    const std::size_t before = allocationsSoFar();
    kernel.predict(std::span(sequences).first(5), std::span(out).first(1));
    kernel.predictBatch(sequences, 4, out);
    EXPECT_EQ(allocationsSoFar(), before);
    EXPECT_GT(before, 0U) << "the counter counts";
}

TEST(LstmKernel, DependsOnEveryValueOfTheSequence)
{
    const RandomLstm lstm(50, 1, 12);
    const LstmKernel kernel(lstm.weights());
    std::vector<float> sequence = randomSequence(5, 12);
    float before = 0.0F;
    kernel.predict(sequence, {&before, 1});
    for (std::size_t t = 0; t < sequence.size(); ++t) {
        std::vector<float> changed = sequence;
        changed[t] += 0.25F;
        float after = 0.0F;
        kernel.predict(changed, {&after, 1});
        EXPECT_GT(std::abs(after - before), 1e-6) << "value " << t;
    }
}

TEST(LstmKernel, RunsTheWidestSetThatTheMachineHas)
{
    EXPECT_TRUE(mlops::isSupported(InstructionSet::Baseline));
    EXPECT_TRUE(mlops::isSupported(mlops::widestInstructionSet()));
    for (const InstructionSet set : kSets) {
        if (mlops::isSupported(set)) {
            EXPECT_GE(mlops::lanesOf(mlops::widestInstructionSet()), mlops::lanesOf(set));
        }
    }
    EXPECT_EQ(LstmKernel(RandomLstm(2, 1, 1).weights()).instructionSet(), mlops::widestInstructionSet());
}
