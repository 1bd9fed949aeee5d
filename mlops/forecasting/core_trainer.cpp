// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/forecasting/core_trainer.h"

#include <utility>

#include "mlops/forecasting/recursive_least_squares.h"

namespace mlops {

CoreTrainer::CoreTrainer(TrainerSource lstmSource) : m_lstmSource(std::move(lstmSource)) {}

twin::Result<TrainedModel> CoreTrainer::train(const TrainingRequest& request)
{
    const ModelSettings& settings = request.settings;
    if (const auto enough = requireSamples(settings, request.data.series()); !enough) {
        return tl::unexpected(enough.error());
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
