// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Eight numbers at once, in the compiler's own vector notation. Only the kernel's sources include this.

#include <cstdint>
#include <cstring>

// One binary for every machine: the loops are compiled three times and the loader picks. Sanitizers run before the
// loader has picked and do not stand it.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(GREENLOOP_SANITIZED)
#define TWIN_FLOW_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define TWIN_FLOW_CLONES
#endif
#define TWIN_FLOW_INLINE __attribute__((always_inline)) inline

namespace twin::flow {

using Floats = float __attribute__((vector_size(32)));
using Ints = std::int32_t __attribute__((vector_size(32)));
using HalfInts = std::int32_t __attribute__((vector_size(16)));
using HalfFloats = float __attribute__((vector_size(16)));
using HalfDoubles = double __attribute__((vector_size(32)));
using Words = std::int64_t __attribute__((vector_size(32)));

template <typename Vector, typename Number>
TWIN_FLOW_INLINE Vector load(const Number* from)
{
    Vector value;
    std::memcpy(&value, from, sizeof value);
    return value;
}

template <typename Vector, typename Number>
TWIN_FLOW_INLINE void store(Number* to, Vector value)
{
    std::memcpy(to, &value, sizeof value);
}

TWIN_FLOW_INLINE Floats all(float value) { return Floats{} + value; }
TWIN_FLOW_INLINE Floats least(Floats a, Floats b) { return a < b ? a : b; }
TWIN_FLOW_INLINE Floats most(Floats a, Floats b) { return a > b ? a : b; }
TWIN_FLOW_INLINE Floats real(Ints value) { return __builtin_convertvector(value, Floats); }
TWIN_FLOW_INLINE Ints whole(Floats value) { return __builtin_convertvector(value, Ints); }

TWIN_FLOW_INLINE bool any(Ints mask)
{
    Words words;
    std::memcpy(&words, &mask, sizeof words);
    return ((words[0] | words[1]) | (words[2] | words[3])) != 0;
}

/// Eight numbers in double precision: two registers.
struct Doubles {
    HalfDoubles low{};
    HalfDoubles high{};
};

TWIN_FLOW_INLINE Doubles loadDoubles(const double* from)
{
    return {load<HalfDoubles>(from), load<HalfDoubles>(from + 4)};
}
TWIN_FLOW_INLINE void store(double* to, Doubles value)
{
    store(to, value.low);
    store(to + 4, value.high);
}
TWIN_FLOW_INLINE Doubles operator+(Doubles a, Doubles b) { return {a.low + b.low, a.high + b.high}; }
TWIN_FLOW_INLINE Doubles operator-(Doubles a, Doubles b) { return {a.low - b.low, a.high - b.high}; }
// By shuffles, not through memory: halves stored and read back as one register stall the processor.
TWIN_FLOW_INLINE Doubles doubles(Ints value)
{
    const HalfInts low = __builtin_shufflevector(value, value, 0, 1, 2, 3);
    const HalfInts high = __builtin_shufflevector(value, value, 4, 5, 6, 7);
    return {__builtin_convertvector(low, HalfDoubles), __builtin_convertvector(high, HalfDoubles)};
}
TWIN_FLOW_INLINE Floats real(Doubles value)
{
    const HalfFloats low = __builtin_convertvector(value.low, HalfFloats);
    const HalfFloats high = __builtin_convertvector(value.high, HalfFloats);
    return __builtin_shufflevector(low, high, 0, 1, 2, 3, 4, 5, 6, 7);
}

} // namespace twin::flow
