// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/forecasting/linear_forecaster.h"

#include <numeric>
#include <utility>

namespace mlops {

LinearForecaster::LinearForecaster(const ModelSettings& settings, const Scaler& scaler, std::vector<double> weights,
                                   std::vector<double> intercepts)
    : m_traits(traitsOf(settings)),
      m_encoder(settings.features, scaler),
      m_weights(std::move(weights)),
      m_intercepts(std::move(intercepts)),
      m_row(m_encoder.size())
{
}

twin::Result<std::unique_ptr<Forecaster>> LinearForecaster::open(const TrainedModel& model, const Scaler& servingScaler)
{
    const std::size_t horizons = model.settings.horizons.size();
    const auto weights = requireArray(model, "weights", {horizons, model.settings.features.size()});
    if (!weights) {
        return tl::unexpected(weights.error());
    }
    const auto intercepts = requireArray(model, "intercepts", {horizons});
    if (!intercepts) {
        return tl::unexpected(intercepts.error());
    }
    return std::unique_ptr<Forecaster>(
        new LinearForecaster(model.settings, servingScaler, (*weights)->values, (*intercepts)->values));
}

void LinearForecaster::predict(const Past& past, std::span<float> forecast)
{
    const Scaler& scaler = m_encoder.scaler();
    for (std::size_t station = 0; station < past.stations; ++station) {
        m_encoder.encode(past, station, m_row);
        for (std::size_t h = 0; h < m_intercepts.size(); ++h) {
            const double* weights = &m_weights[h * m_row.size()];
            const double scaled = std::inner_product(m_row.begin(), m_row.end(), weights, m_intercepts[h]);
            forecast[h * past.stations + station] = static_cast<float>(scaler.unscale(scaled, station));
        }
    }
}

} // namespace mlops
