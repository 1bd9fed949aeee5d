// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The user's own chapters, kept in a file beside the run: night.run has night.chapters.json. The run itself is never
// written to again. One object with a format name and a list of {"time", "tick", "title"}; the tick counts, the time
// is for people.

#include <filesystem>
#include <vector>

#include "gui/models/chapters.h"
#include "twin/core/result.h"

namespace gui {

/// Where the chapters of a run are kept; empty for a run that is in no file.
[[nodiscard]] std::filesystem::path chapterFileOf(const std::filesystem::path& run);

/// In order of time; none where the file is not there.
/// Errors: InvalidInput where it is no list of chapters, with what was expected.
[[nodiscard]] twin::Result<std::vector<Chapter>> readChapters(const std::filesystem::path& file);

/// Writes the user's own of `chapters`; removes the file where there are none. Errors: Io.
[[nodiscard]] twin::Result<void> writeChapters(const std::filesystem::path& file, const std::vector<Chapter>& chapters,
                                               const twin::TimeAxis& axis);

} // namespace gui
