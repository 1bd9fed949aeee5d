// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// From ticks to pixels and back, for a visible stretch of the run. Stretches in which nothing was measured and nothing
// happened may be folded: they take a few pixels, whatever their length.

#include <algorithm>
#include <cmath>
#include <vector>

#include "twin/core/time.h"

namespace gui {

/// A stretch that is drawn as a cut.
struct TimelineFold {
    twin::Tick from = 0;
    twin::Tick to = 0; ///< one past the last

    friend bool operator==(const TimelineFold&, const TimelineFold&) = default;
};

struct TimelineScale {
    static constexpr double kFold_px = 14.0; ///< width of a cut

    double from = 0.0; ///< first visible tick
    double to = 1.0;   ///< one past the last
    double left = 0.0; ///< pixels
    double width = 1.0;
    std::vector<TimelineFold> folds{}; ///< ascending, apart from each other
    double foldTicks = 0.0;            ///< that a cut counts for; by settleFolds()

    /// Requires: called when folds, from, to or width have changed, before anything is asked.
    void settleFolds()
    {
        double hidden = 0.0;
        double cuts = 0.0;
        for (const TimelineFold& fold : folds) {
            const double inside =
                std::min(to, static_cast<double>(fold.to)) - std::max(from, static_cast<double>(fold.from));
            hidden += std::max(0.0, inside);
            cuts += inside > 0.0 ? 1.0 : 0.0;
        }
        // What is left of the stretch fills the pixels that the cuts leave.
        foldTicks = kFold_px * std::max(1.0, to - from - hidden) / std::max(1.0, width - cuts * kFold_px);
    }

    [[nodiscard]] double xOf(double tick) const
    {
        return left + (unfolded(tick) - unfolded(from)) / (unfolded(to) - unfolded(from)) * width;
    }
    [[nodiscard]] double tickAt(double x) const
    {
        return refolded(unfolded(from) + (x - left) / width * (unfolded(to) - unfolded(from)));
    }
    [[nodiscard]] double ticksPerPixel() const { return (unfolded(to) - unfolded(from)) / width; }
    /// Whether a tick lies inside a cut.
    [[nodiscard]] bool isFolded(double tick) const
    {
        return std::any_of(folds.begin(), folds.end(), [&](const TimelineFold& fold) {
            return tick > static_cast<double>(fold.from) && tick < static_cast<double>(fold.to);
        });
    }
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
    /// A cut never takes more room than what it cuts.
    [[nodiscard]] double shown(const TimelineFold& fold) const
    {
        return std::min(static_cast<double>(fold.to - fold.from), foldTicks);
    }
    /// Ticks without what the cuts leave out.
    [[nodiscard]] double unfolded(double tick) const
    {
        double left_out = 0.0;
        for (const TimelineFold& fold : folds) {
            const auto length = static_cast<double>(fold.to - fold.from);
            const double inside = std::clamp(tick - static_cast<double>(fold.from), 0.0, length);
            left_out += inside * (1.0 - shown(fold) / length);
        }
        return tick - left_out;
    }
    [[nodiscard]] double refolded(double place) const
    {
        for (const TimelineFold& fold : folds) {
            const auto length = static_cast<double>(fold.to - fold.from);
            const double begin = static_cast<double>(fold.from);
            if (place <= begin) {
                return place;
            }
            if (place < begin + shown(fold)) {
                return begin + (place - begin) * length / shown(fold);
            }
            place += length - shown(fold);
        }
        return place;
    }
    void moveInto(double end)
    {
        const double span = std::min(to - from, end);
        from = std::clamp(from, 0.0, std::max(0.0, end - span));
        to = from + span;
    }
};

} // namespace gui
