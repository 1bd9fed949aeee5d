// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The two forecasts that cost nothing. They stand in every table: a model that does not beat them has learned nothing.

#include <vector>

#include "mlops/forecasting/forecaster.h"

namespace mlops {

/// The newest value holds at every horizon.
class PersistenceForecaster final : public Forecaster {
public:
    explicit PersistenceForecaster(std::vector<int> horizons);
    [[nodiscard]] const ForecasterTraits& traits() const override { return m_traits; }
    void predict(const Past& past, std::span<float> forecast) override;

private:
    ForecasterTraits m_traits;
};

/// Yesterday's value at the slot being forecast; the newest value while less than a day is known.
class SeasonalNaiveForecaster final : public Forecaster {
public:
    SeasonalNaiveForecaster(std::vector<int> horizons, int slotsPerDay);
    [[nodiscard]] const ForecasterTraits& traits() const override { return m_traits; }
    void predict(const Past& past, std::span<float> forecast) override;

private:
    ForecasterTraits m_traits;
};

} // namespace mlops
