// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/runtime/forecast_service.h"

#include <algorithm>
#include <utility>

#include "twin/core/text.h"

namespace mlops {

using twin::concat;
using twin::Result;

ForecastService::ForecastService(ServiceParts parts, ServiceConfig config)
    : m_parts(parts), m_config(std::move(config))
{
    TWIN_ASSERT(!m_config.settings.empty(), "a service has at least one model");
    m_active = m_config.settings.front().family;
}

const ModelSettings& ForecastService::settingsOf(Family family) const
{
    const auto found = std::ranges::find(m_config.settings, family, &ModelSettings::family);
    TWIN_ASSERT(found != m_config.settings.end(), "only families of the run are asked for");
    return *found;
}

std::size_t ForecastService::history() const
{
    std::size_t longest = 1;
    for (const Line& line : m_lines) {
        if (line.forecaster) {
            longest = std::max(longest, line.forecaster->traits().history);
        }
    }
    return longest;
}

Result<std::unique_ptr<Forecaster>> ForecastService::open(const ModelVersion& version) const
{
    return makeForecaster(version.model, m_config.servingScaler ? &*m_config.servingScaler : nullptr);
}

Result<ForecastService::Obtained> ForecastService::obtain(const TimeSplit& split, ModelVersion draft, const Scaler& scaler)
{
    const SeriesView& data = split.train().series();
    const bool isRetraining = draft.reason != TrainingReason::Initial;
    const ModelSettings settings = draft.model.settings;
    draft.window.rows = data.rows();
    draft.window.stations = data.stations;
    draft.window.digest = digestOf(data);
    draft.window.source = m_config.source;
    draft.seed = m_config.seed;
    draft.id = versionIdOf(settings, scaler, draft.window, draft.seed, isRetraining);
    if (m_parts.store != nullptr) {
        auto stored = m_parts.store->get(draft.id);
        if (stored) {
            draft.model = std::move(stored->model);
            draft.cost = stored->cost;
            draft.trainingFlows = std::move(stored->trainingFlows);
            return Obtained{std::move(draft), false};
        }
    }
    m_parts.meter.trainingStarts();
    auto trained = m_parts.trainer.train({.settings = settings,
                                          .data = split.train(),
                                          .scaler = scaler,
                                          .isRetraining = isRetraining,
                                          .seed = m_config.seed,
                                          .stop = m_config.stop,
                                          .progress = {}});
    draft.cost = m_parts.meter.trainingEnds();
    m_parts.meter.start();
    if (!trained) {
        return tl::unexpected(trained.error());
    }
    draft.model = std::move(*trained);
    draft.trainingFlows.assign(data.flows.begin(), data.flows.end());
    return Obtained{std::move(draft), true};
}

Result<void> ForecastService::keep(const Obtained& obtained) const
{
    const bool isNaive = std::holds_alternative<NaiveSettings>(obtained.version.model.settings.parameters);
    return m_parts.store != nullptr && obtained.isNew && !isNaive ? m_parts.store->put(obtained.version) : Result<void>{};
}

Result<void> ForecastService::prepare(const TimeSplit& split, const TrainPart& scalerPart, double shareImputed)
{
    for (const ModelSettings& settings : m_config.settings) {
        ModelVersion draft;
        draft.model.settings = settings;
        draft.window.firstTick = -static_cast<std::int64_t>(split.whole().rows());
        draft.window.shareImputed = shareImputed;
        auto obtained = obtain(split, std::move(draft), Scaler::minMax(scalerPart));
        if (!obtained) {
            return tl::unexpected(obtained.error());
        }
        ModelVersion& version = obtained->version;
        auto forecaster = open(version);
        if (!forecaster) {
            return tl::unexpected(forecaster.error());
        }
        if (split.later().rows() > 0) {
            version.holdOut = evaluate(**forecaster, split.whole(), split.cut());
        }
        const auto kept = keep(*obtained);
        if (!kept) {
            return kept;
        }
        catchUp(**forecaster, split);
        Line& line = serving(settings.family);
        line = {{std::make_shared<const ModelVersion>(std::move(version))}, 1, std::move(*forecaster)};
        record(*line.versions.front(), 1, true, "", 0);
    }
    return {};
}

std::string ForecastService::reuse(Family family, std::size_t number)
{
    if (m_config.fidelity.has(Flaw::ReuseDoesNothing)) {
        return concat("Version ", number, " was not put into service: the published system copies a file nobody reads");
    }
    Line& line = serving(family);
    TWIN_ASSERT(number >= 1 && number <= line.versions.size(), "a version is chosen from those there are");
    auto forecaster = open(*line.versions[number - 1]);
    if (!forecaster) {
        return concat("Version ", number, " could not be opened: ", forecaster.error().message);
    }
    line.forecaster = std::move(*forecaster);
    line.number = number;
    return {};
}

bool ForecastService::loses(const HoldOut& candidate, Family family, const TimeSplit& split, std::string& note)
{
    auto incumbent = open(*serving(family).versions[serving(family).number - 1]);
    if (!incumbent) {
        return false; // what serves cannot be opened any more: the candidate is better than nothing
    }
    const HoldOut old = evaluate(**incumbent, split.whole(), split.cut());
    note = concat("on the newest ", candidate.count, " readings its RMSE is ", twin::significant(candidate.rmse, 4),
                  " against ", twin::significant(old.rmse, 4), " of the version in service");
    return candidate.rmse > old.rmse;
}

std::string ForecastService::retrain(const Retrain& order, const SeriesView& window, twin::Tick now, SampleCount sample,
                                     Booking booking)
{
    Line& line = serving(order.family);
    const bool gated = !m_config.fidelity.has(Flaw::RetrainedAlwaysServes);
    const auto holdOut = static_cast<std::size_t>(m_config.holdOutShare * static_cast<double>(window.rows()));
    const TimeSplit split = gated ? TimeSplit(window, window.rows() - holdOut) : TimeSplit::allForTraining(window);
    ModelVersion draft;
    draft.model.settings = settingsOf(order.family);
    draft.parent = line.versions[line.number - 1]->id;
    draft.reason = order.reason;
    draft.window.firstTick = now - static_cast<twin::Tick>(window.rows()) + 1;
    auto obtained = obtain(split, std::move(draft), Scaler::minMax(split.train()));
    if (!obtained) {
        return concat("The training failed: ", obtained.error().message);
    }
    ModelVersion& version = obtained->version;
    m_parts.ledger.book(Phase::Training, order.family, m_parts.meter.price(order.family, version.cost), booking);
    auto forecaster = open(version);
    if (!forecaster) {
        return concat("The new version cannot serve: ", forecaster.error().message);
    }
    std::string note;
    bool refused = false;
    if (gated) {
        version.holdOut = evaluate(**forecaster, split.whole(), split.cut());
        refused = loses(*version.holdOut, order.family, split, note);
        catchUp(**forecaster, split);
    }
    const auto kept = keep(*obtained);
    note += kept ? "" : concat("; it could not be stored: ", kept.error().message);
    line.versions.push_back(std::make_shared<const ModelVersion>(std::move(version)));
    const std::size_t number = line.versions.size();
    record(*line.versions.back(), number, !refused, note, now);
    if (refused) {
        return concat("Version ", number, " was refused: ", note);
    }
    const SampleCount delay = m_config.trainingDelay[static_cast<std::size_t>(order.family)];
    m_pending.push_back({order.family, number, sample + delay, std::move(*forecaster)});
    return note.empty() ? "" : concat("Version ", number, " is accepted: ", note);
}

std::optional<Family> ForecastService::takeEffect(SampleCount sample)
{
    if (m_pending.empty() || m_pending.front().at > sample) {
        return std::nullopt;
    }
    Pending due = std::move(m_pending.front());
    m_pending.erase(m_pending.begin());
    Line& line = serving(due.family);
    line.forecaster = std::move(due.forecaster);
    line.number = due.number;
    return due.family;
}

void ForecastService::record(const ModelVersion& version, std::size_t number, bool serves, const std::string& note,
                             twin::Tick tick)
{
    m_parts.log.append(VersionRecord{tick, number, serves, note, &version});
}

} // namespace mlops
