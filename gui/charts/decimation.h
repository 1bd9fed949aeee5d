// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// As many points as a screen can show and not one extreme less. A spike of one sample is what people look for; so each
// pixel column keeps its smallest and its largest value, in the order in which they came.

#include <span>
#include <vector>

#include <QPolygonF>

namespace gui {

/// A stretch of the x axis and the pixel columns it has.
struct ColumnView {
    double from = 0.0;
    double to = 1.0;
    int columns = 1;
};

/// The curve within the view and one point either side of it, as gap-free runs in data coordinates.
/// Requires: x ascends and has the size of y. Ensures: at most two points a column; the smallest and largest value of
/// each column are kept; NaN parts two runs.
[[nodiscard]] std::vector<QPolygonF> decimated(std::span<const double> x, std::span<const float> y,
                                               const ColumnView& view);

/// Least and greatest finite value with x in [from, to]; NaN, NaN where there is none.
struct ValueRange {
    float least;
    float greatest;
};
[[nodiscard]] ValueRange rangeWithin(std::span<const double> x, std::span<const float> y, double from, double to);

} // namespace gui
