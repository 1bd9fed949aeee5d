// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Puts the colours on: one palette for what Qt's Fusion style draws itself, one style sheet for what it draws too
// heavily. Nothing else in the program sets either.

#include <QPalette>
#include <QString>

#include "gui/theme/colors.h"

class QApplication;
class QWidget;

namespace gui {

[[nodiscard]] QPalette paletteOf(Scheme scheme);
[[nodiscard]] QString styleSheetOf(Scheme scheme);
/// Fusion with our palette and style sheet. May be called again to change the scheme while the program runs: every
/// widget then gets a PaletteChange.
void applyTheme(QApplication& application, Scheme scheme);

/// Roles that the style sheet knows: `setRole(*frame, "card")`.
///   "card"     a raised panel with a hairline and round corners
///   "banner"   a notice across a workspace; "trouble": one that says what went wrong
///   "muted"    second-rank text
///   "heading"  the name of a panel
///   "primary"  the one button of a group that is meant
///   "chip"     a small button that is on or off
///   "flat"     a tool button without an edge
///   "banner"   a notice across the top
inline constexpr const char* kRoleProperty = "role";
void setRole(QWidget& widget, const char* role);

} // namespace gui
