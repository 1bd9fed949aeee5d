// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Which vector instructions a kernel is compiled for. The program is built for the baseline of its architecture, so
// that it starts everywhere; the few functions where vectors matter stand in it once for each set, and the widest set
// the machine has is chosen when an object that uses them is made.

#include <cstddef>

namespace mlops {

enum class InstructionSet {
    Baseline, ///< what every machine of the architecture has: 4 floats at a time (SSE2, NEON)
    Avx2,     ///< x86-64 with AVX2 and FMA: 8 floats. Longer vectors are slow where AVX2 is all there is
    Avx512    ///< x86-64 with AVX-512 F, VL, DQ and BW: 16 floats
};

/// Floats in one vector of the set: 4, 8 or 16.
[[nodiscard]] constexpr std::size_t lanesOf(InstructionSet set)
{
    switch (set) {
    case InstructionSet::Avx512:
        return 16;
    case InstructionSet::Avx2:
        return 8;
    case InstructionSet::Baseline:
        break;
    }
    return 4;
}

/// Whether this binary holds code for the set and this machine runs it.
[[nodiscard]] bool isSupported(InstructionSet set);

/// The widest supported set.
[[nodiscard]] InstructionSet widestInstructionSet();

} // namespace mlops
