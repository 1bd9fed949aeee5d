// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/forecast_errors.h"

#include <algorithm>
#include <cmath>

namespace gui {

ForecastErrors::ForecastErrors(const RunHistory& history, std::size_t station, std::size_t horizon, twin::Tick from,
                               twin::Tick to)
    : m_steps(horizon < history.horizons().size() ? history.horizons()[horizon] : 1)
{
    m_first = std::max<twin::Tick>(0, from - kWindow - m_steps);
    const twin::Tick last = std::min(to, history.ticks() - m_steps);
    for (twin::Tick made = m_first; made < last; ++made) {
        const auto said = history.forecast(made, station, horizon);
        const bool isObserved = history.quality(made + m_steps, station) == twin::Quality::Observed;
        m_errors.push_back(said && isObserved ? history.flow(made + m_steps, station) - *said : twin::kMissing);
    }
}

std::optional<std::pair<float, float>> ForecastErrors::reachAt(twin::Tick made) const
{
    // At `made` the truth is known of what was forecast m_steps before and earlier.
    const twin::Tick end = std::clamp<twin::Tick>(made - m_steps + 1 - m_first, 0, std::ssize(m_errors));
    std::vector<float> known;
    for (twin::Tick i = std::max<twin::Tick>(0, end - kWindow); i < end; ++i) {
        if (const float error = m_errors[static_cast<std::size_t>(i)]; !std::isnan(error)) {
            known.push_back(error);
        }
    }
    if (known.size() < kLeast) {
        return std::nullopt;
    }
    const auto quantile = [&](double share) {
        const auto place = known.begin() + std::lround(share * static_cast<double>(known.size() - 1));
        std::nth_element(known.begin(), place, known.end());
        return *place;
    };
    const float low = quantile((1.0 - kShare) / 2.0);
    return std::pair(low, quantile((1.0 + kShare) / 2.0));
}

} // namespace gui
