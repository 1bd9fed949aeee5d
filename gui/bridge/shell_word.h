// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Command lines that the window shows are copied into a shell.

#include <string>
#include <string_view>

namespace gui {

/// `text` as one word of a POSIX shell, with nothing in it that the shell would take for its own: letters, digits,
/// dots, colons, dashes and underscores stand as they are, everything else in single quotes.
[[nodiscard]] std::string shellWord(std::string_view text);

} // namespace gui
