// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/registry/training.h"

#include <limits>
#include <utility>

#include "twin/core/text.h"

namespace mlops {

namespace {

using twin::Result;

double shareNotObserved(const SeriesView& data)
{
    const std::size_t missing = data.flows.size() - data.observedReadings();
    return missing == 0 ? 0.0 : static_cast<double>(missing) / static_cast<double>(data.flows.size());
}

/// The version with everything but the model: what its id is made of.
ModelVersion draftOf(const TrainingOrder& order, const SeriesView& data, const Scaler& scaler)
{
    ModelVersion draft;
    draft.model.settings = order.settings;
    draft.parent = order.parent;
    draft.reason = order.reason;
    draft.seed = order.seed;
    draft.window = {.source = order.source,
                    .firstTick = order.firstTick,
                    .rows = data.rows(),
                    .stations = data.stations,
                    .shareImputed = shareNotObserved(data),
                    .digest = digestOf(data)};
    const bool isRetraining = order.reason != TrainingReason::Initial;
    draft.id = versionIdOf(order.settings, scaler, draft.window, order.seed, isRetraining);
    return draft;
}

/// Takes model and cost from the store. False where they are not there or damaged.
bool takeFromStore(const ModelStore* store, ModelVersion& draft)
{
    if (store == nullptr) {
        return false;
    }
    auto stored = store->get(draft.id);
    if (!stored) {
        return false;
    }
    draft.model = std::move(stored->model);
    draft.cost = stored->cost;
    draft.trainingFlows = std::move(stored->trainingFlows);
    return true;
}

Result<void> trainInto(ModelVersion& draft, const TrainingOrder& order, const TimeSplit& split, const Scaler& scaler,
                       const TrainingTools& tools)
{
    tools.meter.trainingStarts();
    auto trained = tools.trainer.train({.settings = order.settings,
                                        .data = split.train(),
                                        .scaler = scaler,
                                        .isRetraining = order.reason != TrainingReason::Initial,
                                        .seed = order.seed,
                                        .stop = order.stop,
                                        .progress = order.progress});
    draft.cost = tools.meter.trainingEnds();
    tools.meter.start();
    if (!trained) {
        return tl::unexpected(trained.error());
    }
    draft.model = std::move(*trained);
    const SeriesView& data = split.train().series();
    draft.trainingFlows.assign(data.flows.begin(), data.flows.end());
    for (std::size_t i = 0; i < draft.trainingFlows.size(); ++i) {
        if (!isObserved(data.observed, i)) {
            draft.trainingFlows[i] = std::numeric_limits<float>::quiet_NaN();
        }
    }
    return {};
}

} // namespace

Result<TrainedVersion> trainVersion(const TrainingOrder& order, const TimeSplit& split, const Scaler& scaler,
                                    const TrainingTools& tools, const Scaler* servingScaler)
{
    TrainedVersion result{.version = draftOf(order, split.train().series(), scaler)};
    ModelVersion& version = result.version;
    const bool isKnown = takeFromStore(tools.store, version);
    if (!isKnown) {
        if (const auto trained = trainInto(version, order, split, scaler, tools); !trained) {
            return tl::unexpected(trained.error());
        }
    }
    auto forecaster = makeForecaster(version.model, servingScaler);
    if (!forecaster) {
        return tl::unexpected(forecaster.error());
    }
    result.forecaster = std::move(*forecaster);
    if (split.later().rows() > 0) {
        if (const HoldOut judged = evaluate(*result.forecaster, split.whole(), split.cut()); judged.count > 0) {
            version.holdOut = judged;
        }
        catchUp(*result.forecaster, split);
    }
    const bool isNaive = std::holds_alternative<NaiveSettings>(order.settings.parameters);
    if (tools.store != nullptr && !isKnown && !isNaive) {
        const auto stored = tools.store->put(version);
        result.note = stored ? "" : "the version could not be stored: " + stored.error().message;
    }
    return result;
}

} // namespace mlops
