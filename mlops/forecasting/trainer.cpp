// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/forecasting/trainer.h"

#include "mlops/features/feature_encoder.h"
#include "twin/core/text.h"

namespace mlops {

using twin::concat;

std::size_t fewestSamples(const ModelSettings& settings, const SeriesView& data)
{
    if (std::holds_alternative<NaiveSettings>(settings.parameters)) {
        return 0;
    }
    return data.observedReadings() == data.flows.size() ? 1 : settings.features.size() + 1;
}

twin::Result<void> requireSamples(const ModelSettings& settings, const SeriesView& data)
{
    const std::size_t fewest = fewestSamples(settings, data);
    if (fewest == 0) {
        return {};
    }
    const auto lags = static_cast<std::size_t>(settings.features.lags);
    const std::size_t span = lags + static_cast<std::size_t>(settings.horizons.back());
    if (data.rows() < span) {
        return twin::fail(twin::ErrorCode::InvalidInput,
                          concat("training ", nameOf(settings.family), ": found ", data.rows(),
                                 " intervals, expected at least ", span,
                                 " intervals (lags and the furthest horizon); give a longer training part"));
    }
    const std::size_t samples = sampleCount(data, lags, settings.horizons);
    if (samples < fewest) {
        return twin::fail(twin::ErrorCode::InvalidInput,
                          concat("training ", nameOf(settings.family), ": found ", samples,
                                 " samples whose newest input and targets were observed in ", data.rows(),
                                 " intervals (", data.observedReadings(), " of ", data.flows.size(),
                                 " readings observed), expected at least ", fewest,
                                 ", one for each unknown; give a longer training part or one with fewer gaps"));
    }
    return {};
}

} // namespace mlops
