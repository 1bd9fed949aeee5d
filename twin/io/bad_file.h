// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The sentences with which a reader refuses a file, so that all of them say the same things in the same order:
// where, what was found, what was expected, what to do.

#include <exception>
#include <filesystem>
#include <string>
#include <string_view>

#include "twin/core/result.h"
#include "twin/io/import_report.h"

namespace twin {

/// At most 40 characters of `text`, what cannot be shown as `?`, in quotes; "nothing" for an empty text.
[[nodiscard]] std::string excerpt(std::string_view text);

/// `file: line 3, column 21: found "12x", expected total flow`
[[nodiscard]] std::string describe(const BadRow& row);

/// Ensures: InvalidInput saying where, what was found, what was expected, and `advice` as the last sentence.
[[nodiscard]] tl::unexpected<Error> badFile(const BadRow& row, std::string_view advice);

/// Turns an exception of the standard library or of a foreign one into an Error: Unavailable if memory ran out,
/// else Internal.
[[nodiscard]] tl::unexpected<Error> foreignFailure(const std::filesystem::path& path, const std::exception& exception);

} // namespace twin
