// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/forecasting/lstm_forecaster.h"

#include <algorithm>
#include <cmath>

#include "mlops/forecasting/linear_forecaster.h"
#include "twin/core/assert.h"
#include "twin/core/text.h"

namespace mlops {

namespace {

/// One array of the model, or the first error met.
class ArrayReader {
public:
    explicit ArrayReader(const TrainedModel& model) : m_model(model) {}

    std::span<const double> read(std::string_view name, const std::vector<std::size_t>& shape)
    {
        if (!m_status) {
            return {};
        }
        const auto array = requireArray(m_model, name, shape);
        if (!array) {
            m_status = tl::unexpected(array.error());
            return {};
        }
        const std::vector<double>& values = (*array)->values;
        const auto odd = std::ranges::find_if_not(values, [](double value) { return std::isfinite(value); });
        if (odd != values.end()) {
            m_status = twin::fail(twin::ErrorCode::Corrupt,
                                  twin::concat("model lstm: expected finite numbers in array '", name, "', found ",
                                               *odd, " at position ", odd - values.begin()));
        }
        return values;
    }
    [[nodiscard]] const twin::Result<void>& status() const { return m_status; }

private:
    const TrainedModel& m_model;
    twin::Result<void> m_status;
};

twin::Result<std::size_t> hiddenOf(const ModelSettings& settings)
{
    const auto* parameters = std::get_if<LstmSettings>(&settings.parameters);
    if (parameters == nullptr) {
        return twin::fail(twin::ErrorCode::Corrupt,
                          "model lstm: expected the settings of an LSTM, found those of another family");
    }
    if (parameters->hidden < 1 || parameters->hidden > static_cast<int>(kMostHidden)) {
        return twin::fail(twin::ErrorCode::Corrupt, twin::concat("model lstm: expected 1 to ", kMostHidden,
                                                                 " hidden units, found ", parameters->hidden));
    }
    return static_cast<std::size_t>(parameters->hidden);
}

} // namespace

LstmForecaster::LstmForecaster(const ModelSettings& settings, const Scaler& scaler, const LstmWeights& weights)
    : m_traits{.family = Family::Lstm,
               .minimumRows = static_cast<std::size_t>(settings.features.lags),
               .history = static_cast<std::size_t>(settings.features.lags),
               .horizons = settings.horizons},
      m_scaler(scaler),
      m_kernel(weights),
      m_sequences(scaler.stations() * m_traits.history),
      m_outputs(scaler.stations() * weights.outputs)
{
}

twin::Result<std::unique_ptr<Forecaster>> LstmForecaster::open(const TrainedModel& model, const Scaler& servingScaler)
{
    const auto hidden = hiddenOf(model.settings);
    if (!hidden) {
        return tl::unexpected(hidden.error());
    }
    if (model.settings.features.lags < 1 || model.settings.horizons.empty()) {
        return twin::fail(twin::ErrorCode::Corrupt,
                          twin::concat("model lstm: expected at least one lag and one horizon, found ",
                                       model.settings.features.lags, " and ", model.settings.horizons.size()));
    }
    const std::size_t gates = 4 * *hidden;
    const std::size_t outputs = model.settings.horizons.size();
    ArrayReader reader(model);
    const LstmWeights weights{.hidden = *hidden,
                              .outputs = outputs,
                              .inputWeights = reader.read("weight_ih", {gates, 1}),
                              .recurrentWeights = reader.read("weight_hh", {gates, *hidden}),
                              .inputBias = reader.read("bias_ih", {gates}),
                              .recurrentBias = reader.read("bias_hh", {gates}),
                              .headWeights = reader.read("head_weight", {outputs, *hidden}),
                              .headBias = reader.read("head_bias", {outputs})};
    if (!reader.status()) {
        return tl::unexpected(reader.status().error());
    }
    return std::unique_ptr<Forecaster>(new LstmForecaster(model.settings, servingScaler, weights));
}

void LstmForecaster::predict(const Past& past, std::span<float> forecast)
{
    const std::size_t stations = past.stations;
    const std::size_t length = m_traits.history;
    const std::size_t outputs = m_kernel.outputs();
    TWIN_ASSERT(stations == m_scaler.stations() && past.rows() >= length,
                "the past has the stations of the scaler and enough rows");
    TWIN_ASSERT(forecast.size() == outputs * stations, "a forecast is [H, N]");
    for (std::size_t station = 0; station < stations; ++station) {
        for (std::size_t t = 0; t < length; ++t) {
            const double scaled = m_scaler.scale(past.flow(length - 1 - t, station), station);
            m_sequences[station * length + t] = static_cast<float>(scaled);
        }
    }
    m_kernel.predictBatch(m_sequences, stations, m_outputs);
    for (std::size_t station = 0; station < stations; ++station) {
        for (std::size_t h = 0; h < outputs; ++h) {
            const double flow = m_scaler.unscale(m_outputs[station * outputs + h], station);
            forecast[h * stations + station] = static_cast<float>(flow);
        }
    }
}

} // namespace mlops
