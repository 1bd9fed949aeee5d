// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/scenario_json.h"

#include <algorithm>
#include <ostream>
#include <set>

#include "tests/source_dir.h"
#include "tests/twin/io/io_fixture.h"
#include "twin/core/json_value.h"
#include "twin/core/quantity.h"
#include "twin/core/text.h"
#include "twin/io/text_file.h"

using namespace twin;

namespace {

/// A scenario with one event, all of it good; each test breaks one piece.
struct Pieces {
    std::string head = R"("name": "a", "story": "One. Two.", "network": "san-jose")";
    std::string feed = R"({"kind": "simulated_city"})";
    std::string period = R"("start": "2024-05-06T00:00:00-07:00", "end": "2024-05-13T00:00:00-07:00")";
    std::string event = R"({"kind": "capacity_factor", "from": "2024-05-07T08:00:00-07:00",
  "to": "2024-05-07T09:00:00-07:00", "factor": 0.5})";
    std::string rest;

    [[nodiscard]] std::string text() const
    {
        return "{" + head + ",\n\"feed\": " + feed + ",\n" + period + ",\n\"events\": [" + event + "]" + rest + "}";
    }
};

/// An event of Tuesday morning with the given kind and fields.
std::string event(const std::string& fields)
{
    return R"({"from": "2024-05-07T08:00:00-07:00", "to": "2024-05-07T09:00:00-07:00", )" + fields + "}";
}

std::string broken(Pieces pieces) { return pieces.text(); }

struct Malformed {
    std::string name;
    std::string text;
    std::string place;
    std::string says;
};

void PrintTo(const Malformed& scenario, std::ostream* out) { *out << scenario.name; }

std::vector<Malformed> malformedHeads()
{
    const std::string day = R"("start": "2024-05-06T00:00:00-07:00")";
    return {
        {"NoJson", "name: a", "line 1, column 1", "found \"n\", expected a value"},
        {"CutOff", "{\"name\": \"a\"", "line 1", "found the end of the file"},
        {"AList", "[]", "line 1", "found a list, expected an object"},
        {"NoName", broken({.head = R"("story": "x", "network": "n")"}), "name", "found nothing, expected a text"},
        {"BlankStory", broken({.head = R"("name": "a", "story": " ", "network": "n")"}), "story",
         "found an empty text"},
        {"NameIsANumber", broken({.head = R"("name": 7, "story": "x", "network": "n")"}), "name (line 1",
         "found 7, expected a text"},
        {"UnknownName", broken({.rest = R"(, "weather": "fine")"}), "line 5", "found the unknown name \"weather\""},
        {"TwoSeeds", broken({.rest = R"(, "seed": 1, "seed": 2)"}), "line 5",
         "a name that does not stand there already"},
        {"SeedNotWhole", broken({.rest = R"(, "seed": 1.5)"}), "seed", "found 1.5, expected a whole number"},
        {"SeedNegative", broken({.rest = R"(, "seed": -1)"}), "seed", "found -1, expected a whole number from 0"},
        {"SeedTooLarge", broken({.rest = R"(, "seed": 1e300)"}), "seed", "found 1e300"},
        {"UnknownZone", broken({.rest = R"(, "zone": "Mars/Base")"}), "zone",
         "found \"Mars/Base\", expected an IANA zone"},
        {"FeedIsAText", broken({.feed = R"("simulated_city")"}), "feed",
         "found \"simulated_city\", expected an object"},
        {"UnknownFeed", broken({.feed = R"({"kind": "live"})"}), "feed.kind",
         "found \"live\", expected one of simulated_city, recorded_files"},
        {"FeedWithoutPaths", broken({.feed = R"({"kind": "recorded_files"})"}), "feed", "expected paths"},
        {"CityWithPaths", broken({.feed = R"({"kind": "simulated_city", "paths": ["a"]})"}), "feed.paths",
         "expected none"},
        {"EmptyPaths", broken({.feed = R"({"kind": "recorded_files", "paths": []})"}), "feed.paths", "an empty list"},
        {"NoStart", broken({.period = R"("end": "2024-05-13T00:00:00-07:00")"}), "start", "found nothing"},
        {"StartWithoutZone",
         broken({.period = R"("start": "2024-05-06T00:00:00", "end": "2024-05-13T00:00:00-07:00")"}), "start (line 3",
         "expected a time with its offset from UTC"},
        {"NoSuchDay", broken({.period = R"("start": "2024-02-30T00:00:00Z", "end": "2024-05-13T00:00:00Z")"}), "start",
         "found \"2024-02-30T00:00:00Z\""},
        {"EndBeforeStart", broken({.period = day + R"(, "end": "2024-05-05T00:00:00-07:00")"}), "end",
         "expected a scenario that ends after it starts"},
        {"ACentury", broken({.period = day + R"(, "end": "2124-05-05T00:00:00-07:00")"}), "end", "ten years"},
    };
}

std::vector<Malformed> malformedPlaces()
{
    const auto with = [](const std::string& fields) { return broken({.event = event(fields)}); };
    return {
        {"PlaceSaysNothing", with(R"("kind": "incident", "where": {})"), "events[0].where",
         "found a place that says nothing"},
        {"PlaceIsAText", with(R"("kind": "incident", "where": "everywhere")"), "events[0].where", "expected an object"},
        {"UnknownDirection", with(R"("kind": "incident", "where": {"freeway": 101, "direction": "North"})"),
         "events[0].where.direction", "found \"North\", expected one of N, S, E, W"},
        {"FreewayZero", with(R"("kind": "incident", "where": {"freeway": 0})"), "events[0].where.freeway",
         "from 1 to 999"},
        {"LinkIsANumber", with(R"("kind": "incident", "where": {"links": ["a", 7]})"), "events[0].where.links[1]",
         "found 7, expected a text"},
        {"LinkTwice", with(R"("kind": "incident", "where": {"links": ["a", "a"]})"), "events[0].where.links[1]",
         "found \"a\" again"},
        {"LatitudeBeyondThePole", with(R"("kind": "incident", "where": {"near": {"lat": 97, "lon": -121}})"),
         "events[0].where.near.lat", "found 97, expected a number from -90 to 90"},
        {"NearWithoutLongitude", with(R"("kind": "incident", "where": {"near": {"lat": 37}})"),
         "events[0].where.near.lon", "found nothing"},
    };
}

std::vector<Malformed> malformedEvents()
{
    const auto with = [](const std::string& fields) { return broken({.event = event(fields)}); };
    return {
        {"EventIsANumber", broken({.event = "3"}), "events[0]", "found 3, expected an object"},
        {"UnknownKind", with(R"("kind": "meteor")"), "events[0].kind",
         "found \"meteor\", expected one of lane_closure"},
        {"NoKind", with(R"("factor": 1)"), "events[0].kind", "found nothing"},
        {"EndsBeforeItStarts",
         broken({.event = R"({"kind": "weather", "from": "2024-05-07T08:00:00-07:00", "to": "2024-05-07T07:00:00-07:00",
             "weather": "rain"})"}),
         "events[0].to (line 4", "expected a time after that of \"from\": it ends before it starts"},
        {"OutsideTheScenario",
         broken({.event = R"({"kind": "weather", "from": "2024-06-07T08:00:00-07:00", "to": "2024-06-07T09:00:00-07:00",
             "weather": "rain"})"}),
         "events[0]", "outside the scenario's time"},
        {"SecondEvent", broken({.event = Pieces{}.event + ", " + event(R"("kind": "link_closure")")}), "events[1]",
         "found no place, expected where"},
        {"LanesZero", with(R"("kind": "lane_closure", "where": {"links": ["a"]}, "lanes": 0)"), "events[0].lanes",
         "found 0, expected a whole number from 1 to 20"},
        {"NegativeFactor", with(R"("kind": "demand_factor", "factor": -1)"), "events[0].factor", "found -1"},
        {"FactorIsAText", with(R"("kind": "demand_factor", "factor": "2")"), "events[0].factor",
         "found \"2\", expected a number"},
        {"NoFactor", with(R"("kind": "capacity_factor")"), "events[0].factor", "found nothing, expected a number"},
        {"FieldOfAnotherKind", with(R"("kind": "capacity_factor", "factor": 1, "lanes": 2)"), "events[0]",
         "found the unknown name \"lanes\", expected only"},
        {"LimitTooHigh", with(R"("kind": "speed_limit", "limit_mph": 300)"), "events[0].limit_mph", "from 5 to 120"},
        {"NegativeMetering", with(R"("kind": "ramp_metering", "rate_vph": -5)"), "events[0].rate_vph", "found -5"},
        {"SurgeEverywhere", with(R"("kind": "demand_surge", "extra_vph": 5)"), "events[0]", "found no place"},
        {"UnknownWeather", with(R"("kind": "weather", "weather": "frogs")"), "events[0].weather", "found \"frogs\""},
        {"WeatherWithPlace", with(R"("kind": "weather", "weather": "fog", "where": {"freeway": 101})"), "events[0]",
         "found the unknown name \"where\""},
        {"UnknownFault", with(R"("kind": "sensor_fault", "fault": "tired")"), "events[0].fault", "found \"tired\""},
        {"StuckWithAmount", with(R"("kind": "sensor_fault", "fault": "stuck", "amount": 1)"), "events[0].amount",
         "expected none"},
        {"DropOutChanceAbove1", with(R"("kind": "sensor_fault", "fault": "drop_out", "amount": 2)"), "events[0].amount",
         "from 0 to 1"},
        {"HalfAnIntervalLate", with(R"("kind": "sensor_fault", "fault": "delay", "amount": 0.5)"), "events[0].amount",
         "expected a whole number"},
        {"ShareAbove1", with(R"("kind": "sensor_fault", "fault": "zero", "share": 1.5)"), "events[0].share",
         "found 1.5"},
        {"DriftWithoutAmount", with(R"("kind": "induced_drift", "drift": "scale")"), "events[0].amount",
         "found nothing"},
        {"SeasonWithoutPeriod", with(R"("kind": "induced_drift", "drift": "seasonal", "amount": 0.2)"), "events[0]",
         "found no lag"},
        {"EchoAboveWhole", with(R"("kind": "induced_drift", "drift": "lag_structure", "amount": 1.2, "lag": 3)"),
         "events[0].amount", "from 0 to 1"},
        {"TruthAsANumber", with(R"("kind": "induced_drift", "drift": "shift", "amount": -70, "allows_negative": 1)"),
         "events[0].allows_negative", "found 1, expected true or false"},
        {"EventsAreAnObject",
         "{" + Pieces{}.head + R"(, "feed": {"kind": "simulated_city"}, )" + Pieces{}.period + R"(, "events": {}})",
         "events", "found an object, expected a list of events"},
    };
}

std::vector<Malformed> allMalformed()
{
    std::vector<Malformed> all = malformedHeads();
    for (const auto& more : {malformedPlaces(), malformedEvents()}) {
        all.insert(all.end(), more.begin(), more.end());
    }
    return all;
}

/// The names under "properties" anywhere in a schema, and the words under "enum".
void collect(const JsonValue& value, std::set<std::string>& properties, std::set<std::string>& words)
{
    for (const JsonMember& member : value.members) {
        if (member.name == "properties") {
            for (const JsonMember& property : member.value.members) {
                properties.insert(property.name);
            }
        }
        for (const JsonValue& word : member.value.elements) {
            if (member.name == "enum") {
                words.insert(word.text);
            }
        }
        collect(member.value, properties, words);
    }
    for (const JsonValue& element : value.elements) {
        collect(element, properties, words);
    }
}

Scenario everything()
{
    const UtcTime day{std::chrono::sys_days{std::chrono::year{2024} / 5 / 7}};
    const Place all{.links = {"a", "b"},
                    .stations = {"400001"},
                    .freeway = 101,
                    .direction = 'N',
                    .near = Vicinity{{37.3, -121.9}, 750.0}};
    Scenario scenario{.name = "all",
                      .story = "Everything \"happens\". At once.",
                      .network = "san-jose",
                      .feed = {FeedKind::RecordedFiles, {"a.txt", "b"}},
                      .seed = 42,
                      .start = day,
                      .end = day + std::chrono::hours(48),
                      .policy = "balanced",
                      .approach = "frugal"};
    const std::vector<Action> actions{
        LaneClosure{all, 2},
        LinkClosure{all},
        CapacityFactor{all, 0.7},
        FreeSpeedFactor{{}, 0.9},
        SpeedLimit{all, 55.0 * kMetresPerSecondPerMph},
        RampMetering{all, 437.0 / 3600.0},
        DemandFactor{{}, 1.3, Onset::Gradual},
        DemandSurge{all, 0.1234567},
        Weather{WeatherKind::HeavyRain},
        Incident{all, 0},
        SensorFault{all, SensorFaultKind::Stuck, 1.0, 0.5},
        SensorFault{{}, SensorFaultKind::Delay, 3.0, 1.0},
        InducedDrift{all, Signal::Speed, InducedDriftKind::Seasonal, 0.25, 288, Onset::Gradual, true}};
    for (const Action& action : actions) {
        const auto hour = std::chrono::hours(scenario.events.size());
        scenario.events.push_back({day + hour, day + hour + std::chrono::minutes(35), "why", action});
    }
    return scenario;
}

} // namespace

class MalformedScenario : public ::testing::TestWithParam<Malformed> {};

TEST_P(MalformedScenario, IsRefusedWithASentenceThatSaysWhereAndWhat)
{
    const Malformed& each = GetParam();
    const auto scenario = parseScenario(each.text, "scenario.json");
    ASSERT_FALSE(scenario);
    EXPECT_EQ(scenario.error().code, ErrorCode::InvalidInput);
    const std::string& message = scenario.error().message;
    EXPECT_TRUE(message.starts_with("scenario.json: ")) << message;
    EXPECT_MENTIONS(message, each.place);
    EXPECT_MENTIONS(message, each.says);
    EXPECT_MENTIONS(message, "expected");
}

INSTANTIATE_TEST_SUITE_P(Scenarios, MalformedScenario, ::testing::ValuesIn(allMalformed()),
                         [](const auto& each) { return each.param.name; });

TEST(ScenarioJson, IsAcceptedWhereNothingIsBroken)
{
    const auto scenario = parseScenario(Pieces{}.text(), "scenario.json");
    ASSERT_TRUE(scenario) << scenario.error().message;
    EXPECT_EQ(scenario->events.size(), 1U);
    EXPECT_EQ(isoTime(scenario->events[0].from), "2024-05-07T15:00:00Z");
    EXPECT_EQ(std::get<CapacityFactor>(scenario->events[0].action).factor, 0.5);
}

TEST(ScenarioJson, ReadsBackEverythingItWrites)
{
    const Scenario scenario = everything();
    const std::string text = scenarioText(scenario);
    const auto again = parseScenario(text, "scenario.json");
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(*again, scenario);
    EXPECT_EQ(scenarioText(*again), text);
    EXPECT_MENTIONS(text, "\"limit_mph\": 55\n");
    EXPECT_MENTIONS(text, "\"rate_vph\": 437");
}

TEST(ScenarioSchema, KnowsEveryNameAndWordOfTheReaderAndNoOther)
{
    const auto text = readText((sourceDirectory() / "resources" / "scenario.schema.json").string());
    ASSERT_TRUE(text);
    const auto schema = parseJson(*text);
    ASSERT_TRUE(schema) << schema.error().message;
    std::set<std::string> properties;
    std::set<std::string> words;
    collect(*schema, properties, words);
    const std::vector<std::string> asked = scenarioNames();
    EXPECT_EQ(std::vector<std::string>(properties.begin(), properties.end()), asked);
    for (const char* const kind : {"sensor_fault", "induced_drift", "lane_closure"}) {
        EXPECT_MENTIONS(*text, concat("\"const\": \"", kind, '"'));
    }
    for (const char* const word : {"simulated_city", "gradual", "heavy_rain", "drop_out", "lag_structure", "W"}) {
        EXPECT_TRUE(words.contains(word)) << word;
    }
}

TEST(Incident, LeavesLessCapacityTheMoreLanesAreBlocked)
{
    EXPECT_EQ(capacityLeftAtIncident(3, 1), 0.49); // HCM 2010, exhibit 10-17
    EXPECT_EQ(capacityLeftAtIncident(4, 0), 0.85);
    for (int lanes = 1; lanes <= 12; ++lanes) {
        EXPECT_EQ(capacityLeftAtIncident(lanes, lanes), 0.0);
        for (int blocked = 1; blocked <= lanes; ++blocked) {
            EXPECT_LE(capacityLeftAtIncident(lanes, blocked), capacityLeftAtIncident(lanes, blocked - 1));
        }
    }
}

TEST(Onset, IsNothingAtTheBeginningAndHalfInTheMiddle)
{
    const UtcTime zero{};
    const Event slow{zero, zero + std::chrono::hours(10), "", DemandFactor{{}, 2.0, Onset::Gradual}};
    EXPECT_EQ(onsetShare(slow, Onset::Gradual, zero), 0.0);
    EXPECT_EQ(onsetShare(slow, Onset::Gradual, zero + std::chrono::hours(5)), 0.5);
    EXPECT_EQ(onsetShare(slow, Onset::Sudden, zero), 1.0);
    EXPECT_FALSE(slow.isOnAt(slow.to));
}
