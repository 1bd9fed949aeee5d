// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/cli/places.h"

#include <cstdlib>

namespace mlops {

namespace fs = std::filesystem;

fs::path dataDirectory()
{
    std::error_code ignored;
    const fs::path program = fs::read_symlink("/proc/self/exe", ignored);
    const fs::path installed = program.parent_path().parent_path() / "share" / "greenloop" / "data";
    return fs::exists(installed, ignored) ? installed : fs::path(GREENLOOP_DATA_DIR);
}

fs::path modelCache()
{
    const char* cache = std::getenv("XDG_CACHE_HOME");
    const char* home = std::getenv("HOME");
    const fs::path base = cache != nullptr && *cache != '\0' ? fs::path(cache)
                          : home != nullptr                  ? fs::path(home) / ".cache"
                                                             : fs::temp_directory_path();
    return base / "greenloop" / "models";
}

} // namespace mlops
