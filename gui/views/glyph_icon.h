// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The program's icons, drawn as paths in the text colour of whatever they stand on: sharp at every scale, right in both
// schemes, no files.

#include <QIcon>

namespace gui {

enum class Glyph {
    Play,
    Pause,
    ToStart,
    ToEnd,
    StepBack,
    StepForward,
    PreviousEvent,
    NextEvent,
    City,
    Loop,
    Energy,
    Policy,
    Models,
    Compare,
    Scenario,
    Search,
    Theme
};

/// An icon that asks the application's palette for its ink each time it is painted.
[[nodiscard]] QIcon glyphIcon(Glyph glyph);
/// The program's own mark: a loop with a leaf in it.
[[nodiscard]] QIcon applicationIcon();

} // namespace gui
