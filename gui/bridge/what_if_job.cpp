// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/bridge/what_if_job.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "gui/bridge/qt_text.h"
#include "gui/bridge/shell_word.h"
#include "mlops/forecasting/core_trainer.h"

namespace gui {

namespace {

using twin::Result;

constexpr float kTouched = 1.0F;     ///< mph or km/h: less is no difference to a driver
constexpr double kDataShare = 0.6;   ///< of the work: the city's days before the moment
constexpr double kBranchShare = 0.1; ///< the two branches at the end

/// As `greenloopctl what-if` does without further options, so that both give one answer.
mlops::RunSpec specOf()
{
    mlops::RunSpec spec;
    spec.approach = "lr";
    spec.protocol = mlops::cityProtocol();
    return spec;
}

Result<void> checkOfRoad(const twin::Event& event)
{
    if (twin::isOfReadings(event.action)) {
        return twin::fail(twin::ErrorCode::InvalidInput,
                          "This event changes what detectors say and not the traffic: both branches would be equal.");
    }
    return {};
}

} // namespace

bool isSameCity(const twin::RoadNetwork* a, const twin::RoadNetwork* b)
{
    return a != nullptr && b != nullptr && a->name() == b->name() && a->links().size() == b->links().size() &&
           a->stations().size() == b->stations().size();
}

Result<mlops::WhatIfAnswer> answerLive(const LiveQuestion& question)
{
    if (const auto road = checkOfRoad(question.event); !road) {
        return tl::unexpected(road.error());
    }
    const mlops::CityBranch& branch = *question.branch;
    if (question.event.from >= branch.at + question.duration || question.event.to <= branch.at) {
        return twin::fail(twin::ErrorCode::InvalidInput,
                          "The event does not happen in the time ahead of the live run: both branches would be equal. "
                          "Look further ahead, move the event, or let it begin now.");
    }
    mlops::WhatIfQuestion asked{.duration_s = std::chrono::duration<double>(question.duration).count(),
                                .planned = branch.known,
                                .extra = {question.event}};
    std::erase(asked.planned, question.event);
    return mlops::askBranch(branch, asked);
}

Result<mlops::WhatIfAnswer> answerWhatIf(const ScenarioQuestion& question, const std::stop_token& stop,
                                         const JobProgress& progress)
{
    if (const auto road = checkOfRoad(question.event); !road) {
        return tl::unexpected(road.error());
    }
    const mlops::RunSpec spec = specOf();
    mlops::DataChoice choice;
    choice.scenario = mlops::ScenarioChoice{.file = question.base, .networks = question.networks};
    choice.scenario->until = question.at; // what comes later is not needed
    const auto data = mlops::loadExperimentData(choice, spec.protocol.trainingTicks, [&](double share) {
        progress(kDataShare * share, QString());
        return !stop.stop_requested();
    });
    if (!data) {
        return tl::unexpected(data.error());
    }
    mlops::CoreTrainer trainer({});
    mlops::NullRunLog unused;
    const auto report = [&](twin::Tick done, twin::Tick all) {
        const double share = static_cast<double>(done) / static_cast<double>(all);
        progress(kDataShare + (1.0 - kDataShare - kBranchShare) * share, QString());
    };
    return mlops::askScenario(spec, *data, {trainer, nullptr, unused, stop, report},
                              {.at = question.at,
                               .duration_s = std::chrono::duration<double>(question.duration).count(),
                               .planned = {},
                               .extra = {question.event}});
}

QString commandOf(const ScenarioQuestion& question)
{
    return QStringLiteral("greenloopctl what-if --scenario %1 --at %2 --scenario-events %3 --duration %4")
        .arg(qtText(shellWord(question.base.string())), qtText(shellWord(twin::isoTime(question.at))),
             qtText(shellWord(question.extra.string())))
        .arg(question.duration.count());
}

MapFrame differenceFrame(const twin::WhatIf& answer, const twin::RoadNetwork& network, UnitSystem units)
{
    const double unit = units == UnitSystem::UsCustomary ? twin::kMetresPerSecondPerMph : 1.0 / 3.6;
    MapFrame frame;
    frame.values.resize(network.links().size());
    frame.known.resize(frame.values.size(), Known::Estimated);
    frame.stations.assign(network.stations().size(), StationLook::Unsensed);
    for (std::size_t l = 0; l < frame.values.size(); ++l) {
        frame.values[l] = static_cast<float>((answer.changedSpeed_mps[l] - answer.plannedSpeed_mps[l]) / unit);
        frame.known[l] = std::isnan(frame.values[l]) ? Known::Nothing : Known::Estimated;
    }
    // The scale fits the roads that the event touches; of a whole city they may be one in twenty.
    std::vector<float> touched;
    std::ranges::copy_if(frame.values, std::back_inserter(touched),
                         [](float value) { return std::abs(value) >= kTouched; });
    frame.classes = differenceClasses(MapQuantity::Speed, units, touched.empty() ? frame.values : touched);
    return frame;
}

} // namespace gui
