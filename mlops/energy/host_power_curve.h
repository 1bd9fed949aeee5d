// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How much power a whole computer draws at a given load.

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "twin/core/quantity.h"
#include "twin/core/result.h"

namespace mlops {

/// Watts at 0, 10, ... 100 % of a host's capacity, linear in between.
struct HostPowerCurve {
    std::string name;        ///< short, as given on the command line
    std::string description; ///< machine and processor
    std::string source;      ///< where the watts come from
    int cores = 1;
    std::array<double, 11> watts{};

    /// Requires: 0 <= load <= 1.
    [[nodiscard]] twin::Watts at(double load) const;
    /// What one busy core adds to an otherwise idle host: P(1 / cores) - P(0).
    [[nodiscard]] twin::Watts marginalCore() const { return at(1.0 / cores) - at(0.0); }
};

/// The four hosts of the GreenWise study, identified as SPECpower_ssj2008 submissions.
[[nodiscard]] std::span<const HostPowerCurve> shippedHosts();
/// Errors: NotFound, listing the names there are.
[[nodiscard]] twin::Result<HostPowerCurve> hostNamed(std::string_view name);

} // namespace mlops
