// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How far off the forecasts of one station were lately: what an interval around the next one can honestly be made of,
// since the models themselves give none.

#include <optional>
#include <utility>
#include <vector>

#include "gui/bridge/run_history.h"

namespace gui {

class ForecastErrors {
public:
    static constexpr twin::Tick kWindow = 288; ///< forecasts looked back on: a day of five-minute data
    static constexpr std::size_t kLeast = 36;  ///< fewer errors than that make no interval: three hours
    static constexpr double kShare = 0.90;     ///< of the errors that the interval holds

    /// Of the forecasts for `horizon`, made from kWindow before `from` up to `to`. A copy: the history may go on.
    ForecastErrors(const RunHistory& history, std::size_t station, std::size_t horizon, twin::Tick from, twin::Tick to);

    /// The middle kShare of truth − forecast, vehicles an interval, as known when the forecast of `made` was made.
    /// Nothing where too few had met an observed truth by then. Takes time in proportion to kWindow.
    [[nodiscard]] std::optional<std::pair<float, float>> reachAt(twin::Tick made) const;

private:
    twin::Tick m_first = 0;
    twin::Tick m_steps = 1;
    std::vector<float> m_errors; ///< by the tick the forecast was made at, from m_first; NaN: none
};

} // namespace gui
