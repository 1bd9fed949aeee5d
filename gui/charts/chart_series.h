// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a chart is given: values and what they mean. How a meaning looks (colour, line, legend) is the chart's affair,
// so that imputed values look the same wherever they stand.

#include <vector>

#include <QString>

namespace gui {

enum class SeriesRole {
    Observed,     ///< solid
    Imputed,      ///< lighter, dashed
    Forecast,     ///< dotted
    Band,         ///< an interval, filled: y is its lower and `upper` its upper edge
    Residual,     ///< filled to zero
    Boundary,     ///< a goal's limit, dashed; may move in time
    Yesterday,    ///< thin
    LastWeek,     ///< thin, dash-dotted
    CategoryBand, ///< as Band, around the Category of the same number
    Category      ///< one of several things alike, such as runs: colour, dash and letter by `category`
};

[[nodiscard]] constexpr bool isBand(SeriesRole role)
{
    return role == SeriesRole::Band || role == SeriesRole::CategoryBand;
}

/// Invariants: x ascends; y (and upper, where the role is a band) has the size of x; NaN is a gap.
struct ChartSeries {
    QString name;
    SeriesRole role = SeriesRole::Observed;
    std::vector<double> x; ///< seconds since 1970 UTC
    std::vector<float> y;
    std::vector<float> upper;
    int category = 0;
};

/// A moment or a stretch on the time axis that something happened at.
struct ChartMark {
    double from = 0.0;
    double to = 0.0; ///< equal to `from` for a moment
    QString text;    ///< short; drawn beside the line
    bool isAlarm = false;
};

/// What stands at the axis of values.
struct AxisTitle {
    QString quantity;
    QString unit; ///< empty for ratios
};

} // namespace gui
