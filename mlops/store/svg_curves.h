// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A plain line chart as inline SVG, for pages that must stand alone.

#include <string>
#include <vector>

namespace mlops {

struct SvgCurve {
    std::string name;
    std::vector<double> values; ///< at 0, 1, 2, ...
    std::string color;          ///< as in CSS
};

/// 960 x 260; the axis of values begins at 0. Ensures: well-formed also where there is nothing to draw.
[[nodiscard]] std::string svgCurves(const std::vector<SvgCurve>& curves, const std::string& values,
                                    const std::string& positions);

} // namespace mlops
