// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// From ticks to pixels and back, for a visible stretch of the run.

#include <algorithm>
#include <cmath>

#include "twin/core/time.h"

namespace gui {

struct TimelineScale {
    double from = 0.0; ///< first visible tick
    double to = 1.0;   ///< one past the last
    double left = 0.0; ///< pixels
    double width = 1.0;

    [[nodiscard]] double xOf(double tick) const { return left + (tick - from) / (to - from) * width; }
    [[nodiscard]] double tickAt(double x) const { return from + (x - left) / width * (to - from); }
    [[nodiscard]] double ticksPerPixel() const { return (to - from) / width; }
    [[nodiscard]] bool isVisible(double first, double last) const { return last >= from && first <= to; }

    /// Zooms by `factor` (more than 1: closer) about a place that stays, within [0, end].
    void zoom(double factor, double about, double end)
    {
        constexpr double kFewestTicks = 12.0;
        const double span = std::clamp((to - from) / factor, std::min(kFewestTicks, end), end);
        const double share = (about - from) / (to - from);
        from = about - share * span;
        to = from + span;
        moveInto(end);
    }
    void pan(double ticks, double end)
    {
        from += ticks;
        to += ticks;
        moveInto(end);
    }
    /// Shifts as little as needed so that `tick` is seen.
    void show(double tick, double end)
    {
        const double span = to - from;
        if (tick < from) {
            pan(tick - from - span * 0.1, end);
        } else if (tick > to) {
            pan(tick - to + span * 0.1, end);
        }
    }

private:
    void moveInto(double end)
    {
        const double span = std::min(to - from, end);
        from = std::clamp(from, 0.0, std::max(0.0, end - span));
        to = from + span;
    }
};

} // namespace gui
