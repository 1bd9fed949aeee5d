// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Which meter a run uses, by name.

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "mlops/energy/energy_meter.h"
#include "twin/core/result.h"

namespace mlops {

struct EnergyChoice {
    std::string kind = "auto";  ///< recorded, cpu, rapl, or auto: rapl where readable, else cpu
    std::string host = "edge0"; ///< power curve for cpu
    std::filesystem::path powercap = "/sys/class/powercap";
};

/// Errors: InvalidInput for an unknown kind; NotFound for an unknown host; Unavailable where rapl was asked for and no
/// counter can be read.
[[nodiscard]] twin::Result<std::unique_ptr<EnergyMeter>> makeMeter(const EnergyChoice& choice);

} // namespace mlops
