// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Whole text files in and out. Reading undoes what mail programs, spreadsheets and archives do to a text file (gzip,
// byte order mark) and refuses what is not text, so that no parser behind it has to think of either. Writing never
// leaves half a file under the name asked for.

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "twin/core/result.h"

namespace twin {

/// Reads a file, plain or gzip (by its first bytes, not its name; concatenated members are joined).
/// Ensures: no UTF-8 byte order mark in front and no NUL byte in the text.
/// Errors: NotFound if there is no such file; Io if the system refuses; InvalidInput for broken or truncated gzip,
/// UTF-16, zip archives and binary data; Unavailable if it does not fit into memory. Each names the path.
[[nodiscard]] Result<std::string> readText(const std::filesystem::path& path);

/// As readText, but only about the first `size` bytes of text: enough to see what kind of file it is.
/// Ensures: what is broken further on goes unnoticed.
[[nodiscard]] Result<std::string> readTextHead(const std::filesystem::path& path, std::size_t size);

/// The bytes of a file as they are, for our own binary formats.
/// Errors: NotFound; Io; Unavailable if it does not fit into memory.
[[nodiscard]] Result<std::string> readRaw(const std::filesystem::path& path);

/// Writes text or bytes under a temporary name beside `path`, flushes to the disk and renames.
/// Ensures: afterwards `path` holds either the whole of `text` or what it held before, and nothing lies beside it.
/// Errors: NotFound if the folder does not exist; Io if the system refuses.
[[nodiscard]] Result<void> writeTextAtomically(const std::filesystem::path& path, std::string_view text);

} // namespace twin
