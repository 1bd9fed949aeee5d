// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A position in one particular list. An Index<Link> cannot be used where an Index<Node> is wanted.

#include <compare>
#include <cstdint>

namespace twin {

template <typename Tag>
struct Index {
    std::uint32_t value = 0;

    constexpr Index() = default;
    constexpr explicit Index(std::size_t position) : value(static_cast<std::uint32_t>(position)) {}
    friend constexpr auto operator<=>(Index, Index) = default; // NOLINT(modernize-use-nullptr): no pointer is meant
};

} // namespace twin
