// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/torch/small_product.h"

#include <vector>

#include <gtest/gtest.h>

#include "twin/core/random.h"

using mlops::InstructionSet;
using mlops::SmallProduct;

namespace {

std::vector<float> randomNumbers(std::size_t count, std::uint64_t seed)
{
    twin::RandomStream stream(seed, "small-product");
    std::vector<float> numbers(count);
    for (float& number : numbers) {
        number = static_cast<float>(stream.uniform() - 0.5);
    }
    return numbers;
}

/// The definition, in double precision.
double element(const SmallProduct& p, std::size_t row, std::size_t column)
{
    double sum = 0.0;
    for (std::size_t k = 0; k < p.inner; ++k) {
        sum += static_cast<double>(p.left[row * p.leftRow + k * p.leftColumn]) *
               static_cast<double>(p.right[k * p.rightRow + column]);
    }
    return sum;
}

void expectDefinition(SmallProduct p)
{
    const std::vector<float> before = randomNumbers(p.rows * p.resultRow, 3);
    for (const InstructionSet set : {InstructionSet::Baseline, InstructionSet::Avx2, InstructionSet::Avx512}) {
        if (!mlops::isSupported(set)) {
            continue;
        }
        std::vector<float> result = before;
        p.result = result.data();
        mlops::multiplierFor(set)(p);
        for (std::size_t i = 0; i < result.size(); ++i) {
            const std::size_t column = i % p.resultRow;
            const double old = static_cast<double>(before[i]);
            const double expected =
                column >= p.columns ? old : element(p, i / p.resultRow, column) + (p.adds ? old : 0.0);
            ASSERT_NEAR(result[i], expected, 1e-5)
                << "rows " << p.rows << " inner " << p.inner << " lanes " << mlops::lanesOf(set) << " at " << i;
        }
    }
}

} // namespace

TEST(SmallProduct, EqualsTheDefinitionForEveryNumberOfRows)
{
    const std::vector<float> left = randomNumbers(40UL * 53, 1);
    const std::vector<float> right = randomNumbers(53UL * 40, 2);
    for (std::size_t rows = 1; rows <= 40; ++rows) {
        for (const bool adds : {false, true}) {
            expectDefinition({.left = left.data(),
                              .leftRow = 53,
                              .right = right.data(),
                              .rightRow = 40,
                              .resultRow = 35,
                              .rows = rows,
                              .inner = 53,
                              .columns = 32,
                              .adds = adds});
        }
    }
}

TEST(SmallProduct, ReadsTheLeftFactorTransposed)
{
    const std::vector<float> left = randomNumbers(20UL * 17, 4);
    const std::vector<float> right = randomNumbers(20UL * 16, 5);
    expectDefinition({.left = left.data(),
                      .leftRow = 1,
                      .leftColumn = 17,
                      .right = right.data(),
                      .rightRow = 16,
                      .resultRow = 16,
                      .rows = 17,
                      .inner = 20,
                      .columns = 16});
}
