// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/source_dir.h"

std::filesystem::path sourceDirectory() { return GREENLOOP_SOURCE_DIR; }
