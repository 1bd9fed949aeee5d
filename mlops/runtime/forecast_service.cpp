// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/runtime/forecast_service.h"

#include <algorithm>
#include <utility>

#include "mlops/features/feature_encoder.h"
#include "twin/core/text.h"

namespace mlops {

using twin::concat;
using twin::Result;

ForecastService::ForecastService(ServiceParts parts, ServiceConfig config) : m_parts(parts), m_config(std::move(config))
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

int ForecastService::furthestHorizon() const
{
    int furthest = 1;
    for (const ModelSettings& settings : m_config.settings) {
        furthest = std::max(furthest, settings.horizons.back());
    }
    return furthest;
}

Result<std::unique_ptr<Forecaster>> ForecastService::open(const ModelVersion& version) const
{
    return makeForecaster(version.model, servingScaler());
}

const Scaler* ForecastService::servingScaler() const
{
    return m_config.servingScaler ? &*m_config.servingScaler : nullptr;
}

TrainingOrder ForecastService::orderFor(Family family) const
{
    TrainingOrder order;
    order.settings = settingsOf(family);
    order.seed = m_config.seed;
    order.source = m_config.source;
    order.stop = m_config.stop;
    return order;
}

Result<void> ForecastService::prepare(const TimeSplit& split, const TrainPart& scalerPart)
{
    for (const ModelSettings& settings : m_config.settings) {
        TrainingOrder order = orderFor(settings.family);
        order.firstTick = -static_cast<std::int64_t>(split.whole().rows());
        auto trained = trainVersion(order, split, Scaler::minMax(scalerPart),
                                    {m_parts.trainer, m_parts.store, m_parts.meter}, servingScaler());
        if (!trained) {
            return tl::unexpected(trained.error());
        }
        Line& line = serving(settings.family);
        line = {{std::make_shared<const ModelVersion>(std::move(trained->version))}, 1, std::move(trained->forecaster)};
        m_parts.log.append(VersionRecord{0, 1, true, trained->note, line.versions.front().get()});
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

std::optional<Retraining> ForecastService::refusal(Family family, const TimeSplit& split, bool gated) const
{
    const ModelSettings& settings = settingsOf(family);
    const SeriesView& train = split.train().series();
    const std::size_t samples = sampleCount(train, static_cast<std::size_t>(settings.features.lags), settings.horizons);
    const std::size_t needed = fewestSamples(settings, split.whole());
    const std::string where = concat("The training was refused: of the newest ", split.whole().rows(), " intervals ",
                                     split.whole().observedRows(), " were observed, which leaves ");
    if (samples < needed) {
        return Retraining{concat(where, samples, " samples to train on, expected at least ", needed,
                                 "; the version in service stays"),
                          Retraining::TooShort{samples, needed}};
    }
    if (gated && split.later().observedReadings() == 0) {
        return Retraining{
            concat(where, "none to judge the candidate by, expected at least 1; the version in service stays"),
            Retraining::TooShort{0, 1}};
    }
    return std::nullopt;
}

Retraining ForecastService::retrain(const Retrain& order, const SeriesView& window, const TrainingMoment& moment)
{
    Line& line = serving(order.family);
    const bool gated = !m_config.fidelity.has(Flaw::RetrainedAlwaysServes);
    const std::size_t observed = window.observedRows();
    const auto holdOut = static_cast<std::size_t>(m_config.holdOutShare * static_cast<double>(observed));
    const TimeSplit split =
        gated ? TimeSplit(window, window.rowAfter(observed - holdOut)) : TimeSplit::allForTraining(window);
    if (auto refused = refusal(order.family, split, gated)) {
        return *std::move(refused);
    }
    TrainingOrder training = orderFor(order.family);
    training.parent = line.versions[line.number - 1]->id;
    training.reason = order.reason;
    training.firstTick = moment.tick - static_cast<twin::Tick>(window.rows()) + 1;
    auto trained = trainVersion(training, split, Scaler::minMax(split.train()),
                                {m_parts.trainer, m_parts.store, m_parts.meter}, servingScaler());
    if (!trained) {
        return {concat("The training failed: ", trained.error().message), {}};
    }
    ModelVersion& version = trained->version;
    m_parts.ledger.book(Phase::Training, order.family, m_parts.meter.price(order.family, version.cost), moment.booking);
    std::string verdict = trained->note;
    const bool refused = gated && loses(*version.holdOut, order.family, split, verdict);
    line.versions.push_back(std::make_shared<const ModelVersion>(std::move(version)));
    const std::size_t number = line.versions.size();
    m_parts.log.append(VersionRecord{moment.tick, number, !refused, verdict, line.versions.back().get()});
    if (refused) {
        return {concat("Version ", number, " was refused: ", verdict), {}};
    }
    const SampleCount delay = m_config.trainingDelay[static_cast<std::size_t>(order.family)];
    m_pending.push_back({order.family, number, moment.sample + delay, std::move(trained->forecaster)});
    return {verdict.empty() ? "" : concat("Version ", number, " is accepted: ", verdict), {}};
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

} // namespace mlops
