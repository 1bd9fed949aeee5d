// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/experiment/run_experiment.h"

#include <utility>

#include "mlops/approaches/catalogue.h"
#include "mlops/forecasting/model_settings.h"
#include "twin/core/json_text.h"
#include "twin/estimation/ensemble_filter.h"

namespace mlops {

namespace {

using twin::Result;

constexpr twin::Tick kTicksBetweenReports = 512;

std::optional<twin::Joules> perForecast(twin::Joules energy, std::size_t forecasts)
{
    return forecasts == 0 ? std::nullopt : std::optional(energy / static_cast<double>(forecasts));
}

/// The settings of every family the approach may serve.
Result<std::vector<ModelSettings>> settingsFor(const RunSpec& spec, const ApproachTraits& traits)
{
    const std::string& own = traits.settings.empty() ? spec.protocol.settings : traits.settings;
    const std::string& set = spec.settings.empty() ? own : spec.settings;
    std::vector<ModelSettings> settings;
    for (const Family family : traits.families) {
        auto shipped = shippedSettings(set, family);
        if (!shipped) {
            return tl::unexpected(shipped.error());
        }
        shipped->horizons = spec.protocol.horizons;
        if (shipped->features.profileDays > 0) {
            shipped->features.profileAhead.assign(shipped->horizons.begin() + 1, shipped->horizons.end());
        }
        settings.push_back(std::move(*shipped));
    }
    return settings;
}

ServiceConfig serviceConfig(const RunSpec& spec, const ExperimentData& data, const Fidelity& fidelity)
{
    ServiceConfig config;
    config.seed = spec.seed;
    config.fidelity = fidelity;
    config.trainingDelay = spec.protocol.trainingDelay;
    config.source = data.name;
    return config;
}

/// The map the run goes by, with every boundary the approach needs.
Result<DecisionMap> mapFor(const RunSpec& spec, const Approach& approach)
{
    DecisionMap map = spec.map ? *spec.map : approach.defaultMap();
    for (const Metric metric : approach.traits().needs) {
        if (map.boundaryOn(metric) == nullptr) {
            return twin::fail(twin::ErrorCode::InvalidInput,
                              twin::concat("policy ", map.name, ": approach ", spec.approach, " needs a boundary on ",
                                           nameOf(metric), "; add one"));
        }
    }
    return map;
}

/// The published fault: minimum and maximum of the whole stream, its future included.
Scaler streamScaler(const ExperimentData& data)
{
    const std::vector<float> flows = completeFlows(data.stream);
    const std::vector<std::uint8_t> observed = observedMarks(data.stream);
    const SeriesView series{flows, data.stream.stations.size(), data.stream.axis, observed};
    return Scaler::minMax(TimeSplit::allForTraining(series).train());
}

/// What the published system scales its first training by: its whole training file.
TrainPart scalerPart(const TimeSplit& split, const SeriesView& whole, const Fidelity& fidelity)
{
    return fidelity.has(Flaw::StreamScaler) ? TimeSplit::allForTraining(whole).train() : split.train();
}

/// Members of the estimating ensemble. 32 suffice for a city of some hundred stations (twin/estimation/README.md).
constexpr std::size_t kMembers = 32;
/// Short enough for the shortest ramps of the bundled city, and cells longer than those of its simulated traffic.
constexpr double kTimeStep_s = 3.0;
constexpr double kCellLength_m = 150.0;

/// The road network's part of the run, its detectors and gaps judged by the history.
Result<std::unique_ptr<CityTwin>> cityTwin(const RunSpec& spec, const ExperimentData& data)
{
    const std::vector<twin::Station>& stations = data.stream.stations;
    twin::DetectorHealth health(stations, data.stream.axis);
    twin::Imputer imputer(stations, data.stream.axis, twin::neighboursInOrder(stations));
    const std::size_t rows = data.trainingReadings.size() / stations.size();
    twin::ObservationFrame frame;
    for (std::size_t row = 0; row < rows; ++row) {
        const auto first = data.trainingReadings.begin() + static_cast<std::ptrdiff_t>(row * stations.size());
        frame.tick = static_cast<twin::Tick>(row) - static_cast<twin::Tick>(rows);
        frame.readings.assign(first, first + static_cast<std::ptrdiff_t>(stations.size()));
        health.update(frame);
        imputer.update(frame, health.verdicts());
    }
    std::vector<twin::StationIndex> placed;
    for (std::size_t i = 0; i < stations.size(); ++i) {
        const twin::StationIndex station(i);
        if (data.network->station(station).link) {
            placed.push_back(station);
        }
    }
    twin::EnsembleFilterSettings settings{.members = kMembers};
    settings.timeStep_s = kTimeStep_s;
    settings.targetCellLength_m = kCellLength_m;
    settings.interval_s = static_cast<double>(data.stream.axis.step().count());
    auto filter =
        twin::EnsembleFilter::build(data.network, placed, settings, twin::RandomStream(spec.seed, "estimation"));
    if (!filter) {
        return tl::unexpected(filter.error());
    }
    return std::make_unique<CityTwin>(std::move(health), std::move(imputer), std::move(*filter));
}

void writeHorizons(twin::JsonText& json, const std::vector<HorizonScore>& horizons)
{
    json.key("horizons").beginArray();
    for (const HorizonScore& score : horizons) {
        json.beginObject().field("steps", static_cast<std::int64_t>(score.horizon)).field("n", score.errors.count());
        json.field("rmse", score.errors.rmse()).field("persistence_rmse", score.persistence.rmse());
        json.field("seasonal_naive_rmse", score.seasonalNaive.count() > 0 ? score.seasonalNaive.rmse() : std::nan(""));
        json.endObject();
    }
    json.endArray();
}

void writeQuantity(twin::JsonText& json, std::string_view name, const QuantityScore& score)
{
    json.key(name).beginObject().field("n", score.joined.count()).field("rmse", score.joined.rmse());
    json.field("network_alone_rmse", score.network.rmse());
    if (score.bare.count() > 0) {
        json.field("bare_rmse", score.bare.rmse());
    }
    json.field("persistence_rmse", score.persistence.rmse()).endObject();
}

/// How the road network was predicted; nothing where a run has none.
void writeNetwork(twin::JsonText& json, const std::vector<NetworkScore>& network)
{
    if (network.empty()) {
        return;
    }
    json.key("network").beginArray();
    for (const NetworkScore& score : network) {
        json.beginObject().field("steps", static_cast<std::int64_t>(score.horizon));
        writeQuantity(json, "flow_veh", score.flow);
        writeQuantity(json, "speed_mps", score.speed);
        json.endObject();
    }
    json.endArray();
}

} // namespace

std::string summaryJson(const RunOutcome& outcome)
{
    twin::JsonText json;
    const RunSummary& summary = outcome.summary;
    const auto number = [](const auto& value) { return value ? value->value : std::nan(""); };
    json.beginObject().field("samples", static_cast<std::int64_t>(summary.samples));
    json.field("r2", summary.errors.r2().value_or(std::nan(""))).field("mae", summary.errors.mae());
    json.field("rmse", summary.errors.rmse()).field("smape", summary.errors.smape());
    json.field("persistence_r2", summary.persistence.r2().value_or(std::nan("")));
    json.field("persistence_rmse", summary.persistence.rmse());
    json.field("energy_j_per_forecast", number(outcome.energyPerForecast()));
    json.field("inference_j_per_forecast", number(outcome.inferencePerForecast()));
    json.field("left_out_j_per_forecast", number(outcome.leftOutPerForecast()));
    json.field("energy_meter", outcome.energyDescription).field("fidelity", outcome.fidelity.name());
    json.field("switches", summary.switches).field("retrainings", summary.retrainings);
    json.field("reuses", summary.reuses).field("decisions", summary.decisions);
    writeHorizons(json, summary.horizons);
    writeNetwork(json, summary.network);
    json.endObject();
    return json.text();
}

std::optional<twin::Joules> RunOutcome::energyPerForecast() const
{
    return perForecast(ledger.total(), summary.forecasts);
}

std::optional<twin::Joules> RunOutcome::inferencePerForecast() const
{
    return perForecast(ledger.phaseTotal(Phase::Inference).energy, summary.forecasts);
}

std::optional<twin::Joules> RunOutcome::leftOutPerForecast() const
{
    return perForecast(ledger.total(Booking::LeftOut), summary.forecasts);
}

std::optional<twin::Seconds> RunOutcome::latency() const
{
    if (summary.forecasts == 0) {
        return std::nullopt;
    }
    return twin::Seconds{summary.latencySum_s / static_cast<double>(summary.forecasts)};
}

Result<std::unique_ptr<PreparedRun>> PreparedRun::prepare(const RunSpec& spec, const ExperimentData& data,
                                                          const RunTools& tools)
{
    std::unique_ptr<PreparedRun> run(new PreparedRun());
    auto approach = makeApproach(spec.approach, spec.fidelity);
    if (!approach) {
        return tl::unexpected(approach.error());
    }
    run->m_approach = std::move(*approach);
    const ApproachTraits& traits = run->m_approach->traits();
    run->m_fidelity = traits.isPublished ? spec.fidelity : Fidelity::corrected();
    auto meter = makeMeter(spec.energy);
    if (!meter) {
        return tl::unexpected(meter.error());
    }
    run->m_meter = std::move(*meter);
    ServiceConfig config = serviceConfig(spec, data, run->m_fidelity);
    auto settings = settingsFor(spec, traits);
    if (!settings) {
        return tl::unexpected(settings.error());
    }
    config.settings = std::move(*settings);
    config.stop = tools.stop;
    if (run->m_fidelity.has(Flaw::StreamScaler)) {
        config.servingScaler = streamScaler(data);
    }
    run->m_service = std::make_unique<ForecastService>(
        ServiceParts{tools.trainer, tools.store, *run->m_meter, run->m_ledger, tools.log}, std::move(config));
    const SeriesView training = data.trainingSeries();
    const TimeSplit split = TimeSplit::afterShare(training, spec.protocol.initialTrainShare);
    const auto prepared = run->m_service->prepare(split, scalerPart(split, training, run->m_fidelity));
    if (!prepared) {
        return tl::unexpected(prepared.error());
    }
    run->m_feed = std::make_unique<twin::RecordedFeed>(data.stream);
    RuntimeConfig runtime{.timing = spec.protocol.timing, .fidelity = run->m_fidelity, .seed = spec.seed};
    auto map = mapFor(spec, *run->m_approach);
    if (!map) {
        return tl::unexpected(map.error());
    }
    runtime.map = std::move(*map);
    runtime.adjustEvidence = spec.adjustEvidence;
    runtime.warmUpTicks = spec.protocol.warmUpTicks;
    runtime.settleEvery = spec.protocol.settleEvery;
    if (data.network) {
        auto city = cityTwin(spec, data);
        if (!city) {
            return tl::unexpected(city.error());
        }
        run->m_city = std::move(*city);
    }
    run->m_runtime =
        std::make_unique<TwinRuntime>(RuntimeParts{*run->m_feed, *run->m_approach, *run->m_service, *run->m_meter,
                                                   run->m_ledger, tools.log, run->m_city.get()},
                                      std::move(runtime), training);
    return run;
}

RunOutcome PreparedRun::outcome(RunStatus status) const
{
    return {.summary = m_runtime->summary(),
            .ledger = m_ledger,
            .energyDescription = m_meter->description(),
            .reproducibleEnergy = m_meter->isReproducible(),
            .fidelity = m_fidelity,
            .status = status};
}

Result<RunOutcome> runExperiment(const RunSpec& spec, const ExperimentData& data, const RunTools& tools)
{
    auto run = PreparedRun::prepare(spec, data, tools);
    if (!run) {
        return tl::unexpected(run.error());
    }
    TwinRuntime& runtime = (*run)->runtime();
    const auto all = static_cast<twin::Tick>(data.stream.ticks());
    RunStatus status = RunStatus::Complete;
    while (runtime.step()) {
        if ((runtime.tick() + 1) % kTicksBetweenReports == 0) {
            if (tools.stop.stop_requested()) {
                status = RunStatus::Cancelled;
                break;
            }
            if (tools.progress) {
                tools.progress(runtime.tick() + 1, all);
            }
        }
    }
    runtime.close();
    RunOutcome outcome = (*run)->outcome(status);
    tools.log.finish(status, summaryJson(outcome));
    return outcome;
}

} // namespace mlops
