// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/torch/small_product.h"

#pragma GCC diagnostic ignored "-Wpsabi" // vectors are inlined here, never passed
#include "mlops/forecasting/simd.h"
#include "twin/core/assert.h"

namespace mlops {

namespace {

using simd::Floats;
using simd::load;
using simd::store;

/// Twelve sums at a time fit the sixteen vector registers of SSE2 and AVX2 beside what they are made of.
constexpr std::size_t kSums = 12;

/// `count` rows of the result from `row` on, kProductColumns columns from `column` on.
template <std::size_t lanes, std::size_t count>
[[gnu::always_inline]] inline void multiplyTile(const SmallProduct& p, std::size_t row, std::size_t column)
{
    constexpr std::size_t kVectors = kProductColumns / lanes;
    Floats<lanes> sums[count][kVectors] = {};
    const float* left = p.left + row * p.leftRow;
    const float* right = p.right + column;
    for (std::size_t k = 0; k < p.inner; ++k, left += p.leftColumn, right += p.rightRow) {
        Floats<lanes> factors[kVectors];
#pragma GCC unroll 4
        for (std::size_t v = 0; v < kVectors; ++v) {
            factors[v] = load<lanes>(right + v * lanes);
        }
#pragma GCC unroll 48
        for (std::size_t i = 0; i < count * kVectors; ++i) {
            sums[i / kVectors][i % kVectors] += left[i / kVectors * p.leftRow] * factors[i % kVectors];
        }
    }
    float* result = p.result + row * p.resultRow + column;
#pragma GCC unroll 48
    for (std::size_t i = 0; i < count * kVectors; ++i) {
        float* to = result + i / kVectors * p.resultRow + i % kVectors * lanes;
        const Floats<lanes> before = p.adds ? load<lanes>(to) : Floats<lanes>{};
        store<lanes>(before + sums[i / kVectors][i % kVectors], to);
    }
}

/// All rows from `row` on: `count` at a time, the rest with ever fewer.
template <std::size_t lanes, std::size_t count>
[[gnu::always_inline]] inline void multiplyRows(const SmallProduct& p, std::size_t row)
{
    for (; row + count <= p.rows; row += count) {
        for (std::size_t column = 0; column < p.columns; column += kProductColumns) {
            multiplyTile<lanes, count>(p, row, column);
        }
    }
    if constexpr (count > 1) {
        multiplyRows<lanes, (count + 1) / 2>(p, row);
    }
}

template <std::size_t lanes>
[[gnu::always_inline]] inline void multiply(const SmallProduct& p)
{
    multiplyRows<lanes, kSums * lanes / kProductColumns>(p, 0);
}

void multiplyBaseline(const SmallProduct& p) { multiply<lanesOf(InstructionSet::Baseline)>(p); }

#if defined(__x86_64__)
[[gnu::target("avx2,fma")]] void multiplyAvx2(const SmallProduct& p) { multiply<lanesOf(InstructionSet::Avx2)>(p); }

[[gnu::target("avx2,fma,avx512f,avx512vl,avx512dq,avx512bw")]] void multiplyAvx512(const SmallProduct& p)
{
    multiply<lanesOf(InstructionSet::Avx512)>(p);
}
#else
constexpr auto multiplyAvx2 = multiplyBaseline;
constexpr auto multiplyAvx512 = multiplyBaseline;
#endif

} // namespace

Multiply multiplierFor(InstructionSet set)
{
    TWIN_ASSERT(isSupported(set), "the product's instruction set exists on this machine");
    switch (set) {
    case InstructionSet::Avx512:
        return multiplyAvx512;
    case InstructionSet::Avx2:
        return multiplyAvx2;
    case InstructionSet::Baseline:
        break;
    }
    return multiplyBaseline;
}

} // namespace mlops
