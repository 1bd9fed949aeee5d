// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Vectors of floats for code that is written once and compiled for several instruction sets (instruction_set.h).
//
// Whatever uses them is a template that is always inlined: that is what makes it take on the instruction set of the
// function it ends up in. Nothing is ever called with a vector, so no calling convention is at stake and -Wpsabi may be
// off where this is included. Memory is read and written through memcpy, which compiles to plain vector moves.

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace mlops::simd {

template <std::size_t lanes>
struct Types {
    using Floats [[gnu::vector_size(lanes * sizeof(float))]] = float;
    using Words [[gnu::vector_size(lanes * sizeof(float))]] = std::uint32_t;
};
template <std::size_t lanes>
using Floats = typename Types<lanes>::Floats;
template <std::size_t lanes>
using Words = typename Types<lanes>::Words;

template <std::size_t lanes>
[[gnu::always_inline]] inline Floats<lanes> load(const float* from)
{
    Floats<lanes> value;
    std::memcpy(&value, from, sizeof value);
    return value;
}

template <std::size_t lanes>
[[gnu::always_inline]] inline void store(const Floats<lanes>& value, float* to)
{
    std::memcpy(to, &value, sizeof value);
}

} // namespace mlops::simd
