// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Text inside XML and HTML.

#include <string>
#include <string_view>

namespace twin {

/// The text with `&`, `<`, `>` and `"` written as entities: safe between tags and between double quotes. Everything
/// else is kept, bytes that XML cannot hold too.
[[nodiscard]] std::string markupText(std::string_view text);

} // namespace twin
