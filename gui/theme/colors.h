// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Every colour of the program by what it means, twice: on light and on dark. A widget asks for the colours that fit its
// palette and never writes a colour of its own; so a change of theme needs no message beyond Qt's PaletteChange.
//
// Invariants, tested: text on its ground has a contrast of at least 4.5:1, marks and curves of at least 3:1 (WCAG 2.1
// AA). Good and bad are blue and vermilion, not green and red, which one man in twelve cannot tell apart.

#include <QColor>
#include <QPalette>

class QWidget;

namespace gui {

enum class Scheme { Light, Dark };

struct Colors {
    // Grounds, from the back to the front.
    QColor window;  ///< behind everything
    QColor surface; ///< panels, tables, charts
    QColor raised;  ///< cards, tooltips, buttons
    QColor sunken;  ///< fields, tracks, alternate rows
    QColor border;  ///< separates surfaces; decoration, not information
    QColor outline; ///< edges of controls; 3:1 against the surface
    // Text.
    QColor text;
    QColor textMuted; ///< second rank: units, ages, hints
    QColor textDisabled;
    // Interaction.
    QColor accent;
    QColor onAccent;   ///< text on accent
    QColor accentSoft; ///< selected rows, lit boxes
    QColor focus;
    // Verdicts. Always with a word or a sign beside them.
    QColor good;
    QColor warning;
    QColor bad;
    QColor goodSoft;
    QColor warningSoft;
    QColor badSoft;
    // Curves.
    QColor observed;
    QColor imputed;
    QColor forecast;
    QColor residual;
    QColor boundary;
    QColor yesterday;
    QColor lastWeek;
    QColor grid;
    QColor cursor;
    // The map.
    QColor mapGround;
    QColor roadCasing; ///< the edge of a road: keeps light colours readable on a light ground
    QColor roadEmpty;  ///< a road of which nothing is known
    QColor selection;
    QColor hover;
};

[[nodiscard]] const Colors& colorsOf(Scheme scheme);
/// Light or dark, told by the lightness of the window's ground: the desktop may set a palette of its own.
[[nodiscard]] Scheme schemeOf(const QPalette& palette);
[[nodiscard]] const Colors& colorsFor(const QWidget& widget);

/// A colour of `count` for things without an order of their own, such as runs and models; Okabe and Ito's eight,
/// deepened or lightened for the scheme. Beyond eight they repeat: use a line style and a letter as well.
[[nodiscard]] QColor categoryColor(Scheme scheme, int index);

/// Contrast ratio by WCAG 2.1, 1..21, of two opaque colours.
[[nodiscard]] double contrastRatio(const QColor& first, const QColor& second);
/// `share` of `over` laid upon `under`.
[[nodiscard]] QColor mixed(const QColor& under, const QColor& over, double share);

} // namespace gui
