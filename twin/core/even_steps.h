// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

namespace twin {

/// The values from `from` to `to` in steps, both included, such as an axis is divided by. Counted, not added up, so
/// that none is lost or doubled at the end. Requires: `to - from` is a whole number of steps, step > 0.
[[nodiscard]] inline std::vector<double> evenSteps(double from, double to, double step)
{
    std::vector<double> values(static_cast<std::size_t>(std::lround((to - from) / step)) + 1);
    for (std::size_t i = 0; i < values.size(); ++i) {
        values[i] = from + static_cast<double>(i) * step;
    }
    return values;
}

} // namespace twin
