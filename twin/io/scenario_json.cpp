// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/scenario_json.h"

#include <algorithm>

#include "twin/core/quantity.h"
#include "twin/core/text.h"
#include "twin/io/bad_file.h"
#include "twin/io/json_fields.h"
#include "twin/io/pems_time.h"
#include "twin/io/scenario_names.h"
#include "twin/io/text_file.h"
#include "twin/scenario/parameter_ranges.h"

namespace twin {

namespace {

namespace names = scenario_names;

constexpr std::chrono::days kLongest{3660};

NumberBounds bounds(ParameterRange range) { return {range.least, range.most}; }

template <typename Enum>
void readWord(JsonFields& fields, std::string_view name, std::span<const std::string_view> words, Enum& field,
              bool isRequired)
{
    auto position = static_cast<std::size_t>(field);
    fields.word(name, words, position, isRequired);
    field = static_cast<Enum>(position);
}

void readCount(JsonFields& fields, std::string_view name, NumberBounds bounds, int& field)
{
    std::int64_t number = field;
    fields.integer(name, bounds, number);
    field = static_cast<int>(number);
}

std::optional<Vicinity> readVicinity(const JsonValue& value, std::string path, JsonReading& reading)
{
    Vicinity vicinity;
    JsonFields fields(value, std::move(path), reading);
    fields.requireNumber("lat", {-90.0, 90.0}, vicinity.at.lat_deg);
    fields.requireNumber("lon", {-180.0, 180.0}, vicinity.at.lon_deg);
    fields.number("radius_m", bounds(ranges::kRadius_m), vicinity.radius_m);
    fields.finish();
    return vicinity;
}

void readPlaceFields(JsonFields& fields, Place& place)
{
    fields.texts("links", place.links);
    fields.texts("stations", place.stations);
    readCount(fields, "freeway", {1.0, 999.0}, place.freeway);
    std::size_t direction = names::kDirections.size();
    fields.word("direction", names::kDirections, direction, false);
    if (direction < names::kDirections.size()) {
        place.direction = names::kDirections[direction][0];
    }
    if (const JsonValue* const near = fields.member("near")) {
        place.near = readVicinity(*near, fields.pathOf("near"), fields.reading());
    }
    fields.finish();
}

enum class Everywhere { Allowed, Refused };

void readPlace(JsonFields& event, Place& place, Everywhere everywhere)
{
    const JsonValue* const where = event.member("where");
    if (where != nullptr) {
        JsonFields fields(*where, event.pathOf("where"), event.reading());
        readPlaceFields(fields, place);
    }
    if (everywhere == Everywhere::Refused && isEverywhere(place)) {
        event.refuse(where == nullptr ? "" : "where", where == nullptr ? "no place" : "a place that says nothing",
                     "where: an object with links, stations, a freeway, a direction or near");
    }
}

struct ActionReader {
    JsonFields& fields;

    void operator()(LaneClosure& action) const
    {
        readPlace(fields, action.where, Everywhere::Refused);
        readCount(fields, "lanes", bounds(ranges::kLanesClosed), action.lanes);
    }
    void operator()(LinkClosure& action) const { readPlace(fields, action.where, Everywhere::Refused); }
    void operator()(CapacityFactor& action) const
    {
        readPlace(fields, action.where, Everywhere::Allowed);
        fields.requireNumber("factor", bounds(ranges::kFactor), action.factor);
    }
    void operator()(FreeSpeedFactor& action) const
    {
        readPlace(fields, action.where, Everywhere::Allowed);
        fields.requireNumber("factor", bounds(ranges::kFreeSpeedFactor), action.factor);
    }
    void operator()(SpeedLimit& action) const
    {
        readPlace(fields, action.where, Everywhere::Allowed);
        double limit_mph = 0.0;
        fields.requireNumber("limit_mph", bounds(ranges::kSpeedLimit_mph), limit_mph);
        action.limit_mps = limit_mph * kMetresPerSecondPerMph;
    }
    void operator()(RampMetering& action) const
    {
        readPlace(fields, action.where, Everywhere::Allowed);
        double rate_vph = 0.0;
        fields.requireNumber("rate_vph", bounds(ranges::kRate_vph), rate_vph);
        action.rate_vps = rate_vph * names::kVpsOfVph;
    }
    void operator()(DemandFactor& action) const
    {
        readPlace(fields, action.where, Everywhere::Allowed);
        fields.requireNumber("factor", bounds(ranges::kFactor), action.factor);
        readWord(fields, "onset", names::kOnsets, action.onset, false);
    }
    void operator()(DemandSurge& action) const
    {
        readPlace(fields, action.where, Everywhere::Refused);
        double extra_vph = 0.0;
        fields.requireNumber("extra_vph", bounds(ranges::kRate_vph), extra_vph);
        action.extra_vps = extra_vph * names::kVpsOfVph;
    }
    void operator()(Weather& action) const { readWord(fields, "weather", names::kWeathers, action.kind, true); }
    void operator()(Incident& action) const
    {
        readPlace(fields, action.where, Everywhere::Refused);
        readCount(fields, "lanes_blocked", bounds(ranges::kLanesBlocked), action.lanesBlocked);
    }
    void operator()(SensorFault& action) const;
    void operator()(InducedDrift& action) const;
};

void ActionReader::operator()(SensorFault& action) const
{
    readPlace(fields, action.where, Everywhere::Allowed);
    readWord(fields, "fault", names::kFaults, action.kind, true);
    fields.number("share", bounds(ranges::kShare), action.share);
    switch (action.kind) {
    case SensorFaultKind::Stuck:
    case SensorFaultKind::Zero:
        if (fields.member("amount") != nullptr) {
            fields.refuse("amount", "an amount", "none: a sensor is stuck or at zero wholly");
        }
        return;
    case SensorFaultKind::Noise:
    case SensorFaultKind::DropOut:
    case SensorFaultKind::Spike:
        return fields.requireNumber("amount", bounds(ranges::amountOf(action.kind)), action.amount);
    case SensorFaultKind::Delay: {
        int intervals = 1;
        readCount(fields, "amount", bounds(ranges::amountOf(action.kind)), intervals);
        action.amount = intervals;
        return;
    }
    }
}

void ActionReader::operator()(InducedDrift& action) const
{
    readPlace(fields, action.where, Everywhere::Allowed);
    readWord(fields, "drift", names::kDrifts, action.kind, true);
    readWord(fields, "signal", names::kSignals, action.signal, false);
    readWord(fields, "onset", names::kOnsets, action.onset, false);
    fields.truth("allows_negative", action.allowsNegative);
    fields.requireNumber("amount", bounds(ranges::amountOf(action.kind)), action.amount);
    readCount(fields, "lag", bounds(ranges::lagOf(action.kind)), action.lag);
    if (ranges::lagOf(action.kind).least > 0.0 && action.lag == 0) {
        fields.refuse("", "no lag", "lag: a number of intervals, at least 1");
    }
}

/// The default action of the n-th alternative.
template <std::size_t... Positions>
Action actionAt(std::size_t position, std::index_sequence<Positions...> /*alternatives*/)
{
    Action action;
    (void)((position == Positions && (action.emplace<Positions>(), true)) || ...);
    return action;
}

Action actionAt(std::size_t position)
{
    return actionAt(position, std::make_index_sequence<std::variant_size_v<Action>>());
}

/// An event that does not say when lasts as `usual` does, where there is such a one.
Event readEvent(const JsonValue& value, std::string path, JsonReading& reading, const Event* usual = nullptr)
{
    Event event;
    if (usual != nullptr) {
        event = *usual;
    }
    JsonFields fields(value, std::move(path), reading);
    std::size_t kind = 0;
    fields.word("kind", names::kActions, kind, true);
    for (const auto& [name, time] : {std::pair("from", &event.from), std::pair("to", &event.to)}) {
        if (usual == nullptr || value.find(name) != nullptr) {
            fields.requireTime(name, *time);
        }
    }
    if (event.to <= event.from) {
        fields.refuse("to", value.find("to") == nullptr ? "nothing" : describe(*value.find("to")),
                      "a time after that of \"from\": it ends before it starts");
    }
    fields.text("note", event.note);
    event.action = actionAt(kind);
    std::visit(ActionReader{fields}, event.action);
    fields.finish();
    return event;
}

FeedChoice readFeed(const JsonValue& value, JsonReading& reading)
{
    FeedChoice feed;
    JsonFields fields(value, "feed", reading);
    readWord(fields, "kind", names::kFeeds, feed.kind, true);
    fields.texts("paths", feed.paths);
    if (feed.kind == FeedKind::RecordedFiles && feed.paths.empty()) {
        fields.refuse("", "no paths", "paths: the files or folders to play");
    }
    if (feed.kind == FeedKind::SimulatedCity && !feed.paths.empty()) {
        fields.refuse("paths", "paths", "none: a simulated city reads no files");
    }
    fields.finish();
    return feed;
}

void readEvents(JsonFields& fields, Scenario& scenario)
{
    const JsonValue* const events = fields.member("events");
    if (events == nullptr) {
        return;
    }
    if (events->kind != JsonKind::Array) {
        return fields.refuse("events", describe(*events), "a list of events");
    }
    for (std::size_t i = 0; i < events->elements.size(); ++i) {
        const JsonValue& value = events->elements[i];
        Event event = readEvent(value, concat("events[", i, ']'), fields.reading());
        if (event.from >= scenario.end || event.to <= scenario.start) {
            fields.reading().refuse(concat("events[", i, ']'), value, "an event outside the scenario's time",
                                    "one that is on between start and end");
        }
        scenario.events.push_back(std::move(event));
    }
}

void readPeriod(JsonFields& fields, Scenario& scenario)
{
    fields.text("zone", scenario.zone);
    fields.requireTime("start", scenario.start);
    fields.requireTime("end", scenario.end);
    if (scenario.end <= scenario.start) {
        fields.refuse("end", "a time not after that of \"start\"", "a scenario that ends after it starts");
    }
    if (scenario.end - scenario.start > kLongest) {
        fields.refuse("end", "a time more than ten years after the start", "a shorter scenario");
    } else if (const auto clock = localClock(scenario.zone, scenario.start, scenario.end); !clock) {
        fields.refuse("zone", excerpt(scenario.zone), "an IANA zone such as America/Los_Angeles");
    }
}

Scenario readScenarioFields(const JsonValue& value, JsonReading& reading)
{
    Scenario scenario;
    JsonFields fields(value, "", reading);
    std::string schema; // which editors look at
    fields.text("$schema", schema);
    fields.requireText("name", scenario.name);
    fields.requireText("story", scenario.story);
    fields.requireText("network", scenario.network);
    if (const JsonValue* const feed = fields.member("feed")) {
        scenario.feed = readFeed(*feed, reading);
    } else {
        fields.refuse("feed", "nothing", "an object");
    }
    std::int64_t seed = 1;
    fields.integer("seed", bounds(ranges::kSeed), seed);
    scenario.seed = static_cast<std::uint64_t>(seed);
    readPeriod(fields, scenario);
    fields.text("policy", scenario.policy);
    fields.text("approach", scenario.approach);
    readEvents(fields, scenario);
    fields.finish();
    return scenario;
}

} // namespace

Result<Scenario> parseScenario(std::string_view text, const std::string& file)
{
    const Result<JsonValue> value = parseJson(text);
    if (!value) {
        return failIn(file, value.error());
    }
    JsonReading reading;
    reading.file = file;
    Scenario scenario = readScenarioFields(*value, reading);
    if (reading.fault) {
        return tl::unexpected<Error>(*reading.fault);
    }
    return scenario;
}

Result<std::vector<Event>> parseEvents(std::string_view text, const std::string& file, UtcTime from, UtcTime to)
{
    const Result<JsonValue> value = parseJson(text);
    if (!value) {
        return failIn(file, value.error());
    }
    JsonReading reading;
    reading.file = file;
    const JsonValue* const inside = value->find("events");
    const JsonValue& list = inside != nullptr ? *inside : *value;
    if (list.kind != JsonKind::Array) {
        reading.refuse("events", list, describe(list), "a list of events");
    }
    const Event usual{.from = from, .to = to, .note = {}};
    std::vector<Event> events;
    for (std::size_t i = 0; i < list.elements.size(); ++i) {
        events.push_back(readEvent(list.elements[i], concat("events[", i, ']'), reading, &usual));
    }
    if (reading.fault) {
        return tl::unexpected<Error>(*reading.fault);
    }
    return events;
}

Result<Scenario> readScenario(const std::filesystem::path& path)
try {
    const Result<std::string> text = readText(path);
    if (!text) {
        return tl::unexpected<Error>(text.error());
    }
    return parseScenario(*text, path.string());
} catch (const std::exception& exception) {
    return foreignFailure(path, exception);
}

std::vector<std::string> scenarioNames()
{
    std::vector<std::string> asked;
    JsonReading reading;
    reading.asked = &asked;
    const JsonValue empty{.kind = JsonKind::Object};
    readScenarioFields(empty, reading);
    readFeed(empty, reading);
    readEvent(empty, "", reading);
    readVicinity(empty, "", reading);
    Place place;
    JsonFields whereFields(empty, "", reading);
    readPlaceFields(whereFields, place);
    for (std::size_t kind = 0; kind < names::kActions.size(); ++kind) {
        JsonFields fields(empty, "", reading);
        Action action = actionAt(kind);
        std::visit(ActionReader{fields}, action);
    }
    std::ranges::sort(asked);
    asked.erase(std::unique(asked.begin(), asked.end()), asked.end());
    return asked;
}

} // namespace twin
