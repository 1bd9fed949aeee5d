// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/bridge/what_if_job.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "gui/bridge/qt_text.h"
#include "twin/core/text.h"
#include "twin/estimation/ensemble_filter.h"
#include "twin/estimation/prediction.h"
#include "twin/io/pems_time.h"
#include "twin/scenario/scenario_places.h"
#include "twin/sensing/simulated_city.h"

namespace gui {

namespace {

using twin::Result;

constexpr std::chrono::hours kRunUp{3}; ///< before the branch: queues of a morning are younger than that
constexpr std::size_t kMembers = 24;
constexpr float kTouched = 1.0F;      ///< mph or km/h: less is no difference to a driver
constexpr double kPredictShare = 0.9; ///< of the work, before the branches

Result<twin::Scenario> settledFor(const WhatIfQuestion& question)
{
    const twin::Scenario& scenario = question.scenario;
    if (scenario.feed.kind != twin::FeedKind::SimulatedCity) {
        return twin::fail(twin::ErrorCode::InvalidInput,
                          "A what-if needs the simulated city, and this scenario plays recorded files.");
    }
    if (twin::isOfReadings(scenario.events[question.extra].action)) {
        return twin::fail(twin::ErrorCode::InvalidInput,
                          "This event changes what detectors say and not the traffic: both branches would be equal.");
    }
    return twin::settle(scenario, *question.network, "scenario");
}

/// The twin of the scenario as it stands at the question's moment.
Result<std::unique_ptr<twin::EnsembleFilter>> twinAt(const WhatIfQuestion& question, twin::Scenario scenario,
                                                     const std::stop_token& stop, const JobProgress& progress)
{
    scenario.start = question.at - kRunUp;
    scenario.end = question.at;
    const auto clock = twin::localClock(scenario.zone, scenario.start, scenario.end);
    if (!clock) {
        return tl::unexpected(clock.error());
    }
    auto city = twin::openCityFeed(*question.network, scenario, *clock);
    if (!city) {
        return tl::unexpected(city.error());
    }
    std::vector<twin::StationIndex> stations(city->city->placed().begin(), city->city->placed().end());
    auto filter = twin::EnsembleFilter::build(question.network, std::move(stations), {.members = kMembers},
                                              twin::RandomStream(scenario.seed, "estimation"));
    const auto ticks = static_cast<double>((scenario.end - scenario.start) / std::chrono::seconds(300));
    twin::ObservationFrame frame;
    while (filter && city->feed->next(frame)) {
        (*filter)->advance();
        (*filter)->correct(frame);
        progress(kPredictShare * static_cast<double>(frame.tick + 1) / ticks, QString());
        if (stop.stop_requested()) {
            return twin::fail(twin::ErrorCode::Cancelled, "the what-if was given up");
        }
    }
    return filter;
}

} // namespace

Result<twin::WhatIf> answerWhatIf(const WhatIfQuestion& question, const std::stop_token& stop,
                                  const JobProgress& progress)
{
    auto scenario = settledFor(question);
    if (!scenario) {
        return tl::unexpected(scenario.error());
    }
    const twin::Event extra = scenario->events[question.extra];
    scenario->events.erase(scenario->events.begin() + static_cast<std::ptrdiff_t>(question.extra));
    const auto filter = twinAt(question, *scenario, stop, progress);
    if (!filter) {
        return tl::unexpected(filter.error());
    }
    const auto branch = twin::branchFrom(**filter);
    if (!branch) {
        return tl::unexpected(branch.error());
    }
    const twin::DemandOutlook demand = twin::holdDemand((*filter)->boundary(), *question.network);
    const twin::WhatIfSettings settings{.start = question.at,
                                        .duration_s = std::chrono::duration<double>(question.duration).count()};
    return twin::askWhatIf(*branch, demand, scenario->events, std::span(&extra, 1), settings);
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
