// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/store/svg_curves.h"

#include <algorithm>
#include <cmath>

#include "twin/core/text.h"

namespace mlops {

namespace {

using twin::concat;
using twin::fixed;

constexpr double kLeft = 56.0;
constexpr double kRight = 950.0;
constexpr double kTop = 30.0;
constexpr double kBottom = 222.0;
constexpr int kGridLines = 4;

/// The next round number at or above `value`: 1, 2, 2.5 or 5 times a power of ten.
double roundedUp(double value)
{
    const double power = std::pow(10.0, std::floor(std::log10(std::max(value, 1e-12))));
    for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
        if (factor * power >= value) {
            return factor * power;
        }
    }
    return 10.0 * power;
}

std::string text(double x, double y, std::string_view anchor, const std::string& words)
{
    return concat("<text x=\"", fixed(x, 1), "\" y=\"", fixed(y, 1), "\" text-anchor=\"", anchor,
                  "\" font-size=\"12\" fill=\"#55616e\">", words, "</text>\n");
}

} // namespace

std::string svgCurves(const std::vector<SvgCurve>& curves, const std::string& values, const std::string& positions)
{
    double most = 0.0;
    std::size_t count = 2;
    for (const SvgCurve& curve : curves) {
        for (const double value : curve.values) {
            most = std::max(most, value);
        }
        count = std::max(count, curve.values.size());
    }
    const double top = roundedUp(most > 0.0 ? most : 1.0);
    const auto xOf = [&](std::size_t i) {
        return kLeft + (kRight - kLeft) * static_cast<double>(i) / static_cast<double>(count - 1);
    };
    const auto yOf = [&](double value) { return kBottom - (kBottom - kTop) * value / top; };
    std::string svg = "<svg viewBox=\"0 0 960 260\" role=\"img\" font-family=\"system-ui,sans-serif\">\n";
    for (int i = 0; i <= kGridLines; ++i) {
        const double value = top * i / kGridLines;
        svg += concat("<line x1=\"", fixed(kLeft, 1), "\" x2=\"", fixed(kRight, 1), "\" y1=\"", fixed(yOf(value), 1),
                      "\" y2=\"", fixed(yOf(value), 1), "\" stroke=\"#e3e8ec\"/>\n");
        svg += text(kLeft - 8.0, yOf(value) + 4.0, "end", twin::significant(value, 3));
    }
    svg += text(kLeft, 14.0, "start", values) + text((kLeft + kRight) / 2.0, 254.0, "middle", positions);
    svg += text(kLeft, 238.0, "middle", "0") + text(kRight, 238.0, "end", concat(count - 1));
    double legend = kRight;
    for (const SvgCurve& curve : curves) {
        std::string points;
        for (std::size_t i = 0; i < curve.values.size(); ++i) {
            points += concat(fixed(xOf(i), 1), ",", fixed(yOf(curve.values[i]), 1), " ");
        }
        svg += concat("<polyline points=\"", points, "\" fill=\"none\" stroke=\"", curve.color,
                      "\" stroke-width=\"2\"/>\n");
        svg += concat("<text x=\"", fixed(legend, 1), "\" y=\"14\" text-anchor=\"end\" font-size=\"12\" fill=\"",
                      curve.color, "\">", curve.name, "</text>\n");
        legend -= 20.0 + 7.0 * static_cast<double>(curve.name.size());
    }
    return svg + "</svg>\n";
}

} // namespace mlops
