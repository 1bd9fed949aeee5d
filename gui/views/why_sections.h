// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The parts of the Why panel, one function each: from a part of the explanation to a widget.

#include <QWidget>

#include "gui/models/explanation.h"

namespace gui {

/// A heading over something.
[[nodiscard]] QWidget* sectionOf(const QString& heading, QWidget* content, QWidget* parent);

[[nodiscard]] QWidget* triggerSection(const Explanation& explanation, QWidget* parent);
[[nodiscard]] QWidget* alternativesSection(const Explanation& explanation, QWidget* parent);
[[nodiscard]] QWidget* rulesSection(const Explanation& explanation, QWidget* parent);
[[nodiscard]] QWidget* changesSection(const Explanation& explanation, QWidget* parent);
[[nodiscard]] QWidget* aftermathSection(const Explanation& explanation, QWidget* parent);
[[nodiscard]] QWidget* provenanceSection(const Explanation& explanation, QWidget* parent);

} // namespace gui
