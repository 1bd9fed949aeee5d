// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What this program is and what it stands on, for a person and for a bug report.

#include <QString>

namespace gui {

/// One fact a line: the program, Qt, the compiler, the machine.
[[nodiscard]] QString versionsText(const QString& appVersion);
/// What the About box says.
[[nodiscard]] QString aboutText(const QString& appVersion);

} // namespace gui
