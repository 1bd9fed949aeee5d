// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/bridge/live_run.h"

#include "gui/bridge/run_description.h"
#include "mlops/approaches/catalogue.h"
#include "mlops/cli/places.h"
#include "mlops/store/sqlite_run_log.h"
#include "twin/core/text.h"
#include "twin/io/scenario_json.h"

namespace gui {

using twin::Result;

LiveSetup scenarioRun(LiveSetup setup, const std::filesystem::path& file)
{
    if (const auto scenario = twin::readScenario(file); scenario && !scenario->approach.empty()) {
        setup.spec.approach = scenario->approach;
    }
    setup.spec.protocol = mlops::cityProtocol();
    setup.spec.energy = {};
    setup.data = {};
    setup.data.scenario = mlops::ScenarioChoice{file, mlops::dataDirectory()};
    return setup;
}

Result<std::unique_ptr<TwinSource>> LiveRun::open(const LiveSetup& setup, std::stop_token stop,
                                                  const Progress& progress)
{
    const std::string busy = setup.data.scenario ? "Simulating the city's last days" : "Reading measurements";
    progress(0.0, busy);
    mlops::DataChoice choice = setup.data;
    choice.options.stop = stop;
    auto data = mlops::loadExperimentData(choice, setup.spec.protocol.trainingTicks, [&](double share) {
        progress(0.8 * share, busy);
        return !stop.stop_requested();
    });
    if (!data) {
        return tl::unexpected(data.error());
    }
    if (stop.stop_requested()) {
        return twin::fail(twin::ErrorCode::Cancelled, "opening was given up");
    }
    const mlops::SeriesView training = data->trainingSeries();
    progress(0.8, twin::concat("Training the first models on ",
                               mlops::extentText(training.rows(), training.flows.size(), training.observedReadings())));
    std::unique_ptr<LiveRun> run(new LiveRun(setup, std::move(*data)));
    if (const auto prepared = run->prepare(setup, std::move(stop)); !prepared) {
        return tl::unexpected(prepared.error());
    }
    progress(1.0, "Ready");
    return run;
}

LiveRun::LiveRun(const LiveSetup& setup, mlops::ExperimentData data)
    : m_data(std::move(data)), m_trainer(setup.lstmSource)
{
}

Result<void> LiveRun::prepare(const LiveSetup& setup, std::stop_token stop)
{
    const auto header = mlops::runHeader(setup.identity, setup.spec, setup.data, m_data);
    auto description = descriptionOf(nlohmann::json::parse(header.dump()));
    if (!description) {
        return tl::unexpected(description.error());
    }
    m_description = std::move(*description);
    m_description.isLive = true;
    m_description.file = setup.record;
    m_description.stations = m_data.stream.stations;
    m_description.network = m_data.network;
    if (!m_data.network) {
        m_description.episodes = bundledEpisodes(setup.data, m_description.axis);
    }
    if (!setup.modelStore.empty()) {
        auto store = mlops::ModelStore::open(setup.modelStore);
        if (!store) {
            return tl::unexpected(store.error());
        }
        m_store = std::move(*store);
    }
    if (setup.record.empty()) {
        m_file = std::make_unique<mlops::NullRunLog>();
    } else {
        auto file = mlops::SqliteRunLog::create(setup.record, header.dump());
        if (!file) {
            return tl::unexpected(file.error());
        }
        m_file = std::move(*file);
    }
    m_log = std::make_unique<CaptureLog>(*m_file, m_description.map);
    auto run = mlops::PreparedRun::prepare(setup.spec, m_data,
                                           {m_trainer, m_store ? &*m_store : nullptr, *m_log, std::move(stop), {}});
    if (!run) {
        return tl::unexpected(run.error());
    }
    m_run = std::move(*run);
    m_description.energyMeter = m_run->outcome(mlops::RunStatus::Running).energyDescription;
    return {};
}

RunHistory LiveRun::past()
{
    RunHistory history;
    for (VersionFact& version : m_log->take().versions) {
        history.appendVersion(std::move(version));
    }
    return history;
}

std::optional<TickNews> LiveRun::step()
{
    if (!m_run->runtime().step()) {
        return std::nullopt;
    }
    TickNews news = m_log->take();
    for (const mlops::EnergyRecord& record : news.energy) {
        m_energy.book(record.phase, record.family, record.spent, record.booking);
    }
    auto snapshot = std::make_shared<mlops::TwinSnapshot>(*news.snapshot);
    snapshot->knowledge = m_run->runtime().knowledge();
    snapshot->energy = m_energy;
    snapshot->horizons = m_description.horizons;
    if (!news.decisions.empty()) {
        snapshot->decision = news.decisions.back();
    }
    const auto row = m_data.stream.readings.begin() +
                     static_cast<std::ptrdiff_t>(snapshot->tick) * static_cast<std::ptrdiff_t>(snapshot->flows.size());
    snapshot->readings.assign(row, row + static_cast<std::ptrdiff_t>(snapshot->flows.size()));
    news.snapshot = std::move(snapshot);
    return news;
}

void LiveRun::order(const mlops::Command& command) { m_run->runtime().order(command, mlops::Actor::User); }

Result<BranchPtr> LiveRun::branch() const
{
    auto branch = mlops::branchOf(*m_run, m_data);
    if (!branch) {
        return tl::unexpected(branch.error());
    }
    return std::make_shared<const mlops::CityBranch>(std::move(*branch));
}

void LiveRun::close(bool reachedEnd)
{
    m_run->runtime().close();
    const auto status = reachedEnd ? mlops::RunStatus::Complete : mlops::RunStatus::Cancelled;
    m_file->finish(status, mlops::summaryJson(m_run->outcome(status)));
}

} // namespace gui
