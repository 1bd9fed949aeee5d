// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/forecasting/core_trainer.h"

#include <utility>

#include "mlops/forecasting/recursive_least_squares.h"
#include "twin/core/text.h"

namespace mlops {

CoreTrainer::CoreTrainer(TrainerSource lstmSource) : m_lstmSource(std::move(lstmSource)) {}

twin::Result<TrainedModel> CoreTrainer::train(const TrainingRequest& request)
{
    const ModelSettings& settings = request.settings;
    const std::size_t rows = request.data.series().rows();
    const std::size_t needed =
        static_cast<std::size_t>(settings.features.lags) + static_cast<std::size_t>(settings.horizons.back());
    const bool isNaive = std::holds_alternative<NaiveSettings>(settings.parameters);
    if (!isNaive && rows < needed) {
        return twin::fail(twin::ErrorCode::InvalidInput,
                          twin::concat("training ", nameOf(settings.family), ": found ", rows,
                                       " intervals, expected at least ", needed,
                                       " (lags and the furthest horizon); give a longer training part"));
    }
    switch (settings.family) {
    case Family::Persistence:
    case Family::SeasonalNaive:
        return TrainedModel{.settings = settings, .scaler = request.scaler, .weights = {}, .lossCurve = {}};
    case Family::Ridge:
        return trainRidge(request);
    case Family::Rls:
        return trainRls(request);
    case Family::Svr:
        return trainSvr(request);
    case Family::Lstm:
        return trainLstm(request);
    }
    return twin::fail(twin::ErrorCode::InvalidInput, "the settings name no known family");
}

twin::Result<TrainedModel> CoreTrainer::trainLstm(const TrainingRequest& request)
{
    if (!m_lstm) {
        auto loaded = m_lstmSource
                          ? m_lstmSource()
                          : twin::Result<std::unique_ptr<Trainer>>(twin::fail(
                                twin::ErrorCode::Unavailable, "this program was started without LSTM training"));
        if (!loaded) {
            return twin::failIn("training lstm", loaded.error());
        }
        m_lstm = std::move(*loaded);
    }
    return m_lstm->train(request);
}

} // namespace mlops
