// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/runtime/horizon_book.h"

#include <algorithm>

namespace mlops {

HorizonScore& HorizonBook::scoreOf(int horizon)
{
    const auto place = std::ranges::lower_bound(m_scores, horizon, {}, &HorizonScore::horizon);
    if (place != m_scores.end() && place->horizon == horizon) {
        return *place;
    }
    return *m_scores.insert(place, HorizonScore{.horizon = horizon});
}

void HorizonBook::score(const Past& now)
{
    const auto day = static_cast<std::size_t>(now.slot.slotsPerDay);
    for (std::size_t age = 0; age < m_made.size(); ++age) {
        const Made& made = m_made[age];
        const auto found = std::ranges::find(made.horizons, static_cast<int>(age) + 1);
        if (found == made.horizons.end() || made.values.empty()) {
            continue;
        }
        const auto row = static_cast<std::size_t>(found - made.horizons.begin());
        HorizonScore& score = scoreOf(*found);
        for (std::size_t station = 0; station < now.stations; ++station) {
            if (!now.wasObserved(0, station)) {
                continue;
            }
            const double truth = now.flow(0, station);
            score.errors.add(truth, made.values[row * now.stations + station]);
            score.persistence.add(truth, now.flow(age + 1, station));
            if (now.rows() > day) {
                score.seasonalNaive.add(truth, now.flow(day, station));
            }
        }
    }
}

void HorizonBook::keep(std::span<const int> horizons, std::span<const float> forecast)
{
    const auto furthest = horizons.empty() ? std::size_t{0} : static_cast<std::size_t>(horizons.back());
    Made made;
    if (m_made.size() >= furthest && !m_made.empty()) {
        made = std::move(m_made.back()); // its buffers serve again
        m_made.pop_back();
    }
    made.horizons.assign(horizons.begin(), horizons.end());
    made.values.assign(forecast.begin(), forecast.end());
    m_made.push_front(std::move(made));
}

} // namespace mlops
