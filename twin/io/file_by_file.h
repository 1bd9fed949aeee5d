// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <span>
#include <utility>

#include "twin/core/assert.h"
#include "twin/io/bad_file.h"
#include "twin/io/import_report.h"

namespace twin {

/// Hands `reader` the files in order; the first that fails ends the reading, and nothing is half-read.
/// Reader has Result<void> readFile(path) and Result<Imported> finish() &&. Requires: at least one path.
/// Errors: the reader's; Unavailable if memory ran out.
template <class Reader>
[[nodiscard]] Result<Imported> readFileByFile(std::span<const std::filesystem::path> paths, Reader reader)
try {
    TWIN_ASSERT(!paths.empty(), "a reader is given at least one file");
    for (const std::filesystem::path& path : paths) {
        if (const Result<void> read = reader.readFile(path); !read) {
            return tl::unexpected(read.error());
        }
    }
    return std::move(reader).finish();
} catch (const std::exception& exception) {
    return foreignFailure(paths.front(), exception);
}

} // namespace twin
