// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/forecasting/instruction_set.h"

namespace mlops {

bool isSupported(InstructionSet set)
{
#if defined(__x86_64__)
    const bool avx2 = __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0;
    switch (set) {
    case InstructionSet::Avx512:
        return avx2 && __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512vl") != 0 &&
               __builtin_cpu_supports("avx512dq") != 0 && __builtin_cpu_supports("avx512bw") != 0;
    case InstructionSet::Avx2:
        return avx2;
    case InstructionSet::Baseline:
        break;
    }
#endif
    return set == InstructionSet::Baseline;
}

InstructionSet widestInstructionSet()
{
    if (isSupported(InstructionSet::Avx512)) {
        return InstructionSet::Avx512;
    }
    return isSupported(InstructionSet::Avx2) ? InstructionSet::Avx2 : InstructionSet::Baseline;
}

} // namespace mlops
