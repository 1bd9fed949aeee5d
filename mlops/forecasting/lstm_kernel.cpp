// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/forecasting/lstm_kernel.h"

#pragma GCC diagnostic ignored "-Wpsabi" // vectors are inlined here, never passed
#include "mlops/forecasting/lstm_forward.h"
#include "twin/core/assert.h"

namespace mlops {

namespace {

void forwardBaseline(const PackedLstm& packed, std::span<const float> sequence, std::span<float> out)
{
    lstm::forward<lanesOf(InstructionSet::Baseline)>(packed, sequence, out);
}

#if defined(__x86_64__)
[[gnu::target("avx2,fma")]] void forwardAvx2(const PackedLstm& packed, std::span<const float> sequence,
                                             std::span<float> out)
{
    lstm::forward<lanesOf(InstructionSet::Avx2)>(packed, sequence, out);
}

[[gnu::target("avx2,fma,avx512f,avx512vl,avx512dq,avx512bw")]] void
forwardAvx512(const PackedLstm& packed, std::span<const float> sequence, std::span<float> out)
{
    lstm::forward<lanesOf(InstructionSet::Avx512)>(packed, sequence, out);
}
#else
constexpr auto forwardAvx2 = forwardBaseline;
constexpr auto forwardAvx512 = forwardBaseline;
#endif

} // namespace

LstmKernel::Forward LstmKernel::forwardFor(InstructionSet set)
{
    TWIN_ASSERT(isSupported(set), "the kernel's instruction set exists on this machine");
    switch (set) {
    case InstructionSet::Avx512:
        return forwardAvx512;
    case InstructionSet::Avx2:
        return forwardAvx2;
    case InstructionSet::Baseline:
        break;
    }
    return forwardBaseline;
}

LstmKernel::LstmKernel(const LstmWeights& weights, InstructionSet set)
    : m_set(set), m_forward(forwardFor(set)), m_packed(packLstm(weights, lanesOf(set)))
{
}

void LstmKernel::predict(std::span<const float> sequence, std::span<float> out) const
{
    TWIN_ASSERT(!sequence.empty() && out.size() == m_packed.outputs, "a sequence is not empty, its result is [H]");
    m_forward(m_packed, sequence, out);
}

void LstmKernel::predictBatch(std::span<const float> sequences, std::size_t stations, std::span<float> out) const
{
    TWIN_ASSERT(stations >= 1 && !sequences.empty() && sequences.size() % stations == 0,
                "the sequences of all stations are equally long");
    TWIN_ASSERT(out.size() == stations * m_packed.outputs, "the result of a batch is [N, H]");
    const std::size_t length = sequences.size() / stations;
    for (std::size_t station = 0; station < stations; ++station) {
        m_forward(m_packed, sequences.subspan(station * length, length),
                  out.subspan(station * m_packed.outputs, m_packed.outputs));
    }
}

} // namespace mlops
