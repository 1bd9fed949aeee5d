// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Products of small matrices, of some hundred rows and a few dozen columns: what one step of a recurrent network is
// made of. LibTorch hands these to the system's BLAS, and the one Debian installs by default (the reference
// implementation) takes fifteen times as long; besides, its results would differ between BLAS libraries.
//
// Threads: none of its own, no shared state.

#include <cstddef>

#include "mlops/forecasting/instruction_set.h"

namespace mlops {

/// The columns of a product come in multiples of this; what is not needed is padding.
inline constexpr std::size_t kProductColumns = 16;

/// result [rows, columns] = left [rows, inner] x right [inner, columns], or is increased by it.
struct SmallProduct {
    const float* left = nullptr; ///< element (r, k) stands at r x leftRow + k x leftColumn
    std::size_t leftRow = 0;
    std::size_t leftColumn = 1;
    const float* right = nullptr; ///< row k begins at k x rightRow
    std::size_t rightRow = 0;
    float* result = nullptr; ///< row r begins at r x resultRow; overlaps neither factor
    std::size_t resultRow = 0;
    std::size_t rows = 0;
    std::size_t inner = 0;
    std::size_t columns = 0; ///< a multiple of kProductColumns
    bool adds = false;       ///< adds to what stands in result instead of replacing it
};

using Multiply = void (*)(const SmallProduct& product);

/// The product for an instruction set. Requires: isSupported(set).
/// Ensures: every element is summed over k in ascending order, so equal factors give equal bits on equal sets.
[[nodiscard]] Multiply multiplierFor(InstructionSet set);

} // namespace mlops
