// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/forecasting/naive_forecasters.h"

#include <algorithm>
#include <utility>

namespace mlops {

PersistenceForecaster::PersistenceForecaster(std::vector<int> horizons)
    : m_traits{.family = Family::Persistence, .minimumRows = 1, .history = 1, .horizons = std::move(horizons)}
{
}

void PersistenceForecaster::predict(const Past& past, std::span<float> forecast)
{
    const auto newest = past.flows.last(past.stations);
    for (std::size_t h = 0; h < m_traits.horizons.size(); ++h) {
        std::ranges::copy(newest, forecast.subspan(h * past.stations, past.stations).begin());
    }
}

SeasonalNaiveForecaster::SeasonalNaiveForecaster(std::vector<int> horizons, int slotsPerDay)
    : m_traits{.family = Family::SeasonalNaive,
               .minimumRows = 1,
               .history = static_cast<std::size_t>(slotsPerDay),
               .horizons = std::move(horizons)}
{
}

void SeasonalNaiveForecaster::predict(const Past& past, std::span<float> forecast)
{
    const auto day = static_cast<std::size_t>(past.slot.slotsPerDay);
    for (std::size_t h = 0; h < m_traits.horizons.size(); ++h) {
        const auto ahead = static_cast<std::size_t>(m_traits.horizons[h]);
        const std::size_t back = ahead <= day && past.rows() > day - ahead ? day - ahead : 0;
        const auto row = past.flows.subspan(past.flows.size() - (back + 1) * past.stations, past.stations);
        std::ranges::copy(row, forecast.subspan(h * past.stations, past.stations).begin());
    }
}

} // namespace mlops
