// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <set>

#include "mlops/cli/commands.h"
#include "mlops/cli/common_options.h"
#include "mlops/experiment/scenario_data.h"
#include "mlops/experiment/what_if_study.h"
#include "twin/core/json_text.h"
#include "twin/io/gmns_reader.h"
#include "twin/io/json_fields.h"
#include "twin/io/pems_time.h"
#include "twin/io/scenario_json.h"
#include "twin/io/text_file.h"
#include "twin/scenario/scenario_places.h"

namespace mlops {

namespace {

using twin::concat;
using twin::Result;

struct WhatIfOptions {
    ExperimentOptions experiment;
    std::string approach = "lr";
    std::uint64_t seed = 1;
    std::string at;
    double duration_min = 60.0;
    std::vector<std::string> events;
    std::string eventsFile;
    bool json = false;
};

/// A time with its offset, or one of the scenario's own zone.
Result<twin::UtcTime> timeOf(const std::string& text, const twin::Scenario& scenario, const twin::LocalClock& clock)
{
    if (const auto iso = twin::parseIsoTime(text)) {
        return *iso;
    }
    const auto written = twin::parseWrittenTime(text);
    const auto day = written ? twin::dayOf(written->date, twin::DateOrder::MonthFirst) : std::nullopt;
    if (!day) {
        return twin::fail(twin::ErrorCode::InvalidInput,
                          concat("--at: found '", text, "', expected a time such as \"2024-05-07 08:00\" (",
                                 scenario.zone, ") or 2024-05-07T08:00:00-07:00"));
    }
    return twin::instantsOf(twin::LocalTime(*day) + std::chrono::seconds(written->secondOfDay), clock).earlier;
}

/// The moment that is meant: after the scenario has begun and not after its end.
Result<twin::UtcTime> momentOf(const std::string& text, const twin::Scenario& scenario)
{
    const auto clock = twin::localClock(scenario.zone, scenario.start, scenario.end);
    if (!clock) {
        return tl::unexpected(clock.error());
    }
    const auto at = timeOf(text, scenario, *clock);
    if (at && (*at <= scenario.start || *at > scenario.end)) {
        return twin::fail(twin::ErrorCode::InvalidInput,
                          concat("--at: found ", twin::isoTime(*at, *clock),
                                 ", expected a moment of the scenario, after ", twin::isoTime(scenario.start, *clock),
                                 " and up to ", twin::isoTime(scenario.end, *clock)));
    }
    return at;
}

/// The value of a key as JSON: lists of ids are joined by +, what reads as a number is one.
void writeValue(twin::JsonText& json, const std::string& key, std::string_view value)
{
    if (key == "links" || key == "stations") {
        json.key(key).beginArray();
        for (const std::string_view id : twin::split(value, '+')) {
            json.value(id);
        }
        json.endArray();
    } else if (const auto number = twin::parseNumber(value)) {
        json.field(key, *number);
    } else if (value == "true" || value == "false") {
        json.field(key, value == "true");
    } else {
        json.field(key, value);
    }
}

/// +10 is ten minutes after the moment asked about; anything else stands as it is.
std::string timeText(std::string_view value, twin::UtcTime at)
{
    const auto minutes = value.starts_with('+') ? twin::parseNumber(value.substr(1)) : std::nullopt;
    return minutes ? twin::isoTime(at + std::chrono::seconds(std::llround(*minutes * 60.0))) : std::string(value);
}

/// KIND:key=value,key=value as an event of a scenario file: places go into `where`, `near` is lat/lon/radius.
Result<std::string> eventJson(const std::string& given, twin::UtcTime at)
{
    static const std::set<std::string, std::less<>> kPlaces{"links", "stations", "freeway", "direction"};
    const std::size_t colon = given.find(':');
    twin::JsonText event;
    twin::JsonText where;
    event.beginObject().field("kind", std::string_view(given).substr(0, colon));
    where.beginObject();
    const std::string_view rest = colon == std::string::npos ? "" : std::string_view(given).substr(colon + 1);
    for (const std::string_view pair : twin::split(rest, ',')) {
        const std::size_t equals = pair.find('=');
        if (equals == std::string_view::npos) {
            if (rest.empty()) {
                break;
            }
            return twin::fail(twin::ErrorCode::InvalidInput,
                              concat("--event ", given, ": found '", pair,
                                     "', expected key=value, as in incident:links=20005,lanes_blocked=2"));
        }
        const std::string key(pair.substr(0, equals));
        const std::string_view value = pair.substr(equals + 1);
        if (key == "near") {
            const auto numbers = twin::split(value, '/');
            where.key("near").beginObject();
            constexpr std::array<const char*, 3> kNames{"lat", "lon", "radius_m"};
            for (std::size_t i = 0; i < std::min(numbers.size(), kNames.size()); ++i) {
                writeValue(where, kNames[i], numbers[i]);
            }
            where.endObject();
        } else if (key == "from" || key == "to") {
            event.field(key, timeText(value, at));
        } else {
            writeValue(kPlaces.contains(key) ? where : event, key, value);
        }
    }
    where.endObject();
    std::string text = event.text();
    return where.text() == "{}" ? text + '}' : concat(text, ",\"where\":", where.text(), '}');
}

Result<std::vector<twin::Event>> eventsOf(const WhatIfOptions& options, twin::UtcTime at)
{
    const twin::UtcTime end = at + std::chrono::seconds(std::llround(options.duration_min * 60.0));
    std::vector<twin::Event> events;
    const auto take = [&](const std::string& text, const std::string& name) -> Result<void> {
        auto read = twin::parseEvents(text, name, at, end);
        if (!read) {
            return tl::unexpected(read.error());
        }
        events.insert(events.end(), read->begin(), read->end());
        return {};
    };
    for (const std::string& given : options.events) {
        const auto json = eventJson(given, at);
        const auto taken =
            json ? take(concat('[', *json, ']'), concat("--event ", given)) : tl::unexpected(json.error());
        if (!taken) {
            return tl::unexpected(taken.error());
        }
    }
    if (!options.eventsFile.empty()) {
        const auto text = twin::readText(options.eventsFile);
        const auto taken = text ? take(*text, options.eventsFile) : tl::unexpected(text.error());
        if (!taken) {
            return tl::unexpected(taken.error());
        }
    }
    if (events.empty()) {
        return twin::fail(twin::ErrorCode::InvalidInput,
                          "what-if: found no event, expected --event KIND:... or --scenario-events FILE");
    }
    return events;
}

/// Whether the events fit the city: better said before it is simulated.
Result<void> checkEvents(const std::vector<twin::Event>& events, const ScenarioChoice& choice,
                         const twin::Scenario& scenario)
{
    const auto network = twin::readGmns(networkFolder(choice, scenario.network));
    if (!network) {
        return tl::unexpected(network.error());
    }
    twin::Scenario alone = scenario;
    alone.events = events;
    return twin::checkAgainst(alone, network->network, "what-if");
}

Result<WhatIfAnswer> ask(const WhatIfOptions& options, CommandContext& context, twin::LocalClock& clock)
{
    const InterruptGuard interrupts;
    auto spec = baseSpec(options.experiment);
    if (!spec) {
        return tl::unexpected(spec.error());
    }
    spec->approach = options.approach;
    spec->seed = options.seed;
    DataChoice choice = dataChoice(options.experiment);
    if (!choice.scenario) {
        return twin::fail(twin::ErrorCode::InvalidInput,
                          "what-if: found no scenario, expected --scenario NAME or FILE");
    }
    const auto scenario = twin::readScenario(choice.scenario->file);
    if (!scenario) {
        return tl::unexpected(scenario.error());
    }
    const auto at = momentOf(options.at, *scenario);
    if (!at) {
        return tl::unexpected(at.error());
    }
    auto events = eventsOf(options, *at);
    if (!events) {
        return tl::unexpected(events.error());
    }
    if (const auto fits = checkEvents(*events, *choice.scenario, *scenario); !fits) {
        return tl::unexpected(fits.error());
    }
    choice.scenario->until = *at; // what comes later is not needed
    const auto data = loadExperimentData(choice, spec->protocol.trainingTicks, [&](double share) {
        context.console.progress(share, "simulating the city");
        return !interrupts.token().stop_requested();
    });
    const auto store = openStore(options.experiment);
    if (!data || !store) {
        return tl::unexpected(!data ? data.error() : store.error());
    }
    clock = data->stream.axis.clock();
    CoreTrainer trainer(context.lstmSource);
    NullRunLog unused;
    const auto progress = [&](twin::Tick done, twin::Tick all) {
        context.console.progress(static_cast<double>(done) / static_cast<double>(all), "running up to the moment");
    };
    return askScenario(*spec, *data, {trainer, *store ? &**store : nullptr, unused, interrupts.token(), progress},
                       {.at = *at, .duration_s = options.duration_min * 60.0, .planned = {}, .extra = *events});
}

} // namespace

void addWhatIfCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<WhatIfOptions>();
    CLI::App* command = app.add_subcommand("what-if", "Branch a city at a moment: what would some events change?");
    addExperimentOptions(*command, options->experiment);
    command->add_option("--at", options->at, "the moment of the branch, in the scenario's zone or with an offset")
        ->required();
    command->add_option("--event", options->events,
                        "KIND:key=value,... as in scenario files; ids joined by +, near=lat/lon/radius, from=+10 is "
                        "ten minutes later; may be given again");
    command->add_option("--scenario-events", options->eventsFile, "a JSON file with a list of events, or a scenario");
    command->add_option("--duration", options->duration_min, "minutes to look ahead")->capture_default_str();
    command->add_option("--approach", options->approach, "whose forecasts drive the branches")->capture_default_str();
    command->add_option("--seed", options->seed, "equal seeds give equal answers")->capture_default_str();
    command->add_flag("--json", options->json, "print the measures as JSON, in SI units");
    command->footer("Example:\n"
                    "  greenloopctl what-if --scenario ordinary-week --at \"2024-05-07 07:30\" \\\n"
                    "      --event incident:links=20005,lanes_blocked=2,to=+45");
    command->callback([options, &context] {
        twin::LocalClock clock;
        const auto answer = ask(*options, context, clock);
        context.console.endProgress();
        if (answer) {
            Console::print(options->json ? whatIfJson(*answer, clock) + '\n' : whatIfText(*answer, clock));
        }
        context.exitCode = answer ? ExitCode::Fine : context.console.fail(answer.error());
    });
}

} // namespace mlops
