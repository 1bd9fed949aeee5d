// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

/// Where the checkout stands that the tests were built from: its data/ is what they read.
[[nodiscard]] std::filesystem::path sourceDirectory();
