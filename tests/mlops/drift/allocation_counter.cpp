// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocation_counter.h"

#include <cstdlib>
#include <new>

namespace {
std::size_t g_allocations = 0;
std::size_t g_bytes = 0;
} // namespace

std::size_t allocationsSoFar() { return g_allocations; }
std::size_t bytesSoFar() { return g_bytes; }

// The other forms of the standard library call these two.
void* operator new(std::size_t size)
{
    ++g_allocations;
    g_bytes += size;
    if (void* const memory = std::malloc(size > 0 ? size : 1)) {
        return memory;
    }
    throw std::bad_alloc();
}

void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t /*size*/) noexcept { std::free(memory); }
