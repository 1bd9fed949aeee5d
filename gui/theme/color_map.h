// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// From a number to a colour. All maps but Traffic can be told apart with every common colour vision; Traffic is there
// because engineers expect it, and the map doubles it by width.
//
// In each scheme the salient end is the end that matters: the deep colour on a light ground and the bright one on a
// dark ground stand for "more", so a glance finds the same places in both.

#include <cstddef>
#include <vector>

#include <QColor>
#include <QString>

#include "gui/theme/colors.h"

namespace gui {

enum class ColorMapKind {
    Sequential, ///< little to much; cividis
    Speed,      ///< congested to free; vermilion, sand, blue
    Diverging,  ///< less, same, more; blue, neutral, orange
    Traffic     ///< congested to free; red, yellow, green
};

class ColorMap {
public:
    ColorMap(ColorMapKind kind, Scheme scheme);

    [[nodiscard]] ColorMapKind kind() const { return m_kind; }
    /// `position` 0 is the low end, 1 the high end; what lies outside is held at the ends. NaN: the low end.
    [[nodiscard]] QColor at(double position) const;
    /// One colour a class, from low to high. Requires: count >= 1.
    [[nodiscard]] std::vector<QColor> classColors(std::size_t count) const;

private:
    ColorMapKind m_kind;
    std::vector<QColor> m_stops; ///< evenly spaced
};

/// What to call it in a menu.
[[nodiscard]] QString nameOf(ColorMapKind kind);

} // namespace gui
