// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// "Go to time" as people type it.

#include <optional>

#include <QString>

#include "twin/core/time.h"

namespace gui {

/// 07:40 (the same day as `now`, the next where the run began later), +30m, -2h, +1d, 2024-05-21, 2024-05-21 08:00, all
/// in the data's own zone. Nothing where it is none of these.
[[nodiscard]] std::optional<twin::Tick> tickFromText(const QString& text, const twin::TimeAxis& axis, twin::Tick now);

} // namespace gui
