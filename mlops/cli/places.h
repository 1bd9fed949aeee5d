// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Where the program finds what it brings along and keeps what it makes.

#include <filesystem>

namespace mlops {

/// The bundled data: ../share/greenloop/data beside an installed program, else the source tree's data folder.
[[nodiscard]] std::filesystem::path dataDirectory();

/// $XDG_CACHE_HOME/greenloop/models or ~/.cache/greenloop/models.
[[nodiscard]] std::filesystem::path modelCache();

} // namespace mlops
