// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Where an axis puts its marks: round numbers for values, round clock times at the place for instants.

#include <vector>

#include <QString>

#include "gui/models/time_text.h"

namespace gui {

/// Round steps that hold a range.
struct AxisScale {
    double from = 0.0;
    double to = 1.0;
    double step = 0.2;

    [[nodiscard]] int decimals() const;
    [[nodiscard]] QString text(double value) const;
    /// The round values from `from` to `to`, both included.
    [[nodiscard]] std::vector<double> values() const;
};

/// Steps of 1, 2, 2.5 or 5 times a power of ten, about `count` of them. Ensures: from <= least, greatest <= to, from <
/// to.
[[nodiscard]] AxisScale roundScale(double least, double greatest, int count);

struct TimeTick {
    double time_s = 0.0;
    QString text;
    bool isDay = false; ///< the first of its day
};

/// Ticks at round local times, at most `most` of them.
[[nodiscard]] std::vector<TimeTick> timeTicks(double from, double to, int most, const TimeText& text);

/// `value` with three significant digits and the digits grouped as the locale does; a dash where it is not finite.
[[nodiscard]] QString figureText(double value);
/// A round number without needless digits, such as the edge of a class: "85", "2.5", with a true minus sign.
[[nodiscard]] QString edgeText(double value);

} // namespace gui
