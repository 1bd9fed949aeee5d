// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Real PeMS measurements may not be redistributed, so they are not in this repository. Tests that want them look in
// $GREENLOOP_PEMS_DIR, else in ../shared/pems beside the checkout, and skip with a sentence where neither is there.

#include <cstdlib>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "tests/source_dir.h"

inline std::filesystem::path pemsDirectory()
{
    if (const char* given = std::getenv("GREENLOOP_PEMS_DIR")) {
        return given;
    }
    return sourceDirectory().parent_path() / "shared" / "pems";
}

/// Skips the running test unless `relative` exists below the PeMS directory.
#define SKIP_WITHOUT_PEMS(relative)                                                                                    \
    if (!std::filesystem::exists(pemsDirectory() / (relative))) {                                                      \
        GTEST_SKIP() << "needs real PeMS data: " << (pemsDirectory() / (relative)).string()                            \
                     << " is not there (set GREENLOOP_PEMS_DIR)";                                                      \
    }
