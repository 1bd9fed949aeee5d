// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What is wrong with a file that should be a run and is none, for the one who chose it. SQLite's own words ("file is
// not a database") name neither what was expected nor what to do.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace mlops {

/// "run file X: expected a run recorded by GreenLoop, found an empty file; ...". Looks at the file's size and its first
/// hundred bytes; `reported` is what SQLite said, quoted where the file itself shows no reason; nothing where
/// SQLite reads it and only a run's tables are missing.
/// Source: the layout of a database's header is sqlite.org/fileformat2.html, section 1.3.
[[nodiscard]] std::string runFileFault(const std::filesystem::path& file, std::optional<std::string_view> reported);

} // namespace mlops
