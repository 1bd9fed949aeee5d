// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Sizes and distances: five of text, five of space. All text sizes follow the user's own font, so a desktop set to 18
// pt gets a program in 18 pt.

#include <QFont>

namespace gui {

enum class TextRole {
    Title,   ///< the name of a window or page
    Heading, ///< the name of a panel
    Body,
    Small, ///< units, ages, axis labels
    Figure ///< one number that a card is about
};

/// The application's font in a role's size and weight.
[[nodiscard]] QFont fontFor(TextRole role);
/// `font`, or the fixed-width font in its size where the digits of `font` differ in width: numbers that change must not
/// dance.
[[nodiscard]] QFont tabular(const QFont& font);

/// Distances in device-independent pixels, multiples of four.
namespace space {
inline constexpr int kHair = 2;
inline constexpr int kTight = 4;
inline constexpr int kSmall = 8;
inline constexpr int kMedium = 12;
inline constexpr int kLarge = 16;
inline constexpr int kHuge = 24;
} // namespace space

inline constexpr int kCornerRadius = 6;
inline constexpr int kMinimumHit = 24; ///< least side of a thing to click; WCAG 2.2, 2.5.8

} // namespace gui
