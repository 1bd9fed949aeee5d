// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Counts what the test program takes from the heap, so that "allocates nothing" and "memory stays bounded" are claims
// that can fail.

#include <cstddef>

/// Calls of operator new since the program began.
[[nodiscard]] std::size_t allocationsSoFar();
/// Bytes asked for since the program began.
[[nodiscard]] std::size_t bytesSoFar();
