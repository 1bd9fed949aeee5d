// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// An assertion states what must be true unless the program itself is wrong. It stays on in release builds: a twin
// that goes on after its own bug shows wrong numbers, which is worse than stopping. User input never reaches one.

#include <cstdio>
#include <cstdlib>

namespace twin {

[[noreturn]] inline void assertionFailed(const char* condition, const char* why, const char* file, int line)
{
    std::fprintf(stderr, "GreenLoop stopped because of a fault of its own: %s (%s) at %s:%d\n", why, condition, file,
                 line);
    std::abort();
}

} // namespace twin

#define TWIN_ASSERT(condition, why)                                                                                    \
    (static_cast<bool>(condition) ? static_cast<void>(0) : ::twin::assertionFailed(#condition, why, __FILE__, __LINE__))
