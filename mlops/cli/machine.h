// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What only the edge of the program may know: the machine, the hour, a fresh identifier.

#include <string>

#include "mlops/experiment/run_header.h"

namespace mlops {

[[nodiscard]] std::string processorName();
[[nodiscard]] RunIdentity identityOfRun(const std::string& name);

} // namespace mlops
