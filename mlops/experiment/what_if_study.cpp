// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/experiment/what_if_study.h"

#include <algorithm>
#include <array>
#include <utility>

#include "twin/core/json_text.h"
#include "twin/scenario/scenario_places.h"

namespace mlops {

namespace {

using twin::concat;
using twin::Result;

constexpr twin::Tick kTicksBetweenReports = 12;
constexpr double kSecondsPerHour = 3600.0;

template <typename... Kinds>
bool isOneOf(const twin::Action& action)
{
    return (std::holds_alternative<Kinds>(action) || ...);
}

std::string padded(const std::string& text, std::size_t width, bool toTheRight)
{
    const std::string blanks(width > text.size() ? width - text.size() : 0, ' ');
    return toTheRight ? blanks + text : text + blanks;
}

std::string tableLine(std::string_view name, const twin::WhatIf& measures, int decimals,
                      double (*value)(const twin::BranchMeasures&))
{
    constexpr std::size_t kColumn = 14;
    const double planned = value(measures.planned);
    const double changed = value(measures.changed);
    const double by = changed - planned;
    std::string difference = twin::fixed(by, decimals);
    if (difference.find_first_not_of("-0.") == std::string::npos) {
        difference = twin::fixed(0.0, decimals);
    } else if (by > 0.0) {
        difference = concat("+", difference);
    }
    return concat("  ", padded(std::string(name), 36, false), padded(twin::fixed(planned, decimals), kColumn, true),
                  padded(twin::fixed(changed, decimals), kColumn, true), padded(difference, kColumn, true), "\n");
}

void writeMeasures(twin::JsonText& json, std::string_view name, const twin::BranchMeasures& measures)
{
    json.key(name).beginObject().field("vehicle_metres", measures.vehicleMetres);
    json.field("vehicle_seconds", measures.vehicleSeconds).field("waiting_s", measures.waiting_s);
    json.key("delay_s").beginObject();
    for (std::size_t t = 0; t < measures.delay_s.size(); ++t) {
        json.field(concat("below_", twin::fixed(twin::kDelayThresholds_mph[t], 0), "_mph"), measures.delay_s[t]);
    }
    json.endObject().field("travel_time_index", measures.travelTimeIndex);
    json.field("longest_queue_m", measures.longestQueue_m);
    json.field("longest_waiting_veh", measures.longestWaiting_veh).endObject();
}

/// The events as a scenario of their own, which knows how to ask whether they fit the network.
Result<void> checkEvents(const WhatIfQuestion& question, const twin::RoadNetwork& network)
{
    twin::Scenario scenario;
    scenario.events = question.extra;
    return twin::checkAgainst(scenario, network, "what-if");
}

} // namespace

std::vector<twin::Event> knownEvents(const twin::Scenario& scenario, twin::UtcTime at)
{
    std::vector<twin::Event> known;
    for (const twin::Event& event : scenario.events) {
        const bool hasBegun = event.from <= at;
        const bool isDemand = isOneOf<twin::DemandFactor, twin::DemandSurge>(event.action);
        const bool isIncident = isOneOf<twin::Incident>(event.action);
        const bool counts = isDemand ? !hasBegun : !isIncident || hasBegun;
        if (event.to > at && counts && !twin::isOfReadings(event.action)) {
            known.push_back(event);
        }
    }
    return known;
}

Result<CityBranch> branchOf(const PreparedRun& run, const ExperimentData& data)
{
    const CityTwin* city = run.city();
    const twin::Tick tick = run.runtime().tick();
    if (city == nullptr || tick < 0) {
        return twin::fail(twin::ErrorCode::Unavailable,
                          city == nullptr ? "This run has no roads that could be branched."
                                          : "Before its first interval a run has no state to branch.");
    }
    auto state = twin::branchFrom(city->estimator(), 1);
    if (!state) {
        return tl::unexpected(state.error());
    }
    const twin::UtcTime at = data.stream.axis.at(tick + 1);
    return CityBranch{.at = at,
                      .model = run.runtime().serving(),
                      .isDriven = city->outlook().madeAt() == tick,
                      .known = data.scenario ? knownEvents(*data.scenario, at) : std::vector<twin::Event>(),
                      .state = std::move(*state),
                      .demand = city->demandAhead(),
                      .interval_s = city->estimator().settings().interval_s};
}

Result<WhatIfAnswer> askBranch(const CityBranch& branch, const WhatIfQuestion& question)
{
    if (const auto fits = checkEvents(question, branch.state.network()); !fits) {
        return tl::unexpected(fits.error());
    }
    auto measures =
        twin::askWhatIf(branch.state, branch.demand, question.planned, question.extra,
                        {.start = branch.at, .duration_s = question.duration_s, .interval_s = branch.interval_s});
    if (!measures) {
        return tl::unexpected(measures.error());
    }
    return WhatIfAnswer{.at = branch.at,
                        .duration_s = question.duration_s,
                        .model = branch.model,
                        .isDriven = branch.isDriven,
                        .measures = std::move(*measures)};
}

Result<WhatIfAnswer> askScenario(const RunSpec& spec, const ExperimentData& data, const RunTools& tools,
                                 WhatIfQuestion question)
{
    const twin::TimeAxis& axis = data.stream.axis;
    const auto all = (question.at - axis.at(0)) / axis.step();
    if (!data.network || question.at < axis.at(1) || all > static_cast<twin::Tick>(data.stream.ticks())) {
        return twin::fail(twin::ErrorCode::InvalidInput,
                          concat("what-if at ", twin::isoTime(question.at, axis.clock()),
                                 ": expected a moment of the scenario, from ", twin::isoTime(axis.at(1), axis.clock()),
                                 " to ",
                                 twin::isoTime(axis.at(static_cast<twin::Tick>(data.stream.ticks())), axis.clock())));
    }
    if (const auto fits = checkEvents(question, *data.network); !fits) {
        return tl::unexpected(fits.error());
    }
    auto run = PreparedRun::prepare(spec, data, tools);
    if (!run) {
        return tl::unexpected(run.error());
    }
    TwinRuntime& runtime = (*run)->runtime();
    while (runtime.tick() + 1 < all && runtime.step()) {
        if (tools.stop.stop_requested()) {
            return twin::fail(twin::ErrorCode::Cancelled, "what-if was interrupted");
        }
        if (tools.progress && (runtime.tick() + 1) % kTicksBetweenReports == 0) {
            tools.progress(runtime.tick() + 1, all);
        }
    }
    const auto branch = branchOf(**run, data);
    if (!branch) {
        return tl::unexpected(branch.error());
    }
    question.planned = branch->known;
    return askBranch(*branch, question);
}

std::string whatIfText(const WhatIfAnswer& answer, const twin::LocalClock& clock)
{
    using twin::BranchMeasures;
    const twin::WhatIf& measures = answer.measures;
    const std::string by =
        answer.isDriven ? concat("driven by the forecasts of ", nameOf(answer.model.family), " v", answer.model.version)
                        : std::string("what enters held as it is: no forecast was there yet");
    std::string text =
        concat("What if, from ", twin::isoTime(answer.at, clock), " for ",
               twin::significant(answer.duration_s / 60.0, 4), " minutes, ", by, "\n", padded("", 38, false),
               padded("planned", 14, true), padded("changed", 14, true), padded("difference", 14, true), "\n");
    text += tableLine("VMT, vehicle miles", measures, 0,
                      [](const BranchMeasures& m) { return m.vehicleMetres / twin::kMetresPerMile; });
    text += tableLine("VHT, vehicle hours", measures, 1,
                      [](const BranchMeasures& m) { return m.vehicleSeconds / kSecondsPerHour; });
    constexpr std::array<double (*)(const BranchMeasures&), twin::kDelayThresholds_mph.size()> kDelays{
        [](const BranchMeasures& m) { return m.delay_s[0] / kSecondsPerHour; },
        [](const BranchMeasures& m) { return m.delay_s[1] / kSecondsPerHour; },
        [](const BranchMeasures& m) { return m.delay_s[2] / kSecondsPerHour; },
        [](const BranchMeasures& m) { return m.delay_s[3] / kSecondsPerHour; },
        [](const BranchMeasures& m) { return m.delay_s[4] / kSecondsPerHour; },
        [](const BranchMeasures& m) { return m.delay_s[5] / kSecondsPerHour; }};
    for (std::size_t t = 0; t < kDelays.size(); ++t) {
        text += tableLine(concat("delay below ", twin::fixed(twin::kDelayThresholds_mph[t], 0), " mph, vehicle hours"),
                          measures, 1, kDelays[t]);
    }
    text += tableLine("TTI at 60 mph", measures, 3, [](const BranchMeasures& m) { return m.travelTimeIndex; });
    text += tableLine("longest queue, miles", measures, 2,
                      [](const BranchMeasures& m) { return m.longestQueue_m / twin::kMetresPerMile; });
    text += tableLine("waiting to enter, veh. hours", measures, 1,
                      [](const BranchMeasures& m) { return m.waiting_s / kSecondsPerHour; });
    return text + tableLine("most waiting at one origin", measures, 0,
                            [](const BranchMeasures& m) { return m.longestWaiting_veh; });
}

std::string whatIfJson(const WhatIfAnswer& answer, const twin::LocalClock& clock)
{
    twin::JsonText json;
    json.beginObject().field("at", twin::isoTime(answer.at, clock)).field("duration_s", answer.duration_s);
    json.field("model", nameOf(answer.model.family)).field("version", answer.model.version);
    json.field("driven_by_forecast", answer.isDriven);
    writeMeasures(json, "planned", answer.measures.planned);
    writeMeasures(json, "changed", answer.measures.changed);
    writeMeasures(json, "difference", answer.measures.difference());
    json.endObject();
    return json.text();
}

} // namespace mlops
