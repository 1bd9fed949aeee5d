// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/forecasting/trained_model.h"

#include <algorithm>
#include <functional>
#include <numeric>

#include "mlops/forecasting/linear_forecaster.h"
#include "mlops/forecasting/lstm_forecaster.h"
#include "mlops/forecasting/naive_forecasters.h"
#include "mlops/forecasting/recursive_least_squares.h"
#include "twin/core/text.h"

namespace mlops {

namespace {

/// Five-minute data; seasonal features of other steps scale with the calendar slot they are given.
constexpr int kSlotsPerDay = 288;

std::string shapeText(const std::vector<std::size_t>& shape)
{
    std::string text = "[";
    for (std::size_t i = 0; i < shape.size(); ++i) {
        text += twin::concat(i == 0 ? "" : ", ", shape[i]);
    }
    return text + "]";
}

} // namespace

const WeightArray* TrainedModel::find(std::string_view name) const
{
    const auto found = std::ranges::find(weights, name, &WeightArray::name);
    return found == weights.end() ? nullptr : &*found;
}

twin::Result<const WeightArray*> requireArray(const TrainedModel& model, std::string_view name,
                                              const std::vector<std::size_t>& shape)
{
    const WeightArray* array = model.find(name);
    const std::string expected = twin::concat("model ", nameOf(model.settings.family), ": expected array '", name,
                                              "' of shape ", shapeText(shape));
    if (array == nullptr) {
        return twin::fail(twin::ErrorCode::Corrupt, expected + ", found none");
    }
    const std::size_t size = std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies<>());
    if (array->shape != shape || array->values.size() != size) {
        return twin::fail(twin::ErrorCode::Corrupt, twin::concat(expected, ", found ", shapeText(array->shape),
                                                                 " with ", array->values.size(), " values"));
    }
    return array;
}

ForecasterTraits traitsOf(const ModelSettings& settings)
{
    return {.family = settings.family,
            .minimumRows = static_cast<std::size_t>(settings.features.lags),
            .history = settings.features.history(kSlotsPerDay),
            .horizons = settings.horizons};
}

twin::Result<std::unique_ptr<Forecaster>> makeForecaster(const TrainedModel& model, const Scaler* servingScaler)
{
    const Scaler& scaler = servingScaler != nullptr ? *servingScaler : model.scaler;
    switch (model.settings.family) {
    case Family::Persistence:
        return std::make_unique<PersistenceForecaster>(model.settings.horizons);
    case Family::SeasonalNaive:
        return std::make_unique<SeasonalNaiveForecaster>(model.settings.horizons, kSlotsPerDay);
    case Family::Ridge:
    case Family::Svr:
        return LinearForecaster::open(model, scaler);
    case Family::Rls:
        return RlsForecaster::open(model, scaler);
    case Family::Lstm:
        return LstmForecaster::open(model, scaler);
    }
    return twin::fail(twin::ErrorCode::Corrupt, "the model names no known family");
}

} // namespace mlops
